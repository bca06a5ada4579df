"""How the figures of a sheet are explained."""

from decimal import Decimal
from typing import Any

import pytest

from perfeval.core.package import FundResult, FundRow, Indicator, IndicatorResult, Sheet, SheetResult
from perfeval.core.scheme.scoring import Execution, Step
from perfeval.core.tables.explanations import (
    explain_execution_score,
    explain_rate,
    explain_surplus,
    explain_total,
)

STEPS = Execution(
    rule="steps",
    steps=[Step(rate=Decimal(80), points=Decimal(7)), Step(rate=Decimal(60), points=Decimal(5))],
)


def fund(rate: str, score: str, **amounts: Any) -> FundRow:
    result = FundResult(rate=Decimal(rate), weight=Decimal(10), score=Decimal(score), surplus=Decimal(15))
    return FundRow(key="total", computed=result, **amounts)


def test_a_rate_names_the_budget_it_is_taken_of() -> None:
    row = fund("85.00", "8.5", initial=Decimal(100), adjusted=Decimal(170), executed=Decimal(85))

    assert explain_rate(row, Execution(denominator="initial")) == "执行数85 ÷ 年初预算数100 = 85%"
    assert explain_rate(row, Execution()) == "执行数85 ÷ 全年预算数170 = 85%"


@pytest.mark.parametrize(
    ("row", "rule", "line"),
    [
        (fund("85", "8.5"), Execution(), "分值10 × 执行率85% = 8.5分"),
        (fund("120", "10"), Execution(), "分值10 × 执行率120%（按100%计） = 10分"),
        (fund("85", "7"), STEPS, "执行率85%，达到80%，得7分"),
        (fund("10", "0"), STEPS, "执行率10%，未达到最低一档，得0分"),
        (FundRow(key="total"), Execution(), None),
    ],
)
def test_points_of_the_rate_follow_in_proportion_or_by_steps(row: FundRow, rule: Execution, line: str | None) -> None:
    assert explain_execution_score(row, rule) == line


def test_a_blank_amount_leaves_nothing_to_explain() -> None:
    row = FundRow(key="total", adjusted=Decimal(100))

    assert (explain_rate(row, Execution()), explain_surplus(row)) == (None, None)


@pytest.mark.parametrize(("total", "line"), [("18", "10 + 8 = 18"), ("15", "10 + 8 = 18，计15分"), (None, None)])
def test_a_total_is_the_sum_of_its_scores_or_says_what_counts(total: str | None, line: str | None) -> None:
    scored = Indicator(name="甲", computed=IndicatorResult(score=Decimal(8)))
    result = SheetResult(execution_score=Decimal(10), total=None if total is None else Decimal(total))

    assert explain_total(Sheet(indicators=[scored, Indicator(name="乙")], computed=result)) == line
