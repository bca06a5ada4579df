"""Figures of the report under the name of something the package knows: funds, accounts, indicators, tasks, survey."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval.core.numbers import plain
from perfeval.core.targets import read_target
from perfeval.core.text.figures import narrow
from perfeval.core.text.mentions import Mention, normalise
from perfeval.core.text.sentences import sentences, squeeze

from .context import Context
from .finding import Remark
from .places import Text
from .registry import FINAL_ACCOUNTS_RULES, check

_WHOLE = re.compile(r"整体支出|整体(?:年初)?预算|部门(?:整体)?预算")
_FIELDS = (
    ("initial", re.compile(r"年初预算(?:数|安排)?[ \t]*为?[ \t]*$")),
    ("adjusted", re.compile(r"(?:全年预算|调整后预算)数?[ \t]*为?[ \t]*$")),
    ("executed", re.compile(r"(?:执行数|决算数|部门总支出)[ \t]*为?[ \t]*$")),
)
_RATE = re.compile(r"(?:整体支出)?预算执行率[ \t]*(?:为|达到?)?[ \t]*$")
_SURVEY = (
    ("issued", re.compile(r"发放(?:调查)?(?:问卷)?[ \t]*(\d+)[ \t]*份")),
    ("returned", re.compile(r"(?:收回|回收)(?:调查)?(?:问卷)?[ \t]*(\d+)[ \t]*份")),
    ("valid", re.compile(r"有效(?:调查)?问卷[ \t]*(\d+)[ \t]*份")),
)
_AIMED = re.compile("力争|确保|不低于|不少于|不超过|控制在|目标|计划|预计")
_GOALS, _RESULTS = re.compile("目标|计划"), re.compile("完成|实现|情况")
_LABEL = re.compile(r"^(?P<name>[^（(]{4,30})[（(](?P<unit>人|万元|元|%|个|件|起|户)[）)]$")
_ACCOUNTS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "收入总计": (("01", "31", 0),),
    "支出总计": (("01", "62", 0),),
    "财政拨款收入总计": (("04", "32", 0),),
    "财政拨款支出总计": (("04", "64", 0),),
    "财政拨款收入": (("02", "total", 1),),
    "上级补助收入": (("02", "total", 2),),
    "事业收入": (("02", "total", 3),),
    "其他收入": (("02", "total", 6),),
    "财政拨款基本支出": (("05", "total", 1),),
    "机关运行经费支出": (("10", "5", 0),),
    "政府采购支出总额": (("10", "1", 0),),
    "政府采购货物支出": (("10", "2", 0),),
    "公务用车运行维护费支出": (("07", "amounts", 10), ("07", "amounts", 4)),
    "公务接待费支出": (("07", "amounts", 11), ("07", "amounts", 5)),
}
"""Names that the report on final accounts uses, with the cells that may stand behind them."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What may be said under a name: values in base units, by unit."""

    unit: str
    values: tuple[Decimal, ...]
    title: str


@check("C21-funds", "报告的整体预算与执行数与自评表一致", "error")
def check_stated_funds(context: Context) -> Iterator[Remark]:
    """Budget and spending of the whole department in the report against the overall sheet's total row."""
    overall = context.package.overall
    for text, mention in _about_whole(context) if overall else []:
        if mention.figure.dimension != "money" or mention.year not in (None, context.year) or mention.is_part:
            continue
        for field, words in _FIELDS:
            amount = overall.amount(field) if overall and words.search(mention.raw) else None
            if amount is not None and not mention.figure.agrees_base(context.yuan(amount)):
                expected = context.money(amount)
                message = f"报告写“{squeeze(mention.raw)}{mention.figure.written()}”，自评表为{expected}。"
                yield Remark(text.where, mention.figure.written(), expected, message)


@check("C21-overall", "报告的预算执行率与自评表一致", "warning")
def check_stated_rate(context: Context) -> Iterator[Remark]:
    """预算执行率 in a sentence about the whole department against the overall sheet."""
    overall = context.package.overall
    rate = overall.computed.execution_rate if overall and overall.computed else None
    for text, mention in _about_whole(context) if rate is not None else []:
        if mention.figure.unit == "%" and _RATE.search(mention.raw) and rate and not mention.figure.agrees(rate):
            message = f"报告写预算执行率{mention.figure.written()}，自评表为{plain(rate)}%。"
            yield Remark(text.where, mention.figure.written(), f"{plain(rate)}%", message)


@check("C21-accounts", "报告的决算数与决算表一致", "error", FINAL_ACCOUNTS_RULES)
def check_stated_accounts(context: Context) -> Iterator[Remark]:
    """Amounts that the report gives under the name of a line of the final accounts."""
    for text in context.report_texts if context.package.final_accounts else []:
        for mention in context.mentions(text) if not text.scope else []:
            cells = _ACCOUNTS.get(mention.phrase)
            if cells is None or mention.figure.dimension != "money" or mention.year not in (None, context.year):
                continue
            values = [context.account_cell(table, key, column) or Decimal(0) for table, key, column in cells]
            if not any(mention.figure.agrees_base(value) for value in values):
                expected = f"{plain(values[0])}元"
                message = f"报告写“{squeeze(mention.raw)}{mention.figure.written()}”，决算表为{expected}。"
                yield Remark(text.where, mention.figure.written(), expected, message)


@check("C21-indicator", "报告的完成数与自评表、任务表一致", "warning")
def check_stated_results(context: Context) -> Iterator[Remark]:
    """A figure under the name of an indicator, a task or a fact is its actual, its target or its value."""
    known = {scope: dict(_known(context, scope)) for scope in {text.scope for text in context.report_texts}}
    for text in context.report_texts:
        for mention in context.mentions(text):
            entry = known[text.scope].get(mention.phrase)
            if entry is None or mention.figure.dimension != entry.unit or mention.year not in (None, context.year):
                continue
            if _is_target(text, mention):
                continue
            if not any(mention.figure.agrees_base(value) for value in entry.values):
                expected = "或".join(plain(value) for value in dict.fromkeys(entry.values))
                message = f"报告写“{squeeze(mention.raw)}{mention.figure.written()}”，{entry.title}为{expected}。"
                yield Remark(text.where, mention.figure.written(), expected, message)


@check("C21-survey", "报告的问卷份数与问卷一致", "error")
def check_stated_survey(context: Context) -> Iterator[Remark]:
    """发放, 收回 and 有效 in the report against the survey."""
    survey = context.package.survey
    for text in context.report_texts if survey else []:
        for field, words in _SURVEY:
            count = getattr(survey, field)
            for match in words.finditer(narrow(text.text)) if count is not None and not text.scope else []:
                if int(match[1]) != count:
                    message = f"报告写“{squeeze(match[0])}”，调查问卷为{count}份。"
                    yield Remark(text.where, f"{match[1]}份", f"{count}份", message)


def _about_whole(context: Context) -> Iterator[tuple[Text, Mention]]:
    """Figures in sentences of the department's report that speak of the whole department."""
    for text in context.report_texts:
        for sentence in sentences(text.text) if not text.scope else []:
            if _WHOLE.search(sentence.text):
                inside = [m for m in context.mentions(text) if sentence.start <= m.figure.start < sentence.end]
                yield from ((text, mention) for mention in inside)


def _known(context: Context, scope: str) -> Iterator[tuple[str, _Known]]:
    """Normalised name → values that may be said of it; a name of two things is left out."""
    found: dict[str, list[_Known]] = {}
    for name, entry in (*_of_sheet(context, scope), *(_of_package(context) if not scope else ())):
        found.setdefault(normalise(name), []).append(entry)
    for phrase, entries in found.items():
        if len(phrase) >= 4 and len({entry.unit for entry in entries}) == 1:
            values = tuple(value for entry in entries for value in entry.values)
            yield phrase, _Known(entries[0].unit, values, entries[0].title)


def _is_target(text: Text, mention: Mention) -> bool:
    """A figure that was aimed at, not reached: 900人以上, or anything under a heading on goals."""
    about_goals = _GOALS.search(text.heading) and not _RESULTS.search(text.heading)
    return bool(about_goals or _AIMED.search(mention.raw)) or mention.noun.startswith(("以上", "以内", "左右"))


def _of_sheet(context: Context, scope: str) -> Iterator[tuple[str, _Known]]:
    for leaf in context.leaves:
        if leaf.sheet == (scope or "/overall"):
            entry = _quantities("自评表", leaf.record.actual, leaf.record.adjusted_target, leaf.record.target)
            if entry and leaf.record.actual:
                yield leaf.record.name, entry


def _of_package(context: Context) -> Iterator[tuple[str, _Known]]:
    for task in context.package.tasks or []:
        actual, target = ((text or "") + (task.unit or "") for text in (task.actual, task.target))
        if entry := _quantities("重点任务表", actual, target):
            yield task.name, entry
    for key, value in context.package.facts.items():
        label, unit = context.package.fact_labels.get(key, ""), context.package.fact_units.get(key)
        match = _LABEL.match(f"{label}（{unit}）" if unit else label)
        if match and value is not None:
            scale, unit = (10_000, "money") if match["unit"] == "万元" else (1, match["unit"].replace("元", "money"))
            yield match["name"], _Known(unit, (value * scale,), "自评数据")


def _quantities(title: str, *texts: str | None) -> _Known | None:
    """The numbers of some entries, if they are of one unit."""
    read = [found for text in texts if (found := read_target(text))]
    units = {"money" if found.unit == "元" else found.unit for found in read}
    return _Known(units.pop(), tuple(found.value for found in read), title) if len(units) == 1 else None
