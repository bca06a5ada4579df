"""Whether what the material says in one place can be true beside what it says in another."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.numbers import HUNDRED, multiply, percent, plain, round_half_up
from perfeval.core.scoring.grades import project_bands
from perfeval.core.targets import read_target
from perfeval.core.text.figures import narrow, read_figures
from perfeval.core.text.sentences import sentences, squeeze

from .context import Context
from .finding import Remark
from .honesty import LOW_EXECUTION
from .registry import FINAL_ACCOUNTS_RULES, HOUSE, check

_LEVEL = "中央|省|市|区|县"
_LEVELS = re.compile(rf"(?P<levels>(?:(?:{_LEVEL})级?、)+(?:{_LEVEL})级?)(?:财政)?转移支付")
_LEVEL_AMOUNT = re.compile(rf"({_LEVEL})级?(?:财政)?(?:转移支付)?(?:资金)?\s*\d")
_MET = re.compile(
    "(?:达到|实现|完成)了?(?:既定|预定|预期|年初设定)的(?:绩效|各项)?目标|圆满完成(?:了)?(?:各项|全部|全年|年度)?(?:工作)?任务|"
    "(?:各项|全部)(?:绩效)?(?:目标|指标)(?:均已?|全部)(?:完成|实现|达到)"
)
_MEASURES = re.compile("措施|整改|改进|建议")
_LOW = re.compile('[“"](?:中|差)[”"]|等级(?:为|较)?(?:中|差|低)|得分较低|低分|(?<!\\d)0分|未得分|未执行|支出为0|未支付')
_FASTER = re.compile("提高预算(?:完成|执行)(?:率|进度)|加快预算的?执行进度|减少(?:存量|结转)资金")
_SATISFIED = re.compile(
    r"(?:非常|很|十分|都|均)(?:表示)?满意[^。；]{0,12}满意度(?:达到?|为)?\s*(?P<rate>\d+(?:\.\d+)?)\s*[%％]"
)
_HALF_PLEASED = 80
_ABOVE = Decimal("1.05")
_RUNNING_COST = re.compile(
    "机关运行经费[^。]{0,60}原因[^。]{0,12}?(?P<reason>[^。：:]{0,20}(?:工资|津贴|社会保险缴费|住房公积金)[^。]{0,8})"
)
_INCOME_REASON = re.compile(
    "收入(?:增加|减少|增长|下降)的?(?:主要)?原因[^。；]{0,80}?(?P<reason>支出[^。；，]{0,12}(?:增加|减少|增长))"
)
_GROWN = re.compile(
    r"(?P<amount>\d[\d,]*(?:\.\d+)?)(?P<unit>万元|元|人)[，,](?:比|较)[^，。；\d]{0,6}(?:\d{4}年)?[^，。；\d]{0,6}"
    r"(?:增加|增长)(?P<added>\d[\d,]*(?:\.\d+)?)(?P=unit)"
)
_NEAR = Decimal("0.005")
"""An amount that misses a project's by less than this share is meant to be it."""


@check("C45-levels", "转移支付的级次前后一致", "warning")
def check_transfer_levels(context: Context) -> Iterator[Remark]:
    """中央、省、区转移支付, then amounts of 中央, 省 and 市."""
    for text in context.report_texts:
        for sentence in sentences(text.text):
            match = _LEVELS.search(sentence.text)
            given = _LEVEL_AMOUNT.findall(sentence.text[match.end() :]) if match else []
            told = [level.rstrip("级") for level in match["levels"].split("、")] if match else []
            if match and len(given) > 1 and set(given) != set(told):
                found, expected = "、".join(told), "、".join(dict.fromkeys(given))
                message = f"文中说“{match[0]}”，后面列的是{expected}的资金，级次不一致。"
                yield Remark(text.where, found, expected, message)


@check("C45-met", "目标全部完成的说法与得分一致", "warning")
def check_claims_of_success(context: Context) -> Iterator[Remark]:
    """达到了既定的绩效目标, although projects have the lowest grade."""
    lowest = [band.grade for band in project_bands(context.package, context.scheme.scoring)][-1:]
    failed = [
        project for project in context.package.projects if project.computed and [project.computed.grade] == lowest
    ]
    for text in context.report_texts if failed else []:
        match = _MET.search(text.text) if not text.scope else None
        if match:
            message = (
                f"文中说“{squeeze(match[0])}”，清单中有{len(failed)}个项目等级为“{lowest[0]}”，两种说法不能同时成立。"
            )
            yield Remark(text.where, squeeze(match[0]), f"{len(failed)}个项目未完成", message)


@check("C50-report", "等级为中、差的项目在整改中有说明", "warning")
def check_measures_for_poor_projects(context: Context) -> Iterator[Remark]:
    """Projects of the list with a low grade of which the measures of the report do not speak."""
    low = [band.grade for band in project_bands(context.package, context.scheme.scoring)][-2:]
    poor = [p for p in context.package.projects if p.computed and p.computed.grade in low and not p.indicators]
    texts = [text for text in context.report_texts if not text.scope and _MEASURES.search(text.heading)]
    said = "".join(text.text for text in texts)
    if poor and texts and not _LOW.search(said) and not any(p.name in said for p in poor):
        names = "、".join(p.name for p in poor[:2])
        message = f"有{len(poor)}个项目等级为“{'”或“'.join(low)}”（{names}等），整改措施没有说明这些项目怎样改进。"
        yield Remark(texts[0].where, "没有", f"{len(poor)}个项目的整改措施", message)


@check("C45-faster", "改进措施与执行率相符", "hint")
def check_measures_against_execution(context: Context) -> Iterator[Remark]:
    """Measures to raise an execution rate of 100 %."""
    overall = context.package.overall
    rate = overall.computed.execution_rate if overall and overall.computed else None
    for text in context.report_texts if rate == HUNDRED else []:
        match = _FASTER.search(text.text) if not text.scope and _MEASURES.search(text.heading) else None
        if match:
            message = f"预算执行率是100%，改进措施却写“{match[0]}”，措施与问题不对应。"
            yield Remark(text.where, match[0], "与问题对应的措施", message)


@check("C45-satisfied", "满意的说法与满意度相符", "warning")
def check_satisfaction_words(context: Context) -> Iterator[Remark]:
    """非常满意，满意度达到60%."""
    for text in context.texts:
        for match in _SATISFIED.finditer(narrow(text.text)) if "满意" in text.text else []:
            if Decimal(match["rate"]) < _HALF_PLEASED:
                message = f"文中说“{squeeze(match[0])}”，满意度只有{match['rate']}%，说法与数字不符。"
                yield Remark(text.where, f"{match['rate']}%", "与满意度相符的说法", message)


@check("C42-grown", "增加额小于本年数", "error", HOUSE)
def check_growth(context: Context) -> Iterator[Remark]:
    """支出21万元，比上年增加105万元: what was added is not more than what there is."""
    for text in context.report_texts:
        for match in _GROWN.finditer(narrow(text.text)):
            amount, added = (Decimal(match[key].replace(",", "")) for key in ("amount", "added"))
            if added > amount:
                found, whole = f"{match['added']}{match['unit']}", f"{match['amount']}{match['unit']}"
                message = f"文中写{whole}，比上年增加{found}，增加额大于本年数，两个数可能写反。"
                yield Remark(text.where, found, f"不大于{whole}", message)


@check("C45-reason", "增减原因与内容相符", "hint", FINAL_ACCOUNTS_RULES)
def check_reasons(context: Context) -> Iterator[Remark]:
    """Wages as the reason for 机关运行经费, which holds none; more income because of more spending."""
    for text in context.report_texts:
        for pattern, why in (
            (_RUNNING_COST, "机关运行经费是公用经费，不含工资"),
            (_INCOME_REASON, "支出不是收入增减的原因"),
        ):
            if match := pattern.search(text.text):
                reason = squeeze(match["reason"])
                yield Remark(text.where, reason, "与内容相符的原因", f"原因写“{reason}”，{why}，请核对。")


@check("C40-office", "内设机构的称谓一致", "hint", HOUSE)
def check_office_words(context: Context) -> Iterator[Remark]:
    """5个股室 of its own, 各处室 in the text: copied from a higher level."""
    own = next(
        (match[1] for text in context.report_texts if (match := re.search(r"\d个(?:内设)?([股科]室)", text.text))), None
    )
    if own is None or re.search(r"\d个处室", context.prose):
        return
    found = [text for text in context.texts if "处室" in text.text]
    for text in found[:1]:
        message = f"本部门内设的是{own}，{len(found)}处文字写“处室”，可能是套用上级单位的文字。"
        yield Remark(text.where, "处室", own, message)


@check("C21-near", "项目报告所写金额与资金表一致", "warning")
def check_amounts_near_the_projects(context: Context) -> Iterator[Remark]:
    """An amount of a project's report that misses the project's own by next to nothing."""
    for text in context.report_texts:
        project = context.package.projects[int(text.scope.split("/")[2])] if text.scope else None
        amounts = [project.amount(field) for field in ("initial", "adjusted", "executed")] if project else []
        known = {context.yuan(amount) for amount in amounts if amount}
        for figure in read_figures(text.text) if known else []:
            close = [amount for amount in known if abs(figure.base - amount) < multiply(amount, _NEAR)]
            if figure.dimension == "money" and close and not any(figure.agrees_base(amount) for amount in close):
                expected = _money(context, close[0])
                message = f"文中写{figure.written()}，与项目资金表的{expected}相近而不相等。"
                yield Remark(text.where, figure.written(), expected, message)


@check("C21-cost", "指标所列经费总额与资金数一致", "warning")
def check_totals_in_indicators(context: Context) -> Iterator[Remark]:
    """人员经费总额 as an indicator, against what the sheet or the report gives for it."""
    known = _spending_by_kind(context)
    for leaf in context.leaves:
        match = re.search("(人员|公用|项目)(?:经费|支出)[^，。]{0,4}总额", leaf.record.name)
        quantity = read_target(leaf.record.actual) if match and leaf.sheet == "/overall" else None
        amount = known.get(match[1]) if match else None
        if quantity is None or amount is None:
            continue
        stated = quantity.number if quantity.unit else context.yuan(quantity.number)
        if round_half_up(stated) != round_half_up(amount):
            kind, expected = match[1] if match else "", _money(context, amount)
            message = f"“{leaf.record.name}”填{leaf.record.actual}，别处的{kind}经费或支出为{expected}，应一致。"
            yield Remark(f"{leaf.where}/actual", f"{leaf.record.actual}", expected, message)


@check("C32-row", "清单中项目的得分与执行率相称", "warning")
def check_rows_against_execution(context: Context) -> Iterator[Remark]:
    """A row of the list with little spent and a high score; a row without a budget and a score all the same."""
    for index, project in enumerate(context.package.projects):
        adjusted, executed, score = project.amount("adjusted"), project.amount("executed"), project.self_score
        if project.indicators or not score or adjusted is None:
            continue
        where = f"/projects/{index}/self_score"
        if adjusted == 0 and not executed:
            message = f"项目“{project.name}”预算为0，却得{plain(score)}分，请说明评价了什么。"
            yield Remark(where, f"{plain(score)}分", "没有预算的项目的评价依据", message)
        rate = percent(executed, adjusted) if adjusted and executed is not None else HUNDRED
        if rate < LOW_EXECUTION and score > multiply(rate, _ABOVE):
            shown = plain(round_half_up(rate))
            message = f"项目“{project.name}”执行率只有{shown}%，得{plain(score)}分，须说明原因。"
            yield Remark(where, f"{plain(score)}分", f"与执行率{shown}%相称的得分", message)


def _money(context: Context, yuan: Decimal) -> str:
    """An amount in 元 as the package writes money."""
    wan = context.package.money_unit == "万元"
    return context.money(multiply(yuan, Decimal("0.0001")) if wan else yuan)


def _spending_by_kind(context: Context) -> dict[str, Decimal]:
    """人员, 公用, 项目 → what was spent, in 元: from the sheet's lines by nature, else from the facts."""
    found: dict[str, Decimal] = {}
    for key, label in context.package.fact_labels.items():
        match = re.search("(人员|公用|项目)(?:经费|支出)[^，。]{0,4}$", label)
        amount = context.package.facts.get(key)
        if match and amount is not None and not re.search("上年|预算数|年初", label):
            found[match[1]] = context.yuan(amount)
    overall = context.package.overall
    for line in overall.funds_by_nature if overall else []:
        match = re.search("(人员|公用|项目)(?:经费|支出)", line.label)
        if match and line.amount is not None:
            found[match[1]] = context.yuan(line.amount)
    return found
