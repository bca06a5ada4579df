"""Figures of a text against each other: shares, rates, changes, parts and wholes."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.numbers import HUNDRED, percent, plain, round_half_up
from perfeval.core.text.breakdowns import Breakdown, read_breakdowns
from perfeval.core.text.claims import Claim, read_named_shares
from perfeval.core.text.figures import total_base
from perfeval.core.text.sentences import excerpt, squeeze

from .context import Context
from .finding import Remark
from .known import Known, known_amounts
from .places import Text
from .registry import HOUSE, check

_KINDS = {
    "share": "占比",
    "target": "完成率",
    "budget": "完成预算的比例",
    "change": "增减幅度",
    "rate": "执行率",
    "closing": "结案率",
}
_BUDGET = re.compile(r"预算[^，。；]{0,6}$")
_SPENT = re.compile(r"支出|执行|决算")
_INSTALMENT = re.compile(
    r"(?P<people>\d+)\s*人[^。]{0,30}?(?P<rate>\d+(?:\.\d+)?)\s*元\s*[/／每]\s*月[^。]{0,60}?"
    r"自\s*(?P<first>(?:19|20)\d{2})\s*年?\s*(?:起)?\s*至\s*(?P<last>(?:19|20)\d{2})\s*年?[^。]{0,10}?(?:支出|发放)\s*"
    r"(?P<total>\d+(?:\.\d+)?)\s*元"
)


@check("C42-rate", "文字中的百分比与所给数字相符", "error", HOUSE)
def check_claims(context: Context) -> Iterator[Remark]:
    """Shares, completion, changes and rates recalculated from the figures beside them."""
    for text in context.texts:
        for claim in context.claims(text):
            if not claim.holds:
                yield _wrong_claim(text, claim)


@check("C42-named", "文字中的占比与决算数据相符", "error", HOUSE)
def check_named_shares(context: Context) -> Iterator[Remark]:
    """Shares of a whole that the text names and the accounts or sheets know."""
    wholes = {known.name: known for known in known_amounts(context) if known.dimension == "money"}
    for text in context.report_texts:
        for share in read_named_shares(text.text):
            known = _whole_named(wholes, share.whole_name)
            if known is None or known.base <= 0 or share.part.dimension != "money":
                continue
            exact = percent(share.part.base, known.base)
            if not share.printed.agrees(exact):
                expected = f"{plain(round_half_up(exact))}%"
                message = (
                    f"“{_quote(text, share.part.start, share.printed.end)}”：{share.part.written()}占{known.title}"
                    f"{plain(known.base)}元的{expected}，不是{share.printed.written()}。"
                )
                yield Remark(text.where, share.printed.written(), expected, message)


@check("C42-sum", "文字中各分项之和等于总数", "error", HOUSE)
def check_breakdowns(context: Context) -> Iterator[Remark]:
    """Parts that a sentence gives of a whole add up to it."""
    for text, breakdown in _wrong_breakdowns(context):
        if not breakdown.is_rounding and not _is_spending_of_budget(context, text, breakdown):
            yield _wrong_sum(text, breakdown)


@check("C42-rounding", "分项之和与总数有尾差", "warning", HOUSE)
def check_rounding_differences(context: Context) -> Iterator[Remark]:
    """Parts that miss the whole by no more than rounding explains: to be adjusted or noted."""
    for text, breakdown in _wrong_breakdowns(context):
        if breakdown.is_rounding and not _is_spending_of_budget(context, text, breakdown):
            yield _wrong_sum(text, breakdown)


@check("C10-parts", "文字中各项支出之和不大于预算", "error")
def check_spending_of_budget(context: Context) -> Iterator[Remark]:
    """Spending listed under a budget is not more than it."""
    for text, breakdown in _wrong_breakdowns(context):
        if breakdown.difference < 0 and _is_spending_of_budget(context, text, breakdown):
            summed = f"{plain(total_base(list(breakdown.parts)) / breakdown.whole.scale)}{breakdown.whole.unit}"
            whole = breakdown.whole.written()
            message = f"文中预算资金{whole}，其中各项实际支出合计{summed}，支出大于预算。"
            yield Remark(text.where, summed, f"不超过{whole}", message)


@check("C10-text", "文字中的支出不大于预算", "error")
def check_overspending_in_text(context: Context) -> Iterator[Remark]:
    """A rate printed as at most 100 % although the spending given with it exceeds the budget."""
    for text in context.texts:
        for claim in context.claims(text):
            if claim.kind == "rate" and claim.printed.value <= HUNDRED and claim.holds:
                spent, budget = claim.pairs[-1]
                if spent.base > budget.base > 0:
                    exact = percent(spent.base, budget.base)
                    message = (
                        f"“{_quote(text, budget.start, claim.printed.end)}”：支出{spent.written()}大于"
                        f"预算{budget.written()}，支出率为{plain(round_half_up(exact, 4))}%，超过100%。"
                    )
                    yield Remark(text.where, spent.written(), f"不超过{budget.written()}", message)


@check("C42-months", "人数、月标准与支出总额相符", "warning", HOUSE)
def check_monthly_totals(context: Context) -> Iterator[Remark]:
    """People × monthly rate × months of the years named against the total."""
    for text in context.texts:
        for match in _INSTALMENT.finditer(text.text):
            years = int(match["last"]) - int(match["first"]) + 1
            due = Decimal(match["people"]) * Decimal(match["rate"]) * 12 * years
            if years > 0 and due != Decimal(match["total"]):
                message = (
                    f"{match['people']}人×{match['rate']}元/月×12个月×{years}年={plain(due)}元，"
                    f"文中写{match['total']}元。"
                )
                yield Remark(text.where, f"{match['total']}元", f"{plain(due)}元", message)


def _wrong_breakdowns(context: Context) -> Iterator[tuple[Text, Breakdown]]:
    """Breakdowns of all texts that do not add up."""
    for text in context.texts:
        for breakdown in read_breakdowns(text.text):
            if breakdown.difference:
                yield text, breakdown


def _is_spending_of_budget(context: Context, text: Text, breakdown: Breakdown) -> bool:
    """A budget whose 其中 lists what was spent: the two need not be equal."""
    said = {mention.figure.start: mention.raw for mention in context.mentions(text)}
    parts = [said.get(part.start, "") for part in breakdown.parts]
    return bool(_BUDGET.search(said.get(breakdown.whole.start, ""))) and all(_SPENT.search(part) for part in parts)


def _wrong_claim(text: Text, claim: Claim) -> Remark:
    decimals = max(claim.printed.decimals, 2)
    expected = f"{plain(round_half_up(claim.nearest, decimals))}%"
    start = min((figure.start for pair in claim.pairs[-1:] for figure in pair), default=claim.printed.start)
    if claim.printed.end - start > 60:
        start = claim.printed.start - 30
    message = (
        f"“{_quote(text, max(start, 0), claim.printed.end)}”：按所给数字计算{_KINDS[claim.kind]}为{expected}，"
        f"不是{claim.printed.written()}。"
    )
    return Remark(text.where, claim.printed.written(), expected, message)


def _wrong_sum(text: Text, breakdown: Breakdown) -> Remark:
    parts = "＋".join(plain(part.value) for part in breakdown.parts)
    summed = (breakdown.whole.base - breakdown.difference) / breakdown.whole.scale
    whole, expected = breakdown.whole.written(), f"{plain(summed)}{breakdown.whole.unit}"
    message = (
        f"“{_quote(text, breakdown.whole.start, breakdown.whole.end)}”的各分项{parts}={plain(summed)}，"
        f"与总数{whole}相差{plain(abs(breakdown.difference / breakdown.whole.scale))}{breakdown.whole.unit}。"
    )
    return Remark(text.where, whole, expected, message)


def _whole_named(wholes: dict[str, Known], name: str) -> Known | None:
    bare = re.sub("^本(?:部门|单位)?(?:[（(].*?[）)])?", "", name)
    for candidate in (name, bare, bare.removesuffix("总额"), bare.removesuffix("合计")):
        if candidate in wholes:
            return wholes[candidate]
    return None


def _quote(text: Text, start: int, end: int) -> str:
    return squeeze(excerpt(text.text, start, end))
