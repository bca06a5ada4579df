from typing import Any

import pytest

from perfeval.core.narrative.findings import finding, statement
from perfeval.core.narrative.values import Missing
from perfeval.core.package import Indicator
from perfeval.core.package.rules import ChecklistItem


def indicator(**parts: Any) -> Indicator:
    return Indicator.model_validate({"name": "公开性", **parts})


def checklist(answers: list[bool | None]) -> dict[str, Any]:
    items = [f"第{number}项是否合规" for number in range(1, len(answers) + 1)]
    return {
        "rule": {"kind": "checklist", "mode": "deduct", "items": items, "per_item": ["1"] * len(items)},
        "inputs": {"items": answers},
    }


@pytest.mark.parametrize(
    ("asked", "met", "unmet"),
    [
        ("是否按规定内容公开；", "按规定内容公开", "未做到按规定内容公开"),
        ("相关管理制度得到有效执行", "相关管理制度得到有效执行", "未做到相关管理制度得到有效执行"),
        ("是否存在截留支出情况", "不存在截留支出情况", "存在截留支出情况"),
        (
            "现金是否超过规定额度，有无违反规定",
            "现金未超过规定额度，未违反规定",
            "现金超过规定额度，有违反规定",
        ),
    ],
)
def test_a_question_becomes_a_statement(asked: str, met: str, unmet: str) -> None:
    assert (statement(asked, True), statement(asked, False)) == (met, unmet)


def test_a_question_marked_negative_is_turned_round() -> None:
    item = ChecklistItem(text="是否有虚报情况", negative=True)
    assert (statement(item, True), statement(item, False)) == ("没有虚报情况", "有虚报情况")


def test_what_was_typed_goes_before_everything_else() -> None:
    assert finding(indicator(basis="职能明确", override_reason="理由", **checklist([True]))) == "职能明确"
    assert finding(indicator(override_reason="理由", **checklist([True]))) == "理由"


def test_items_of_a_checklist_are_told_and_unanswered_ones_left_out() -> None:
    assert finding(indicator(**checklist([True, False, None]))) == "第1项合规；未做到第2项合规"


def test_of_a_long_checklist_only_failures_are_told() -> None:
    assert finding(indicator(**checklist([True] * 9))) == "9项均符合要求"
    assert finding(indicator(**checklist([True] * 9 + [False]))) == "未做到第10项合规；其余9项均符合要求"


def test_a_rule_says_what_it_measured() -> None:
    result = {"score": "2", "explanation": "收入预算完成率100.00%，不低于95%，得满分2分"}
    from perfeval.core.package.sheets import IndicatorResult

    told = indicator().model_copy(update={"computed": IndicatorResult.model_validate(result)})
    assert finding(told) == "收入预算完成率100.00%"


def test_without_anything_the_reason_is_missing() -> None:
    assert finding(indicator()) == Missing("公开性得分说明")
