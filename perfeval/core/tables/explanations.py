"""How the computed cells of a sheet follow, as a line that can be checked by hand."""

from decimal import Decimal

from perfeval.core.numbers import ZERO, plain, round_half_up
from perfeval.core.package import FundRow, Sheet
from perfeval.core.scheme.scoring import Execution, Step

BUDGETS = {"adjusted": "全年预算数", "initial": "年初预算数"}


def explain_rate(row: FundRow, execution: Execution) -> str | None:
    """执行数35.457 ÷ 全年预算数35.457 = 100%."""
    budget = getattr(row, execution.denominator)
    rate = row.computed.rate if row.computed else None
    if rate is None or budget is None or row.executed is None:
        return None
    return f"执行数{plain(row.executed)} ÷ {BUDGETS[execution.denominator]}{plain(budget)} = {_percent(rate)}"


def explain_surplus(row: FundRow) -> str | None:
    """全年预算数20 − 执行数15 = 5."""
    surplus = row.computed.surplus if row.computed else None
    if surplus is None or row.adjusted is None or row.executed is None:
        return None
    return f"全年预算数{plain(row.adjusted)} − 执行数{plain(row.executed)} = {plain(surplus)}"


def explain_execution_score(row: FundRow, execution: Execution) -> str | None:
    """分值10 × 执行率85% = 8.5分, or the step that the rate reaches."""
    result = row.computed
    if result is None or result.rate is None or result.score is None or result.weight is None:
        return None
    if execution.rule == "steps":
        return _explain_step(result.rate, result.score, execution.steps)
    capped = "（按100%计）" if result.rate > 100 else ""
    return f"分值{plain(result.weight)} × 执行率{_percent(result.rate)}{capped} = {plain(result.score)}分"


def explain_total(sheet: Sheet) -> str | None:
    """10 + 20 + … = 66.32; says so where a rule lowered the sum."""
    result = sheet.computed
    if result is None or result.total is None or not sheet.indicators:
        return None
    return _sum_line([result.execution_score, *_leaf_scores(sheet)], result.total)


def explain_review_total(sheet: Sheet) -> str | None:
    """The same of the reviewer's scores."""
    result = sheet.computed
    if result is None or result.review_total is None:
        return None
    scores = [leaf.review.score if leaf.review else None for leaf in sheet.leaves() if not leaf.deleted]
    return _sum_line([result.execution_score, *scores], result.review_total)


def _sum_line(scores: list[Decimal | None], counted: Decimal) -> str:
    known = [score for score in scores if score is not None]
    total = sum(known, ZERO)
    line = f"{' + '.join(map(plain, known)) or '0'} = {plain(total)}"
    return line if total == counted else f"{line}，计{plain(counted)}分"


def _leaf_scores(sheet: Sheet) -> list[Decimal | None]:
    return [leaf.computed.score if leaf.computed else None for leaf in sheet.leaves()]


def _explain_step(rate: Decimal, score: Decimal, steps: list[Step]) -> str:
    reached = next((step for step in steps if rate >= step.rate), None)
    reason = f"达到{plain(reached.rate)}%" if reached else "未达到最低一档"
    return f"执行率{_percent(rate)}，{reason}，得{plain(score)}分"


def _percent(rate: Decimal) -> str:
    return f"{plain(round_half_up(rate))}%"
