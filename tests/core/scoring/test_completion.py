"""完成比率法: the formulas of domain.md §1.4, edge cases included."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.scheme import Scoring
from perfeval.core.scheme.scoring import OverAchievement
from perfeval.core.scoring import Award

from .helpers import awarded, facts, score

COMPLETION = {"kind": "completion"}
LINEAR = Scoring(lower_is_better="linear")


def completed(target: str | None, actual: str | None, **more: object) -> str | None:
    return score(COMPLETION, target=target, actual=actual, **more)


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("≥95%", "≥60%", "6.32"),
        ("≥56个", "≥66个", "10.00"),
        (">90%", "90%", "10.00"),
        ("=15台", "=15台", "10.00"),
        ("=17人", "=15人", "8.82"),
        ("=100", "130", "10.00"),
        ("100万元", "9000元", "0.09"),
        ("≥40万人", "36.17万", "9.04"),
        ("≥350000人", "36.17万人", "10.00"),
        ("≥40万人", "20", "5.00"),
    ],
)
def test_a_target_not_reached_is_scored_in_proportion(target: str, actual: str, points: str) -> None:
    assert completed(target, actual) == points


@pytest.mark.parametrize(
    ("target", "actual", "ratio", "linear"),
    [
        ("≤100", "100", "10.00", "10.00"),
        ("≤100", "0", "10.00", "10.00"),
        ("≤100", "150", "6.67", "5.00"),
        ("<100", "199.9", "5.00", "0.01"),
        ("≤100", "200", "5.00", "0.00"),
        ("≤100", "400", "2.50", "0.00"),
        ("不超过154万元", "625.05万元", "2.46", "0.00"),
    ],
)
def test_lower_is_better_by_ratio_or_linearly_as_the_scheme_says(
    target: str, actual: str, ratio: str, linear: str
) -> None:
    assert (completed(target, actual), completed(target, actual, scoring=LINEAR)) == (ratio, linear)


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("=0次", "0次", "10.00"),
        ("0次", "0次", "10.00"),
        ("=0次", "1次", "0.00"),
        ("≤0次", "0", "10.00"),
        ("≤0次", "2", "0.00"),
        ("≥0", "3", "10.00"),
        (">0", "0", "0.00"),
        (">0", "1", "10.00"),
    ],
)
def test_a_target_of_zero_is_all_or_nothing(target: str, actual: str, points: str) -> None:
    assert completed(target, actual) == points


def test_a_negative_actual_is_no_score_but_a_problem() -> None:
    assert awarded(COMPLETION, target="≥5%", actual="-2%") == Award(
        None, "完成值“-2%”为负数，不能计分", "完成值“-2%”为负数"
    )


def test_a_negative_target_is_reached_or_not() -> None:
    assert (completed("≥-5%", "-3%"), completed("≥-5%", "-6%"), completed("≤-3%", "-1%")) == ("10.00", "0.00", "0.00")


@pytest.mark.parametrize(
    ("target", "actual", "explanation", "problem"),
    [
        (None, None, "指标值和完成值均未填，不能计分", None),
        (None, "95%", "未填指标值，不能计分", None),
        ("≥95%", None, "未填完成值，不能计分", None),
        ("≥95%", "基本完成", "完成值“基本完成”不是数字，不能计分", "完成值“基本完成”不是数字"),
        ("≥95%", "95%-100%", "完成值“95%-100%”不是数字，不能计分", "完成值“95%-100%”不是数字"),
        ("2023年全年", "2023年全年", "指标值“2023年全年”不是数字，不能计分", "指标值“2023年全年”不是数字"),
    ],
)
def test_what_is_missing_or_no_number_is_never_a_silent_full_score(
    target: str | None, actual: str | None, explanation: str, problem: str | None
) -> None:
    assert awarded(COMPLETION, target=target, actual=actual) == Award(None, explanation, problem)


@pytest.mark.parametrize(
    ("target", "actual", "explanation"),
    [
        ("≥95%", "60%", "完成值60 ÷ 指标值95 × 分值10 = 6.32分"),
        ("≥56个", "66个", "完成值66达到指标值56，得满分10分"),
        ("≤100", "150", "完成值150高于指标值100（越低越好）：指标值100 ÷ 完成值150 × 分值10 = 6.67分"),
        ("≤100", "90", "完成值90不高于指标值100，得满分10分"),
        ("≥40万人", "361700人", "完成值36.17 ÷ 指标值40 × 分值10 = 9.04分"),
        ("=0次", "2次", "完成值2，未达到指标值0，得0分"),
        ("95%-100%", "97%", "完成值97符合指标值95至100，得满分10分"),
    ],
)
def test_the_explanation_can_be_followed_by_hand(target: str, actual: str, explanation: str) -> None:
    assert awarded(COMPLETION, target=target, actual=actual).explanation == explanation


def test_the_linear_formula_is_explained_as_such() -> None:
    assert awarded(COMPLETION, target="≤100", actual="150", scoring=LINEAR).explanation == (
        "完成值150高于指标值100（越低越好）：（1 - （完成值150 - 指标值100） ÷ 指标值100） × 分值10 = 5.00分"
    )


@pytest.mark.parametrize(
    ("better", "branches", "target", "points"),
    [
        (None, ("成本指标", "经济成本指标"), "100万元", "8.00"),
        (None, ("产出指标", "成本指标"), "100万元", "8.00"),
        (None, ("产出指标", "成本指标"), "=100万元", "10.00"),
        (None, ("产出指标", "成本指标"), "≥100万元", "10.00"),
        ("higher", ("成本指标",), "100万元", "10.00"),
        ("equal", ("成本指标",), "100万元", "10.00"),
        ("lower", ("产出指标",), "100万元", "8.00"),
        ("lower", ("产出指标",), "≥100万元", "10.00"),
        (None, ("产出指标", "数量指标", "成本"), "100万元", "10.00"),
    ],
)
def test_the_direction_follows_from_sign_then_entry_then_branch(
    better: str | None, branches: tuple[str, ...], target: str, points: str
) -> None:
    assert completed(target, "125万元", better=better, branches=branches) == points


def test_the_words_of_cost_branches_are_the_schemes() -> None:
    scoring = Scoring(cost_branches=["支出"])
    assert completed("100", "125", branches=("支出指标",), scoring=scoring) == "8.00"
    assert completed("100", "125", branches=("成本指标",), scoring=scoring) == "10.00"


@pytest.mark.parametrize(
    ("actual", "better", "points"),
    [
        ("95%", None, "10.00"),
        ("100%", None, "10.00"),
        ("47.5%", None, "5.00"),
        ("125%", None, "8.00"),
        ("125%", "higher", "10.00"),
        ("47.5%", "lower", "10.00"),
    ],
)
def test_a_range_is_full_inside(actual: str, better: str | None, points: str) -> None:
    assert completed("95%-100%", actual, better=better) == points


def test_the_adjusted_target_is_the_base_where_it_is_given() -> None:
    assert completed("≥100", "80", adjusted_target="≥80") == "10.00"
    assert completed("≥100", "80", adjusted_target=None) == "8.00"


def test_a_unit_other_than_the_targets_is_a_problem_beside_the_score() -> None:
    award = awarded(COMPLETION, target="≥95%", actual="95人")
    assert (award.score, award.problem) == (Decimal("10.00"), "完成值“95人”与指标值“≥95%”的单位不同")
    assert awarded(COMPLETION, target="≥95%", actual="95").problem is None


def test_over_achievement_costs_points_only_where_the_scheme_says_so() -> None:
    strict = Scoring(over_achievement=OverAchievement(flag_from=Decimal("1.3"), deduct=Decimal(2)))
    assert completed("≥100", "130") == "10.00"
    assert completed("≥100", "129.99", scoring=strict) == "10.00"
    assert awarded(COMPLETION, target="≥100", actual="130", scoring=strict) == Award(
        Decimal("8.00"), "完成值130达到指标值100的130%以上，超额完成扣2分，得8.00分"
    )
    assert completed("≤100", "10", scoring=strict) == "10.00"


def test_a_measure_is_taken_in_percent_of_the_weight() -> None:
    rule = {"kind": "completion", "measure": {"ratio": ["spent", "planned"]}}
    assert awarded(rule, name="执行率", sources=facts(spent="75", planned="90")) == Award(
        Decimal("8.33"), "执行率83.33% × 分值10 = 8.33分（执行率 = spent75 ÷ planned90 = 83.33%）"
    )
    assert score(rule, sources=facts(spent="120", planned="90")) == "10.00"
    assert score(rule, sources=facts(spent="-1", planned="90")) == "0.00"


numbers = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("1e9"), places=2)
directions = st.sampled_from(["≥", "≤", "=", ""])


@given(sign=directions, target=numbers, actual=numbers, weight=numbers, linear=st.booleans())
def test_a_score_stays_between_zero_and_the_weight(
    sign: str, target: Decimal, actual: Decimal, weight: Decimal, linear: bool
) -> None:
    scoring = LINEAR if linear else Scoring()
    award = awarded(COMPLETION, target=f"{sign}{target}", actual=f"{actual}", weight=f"{weight}", scoring=scoring)
    assert award.score is not None
    assert 0 <= award.score <= weight


@given(target=numbers, less=numbers, more=numbers)
def test_doing_more_never_scores_less_where_more_is_better(target: Decimal, less: Decimal, more: Decimal) -> None:
    low, high = sorted((less, more))
    first, second = (awarded(COMPLETION, target=f"≥{target}", actual=f"{actual}").score for actual in (low, high))
    assert first is not None
    assert second is not None
    assert first <= second
