"""Whether what is said in one place can be true beside what is said in another."""

from typing import Any

import pytest

from .small import FIRST, JSON, TEXT, funds, leaf, report, says, sheet


def rows(*projects: JSON) -> JSON:
    return {"projects": [{"name": f"项目{i}", "list": "own"} | project for i, project in enumerate(projects)]}


def row(score: str, **amounts: Any) -> JSON:
    return {"self_score": score, "funds": funds(**amounts)}


def test_levels_of_transfers_are_those_whose_amounts_follow() -> None:
    text = "涉及中央、省、{}转移支付资金48项：中央资金10万元；省级资金5万元；市级资金3万元。"
    assert says("C45-levels", report(text.format("区"))) == [(TEXT, "中央、省、区", "中央、省、市")]
    assert says("C45-levels", report(text.format("市"))) == []


def test_all_goals_are_not_met_where_a_project_failed() -> None:
    claim = report("我部门达到了既定的绩效目标，圆满完成工作任务。")
    assert says("C45-met", rows({"self_score": "0"}, {"self_score": "95"}) | claim) == [
        (TEXT, "达到了既定的绩效目标", "1个项目未完成")
    ]
    assert says("C45-met", rows({"self_score": "95"}) | claim) == []


def test_measures_speak_of_the_projects_that_did_poorly() -> None:
    poor = rows({"self_score": "0"}, {"self_score": "95"})
    silent, spoken = "加强学习。", "对等级为“差”的项目逐一分析原因。"
    assert says("C50-report", poor | report(silent, heading="五、整改措施")) == [(TEXT, "没有", "1个项目的整改措施")]
    assert says("C50-report", poor | report(spoken, heading="五、整改措施")) == []
    assert says("C50-report", rows({"self_score": "95"}) | report(silent, heading="五、整改措施")) == []


def test_a_full_execution_rate_needs_no_measure_to_raise_it() -> None:
    text = report("强化预算执行，提高预算完成率。", heading="八、改进措施")
    full, half = ({"overall": {"funds": funds(adjusted="10", executed=spent)}} for spent in ("10", "5"))
    assert says("C45-faster", full | text) == [(TEXT, "提高预算完成率", "与问题对应的措施")]
    assert says("C45-faster", half | text) == []


def test_sixty_percent_is_not_very_satisfied() -> None:
    assert says("C45-satisfied", report("人员表示非常满意，满意度达到60%。")) == [(TEXT, "60%", "与满意度相符的说法")]
    assert says("C45-satisfied", report("人员表示非常满意，满意度达到95%。")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("机关运行经费支出增加21万元，主要原因是：人员调入及工资增长。", "人员调入及工资增长"),
        ("本年收入增加的原因为人员增加，住房公积金支出增加。", "支出增加"),
    ],
)
def test_a_reason_belongs_to_what_it_explains(text: str, found: str) -> None:
    assert says("C45-reason", report(text)) == [(TEXT, found, "与内容相符的原因")]


def test_a_fitting_reason_is_left_alone() -> None:
    text = "机关运行经费支出增加21万元，主要原因是：差旅费增加。人员经费支出增加，原因是工资增长。"
    assert says("C45-reason", report(text)) == []


def test_own_offices_are_called_by_their_own_word() -> None:
    assert says("C40-office", report("内设5个股室。", "各处室负责人为成员。")) == [
        ("/report/sections/1/text", "处室", "股室")
    ]
    assert says("C40-office", report("内设5个股室。", "各股室负责人为成员。")) == []


def test_an_amount_next_to_the_projects_is_the_projects() -> None:
    def document(text: str) -> JSON:
        sections = [{"heading": "一、概况", "text": text}]
        return rows(row("95", adjusted="34.59") | {"report": {"sections": sections}})

    where = "/projects/0/report/sections/0/text"
    assert says("C21-near", document("共计345600元给予补贴。")) == [(where, "345600元", "34.59万元")]
    assert says("C21-near", document("共计345900元给予补贴，另有34.6万元预算，与300000元贷款。")) == []


def test_a_total_in_an_indicator_is_the_total_of_the_sheet() -> None:
    lines = [{"group": "expenditure", "label": "项目支出", "amount": "2181.69"}]
    cost = leaf(name="项目经费总额", target="154万元", actual="625.05万元")
    assert says("C21-cost", sheet(cost, funds_by_nature=lines)) == [(f"{FIRST}/actual", "625.05万元", "2181.69万元")]
    assert says("C21-cost", sheet(cost | {"actual": "2181.69"}, funds_by_nature=lines)) == []


def test_a_total_in_an_indicator_is_the_total_among_the_facts() -> None:
    facts = {"facts": {"staff": "1505.63"}, "fact_labels": {"staff": "财政拨款支出：人员经费"}}
    cost = leaf(name="人员经费总额", target="690.17万元", actual="746.17万元")
    assert says("C21-cost", sheet(cost) | facts) == [(f"{FIRST}/actual", "746.17万元", "1505.63万元")]


def test_a_row_of_the_list_scores_as_it_spent() -> None:
    low, none, full = (
        row("93", adjusted="15", executed="10"),
        row("85", adjusted="0"),
        row("93", adjusted="15", executed="15"),
    )
    assert says("C32-row", rows(low, none, full)) == [
        ("/projects/0/self_score", "93分", "与执行率66.67%相称的得分"),
        ("/projects/1/self_score", "85分", "没有预算的项目的评价依据"),
    ]


def test_what_was_added_is_no_more_than_what_there_is() -> None:
    text = "机关运行经费支出{}元，比2022年增加{}元，增长25.55%。"
    assert says("C42-grown", report(text.format("213,746.96", "1,050,304.34"))) == [
        (TEXT, "1,050,304.34元", "不大于213,746.96元")
    ]
    assert says("C42-grown", report(text.format("1,050,304.34", "213,746.96"))) == []
