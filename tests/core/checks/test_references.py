"""What a text refers to or promises is there."""

from typing import Any

from .small import JSON, TEXT, report, says


def section(heading: str, *below: JSON, **fields: Any) -> JSON:
    return {"heading": heading, "sections": list(below)} | fields


def test_a_cited_attachment_has_the_cited_name() -> None:
    annex = {"number": "附件1", "title": "成本效益分析报告", "kind": "text", "text": "略"}
    wrong = report("见《附件1：绩效评价指标体系框架》。", attachments=[annex])
    right = report("见《附件1：成本效益分析》，另见附件2：问卷。", attachments=[annex])
    assert says("C44-annex", wrong) == [(TEXT, "绩效评价指标体系框架", "成本效益分析报告")]
    assert says("C44-annex", right) == []


def test_what_an_introduction_announces_follows() -> None:
    start = "现将2023年工作开展情况及2024年工作安排汇报如下。一、就业工作稳步推进。"
    assert says("C44-promise", report(start)) == [(TEXT, "没有", "2024年工作安排")]
    assert says("C44-promise", report(start + "二、下一步打算：继续推进。")) == []


def test_a_questionnaire_that_scored_an_indicator_is_attached() -> None:
    survey = {"survey": {"title": "部门整体支出绩效评价调查问卷（受益人群）"}}
    wrong = survey | report("根据人力资源配置合理性调查问卷，扣0.5分。")
    right = survey | report("根据部门整体支出绩效评价调查问卷，群众满意。")
    assert says("C44-survey", wrong) == [(TEXT, "人力资源配置合理性问卷", "相应的问卷结果")]
    assert says("C44-survey", right) == []


def test_a_sheet_that_is_referred_to_is_there() -> None:
    document = report("得分96分（详见部门整体绩效自评表）。")
    assert says("C44-form", document) == [(TEXT, "详见部门整体绩效自评表", "部门整体绩效自评表")]
    assert says("C44-form", document | {"overall": {"indicators": [{"name": "产出"}]}}) == []


def test_every_part_of_a_heading_is_dealt_with() -> None:
    problems = section("（一）存在的问题", text="采购预算不准。")
    reasons = section("（二）原因分析", text="编制经验不足。")
    wrong = {"report": {"sections": [section("七、存在的问题及原因分析", problems)]}}
    right = {"report": {"sections": [section("七、存在的问题及原因分析", problems, reasons)]}}
    assert says("C44-half", wrong) == [("/report/sections/0", "没有", "原因分析")]
    assert says("C44-single", wrong) == [("/report/sections/0/sections/0/heading", "（一）", "（二）")]
    assert says("C44-half", right) == says("C44-single", right) == []


def test_reasons_told_under_the_problems_are_told() -> None:
    told = section("（一）存在的问题", text="采购预算不准，主要原因是经验不足，分析不够。")
    assert says("C44-half", {"report": {"sections": [section("七、存在的问题及原因分析", told)]}}) == []


def test_the_contents_list_all_headings_of_a_level() -> None:
    sections = [
        section("一、概况", section("（一）机构"), section("（二）职能")),
        section("二、目标", section("（一）总目标")),
    ]
    toc = ["一、概况", "（一）机构", "（二）职能", "二、目标"]
    document = {"report": {"sections": sections, "published": {"toc": toc}}}
    assert says("C44-left-out", document) == [("/report/sections/1/sections/0/heading", "目录没有", "（一）总目标")]
    toc.append("（一）总目标")
    assert says("C44-left-out", document) == []


def test_as_many_reports_are_listed_as_projects_were_evaluated() -> None:
    def document(count: int) -> JSON:
        return {
            "report": {
                "sections": [
                    {"heading": "（一）概况", "text": f"组织对{count}个一级项目开展了部门评价。"},
                    {"heading": "（二）部门评价项目绩效评价结果", "text": "《甲项目自评报告》；《乙项目自评报告》。"},
                ]
            }
        }

    assert says("C19-evaluated", document(12)) == [(TEXT, "12个", "2份")]
    assert says("C19-evaluated", document(2)) == []
