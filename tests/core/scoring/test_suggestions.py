"""A first version of every rule, and what it would award."""

from typing import Any, get_args

import pytest

from perfeval.core.package import Indicator, Sheet, parse_package
from perfeval.core.package.rules import Rule
from perfeval.core.scheme.scoring import Scoring
from perfeval.core.scoring import describe
from perfeval.core.scoring.previewing import preview_rule
from perfeval.core.scoring.suggestions import suggest_rules

PACKAGE = parse_package(
    {
        "format": "perfeval-package/1",
        "scheme": "mof-2020",
        "year": 2023,
        "money_unit": "万元",
        "department": {"name": "测试局"},
    }
)


def indicator(**changes: Any) -> Indicator:
    document = {"name": "技能人员满意度", "weight": "10", "target": "≥95%", "actual": "≥60%", **changes}
    return Indicator.model_validate(document)


def sentences(leaf: Indicator) -> dict[str, str]:
    return {rule.kind: describe(rule) for rule in suggest_rules(leaf)}


def awards(leaf: Indicator) -> dict[str, str]:
    sheet = Sheet(indicators=[leaf])
    nodes = [Indicator(name="满意度指标", children=[leaf]), leaf]
    return {rule.kind: preview_rule(PACKAGE, Scoring(), sheet, nodes, rule).explanation for rule in suggest_rules(leaf)}


def test_there_is_a_suggestion_for_every_kind_of_rule() -> None:
    kinds = {model.model_fields["kind"].annotation for model in get_args(get_args(Rule)[0])}
    assert [rule.kind for rule in suggest_rules(indicator())] == list(dict.fromkeys(sentences(indicator())))
    assert {get_args(kind)[0] for kind in kinds} == set(sentences(indicator()))


def test_limits_come_from_the_target_of_the_row() -> None:
    found = sentences(indicator())
    assert found["condition"] == "不低于95得满分，否则不得分。"
    assert found["satisfaction"] == "满意度不低于95得满分，低于60不得分，其间得分 = 满意度 ÷ 95 × 分值。"
    assert sentences(indicator(target="≤3天"))["condition"] == "不高于3得满分，否则不得分。"
    assert sentences(indicator(target="提高"))["condition"] == "符合要求得满分，否则不得分。"
    assert sentences(indicator(target="≥56个"))["satisfaction"].startswith("满意度不低于90得满分")


def test_the_examples_use_the_numbers_of_the_row() -> None:
    found = awards(indicator())
    assert found["completion"] == "完成值60 ÷ 指标值95 × 分值10 = 6.32分"
    assert found["condition"] == "完成值60%，要求不低于95%，不符合，得0分"
    assert found["satisfaction"] == "完成值60% ÷ 95% × 分值10 = 6.32分"
    assert found["graded"] == "未评定达成情况，不能计分"


def test_the_rule_of_the_row_stands_in_place_of_its_kind() -> None:
    own = {"kind": "count", "per_item": "0.5", "deduct_unit": "points"}
    found = [rule for rule in suggest_rules(indicator(rule=own)) if rule.kind == "count"]
    assert [describe(rule) for rule in found] == ["每有一处不足扣0.5分，扣完为止。"]


def test_without_a_weight_no_rule_awards_anything() -> None:
    assert set(awards(indicator(weight=None)).values()) == {"未填分值，不能计分"}


@pytest.mark.parametrize("target", ["≥95%", "≤3天", "=0次", "提高", "95%-100%", None, "0", "-5"])
def test_every_suggestion_can_be_awarded_whatever_the_target(target: str | None) -> None:
    assert all(awards(indicator(target=target)).values())
