"""预算执行率: the rate of a fund row, its points, and the ceiling that a low rate puts on the total."""

from decimal import Decimal
from fractions import Fraction

from perfeval.core.numbers import EXACT, round_half_up
from perfeval.core.package.sheets import FundResult, FundRow
from perfeval.core.scheme.scoring import Ceiling, Execution

FULL = Fraction(100)


def budget_of(row: FundRow, rule: Execution) -> Decimal | None:
    """The budget that the rate is taken of: 全年预算数 or 年初预算数, as the scheme says."""
    return row.adjusted if rule.denominator == "adjusted" else row.initial


def execution_rate(budget: Decimal | None, executed: Decimal | None, rule: Execution) -> Fraction | None:
    """Executed ÷ budget in percent points, exact; None where one is blank or the budget is negative."""
    if budget is None or executed is None or budget < 0:
        return None
    if budget == 0:
        return FULL if rule.zero_budget == "full" and executed == 0 else Fraction(0)
    return 100 * Fraction(executed) / Fraction(budget)


def execution_score(rate: Fraction | None, weight: Decimal | None, rule: Execution) -> Decimal | None:
    """Points of the rate, between 0 and the weight; None without a rate, a weight or a rule that gives points."""
    if rate is None or weight is None or rule.rule == "none":
        return None
    if rule.rule == "steps":
        reached = (step.points for step in rule.steps if rate >= Fraction(step.rate))
        return round_half_up(min(next(reached, Decimal(0)), weight))
    return round_half_up(Fraction(weight) * min(max(rate, Fraction(0)), FULL) / 100)


def total_ceiling(rate: Fraction | None, ceilings: list[Ceiling]) -> Decimal | None:
    """The most a total can be at this rate; None where nothing limits it."""
    if rate is None:
        return None
    return min((ceiling.at_most for ceiling in ceilings if rate < Fraction(ceiling.below)), default=None)


def compute_fund_row(row: FundRow, weight: Decimal | None, rule: Execution) -> FundResult:
    """Rate and surplus of a row; its points too where the scheme prints them on this row."""
    rate = execution_rate(budget_of(row, rule), row.executed, rule)
    scored = row.key == "total" or rule.scored_rows == "all"
    return FundResult(
        rate=None if rate is None else round_half_up(rate),
        surplus=surplus(row, rule),
        weight=weight if scored else None,
        score=execution_score(rate, weight, rule) if scored else None,
    )


def surplus(row: FundRow, rule: Execution) -> Decimal | None:
    """结余: 全年预算数 − 执行数 (年初预算数 where the form knows no other), None where one is blank."""
    budget = row.adjusted if row.adjusted is not None else budget_of(row, rule)
    if budget is None or row.executed is None:
        return None
    return EXACT.subtract(budget, row.executed)
