"""What the report states about the projects: numbers, sums, grades, funding levels, against the lists."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.numbers import plain
from perfeval.core.text.figures import Figure
from perfeval.core.text.mentions import Mention
from perfeval.core.text.sentences import Span, sentences, squeeze

from .context import Context
from .finding import Remark
from .known import statistics_of_lists, sum_of
from .places import Text
from .registry import check
from .runs import equal_run

_NUMBER_OF_PROJECTS = re.compile(
    r"(?:项目(?:支出)?|转移支付资金)[ \t]*(?:绩效自评)?(?:个数)?[ \t]*(?:共计|共有|共)?[ \t]*$"
)
_PART_OF_LIST = re.compile(r"预算[ \t]*项目[ \t]*$|[一二]级|等级|[“”]|其中|^[ \t]*(?:中央|省|市|县|区)")
_ABOUT_LISTS = re.compile(
    r"项目支出共计|项目支出[^，。]{0,6}\d+[ \t]*[个项]|涉及项目|\d+[ \t]*个项目|转移支付资金|项目[ \t]*\d+[ \t]*个"
)
_ABOUT_ALL = re.compile(r"整体|基本支出|总支出")
_SUMS = (
    ("adjusted", re.compile(r"(?:调整后|全年)[^，。；]{0,4}预算|预算资金[ \t]*$|转移支付资金[ \t]*$")),
    ("executed", re.compile(r"决算数|执行数|实际支出")),
    ("initial", re.compile(r"年初预算")),
)
_TITLES = {"initial": "年初预算数", "adjusted": "调整后预算数", "executed": "执行数"}
_ALL_FUNDS = re.compile(r"所有项目资金")
_LEVELS = {"central": "中央", "provincial": "省级?", "city": "市级?", "county": "[县区]级?"}
_LEVEL_PHRASE = r"^{}[^，。；]{{0,6}}?(?:资金|转移支付|补助)?[ \t]*$"
_TIER = re.compile(r"(一级|二级)项目(?:绩效自评)?(?:个数)?(\d+)个|(\d+)个(一级|二级)项目")
_COUNTED_FUNDS = re.compile(
    r"(?:项目(?:绩效)?自评个数|涉及项目|项目)?(\d+)个(?:[一二]级项目|项目)?[^；。\d]{0,16}涉及资金$"
)


@check("C19", "报告所写项目个数与清单一致", "error")
def check_project_counts(context: Context) -> Iterator[Remark]:
    """Numbers of projects in the report against the lists."""
    groups = statistics_of_lists(context)
    for text, sentence, mention in _mentions(context):
        stated = mention.figure
        if stated.unit not in ("个", "项") or not groups or stated.value <= 0:
            continue
        if not _NUMBER_OF_PROJECTS.search(mention.raw) or _PART_OF_LIST.search(mention.raw):
            continue
        group = groups.get(list_of(text, sentence))
        if group and stated.value != group.count:
            message = f"文中写项目{plain(stated.value)}个，清单中有{group.count}个。"
            yield Remark(text.where, f"{plain(stated.value)}个", f"{group.count}个", message)


@check("C19-tier", "一级、二级项目个数前后一致", "warning")
def check_tier_counts(context: Context) -> Iterator[Remark]:
    """Numbers of 一级项目 and 二级项目 that the report states in several places."""
    first: dict[str, tuple[str, str]] = {}
    for text in context.report_texts:
        for count, count2, tier, tier2 in ((m[2], m[3], m[1], m[4]) for m in _TIER.finditer(text.text)):
            key, stated = tier or tier2, count or count2
            if text.scope:
                continue
            before, where = first.setdefault(key, (stated, text.where))
            if before != stated:
                message = f"{key}项目一处写{before}个，此处写{stated}个（另一处在{where}），应一致。"
                yield Remark(text.where, f"{stated}个", f"{before}个", message)


@check("C20-text", "报告所写项目金额与清单合计一致", "error")
def check_stated_sums(context: Context) -> Iterator[Remark]:
    """Budget and spending of the projects in the report against the sums of the lists."""
    for text, sentence, mention, field in _stated_sums(context):
        name = list_of(text, sentence)
        exact = sum_of(context, name, field)
        if exact is None or mention.figure.agrees_base(exact):
            continue
        yield _wrong_sum(context, text, mention.figure, name, field, exact)


@check("C20-run", "金额恰为清单中一段之和", "warning")
def check_sums_of_runs(context: Context) -> Iterator[Remark]:
    """A stated spending without entered spending that is the sum of the budgets of a run of rows."""
    for text, sentence, mention, field in _stated_sums(context):
        name = list_of(text, sentence)
        if field != "executed" or sum_of(context, name, field) is not None:
            continue
        run = equal_run(context, name, "adjusted", mention.figure)
        if run:
            message = (
                f"文中的执行数{mention.figure.written()}恰等于清单第{run}行调整后预算数之和，取的是预算数而不是支出数。"
            )
            yield Remark(text.where, mention.figure.written(), "实际支出数", message)


@check("C20-all", "所有项目资金等于各项目之和", "error")
def check_all_project_funds(context: Context) -> Iterator[Remark]:
    """“所有项目资金…涉及资金A” against the sums of the sheets."""
    for text in context.report_texts:
        for sentence in sentences(text.text) if not text.scope else []:
            if not _ALL_FUNDS.search(sentence.text):
                continue
            mentions = [m for m in context.mentions(text) if sentence.start <= m.figure.start < sentence.end]
            stated = next((m.figure for m in mentions if m.figure.dimension == "money"), None)
            sums = {field: sum_of(context, "all", field) for field in ("initial", "adjusted", "executed")}
            known = {field: value for field, value in sums.items() if value is not None}
            if stated and known and not any(stated.agrees_base(value) for value in known.values()):
                field = "initial" if "年初" in sentence.text and "initial" in known else next(iter(known))
                yield _wrong_sum(context, text, stated, "all", field, known[field])


@check("C20-some", "部分项目资金等于所说项目之和", "error")
def check_funds_of_all_but_one(context: Context) -> Iterator[Remark]:
    """“12个一级项目…涉及资金A” in a list of 13: A is the sum of the list without one of its projects."""
    projects = context.package.projects
    whole, amounts = sum_of(context, "all", "initial"), [project.amount("initial") for project in projects]
    for text, sentence, mention in _mentions(context) if whole is not None else []:
        told = _COUNTED_FUNDS.search(sentence.text[: mention.figure.start - sentence.start])
        if text.scope or told is None or int(told[1]) != len(projects) - 1 or mention.figure.dimension != "money":
            continue
        rests = [(whole or Decimal(0)) - context.yuan(amount) for amount in amounts if amount is not None]
        if not any(mention.figure.agrees_base(rest) for rest in rests):
            stated = mention.figure.written()
            message = f"文中{told[1]}个项目的资金为{stated}，清单中任意{told[1]}个项目的年初预算之和都不等于这个数。"
            yield Remark(text.where, stated, f"{plain(whole or Decimal(0))}元减去一个项目", message)


@check("C20-two", "同一金额不能既是年初预算又是全年预算", "error")
def check_one_amount_two_budgets(context: Context) -> Iterator[Remark]:
    """One amount called 年初预算 here and 全年预算数 there although the projects' budgets were adjusted."""
    initial, adjusted = sum_of(context, "all", "initial"), sum_of(context, "all", "adjusted")
    if initial is None or adjusted is None or initial == adjusted:
        return
    first = {
        mention.figure.base
        for text, sentence, mention in _mentions(context)
        if mention.figure.dimension == "money"
        and "年初预算安排" in sentence.text[: mention.figure.start - sentence.start]
    }
    for text, _, mention in _mentions(context):
        if mention.figure.base in first and re.search(r"(?:全年|调整后)预算数?[ \t]*为?[ \t]*$", mention.raw):
            stated = mention.figure.written()
            expected = f"{plain(adjusted)}元"
            message = f"{stated}前文是年初预算安排数，此处又作全年预算数；各项目全年预算数合计为{expected}。"
            yield Remark(text.where, stated, expected, message)


@check("C20-level", "各级资金与清单分级合计一致", "error")
def check_level_sums(context: Context) -> Iterator[Remark]:
    """Central, provincial, city and county transfers in the report against the list."""
    groups = statistics_of_lists(context)
    for text, sentence, mention in _mentions(context):
        stated, name = mention.figure, list_of(text, sentence)
        if stated.dimension != "money" or name != "transfer" or name not in groups:
            continue
        for level, word in _LEVELS.items():
            group = groups[name].by_level.get(level)
            if not re.search(_LEVEL_PHRASE.format(word), squeeze(mention.raw)) or not group or not group.adjusted:
                continue
            exact = context.yuan(group.adjusted)
            if not stated.agrees_base(exact):
                expected = context.money(group.adjusted)
                message = f"文中“{squeeze(mention.raw)}”为{stated.written()}，清单中该级项目合计为{expected}。"
                yield Remark(text.where, stated.written(), expected, message)


@check("C21-project", "文中项目的执行数与该项目一致", "error")
def check_project_executed(context: Context) -> Iterator[Remark]:
    """年初预算数A、执行数B in one sentence, where A is the initial budget of one project only."""
    initial = Counter(project.amount("initial") for project in context.package.projects)
    by_amount = {context.yuan(a): p for p in context.package.projects if (a := p.amount("initial")) and initial[a] == 1}
    budget: Mention | None = None
    for text, _, mention in _mentions(context):
        if "年初预算" in mention.raw and mention.figure.dimension == "money":
            budget = mention
        project = by_amount.get(budget.figure.base) if budget else None
        if project is None or budget is None or not re.search(r"(?:全年)?执行数?[ \t]*为?$", mention.raw):
            continue
        executed = project.amount("executed")
        if executed is not None and not mention.figure.agrees_base(context.yuan(executed)):
            expected = context.money(executed)
            message = (
                f"文中年初预算{budget.figure.written()}的项目（{project.name}）执行{mention.figure.written()}，"
                f"自评表为{expected}。"
            )
            yield Remark(text.where, mention.figure.written(), expected, message)
        budget = None


def _mentions(context: Context) -> Iterator[tuple[Text, Span, Mention]]:
    """Figures of the department's report with the sentence they stand in."""
    for text in context.report_texts:
        if text.scope:
            continue
        spans = sentences(text.text)
        for mention in context.mentions(text):
            sentence = next((s for s in spans if s.start <= mention.figure.start < s.end), None)
            if sentence:
                yield text, sentence, mention


def _stated_sums(context: Context) -> Iterator[tuple[Text, Span, Mention, str]]:
    """Amounts that a sentence about the projects calls budget or spending."""
    for text, sentence, mention in _mentions(context):
        if mention.figure.dimension != "money" or not mention.figure.value:
            continue
        if (
            not _ABOUT_LISTS.search(sentence.text)
            or _ABOUT_ALL.search(sentence.text)
            or _PART_OF_LIST.search(mention.raw)
        ):
            continue
        for field, words in _SUMS:
            if words.search(mention.raw):
                yield text, sentence, mention, field
                break


def list_of(text: Text, sentence: Span) -> str:
    """Which list a sentence speaks of, by its own words or its heading's."""
    for words in (sentence.text, text.heading):
        if "转移支付" in words:
            return "transfer"
        if "本级" in words:
            return "own"
    return "all"


def _wrong_sum(context: Context, text: Text, stated: Figure, name: str, field: str, exact: Decimal) -> Remark:
    run = equal_run(context, name, field, stated)
    missed = f"，所写的数恰等于第{run}行之和" if run else ""
    scaled = f"{plain(exact / stated.scale)}{stated.unit}"
    message = f"文中写{stated.written()}，清单各项目{_TITLES[field]}合计为{scaled}{missed}。"
    return Remark(text.where, stated.written(), scaled, message)
