"""Odd but valid packages: very long names, deep and wide trees, nothing that weighs, amounts below zero."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfeval.core.checks import check_package
from perfeval.core.compute import compute
from perfeval.core.numbers import round_half_up
from perfeval.core.package import Package, dump_package, parse_package
from perfeval.core.scheme import load_scheme
from perfeval.core.tables import tables_of

NATIONAL = load_scheme("mof-2020")
LONG = "绩效" * 250


def package_of(*indicators: dict[str, Any], **sheet: Any) -> Package:
    document = {
        "format": "perfeval-package/1",
        "scheme": "mof-2020",
        "year": 2023,
        "money_unit": "万元",
        "department": {"name": LONG},
        "projects": [{"name": LONG, "indicators": list(indicators)} | sheet],
    }
    return compute(parse_package(document), NATIONAL)


def leaf(**changes: Any) -> dict[str, Any]:
    return {"name": LONG, "weight": "10", "target": "≥95%", "actual": "60%"} | changes


def result_of(package: Package) -> dict[str, Any]:
    found: dict[str, Any] = dump_package(package)["projects"][0]["computed"]
    return found


def test_a_chain_of_many_levels_hands_its_score_up() -> None:
    node = leaf()
    for _ in range(40):
        node = {"name": LONG, "children": [node]}
    package = package_of(node, execution_weight=None)
    top = package.projects[0].indicators[0].computed
    assert top is not None
    assert (top.weight, top.score) == (Decimal(10), Decimal("6.32"))
    assert check_package(package, NATIONAL)


def test_five_hundred_indicators_add_up_to_the_cent() -> None:
    package = package_of(*(leaf(name=f"指标{index}", weight="0.2") for index in range(500)), execution_weight=None)
    found = result_of(package)
    assert (found["weight_total"], found["total"], found["grade"]) == ("100", "65", "中")
    assert check_package(package, NATIONAL)


def test_a_sheet_on_which_nothing_weighs_scores_nothing() -> None:
    package = package_of(leaf(weight="0"), {"name": "空", "children": [leaf(weight="0")]}, execution_weight="0")
    found = result_of(package)
    assert (found["weight_total"], found["total"], found["grade"]) == ("0", "0", "差")
    assert check_package(package, NATIONAL)


@pytest.mark.parametrize(
    ("adjusted", "executed", "rate", "score"),
    [
        ("-5", "1", None, None),
        ("5", "-1", "-20", "0"),
        ("-5", "-5", None, None),
        ("0.000001", "999999999999999.999999", "99999999999999999999900", "10"),
        ("999999999999999.999999", "0.000001", "0", "0"),
    ],
)
def test_amounts_below_zero_and_at_the_limits_give_no_more_than_the_points(
    adjusted: str, executed: str, rate: str | None, score: str | None
) -> None:
    package = package_of(leaf(), funds=[{"key": "total", "adjusted": adjusted, "executed": executed}])
    found = result_of(package)
    assert (found["execution_rate"], found["execution_score"]) == (rate, score)
    assert check_package(package, NATIONAL)


amounts = st.decimals(min_value=Decimal("0.000001"), max_value=Decimal("999999999999999.999999"), places=6)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(target=amounts, actual=amounts, weight=amounts, scale=st.sampled_from(["", "万", "亿"]))
def test_no_digit_is_lost_on_the_way_to_the_second_decimal(
    target: Decimal, actual: Decimal, weight: Decimal, scale: str
) -> None:
    more, less = f"≥{target}{scale}元", f"≤{target}{scale}元"
    typed = {"weight": f"{weight}", "actual": f"{actual}元"}
    package = package_of(leaf(target=more, **typed), leaf(target=less, **typed), execution_weight=None)
    first, second = (found.computed.score for found in package.projects[0].leaves() if found.computed)
    goal = Fraction(target) * {"": 1, "万": 10**4, "亿": 10**8}[scale]
    share = Fraction(actual) / goal
    assert first == round_half_up(Fraction(weight) * min(share, Fraction(1)))
    assert second == round_half_up(Fraction(weight) * min(1 / share, Fraction(1)))


trees = st.recursive(
    st.builds(
        leaf,
        name=st.sampled_from([LONG, "甲", "乙 丙", "<b>&", "{year}", "【收入合计】"]),
        weight=st.sampled_from(["0", "10", "0.01", "999999999999999.999999", None]),
        target=st.sampled_from(["≥95%", "[95%,100%]", "增长6%", "=0起", "", "12月底前", "≤2.5‰"]),
        actual=st.sampled_from(["60%", "下降2%", "未发生", "已完成", "~", "", "3%"]),
    ),
    lambda inner: st.builds(
        lambda children: {"name": LONG, "children": children}, st.lists(inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(indicators=st.lists(trees, max_size=4), money=st.sampled_from(["-1", "0", "12.5", None]))
def test_any_tree_can_be_computed_checked_and_laid_out(indicators: list[dict[str, Any]], money: str | None) -> None:
    package = package_of(*indicators, funds=[{"key": "total", "adjusted": money, "executed": money}])
    assert [finding.where for finding in check_package(package, NATIONAL) if not finding.message] == []
    assert tables_of(package, NATIONAL)
