"""资金: budget, execution and their sums."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.numbers import multiply, plain, total
from perfeval.core.package import FundRow, Sheet

from .context import Context, number_of, shown
from .finding import Remark
from .registry import HOUSE, check

_COLUMNS = {
    "initial_declared": "目标申报数",
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "全年执行数",
}
_WHOLES = ("fiscal", "current_year_fiscal")
_LEVELS = ("central", "provincial", "city", "county")
USUAL_RISE = Decimal("1.2")
_REASONED = re.compile(r"执行|支出|偏差|原因")


@check("C10", "预算执行率不超过100%", "error")
def check_overspending(context: Context) -> Iterator[Remark]:
    """Spending above the full-year budget, where the scheme forbids it."""
    if context.scheme.scoring.execution.over_100 == "error":
        yield from _overspent(context)


@check("C10-warn", "预算执行率超过100%须说明", "warning")
def check_overspending_allowed_with_reason(context: Context) -> Iterator[Remark]:
    """Spending above the full-year budget, where the scheme only warns."""
    if context.scheme.scoring.execution.over_100 == "warn":
        yield from _overspent(context)


@check("C11", "有支出须有预算", "error")
def check_spending_without_budget(context: Context) -> Iterator[Remark]:
    """Spending in a row that has no budget at all."""
    for where, row in _rows(context):
        if row.executed and not row.adjusted and not row.initial:
            yield Remark(
                f"{where}/adjusted",
                shown(row.adjusted),
                "预算数",
                f"“{_label(row)}”执行{context.money(row.executed)}，却没有预算数。",
            )


@check("C13", "资金合计等于各项之和", "error")
def check_fund_sums(context: Context) -> Iterator[Remark]:
    """The total row against its parts, column by column."""
    for sheet in context.sheets:
        for index, row in enumerate(sheet.record.funds):
            parts = _parts(sheet.record, row)
            for column, title in _COLUMNS.items():
                summed, whole = total([getattr(part, column) for part in parts]), getattr(row, column)
                if summed is not None and summed != (whole or Decimal(0)):
                    yield Remark(
                        f"{sheet.where}/funds/{index}/{column}",
                        shown(whole),
                        plain(summed),
                        f"{title}的{_title(row)}为{shown(whole)}，各项资金之和为"
                        f"{'＋'.join(plain(value) for part in parts if (value := getattr(part, column)) is not None)}"
                        f"={plain(summed)}，两者应相等。",
                    )


@check("C14", "只有合计行计分", "warning")
def check_points_on_part_rows(context: Context) -> Iterator[Remark]:
    """Points printed on a row that is a part of the total, where the scheme does not score every row."""
    if context.scheme.scoring.execution.scored_rows == "all":
        return
    for sheet in context.sheets:
        total_score = next((row.computed for row in sheet.record.funds if row.key == "total"), None)
        if total_score is None or total_score.weight is None:
            continue
        for index, row in enumerate(sheet.record.funds):
            points = number_of((row.published or {}).get("weight"))
            if row.key != "total" and points:
                yield Remark(
                    f"{sheet.where}/funds/{index}/published/weight",
                    f"{plain(points)}分",
                    "—",
                    f"“{_label(row)}”是合计的一部分，不单独计分，却印了分值{plain(points)}分。",
                )


@check("C15", "按收入性质与按支出性质的合计相等", "error")
def check_nature_sums(context: Context) -> Iterator[Remark]:
    """Income by nature, expenditure by nature, and the fund total."""
    for sheet in context.sheets:
        by_group = {group: _nature(sheet.record, group) for group in ("income", "expenditure")}
        income, expenditure = by_group["income"], by_group["expenditure"]
        budget, executed = sheet.record.amount("adjusted"), sheet.record.amount("executed")
        where = f"{sheet.where}/funds_by_nature"
        if income is not None and expenditure is not None and income != expenditure:
            message = f"按收入性质分合计{plain(income)}，按支出性质分合计{plain(expenditure)}，两者应相等。"
            yield Remark(where, plain(income), plain(expenditure), message)
        for summed, title in ((income, "按收入性质分"), (expenditure, "按支出性质分")):
            totals = [amount for amount in (budget, executed) if amount is not None]
            if summed is not None and totals and summed not in totals:
                message = f"{title}合计{plain(summed)}，与年度资金总额{plain(totals[0])}不符。"
                yield Remark(where, plain(summed), plain(totals[0]), message)


@check("C43", "全年预算数调到与执行数相同", "hint")
def check_budget_lowered_to_execution(context: Context) -> Iterator[Remark]:
    """An adjusted budget lowered to exactly what was spent makes any execution 100 %."""
    for sheet in context.sheets:
        initial, adjusted = sheet.record.amount("initial"), sheet.record.amount("adjusted")
        executed = sheet.record.amount("executed")
        if initial and adjusted and adjusted == executed and not _is_near(initial, adjusted):
            way = "减" if adjusted < initial else "增"
            message = f"全年预算数由{plain(initial)}调{way}到{plain(adjusted)}，恰等于执行数，请说明调整的依据。"
            yield Remark(f"{sheet.where}/funds", plain(adjusted), plain(initial), message)


@check("C06-execution", "预算执行未得满分须说明原因", "warning")
def check_execution_without_reason(context: Context) -> Iterator[Remark]:
    """Points lost on the execution rate need a reason in the sheet."""
    for sheet in context.sheets:
        result = sheet.record.computed
        row = next((row for row in sheet.record.funds if row.key == "total"), None)
        full = row.computed.weight if row and row.computed else None
        score = result.execution_score if result else None
        texts = [sheet.record.deviation_text or "", *(box.text or "" for box in sheet.record.analysis)]
        if score is None or full is None or score >= full or not sheet.record.indicators:
            continue
        if not any(_REASONED.search(text) for text in texts):
            message = f"预算执行率得{plain(score)}分（分值{plain(full)}分），没有说明原因和改进措施。"
            yield Remark(f"{sheet.where}/deviation_text", "空白", "偏差原因及改进措施", message)


@check("C11-total", "自评表须有年度资金总额", "hint", HOUSE)
def check_fund_total_missing(context: Context) -> Iterator[Remark]:
    """A sheet with a scored execution rate needs its budget and its execution."""
    for sheet in context.sheets:
        if not sheet.record.indicators or sheet.record.execution_weight is None:
            continue
        for field in ("adjusted", "executed"):
            if sheet.record.amount(field) is None:
                title = _COLUMNS[field]
                message = f"没有填年度资金总额的{title}，预算执行率无从计算。"
                yield Remark(f"{sheet.where}/funds", "空白", title, message)


def _overspent(context: Context) -> Iterator[Remark]:
    denominator = context.scheme.scoring.execution.denominator
    for where, row in _rows(context):
        budget = row.initial if denominator == "initial" else row.adjusted
        if budget is not None and row.executed is not None and row.executed > budget:
            yield Remark(
                f"{where}/executed",
                plain(row.executed),
                f"不超过{plain(budget)}",
                f"“{_label(row)}”的执行数{plain(row.executed)}大于预算数{plain(budget)}，执行率超过100%。",
            )


def _is_near(initial: Decimal, adjusted: Decimal) -> bool:
    """Raised by a fifth at most; any cut to exactly what was spent is worth a look."""
    return initial <= adjusted <= multiply(initial, USUAL_RISE)


def _rows(context: Context) -> Iterator[tuple[str, FundRow]]:
    for sheet in context.sheets:
        for index, row in enumerate(sheet.record.funds):
            yield f"{sheet.where}/funds/{index}", row


def _parts(sheet: Sheet, row: FundRow) -> list[FundRow]:
    """The rows that make up the total row, or the levels that make up the fiscal row beside it."""
    others = [other for other in sheet.funds if other.key != "total"]
    whole = next((other.key for other in others if other.key in _WHOLES), None)
    levels = [other for other in others if other.key in _LEVELS]
    if row.key == "total":
        return [other for other in others if not (whole and other.key in _LEVELS)]
    return levels if row.key == whole else []


def _title(row: FundRow) -> str:
    return "合计" if row.key == "total" else f"“{_label(row)}”"


def _nature(sheet: Sheet, group: str) -> Decimal | None:
    return total([line.amount for line in sheet.funds_by_nature if line.group == group])


def _label(row: FundRow) -> str:
    return (row.label or row.key).strip("：: ")
