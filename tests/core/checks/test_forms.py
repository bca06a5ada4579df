"""Sheets: weights, funds, scores, indicators."""

from typing import Any

import pytest

from perfeval.core.scheme.loading import load_scheme
from perfeval.core.scheme.scheme import Scheme

from .small import FIRST, JSON, funds, leaf, report, says, sheet


def scheme_with(**execution: Any) -> Scheme:
    scheme = load_scheme("mof-2020")
    changed = scheme.scoring.execution.model_copy(update=execution)
    return scheme.model_copy(update={"scoring": scheme.scoring.model_copy(update={"execution": changed})})


@pytest.mark.parametrize(
    ("check", "indicator", "finding"),
    [
        ("C02-missing", leaf(weight=None), ("weight", "空白", "分值")),
        ("C02", leaf(weight="0"), ("weight", "0", "标为“年中删除”，或给出分值")),
        ("C03", leaf(rule={"kind": "manual"}, self_score="11"), ("self_score", "11", "0至10")),
        ("C23", leaf(target="≥5人", actual="按时完成"), ("actual", "按时完成", "数字")),
        ("C24", leaf(target="≥5人", actual="≥5人"), ("actual", "≥5人", "5人")),
        ("C25", leaf(target="≥95%", actual="95"), ("actual", "95", "以“%”计")),
        ("C28", leaf(name="培训100人"), ("name", "100人", "不含数值的名称")),
        ("C29", leaf(target="95%%", actual="95%"), ("target", "95%%", "规范的数字")),
        ("C30", leaf(name="补贴发放准确率", target="100%", actual="120%"), ("actual", "120%", "不超过100%")),
        ("C06", leaf(target="10人", actual="8人"), ("deviation", "空白", "偏差原因及改进措施")),
        ("C07", leaf(target="10人", actual="20人"), ("deviation", "20人", "低于10人的120%，或说明")),
        ("C01-name", leaf(name="培训人数（5分）"), ("weight", "5分", "10分")),
        (
            "C04-reason",
            leaf(target="10人", actual="8人", self_score="10"),
            ("override_reason", "空白", "改动理由"),
        ),
    ],
)
def test_an_indicator_is_held_against_its_own_entries(
    check: str, indicator: JSON, finding: tuple[str, str, str]
) -> None:
    field, found, expected = finding
    assert says(check, sheet(indicator)) == [(f"{FIRST}/{field}", found, expected)]


@pytest.mark.parametrize(
    "indicator",
    [
        leaf(target="≥10人", actual="10人"),
        leaf(target="≥10人", actual="11人"),
        leaf(target="≥10人", actual="15人", deviation="上级增加任务"),
        leaf(target="≥10人", actual="8人", deviation="报名不足，下年早通知"),
        leaf(name="补贴发放准确率", target="100%", actual="100%"),
        leaf(rule={"kind": "manual"}, self_score="10"),
    ],
)
def test_a_right_indicator_is_left_alone(indicator: JSON) -> None:
    for check in (
        "C02",
        "C02-missing",
        "C03",
        "C04-reason",
        "C06",
        "C07",
        "C23",
        "C24",
        "C25",
        "C28",
        "C29",
        "C30",
        "C26",
    ):
        assert says(check, sheet(indicator)) == []


def test_an_indicator_that_cannot_be_scored_is_an_error_at_what_it_lacks() -> None:
    qualitative = leaf(nature="qualitative", target="及时", actual="按时完成")
    assert says("C26-score", sheet(qualitative)) == [(FIRST, "空白", "评分依据")]
    assert says("C26-score", sheet(leaf(target="≥5人"))) == [(f"{FIRST}/actual", "空白", "实际完成值")]
    for scored in (
        qualitative | {"inputs": {"grade": "achieved", "fraction": "1"}},
        leaf(target="≥5人", actual="5人"),
        leaf(target="≥5人", published={"score": "10"}),
        leaf(target="≥5人", deleted=True),
    ):
        assert says("C26-score", sheet(scored)) == []


def test_a_graded_fraction_outside_its_band_is_refused() -> None:
    graded = leaf(
        nature="qualitative", target="及时", actual="基本及时", inputs={"grade": "partial", "fraction": "0.9"}
    )
    ((where, _, expected),) = says("C05", sheet(graded))
    assert (where, expected) == (FIRST, "有效的评分输入")


def test_a_cost_target_is_an_upper_limit_and_a_satisfaction_a_lower_one() -> None:
    assert says("C27", sheet(leaf(target="≥5万元"), branch="成本指标")) == [(f"{FIRST}/target", "≥5万元", "≤")]
    assert says("C27", sheet(leaf(name="群众满意度", target="≤95%"))) == [(f"{FIRST}/target", "≤95%", "≥")]
    assert says("C27", sheet(leaf(target="≤5万元"), branch="成本指标")) == []


def test_a_cost_overrun_with_full_marks_is_an_error() -> None:
    overrun = leaf(target="≤5万元", actual="8万元", rule={"kind": "manual"}, self_score="10")
    assert says("C31", sheet(overrun, branch="成本指标")) == [(f"{FIRST}/self_score", "10分", "低于10分，并写明原因")]
    assert says("C31", sheet(overrun | {"deviation": "价格上涨"}, branch="成本指标")) == []


def test_weights_add_up_level_by_level_and_to_a_hundred() -> None:
    document = sheet(leaf(), leaf(), funds=funds(adjusted="1", executed="1"), execution_weight="10")
    document["overall"]["indicators"][0]["weight"] = "30"
    assert says("C01", document) == [("/overall/indicators/0/weight", "30", "20")]
    assert says("C01-total", document) == [("/overall/indicators", "30", "100")]


def test_branches_of_the_template_are_required() -> None:
    missing = says("C34", sheet(leaf()))
    assert [expected for _, _, expected in missing] == [
        node.name for node in load_scheme("mof-2020").indicator_template.overall if "产出" not in node.name
    ]


@pytest.mark.parametrize(("over_100", "check"), [("error", "C10"), ("warn", "C10-warn")])
def test_spending_above_the_budget_follows_the_scheme(over_100: str, check: str) -> None:
    document = {"overall": {"funds": funds(adjusted="10", executed="12")}}
    scheme = scheme_with(over_100=over_100)
    assert says(check, document, scheme) == [("/overall/funds/0/executed", "12", "不超过10")]
    assert says("C10", document, scheme_with(over_100="allow")) == []


def test_spending_needs_a_budget() -> None:
    assert says("C11", {"overall": {"funds": funds(executed="12")}}) == [
        ("/overall/funds/0/adjusted", "空白", "预算数")
    ]
    assert says("C11", {"overall": {"funds": funds(initial="12", executed="12")}}) == []


def test_a_scored_sheet_needs_its_budget_and_execution() -> None:
    document = sheet(leaf(), funds=funds(initial="5"), execution_weight="10")
    assert says("C11-total", document) == [
        ("/overall/funds", "空白", "全年预算数"),
        ("/overall/funds", "空白", "全年执行数"),
    ]


def test_the_levels_add_up_to_the_fiscal_row_and_the_rest_to_the_total() -> None:
    rows = [
        {"key": "total", "adjusted": "10"},
        {"key": "fiscal", "label": "财政资金", "adjusted": "8"},
        {"key": "central", "adjusted": "5"},
        {"key": "county", "adjusted": "2"},
        {"key": "other", "adjusted": "2"},
    ]
    assert says("C13", {"overall": {"funds": rows}}) == [("/overall/funds/1/adjusted", "8", "7")]


def test_income_and_expenditure_by_nature_are_equal_and_the_fund_total() -> None:
    natures = [
        {"group": "income", "label": "一般公共预算", "amount": "10"},
        {"group": "expenditure", "label": "基本支出", "amount": "6"},
        {"group": "expenditure", "label": "项目支出", "amount": "3"},
    ]
    document = {"overall": {"funds": funds(adjusted="10", executed="10"), "funds_by_nature": natures}}
    assert says("C15", document) == [
        ("/overall/funds_by_nature", "10", "9"),
        ("/overall/funds_by_nature", "9", "10"),
    ]


def test_printed_results_are_held_against_the_computed_ones() -> None:
    project = {
        "name": "培训",
        "funds": funds(adjusted="10", executed="8"),
        "self_score": "85",
        "published": {"surplus": "3", "grade": "优", "execution_rate": "80"},
    }
    document = {"projects": [project]}
    assert says("C22", document) == [("/projects/0/published/surplus", "3", "2")]
    assert says("C18", document) == [("/projects/0/published/grade", "优", "良")]
    assert says("C09", document) == []


def test_exactly_ninety_points_are_the_upper_grade() -> None:
    project = {"name": "培训", "self_score": "90.00", "published": {"grade": "优"}}
    assert says("C18", {"projects": [project]}) == []


def test_points_lost_on_execution_need_a_reason() -> None:
    document = sheet(leaf(), funds=funds(adjusted="10", executed="5"), execution_weight="10")
    assert says("C06-execution", document) == [("/overall/deviation_text", "空白", "偏差原因及改进措施")]
    document["overall"]["deviation_text"] = "资金支出偏慢，因采购推迟"
    assert says("C06-execution", document) == []


def test_every_project_is_evaluated_unless_it_is_classified() -> None:
    assert says(
        "C47", {"projects": [{"name": "甲"}, {"name": "乙", "classified": True}, {"name": "丙", "self_score": "9"}]}
    ) == [("/projects/0", "没有自评", "自评得分")]


def test_the_lowest_grades_need_a_measure() -> None:
    poor = sheet(leaf(rule={"kind": "manual"}, self_score="1"))
    assert says("C50", poor) == [("/overall/deviation_text", "空白", "改进措施")]
    assert says("C50", sheet(leaf(rule={"kind": "manual"}, self_score="1", deviation="下年改进"))) == []


def test_a_form_that_is_not_filled_in_is_not_poor_yet() -> None:
    scored, blank = leaf(rule={"kind": "manual"}, self_score="1"), leaf(name="合格率", rule={"kind": "manual"})
    stated = report("自评得分100分，等级为“优”。", heading="四、评价结论")
    money = funds(adjusted="10", executed="10")
    for check in ("C50", "C21-total", "C21-grade"):
        assert says(check, sheet(scored, blank, funds=money) | stated) == []
        assert says(check, sheet(scored, funds=funds(adjusted="10")) | stated) == []
        assert says(check, sheet(scored, funds=money) | stated) != []


def test_nothing_under_problems_contradicts_lost_points() -> None:
    box = {"label": "存在的主要问题", "text": "一是无；二是无。"}
    document = {"projects": [{"name": "甲", "self_score": "80", "analysis": [box]}]}
    assert says("C38", document) == [("/projects/0/analysis/0/text", "一是无；二是无。", "失分对应的问题")]
    document["projects"][0]["self_score"] = "100"
    assert says("C38", document) == []


def test_a_target_that_was_missed_earns_no_full_marks_by_hand() -> None:
    missed = leaf(target="≥95%", actual="90%", rule={"kind": "manual"}, self_score="10")
    assert says("C31-missed", sheet(missed)) == [(f"{FIRST}/self_score", "10分", "低于10分，并写明原因")]
    assert says("C31-missed", sheet(missed | {"self_score": "9"})) == []
    assert says("C31-missed", sheet(missed | {"actual": "95%"})) == []


def test_points_by_hand_need_an_actual_where_the_form_tells_actuals() -> None:
    told = leaf(name="工作完成", target="及时", actual="及时", rule={"kind": "manual"}, self_score="10")
    blank = {key: value for key, value in told.items() if key != "actual"}
    assert says("C26-blank", sheet(told, blank)) == [("/overall/indicators/0/children/1/actual", "空白", "实际完成值")]
    assert says("C26-blank", sheet(blank, blank)) == says("C26-blank", sheet(told)) == []


def test_an_actual_has_the_unit_of_its_target_or_the_percent_sign_of_its_rate() -> None:
    assert says("C25-bare", sheet(leaf(target="≥1500次", actual="1503"))) == [(f"{FIRST}/actual", "1503", "1503次")]
    assert says("C25-bare", sheet(leaf(target="≥1500次", actual="1503次"))) == []
    assert says("C25-percent", sheet(leaf(name="资产在用率", actual="100"))) == [(f"{FIRST}/actual", "100", "100%")]
    assert says("C25-percent", sheet(leaf(name="资产在用率", actual="100%"))) == []


def test_a_percentage_with_a_zero_too_many_is_found_without_a_target() -> None:
    assert says("C30", sheet(leaf(name="社保工作", actual="1000%"))) == [(f"{FIRST}/actual", "1000%", "不超过100%")]
    assert says("C30", sheet(leaf(name="收入增长", target="≥200%", actual="1000%"))) == []
