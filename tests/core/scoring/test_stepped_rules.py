"""linear, sum_of_deductions, bands, condition, satisfaction: rules that hold a measure against limits."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.scoring import Award, Sources

from .helpers import awarded, facts, rates, score

Rule = dict[str, Any]


def linear(**changes: Any) -> Rule:
    base = {"kind": "linear", "better": "higher", "full_at": "95", "zero_at": "85", "step": "1", "deduct": "0.1",
            "deduct_unit": "fraction", "rounding": "completed"}  # fmt: skip
    return base | changes


def test_the_sample_of_a_stepped_deduction_reads_as_in_the_specification() -> None:
    rule = linear(measure={"fact": "rate"})
    sources = Sources({"rate": Decimal("91.40")}, {"rate": "收入预算完成率"}, {"rate": "%"})
    assert awarded(rule, weight="2", sources=sources) == Award(
        Decimal("1.40"),
        "收入预算完成率91.4%，低于95%，每降低1个百分点扣0.2分，3.60个百分点计3档，扣0.60分，得1.40分",
    )


def test_a_ratio_is_explained_with_its_figures() -> None:
    rule = linear(measure={"ratio": ["income", "budget"]})
    sources = Sources({"income": Decimal(914), "budget": Decimal(1000)}, {"income": "收入", "budget": "预算"})
    assert awarded(rule, name="收入预算完成率", weight="2", sources=sources).explanation == (
        "收入预算完成率91.40%，低于95%，每降低1个百分点扣0.2分，3.60个百分点计3档，扣0.60分，得1.40分"
        "（收入预算完成率 = 收入914 ÷ 预算1000 = 91.40%）"
    )


@pytest.mark.parametrize(
    ("rounding", "points"),
    [("started", "6.00"), ("completed", "7.00"), ("proportional", "6.40")],
)
def test_a_step_counts_when_begun_when_done_or_in_proportion(rounding: str, points: str) -> None:
    assert score(linear(rounding=rounding), actual="91.4%") == points


@pytest.mark.parametrize(
    ("changes", "actual", "points"),
    [
        ({}, "95%", "10.00"),
        ({}, "99%", "10.00"),
        ({}, "85%", "0.00"),
        ({}, "85.01%", "1.00"),
        ({"zero_at": None}, "50%", "0.00"),
        ({"zero_at": None, "floor": "2"}, "50%", "2.00"),
        ({"zero_at": None, "deduct": "0.3", "deduct_unit": "points"}, "90%", "8.50"),
        ({"deduct": "1/3", "zero_at": None}, "94%", "6.67"),
        ({"better": "lower", "full_at": "100", "zero_at": "120"}, "100%", "10.00"),
        ({"better": "lower", "full_at": "100", "zero_at": "120"}, "120%", "0.00"),
        ({"better": "lower", "full_at": "100", "zero_at": "120", "deduct": "0.05"}, "110%", "5.00"),
        ({"better": "lower", "full_at": "5", "zero_at": "50", "step": "5", "rounding": "started"}, "5.01%", "9.00"),
        ({"better": "lower", "full_at": "0", "zero_at": "10", "rounding": "completed"}, "0", "10.00"),
        (
            {"better": "lower", "full_at": "100", "zero_at": None, "step": "0.1", "deduct": "0.1",
             "deduct_unit": "points"},
            "100.55",
            "9.50",
        ),
    ],
)  # fmt: skip
def test_limits_steps_and_floors(changes: Rule, actual: str, points: str) -> None:
    assert score(linear(**changes), actual=actual) == points


def test_full_and_zero_are_said_plainly() -> None:
    assert awarded(linear(), actual="97%").explanation == "完成值97%，不低于95%，得满分10分"
    assert awarded(linear(), actual="80%").explanation == "完成值80%，不高于85%，得0分"


def test_a_missing_measure_gives_no_score_and_names_what_is_missing() -> None:
    rule = linear(measure={"ratio": ["income", "budget"]})
    assert awarded(rule, sources=facts(income="5", budget=None)) == Award(None, "缺少数据“budget”，不能计分")
    assert awarded(rule, sources=facts(income="5", budget="0")) == Award(None, "分母为0（budget0），不能计分")
    assert awarded(linear()) == Award(None, "未填完成值，不能计分")
    assert awarded(linear(), actual="很好") == Award(None, "完成值“很好”不是数字，不能计分", "完成值“很好”不是数字")


def test_deductions_of_several_parts_add_up() -> None:
    part = {"better": "lower", "full_at": "100", "step": "1", "deduct": "0.5", "deduct_unit": "points",
            "rounding": "completed"}  # fmt: skip
    rule = {
        "kind": "sum_of_deductions",
        "parts": [part | {"measure": {"fact": "a"}}, part | {"measure": {"fact": "b"}}],
    }
    assert awarded(rule, sources=facts(a="103", b="99")) == Award(
        Decimal("8.50"), "a103，高于100，每升高1扣0.5分，3.00计3档，扣1.50分；b99，不高于100；合计扣1.50分，得8.50分"
    )
    assert score(rule, sources=facts(a="200", b="200")) == "0.00"
    assert awarded(rule, sources=facts(a="99", b="99")).explanation == "a99，不高于100；b99，不高于100；得满分10分"
    assert score(rule, sources=facts(a="99")) is None


BANDS = {
    "kind": "bands",
    "bands": [
        {"min": "90", "fraction": "1"},
        {"min": "80", "points": "4.5"},
        {"above": "70", "fraction": "1/3"},
        {"min": "60", "manual": ["0", "3"]},
        {"fraction": "0"},
    ],
}


@pytest.mark.parametrize(
    ("actual", "more", "award"),
    [
        ("90%", {}, Award(Decimal("10.00"), "完成值90%，不低于90%，按分值10的100%计，得10.00分")),
        ("89.99%", {}, Award(Decimal("4.50"), "完成值89.99%，不低于80%，得4.50分")),
        ("70.01%", {}, Award(Decimal("3.33"), "完成值70.01%，高于70%，按分值10的33.33%计，得3.33分")),
        (
            "70%",
            {"self_score": "2"},
            Award(Decimal("2.00"), "完成值70%，不低于60%，酌情（0至3分）自评得2.00分", by_hand=True),
        ),
        ("59%", {}, Award(Decimal("0.00"), "完成值59%，未达到以上各档，按分值10的0%计，得0.00分")),
    ],
)
def test_the_first_band_that_holds_decides(actual: str, more: Rule, award: Award) -> None:
    assert awarded(BANDS, actual=actual, **more) == award


def test_no_band_gives_nothing() -> None:
    rule = {"kind": "bands", "bands": [{"min": "90", "fraction": "1"}]}
    assert awarded(rule, actual="80") == Award(Decimal("0.00"), "完成值80，未达到任何一档，得0分")


@pytest.mark.parametrize(
    ("op", "value", "actual", "points"),
    [
        (">=", "95", "95%", "10.00"),
        (">", "90", "达90%", "0.00"),
        ("<=", "0", "0次", "10.00"),
        ("<", "5", "5", "0.00"),
        ("==", "100", "100%", "10.00"),
        ("==", "100", "99.99%", "0.00"),
    ],
)
def test_a_condition_is_all_or_nothing(op: str, value: str, actual: str, points: str) -> None:
    assert score({"kind": "condition", "op": op, "value": value}, actual=actual) == points


def test_a_condition_may_be_answered_where_it_cannot_be_measured() -> None:
    rule = {"kind": "condition", "op": ">=", "value": "95"}
    assert awarded(rule) == Award(None, "未填完成值，不能计分")
    assert awarded(rule, inputs={"met": True}) == Award(Decimal("10.00"), "符合，得满分10分")
    assert awarded({"kind": "condition"}, inputs={"met": False}) == Award(Decimal("0.00"), "不符合，得0分")
    assert awarded({"kind": "condition"}) == Award(None, "未填是否符合，不能计分")


@pytest.mark.parametrize(
    ("op", "value", "points"),
    [(">=", "95", "0.00"), (">=", "90", "10.00"), ("<=", "95", "0.00"), ("<=", "99", "10.00"), ("==", "90", "0.00")],
)
def test_of_several_measures_the_worst_counts(op: str, value: str, points: str) -> None:
    measure = {"min": [{"fact": "a"}, {"fact": "b"}]}
    rule = {"kind": "condition", "op": op, "value": value, "measure": measure}
    assert score(rule, sources=facts(a="99", b="90")) == points
    assert score(rule, sources=facts(a="99", b=None)) is None


@pytest.mark.parametrize(
    ("actual", "points"), [("90%", "10.00"), ("85%", "9.44"), ("60%", "6.67"), ("59.99%", "0.00"), ("100%", "10.00")]
)
def test_satisfaction_is_in_proportion_between_its_limits(actual: str, points: str) -> None:
    assert score({"kind": "satisfaction", "full_at": "90", "zero_below": "60"}, actual=actual) == points


def test_satisfaction_is_explained() -> None:
    rule = {"kind": "satisfaction", "full_at": "90", "zero_below": "60", "measure": {"survey_average": True}}
    assert awarded(rule, sources=rates(survey="85.5")).explanation == "问卷平均得分85.50 ÷ 90 × 分值10 = 9.50分"
    assert awarded(rule) == Award(None, "没有有效的满意度问卷，不能计分")


def test_measures_of_rates() -> None:
    by_rate = {"kind": "completion", "measure": {"execution_rate": True}}
    assert awarded(by_rate, sources=rates(execution="200/3")).explanation == "预算执行率66.67% × 分值10 = 6.67分"
    assert awarded(by_rate) == Award(None, "预算数或执行数未填，没有预算执行率，不能计分")
    to_target = linear(measure={"actual_to_target": True}, full_at="100", zero_at=None)
    assert awarded(to_target, target="50人", actual="48人").explanation == (
        "完成率96.00%，低于100%，每降低1个百分点扣1分，4.00个百分点计4档，扣4.00分，得6.00分"
        "（完成率 = 完成值48 ÷ 指标值50 = 96.00%）"
    )
    assert awarded(to_target, target="0人", actual="48人").explanation == "指标值为0，不能计算完成率，不能计分"
    assert awarded(to_target, target="50人").explanation == "未填完成值，不能计分"
    assert awarded(to_target, actual="50人").explanation == "未填指标值，不能计分"


def test_signed_facts_add_up() -> None:
    rule = {"kind": "completion", "measure": {"ratio": [["a", "-b"], ["c"]]}}
    assert awarded(rule, name="率", sources=facts(a="80", b="30", c="100")).explanation == (
        "率50.00% × 分值10 = 5.00分（率 = （a80 - b30） ÷ c100 = 50.00%）"
    )


@given(
    actual=st.decimals(min_value=0, max_value=200, places=2),
    rounding=st.sampled_from(["started", "completed", "proportional"]),
    better=st.sampled_from(["higher", "lower"]),
)
def test_begun_steps_cost_at_least_as_much_as_finished_ones(actual: Decimal, rounding: str, better: str) -> None:
    changes = {"better": better, "full_at": "100", "zero_at": None}
    award = awarded(linear(**changes, rounding=rounding), actual=f"{actual}")
    begun = awarded(linear(**changes, rounding="started"), actual=f"{actual}")
    assert award.score is not None
    assert begun.score is not None
    assert 0 <= begun.score <= award.score <= 10
