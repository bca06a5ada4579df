"""What is said of the text of a report."""

import pytest

from perfeval.core.checks import CHECKS
from perfeval.core.scheme.loading import load_scheme

from .small import JSON, TEXT, funds, leaf, report, says, sheet


def lists(*grades: str) -> JSON:
    scores = {"优": "95", "良": "85", "差": "10"}
    return {
        "projects": [
            {"seq": i + 1, "name": f"项目{i}", "list": "own", "self_score": scores[grade]}
            for i, grade in enumerate(grades)
        ]
    }


@pytest.mark.parametrize(
    ("check", "text", "found", "expected"),
    [
        ("C42-sum", "支出10.0万元，其中：甲6.0万元、乙4.3万元。", "10.0万元", "10.3万元"),
        ("C42-rate", "完成39000人，完成目标任务30000人的120%。", "120%", "130%"),
        ("C10-text", "预算100万元，决算数100.01万元，支出率达100%。", "100.01万元", "不超过100万元"),
        ("C41", "2021年度部门预算已向社会公开。", "2021年度部门预算", "2023年度部门预算"),
        (
            "C41-period",
            "评价时段为2022年1月1日至2022年12月31日。",
            "2022年1月1日至2022年12月31日",
            "2023年1月1日至12月31日",
        ),
        ("C40", "由青山县民政局提供基础资料。", "青山县民政局", "青山县人力资源和社会保障局"),
        ("C40-mention", "与青山县民政局联合开展慰问。", "青山县民政局", "青山县人力资源和社会保障局"),
        (
            "C40-slip",
            "青水县人力资源和社会保障局认真履职。",
            "青水县人力资源和社会保障局",
            "青山县人力资源和社会保障局",
        ),
        ("C40-level", "我区就业形势稳定。", "我区", "与青山县相符的级别"),
        ("C36", "【请填写项目背景】", "【请填写项目背景】", "实际内容"),
        ("C37", "项目支出减少。。", "。。", "。"),
        ("C37-brackets", "依据（）开展。", "（）", "括号内的内容"),
        ("C37-word", "进一步提高提高能力。", "提高提高", "提高"),
        ("C29-unit", "收入1760.86万增加5万元。", "1760.86万", "1760.86万元"),
        ("C46", "联系人电话13912345678。", "139****5678", "遮蔽后的号码"),
        ("C45-count", "过程包括准备、实施、分析、报告三个阶段。", "3个", "4个"),
    ],
)
def test_a_wrong_text_is_found(check: str, text: str, found: str, expected: str) -> None:
    assert says(check, report(text)) == [(TEXT, found, expected)]


def test_a_right_text_raises_nothing() -> None:
    text = (
        "2023年收入100万元，其中：拨款90万元，占90%；其他收入10万元，占10%。较上年收入80万元增加25%。"
        "新增就业969人，完成目标任务900人的107.67%。按照青山县财政局要求，过程包括准备、实施、报告三个阶段。"
        "贯彻财预〔2020〕10号文件，比2022年度部门预算增加20万元。我县劳动关系和谐。"
    )
    package = report(text)
    ours = ("C10", "C21", "C29", "C36", "C37", "C40", "C41", "C42", "C45", "C46")
    assert {check: says(check, package) for check in CHECKS if check.startswith(ours) and says(check, package)} == {}


def test_the_same_phrase_with_two_figures_is_a_contradiction() -> None:
    document = report("城乡居民养老保险参保人数达到33962人。", "城乡居民养老保险参保人数为96149人。")
    assert says("C45", document) == [("/report/sections/1/text", "96149人", "33962人")]


def test_the_same_phrase_of_another_year_is_none() -> None:
    document = report("2023年城乡居民养老保险参保人数为33962人。", "2022年城乡居民养老保险参保人数为96149人。")
    assert says("C45", document) == []


def test_a_rounded_figure_is_the_same_figure() -> None:
    assert says("C45", report("城镇登记失业率控制目标为4.50%。", "城镇登记失业率控制目标为4.5%。")) == []


def test_phrases_that_begin_alike_with_close_figures_are_looked_at() -> None:
    document = report("全年农村劳动力转移就业培训100人。", "全年农村劳动力转移就业培训工作98人。")
    assert says("C45-near", document) == [("/report/sections/1/text", "98人", "100人")]


def test_score_and_grade_of_the_report_are_those_of_the_sheet() -> None:
    scored = sheet(leaf(weight="100", rule={"kind": "manual"}, self_score="95"), execution_weight=None)
    document = scored | report("评价得分为96分，等级为良。")
    assert says("C21-total", document) == [(TEXT, "96分", "95分")]
    assert says("C21-grade", document) == [(TEXT, "良", "优")]
    right = scored | report("评价得分为95分，等级为优。")
    assert says("C21-total", right) == says("C21-grade", right) == says("C18-word", right) == []


def test_headings_and_listings_agree_with_the_indicator_tree() -> None:
    tree = sheet(leaf(name="培训人数"), leaf(name="补贴人数"))
    assert says("C21-heading", tree | report("略", heading="1、产出指标（30分）")) == [
        ("/report/sections/0/heading", "30分", "20分")
    ]
    listed = report("产出指标设立培训人数、补贴人数、参保人数3个三级指标。")
    assert says("C21-names", tree | listed) == [(TEXT, "参保人数", "自评表中的指标")]


def test_numbers_of_projects_and_grades_are_those_of_the_list() -> None:
    text = "涉及项目4个。“优”项目2个，“良”项目0个，“差”项目1个，评优率为66.67%。"
    document = lists("优", "良", "差") | report(text, heading="1. 本级项目支出自评")
    assert says("C19", document) == [(TEXT, "4个", "3个")]
    assert says("C19-grades", document) == [(TEXT, "2个", "1个"), (TEXT, "0个", "1个")]
    assert says("C19-rate", document) == []


def test_a_title_of_another_year_is_an_error() -> None:
    document = report("略", title="青山县人力资源和社会保障局2022年度自评报告")
    assert says("C41-title", document) == [("/report/title", "2022", "2023")]


def test_a_long_paragraph_may_stand_once() -> None:
    text = (
        "评价工作小组对年度绩效的相关资料进行收集和梳理，确保资料真实可靠，并按照评价体系指标分类形成资料清单，逐一核实后归档备查。"
        * 1
    )
    assert [where for where, _, _ in says("C44-passage", report(text, text))] == ["/report/sections/1/text"]


def test_an_empty_section_is_an_error_unless_its_text_was_left_out_on_purpose() -> None:
    empty = {"heading": "一、概况", "text": ""}
    assert says("C44-empty", {"report": {"sections": [empty]}}) == [
        ("/report/sections/0", "空白", "本节的内容；没有的写“无”")
    ]
    noted = empty | {"note": "此处原文与“二、目标”逐字相同，略"}
    assert says("C44-empty", {"report": {"sections": [noted]}}) == []


def test_an_announced_attachment_must_be_there() -> None:
    survey = {"number": "附件2", "title": "调查问卷", "kind": "survey"}
    assert says("C44-attachment", report("略", attachments=[survey])) == [
        ("/report/attachments/0", "空白", "附件的内容")
    ]
    assert says("C44-reference", report("支出明细见附表。")) == [(TEXT, "明细见附表", "相应的附件")]
    assert says("C44-reference", report("支出明细见附表。", attachments=[survey])) == []


def test_budget_and_spending_of_the_whole_are_those_of_the_sheet() -> None:
    document = {"overall": {"funds": funds(initial="90", adjusted="100", executed="98")}}
    text = "整体支出年初预算90万元，调整后预算数100万元，决算数97万元，预算执行率为97%。"
    assert says("C21-funds", document | report(text)) == [(TEXT, "97万元", "98万元")]
    assert says("C21-overall", document | report(text)) == [(TEXT, "97%", "98%")]


def test_amounts_under_the_name_of_a_line_of_the_accounts_are_its_amounts() -> None:
    revenue = [{"function": "2080101", "name": "行政运行", "fund": "general", "fiscal": "100", "other": "5"}]
    document = {"final_accounts": {"revenue": revenue}} | report("财政拨款收入100元，其他收入6元，事业收入0元。")
    assert says("C21-accounts", document) == [(TEXT, "6元", "5元")]


def test_results_under_the_name_of_an_indicator_a_task_or_a_fact_are_theirs() -> None:
    document = sheet(leaf(name="城镇新增就业人数", target="900人", actual="969人")) | {
        "tasks": [{"name": "农村劳动力转移就业", "target": "20000", "actual": "23948", "unit": "人"}],
        "facts": {"posts": "1730", "income": "12.5"},
        "fact_labels": {"posts": "提供有效就业岗位数（个）", "income": "农村劳动力转移收入（万元）"},
    }
    right = report("城镇新增就业969人，农村劳动力转移就业23948人，提供有效就业岗位1730个，农村劳动力转移收入12.5万元。")
    wrong = report("城镇新增就业996人，农村劳动力转移就业23498人，提供有效就业岗位1703个，农村劳动力转移收入125000元。")
    assert says("C21-indicator", document | right) == []
    assert [(found, expected) for _, found, expected in says("C21-indicator", document | wrong)] == [
        ("996人", "969或900"),
        ("23498人", "23948或20000"),
        ("1703个", "1730"),
    ]


def test_a_survey_is_told_as_it_was() -> None:
    document = {"survey": {"issued": 50, "returned": 50, "valid": 49}} | report(
        "发放问卷50份，收回49份，有效问卷49份。"
    )
    assert says("C21-survey", document) == [(TEXT, "49份", "50份")]


def test_a_project_report_states_the_score_of_its_own_sheet() -> None:
    section = {"heading": "一、结论", "text": "自评得分为95分。"}
    project = {"name": "培训", "self_score": "90", "report": {"sections": [section]}}
    assert says("C21-project-total", {"projects": [project]}) == [
        ("/projects/0/report/sections/0/text", "95分", "90分")
    ]


def test_a_title_names_the_department_and_no_other() -> None:
    wrong = report(
        "略", title="白水县教育局2023年度自评报告", cover_fields=[{"label": "单位名称", "value": "青山县民政局"}]
    )
    assert says("C40-title", wrong) == [
        ("/report/title", "白水县教育局", "青山县人力资源和社会保障局"),
        ("/report/cover_fields/0/value", "青山县民政局", "青山县人力资源和社会保障局"),
    ]
    assert says("C40-title", report("略", title="2023年度青山县人社局整体支出绩效自评报告")) == []


def test_a_character_is_not_written_for_its_look_alike() -> None:
    document = report("部分项目年末支付。", "其余项目年未支付。")
    assert says("C37-alike", document) == [(TEXT, "年末支", "年未支")]


def test_a_sentence_of_the_scheme_states_the_figures_of_the_data() -> None:
    scheme = load_scheme("qinhuangdao-2023")
    document = lists("优", "良") | {"scheme": "qinhuangdao-2023"}
    text = "从评价情况看，项目支出评价等级为“优”项目{}个，“良”项目{}个，“中”项目0个，“差”项目0个，评优率为{}%。"
    right, wrong = report(text.format(2, 0, 100)), report(text.format(1, 1, 50))
    assert says("C21-sentence", document | right, scheme) == []
    assert [found for _, found, _ in says("C21-sentence", document | wrong, scheme)] == ["1个", "1个", "50%"]


def test_a_paragraph_that_was_copied_and_touched_up_is_found() -> None:
    first = (
        "本部门按照预算绩效管理有关规定，对照项目绩效目标，及时健全项目执行管理制度，完善项目支出责任制度，"
        "提高支出执行的及时性、均衡性和有效性，掌握项目绩效目标的完成情况。"
    )
    touched = first.replace("本部门按照", "我局依照")
    assert [where for where, _, _ in says("C44-passage", report(first, touched))] == ["/report/sections/1/text"]
    other = (
        "各科室对照年初任务逐项自查，整理佐证材料，汇总形成自评结果，报局党组会议研究，"
        "并按规定时限报送区财政局备查归档，同时向社会公开。"
    )
    assert says("C44-passage", report(first, other)) == []


def test_the_report_of_the_department_is_not_copied_from_a_project() -> None:
    text = (
        "为加强项目资金管理，规范项目资金管理行为，提高项目管理水平及项目资金使用效益，制定了财务管理制度、"
        "项目资金管理制度、专项资金管理办法等，对项目管理职责、申报与组织实施进行了规定。"
    )
    project = {"name": "培训", "self_score": "90", "report": {"sections": [{"heading": "二、情况", "text": text}]}}
    document = report(text) | {"projects": [project]}
    assert [where for where, _, _ in says("C44-copied", document)] == [TEXT]
    assert says("C44-copied", report("略") | {"projects": [project]}) == []


def test_a_sum_of_money_has_its_unit_even_where_no_other_has() -> None:
    assert says("C29-unit", report("发放生活补贴80万；培训3万人。")) == [(TEXT, "80万", "80万元")]


def test_counts_whose_amounts_add_up_part_by_part_add_up_too() -> None:
    text = "处理案件458件，涉及金额1809万元。其中，受理206件，金额1008万元，裁决171件；案外调解{}件，金额801万元。"
    assert says("C42-sum", report(text.format(291))) == [(TEXT, "458件", "497件")]
    assert says("C42-sum", report(text.format(252))) == []


def test_items_in_quotation_marks_are_counted() -> None:
    text = "构建“欠薪治理”“信访仲裁”“新媒体”的“{}个普法”格局。"
    assert says("C45-count", report(text.format(4))) == [(TEXT, "4个", "3个")]
    assert says("C45-count", report(text.format(3))) == []


def test_a_base_is_not_years_old_and_a_plan_not_over() -> None:
    base = "编制基数按{}年实有在编人员55人测算。"
    assert says("C41-base", report(base.format(2019))) == [(TEXT, "2019", "2022年或2023年")]
    assert says("C41-base", report(base.format(2022))) == []

    def goal(period: str) -> JSON:
        return {"overall": {"goals": [{"expected": f"技能社会行动方案({period})", "actual": "完成"}]}}

    assert says("C41-plan", goal("2020-2021")) == [("/overall/goals/0/expected", "方案(2020-2021)", "2023年有效的方案")]
    assert says("C41-plan", goal("2021-2025")) == []


def test_the_money_of_all_projects_but_one_is_the_sum_without_one() -> None:
    rows = [{"name": f"项目{n}", "self_score": "90", "funds": funds(initial=str(n))} for n in (1, 2, 4)]
    text = "一级项目绩效自评个数2个，涉及资金{}万元。"
    assert says("C20-some", {"projects": rows} | report(text.format(4))) == [(TEXT, "4万元", "70000元减去一个项目")]
    assert says("C20-some", {"projects": rows} | report(text.format(5))) == []


def test_a_name_that_its_first_row_repeats_keeps_its_points() -> None:
    tree = sheet(leaf(note="行首印作“产出指标（2分）”"), leaf(name="补贴人数"))
    assert says("C01-name", tree) == [("/overall/indicators/0/weight", "2分", "20分")]


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("2022年部门总支出为875万元。", "2022年部门总支出为", "2023年部门总支出为"),
        ("2022年，我们创新驱动。", "2022年，我们创新驱动", "2023年，我们创新驱动"),
        ("青山县人力资源和社会保障局2022年度财政拨款支出5万元。", "2022年度财政拨款支出", "2023年度财政拨款支出"),
        ("截至2022年12月31日，共有车辆7辆。", "2022年12月31日", "2023年12月31日"),
        ("2022年末社会保障卡持卡5万人。", "2022年末社会保障卡持卡", "2023年末社会保障卡持卡"),
    ],
)
def test_a_statement_of_the_year_before_is_looked_at(text: str, found: str, expected: str) -> None:
    assert says("C41-told", report(text)) == [(TEXT, found, expected)]


def test_a_statement_that_compares_with_the_year_before_is_left_alone() -> None:
    text = (
        "2023年度“三公经费”支出2.79万元。2022年度“三公经费”支出20.50万元。比2022年末净增3人。"
        "2022年，我局印发了管理办法。自2022年1月起实施。"
    )
    assert says("C41-told", report(text)) == []


def test_both_ends_of_the_period_are_in_the_evaluation_year() -> None:
    text = "评价时段为2023年1月1日至2022年12月31日。"
    assert [found for _, found, _ in says("C41-period", report(text))] == ["2023年1月1日至2022年12月31日"]


def test_a_small_amount_in_yuan_beside_wan_yuan_lost_its_wan() -> None:
    wrong = "人员经费1505.63万元、公用经费210元；项目支出2079.44万元。"
    assert says("C29-scale", report(wrong)) == [(TEXT, "210元", "210万元")]
    right = "补贴标准为每人526元，共计16.9万元；发放3000元。"
    assert says("C29-scale", report(right)) == []


def test_a_slip_in_the_departments_name_is_found_beside_the_name_of_its_place() -> None:
    text = "青山县人力资源和社会障局认真履职。"
    expected = [(TEXT, "青山县人力资源和社会障局", "青山县人力资源和社会保障局")]
    assert says("C40-slip", report(text)) == expected


def test_a_place_called_almost_like_the_own_is_looked_at() -> None:
    assert says("C40-place", report("促进青水县就业。")) == [(TEXT, "青水县", "青山县")]
    assert says("C40-place", report("促进青山县就业，提高我县、全县收入。")) == []


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("就业服务中心、社保服务中心3个二级机构，均已改革。", "3个", "2个"),
        ("内设5个股室：办公室、社会保险股、就业促进股。", "5个", "3个"),
    ],
)
def test_bodies_are_as_many_as_they_are_said_to_be(text: str, found: str, expected: str) -> None:
    assert says("C45-count", report(text)) == [(TEXT, found, expected)]
    assert says("C45-count", report(text.replace(found, expected))) == []
