"""checklist, count, graded, unset, manual, overrides and the default rule: scores that rest on what officers answer."""

from decimal import Decimal
from typing import Any

import pytest

from perfeval.core.scheme import Scoring
from perfeval.core.scoring import Assessment, Award

from .helpers import assessed, awarded, score

FOUR = {
    "kind": "checklist",
    "mode": "deduct",
    "items": ["功能分类编制准确性", "政府采购预算", "投资评审", "绩效目标管理"],
    "per_item": ["2.25", "2.25", "2.25", "2.25"],
}


def earn(**changes: Any) -> dict[str, Any]:
    base = {"kind": "checklist", "mode": "earn", "items": ["甲", "乙", "丙"], "per_item": ["1", "2", "3"]}
    return base | changes


def answers(*items: bool | str | None) -> dict[str, Any]:
    return {"items": list(items)}


def test_the_sample_of_a_checklist_reads_as_in_the_specification() -> None:
    assert awarded(FOUR, weight="6", inputs=answers(False, True, True, True)) == Award(
        Decimal("3.75"), "4项中1项不符合（功能分类编制准确性），扣2.25分，得3.75分"
    )


@pytest.mark.parametrize(
    ("items", "points", "explanation"),
    [
        ((True, True, True, True), "6.00", "4项均符合，得满分6分"),
        ((False, False, False, False), "0.00",
         "4项中4项不符合（功能分类编制准确性、政府采购预算、投资评审等），扣9.00分，得0.00分"),
        ((True, None, True, True), "3.75", "4项中3项符合，1项未填，扣2.25分，得3.75分"),
        ((True, False), "0.00", "4项中1项不符合（政府采购预算），2项未填，扣6.75分，得0.00分"),
        ((), None, "4项均未填，不能计分"),
    ],
)  # fmt: skip
def test_failed_and_unanswered_items_deduct(items: tuple[bool | None, ...], points: str, explanation: str) -> None:
    award = awarded(FOUR, weight="6", inputs=answers(*items))
    assert (award.score, award.explanation) == (None if points is None else Decimal(points), explanation)


@pytest.mark.parametrize(
    ("items", "points", "explanation"),
    [
        ((True, True, True), "6.00", "3项均符合，得6分"),
        ((True, False, True), "4.00", "3项中1项不符合（乙），得4.00分"),
        ((True, None, None), "1.00", "3项中1项符合，2项未填，得1.00分"),
    ],
)
def test_met_items_earn(items: tuple[bool | None, ...], points: str, explanation: str) -> None:
    award = awarded(earn(), inputs=answers(*items))
    assert (award.score, award.explanation) == (Decimal(points), explanation)


def test_items_never_earn_more_than_the_weight() -> None:
    assert awarded(earn(), weight="4", inputs=answers(True, True, True)) == Award(
        Decimal("4.00"), "3项均符合，得满分4分"
    )


def test_a_checklist_of_one_item_says_so() -> None:
    rule = earn(items=["甲"], per_item=["10"])
    assert awarded(rule, inputs=answers(True)) == Award(Decimal("10.00"), "1项符合，得满分10分")


def test_failing_a_veto_item_gives_zero() -> None:
    rule = earn(veto=[2])
    assert awarded(rule, inputs=answers(True, True, False)) == Award(Decimal("0.00"), "“丙”不符合，一票否决，得0分")
    assert awarded(rule, inputs=answers(True, True, None)) == Award(None, "一票否决项未填，不能计分")
    assert score(rule, inputs=answers(True, False, True)) == "4.00"


def test_items_may_carry_their_own_points_veto_and_count() -> None:
    rule = {
        "kind": "checklist",
        "mode": "deduct",
        "items": [
            {"text": "是否存在截留", "points": "0", "negative": True, "veto": True},
            {"text": "不合格目标", "points": "0.5", "counted": True},
        ],
    }
    assert score(rule, inputs=answers(True, "3")) == "8.50"
    assert score(rule, inputs=answers(True, "0")) == "10.00"
    assert score(rule, inputs=answers(True, False)) == "9.50"
    assert score(rule, inputs=answers(False, "0")) == "0.00"
    assert awarded(rule, inputs=answers(True, "3")).explanation == "2项中1项不符合（不合格目标），扣1.50分，得8.50分"


def test_a_number_where_none_is_asked_for_is_no_answer() -> None:
    assert awarded(earn(), inputs=answers(True, "2", True)).explanation == "3项中2项符合，1项未填，得4.00分"


def test_a_counted_item_earns_each_time() -> None:
    rule = {"kind": "checklist", "mode": "earn", "items": [{"text": "篇", "points": "0.5", "counted": True}]}
    assert (score(rule, inputs=answers("3")), score(rule, inputs=answers("0"))) == ("1.50", "0.00")


@pytest.mark.parametrize(
    ("rule", "count", "award"),
    [
        ({"per_item": "0.5", "deduct_unit": "points"}, "3",
         Award(Decimal("8.50"), "3处不足，每处扣0.5分，扣1.50分，得8.50分")),
        ({"per_item": "0.2", "deduct_unit": "fraction"}, "2",
         Award(Decimal("6.00"), "2处不足，每处扣2分，扣4.00分，得6.00分")),
        ({"per_item": "0.2", "deduct_unit": "fraction", "zero_from": "3"}, "3",
         Award(Decimal("0.00"), "3处不足，达到3处，得0分")),
        ({"per_item": "1/3", "deduct_unit": "fraction"}, "1",
         Award(Decimal("6.67"), "1处不足，每处扣3.333333分，扣3.33分，得6.67分")),
        ({"per_item": "9", "deduct_unit": "points"}, "2",
         Award(Decimal("0.00"), "2处不足，每处扣9分，扣18.00分，得0.00分")),
        ({"per_item": "1", "deduct_unit": "points"}, "0", Award(Decimal("10.00"), "无不足之处，得满分10分")),
        ({"per_item": "1", "deduct_unit": "points"}, None, Award(None, "未填不足之处的个数，不能计分")),
    ],
)  # fmt: skip
def test_shortcomings_deduct(rule: dict[str, str], count: str | None, award: Award) -> None:
    assert awarded({"kind": "count"} | rule, inputs={"count": count}) == award


GRADED = {"kind": "graded"}


@pytest.mark.parametrize(
    ("grade", "fraction", "points", "problem"),
    [
        ("achieved", "1", "10.00", None),
        ("achieved", "0.8", "8.00", None),
        ("achieved", "0.79", "8.00", "得分比例79%不在“达成”的80%（含）至100%（含）之内"),
        ("partial", "0.7", "7.00", None),
        ("partial", "0.8", "8.00", "得分比例80%不在“部分达成”的60%（含）至80%之内"),
        ("partial", "1", "8.00", "得分比例100%不在“部分达成”的60%（含）至80%之内"),
        ("missed", "0", "0.00", None),
        ("missed", "0.6", "6.00", "得分比例60%不在“未达成”的0%（含）至60%之内"),
    ],
)
def test_the_grade_limits_the_share_of_the_weight(grade: str, fraction: str, points: str, problem: str | None) -> None:
    award = awarded(GRADED, inputs={"grade": grade, "fraction": fraction})
    assert (award.score, award.problem) == (Decimal(points), problem)


def test_a_grade_without_its_share_gets_no_score_unless_there_is_only_one_share() -> None:
    assert awarded(GRADED, inputs={"grade": "achieved"}) == Award(
        None, "评为“达成”，得分比例（80%（含）至100%（含））未填，不能计分"
    )
    ranges = {"achieved": ["1", "1"], "partial": ["0", "0.5"], "missed": ["0", "0.5"]}
    rule = GRADED | {"ranges": ranges}
    assert awarded(rule, inputs={"grade": "achieved"}) == Award(
        Decimal("10.00"), "评为“达成”，按分值10的100%计，得10.00分"
    )
    assert awarded(rule, inputs={"grade": "partial", "fraction": "0.5"}).problem is None
    assert awarded(rule) == Award(None, "未评定达成情况，不能计分")


def test_an_indicator_without_a_target_gets_the_share_of_its_rule_or_scheme() -> None:
    half = Award(Decimal("5.00"), "年初未填报指标，按分值10的50%计，得5.00分")
    assert awarded({"kind": "unset", "fraction": "0.5"}) == half
    assert awarded({"kind": "unset"}, scoring=Scoring.model_validate({"unset_fraction": "0.5"})) == half
    assert awarded({"kind": "unset"}) == Award(None, "年初未填报指标，方案没有规定得分比例，不能计分")


def test_a_manual_score_stays_within_its_range() -> None:
    assert awarded({"kind": "manual"}, self_score="7.5") == Award(
        Decimal("7.50"), "酌情（0至10分）自评得7.50分", by_hand=True
    )
    assert awarded({"kind": "manual", "range": ["0", "4"]}, self_score="5") == Award(
        Decimal("4.00"), "自评得分5分不在0至4分之间，按4.00分计", "自评得分5分不在0至4分之间", by_hand=True
    )
    assert awarded({"kind": "manual"}) == Award(None, "须在0至10分之间酌情填写自评得分，未填，不能计分", by_hand=True)


def test_an_override_keeps_the_score_of_the_rule_beside_it() -> None:
    rule = {"kind": "completion"}
    changed = assessed(rule, target="100", actual="80", self_score="9", override_reason="年中任务调整")
    assert changed == Assessment(
        Decimal(10),
        Award(
            Decimal("9.00"),
            "自评改为9.00分（理由：年中任务调整）；按规则得8.00分：完成值80 ÷ 指标值100 × 分值10 = 8.00分",
            by_hand=True,
        ),
        Decimal("8.00"),
        overridden=True,
    )
    unknown = assessed(rule, self_score="12")
    assert unknown == Assessment(
        Decimal(10),
        Award(
            Decimal("10.00"),
            "自评改为10.00分（未写理由）；按规则不能计分：指标值和完成值均未填，不能计分",
            "自评得分12分超过分值10分",
            by_hand=True,
        ),
        None,
        overridden=True,
    )


def test_a_deleted_indicator_counts_nothing() -> None:
    assert assessed({"kind": "manual"}, self_score="10", deleted=True) == Assessment(
        Decimal(0), Award(Decimal(0), "年中删除，不计分")
    )


def test_an_indicator_without_weight_has_no_score() -> None:
    assert assessed(weight=None, target="1", actual="1") == Assessment(None, Award(None, "未填分值，不能计分"))


@pytest.mark.parametrize(
    ("leaf", "explanation"),
    [
        ({"nature": "quantitative", "target": "≥10", "actual": "10"}, "完成值10达到指标值10，得满分10分"),
        ({"target": "≥10", "actual": "10"}, "完成值10达到指标值10，得满分10分"),
        ({"nature": "qualitative", "target": "≥10", "actual": "10"}, "未评定达成情况，不能计分"),
        ({"target": "持续", "actual": "10"}, "未评定达成情况，不能计分"),
        ({"actual": "10"}, "未填指标值，不能计分"),
        ({}, "未评定达成情况，不能计分"),
        ({"target": "≥10", "adjusted_target": "删除", "actual": "10"}, "未评定达成情况，不能计分"),
    ],
)
def test_without_a_rule_the_nature_decides_which_one_holds(leaf: dict[str, str], explanation: str) -> None:
    assert awarded(None, **leaf).explanation == explanation
