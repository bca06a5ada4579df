"""What a new self-evaluation starts with."""

from decimal import Decimal

from perfeval.core.package import TableRow
from perfeval.core.package.sheets import Analysis, FundRow, Goal, NatureAmount
from perfeval.core.package.tables import walk_rows
from perfeval.core.scheme import blank_basic_data, blank_overall, blank_project, blank_survey, load_scheme


def test_a_new_project_has_the_national_fund_rows_and_indicators() -> None:
    project = blank_project(load_scheme("mof-2020"), "甲项目")

    assert project.funds == [
        FundRow(key="total", label="年度资金总额"),
        FundRow(key="current_year_fiscal", label="其中：当年财政拨款"),
        FundRow(key="carryover", label="上年结转资金"),
        FundRow(key="other", label="其他资金"),
    ]
    assert project.goals == [Goal()]
    assert [(node.name, node.weight, [child.name for child in node.children]) for node in project.indicators] == [
        ("产出指标", Decimal(50), ["数量指标", "质量指标", "时效指标", "成本指标"]),
        ("效益指标", Decimal(30), ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"]),
        ("满意度指标", Decimal(10), ["服务对象满意度指标"]),
    ]


def test_a_new_sheet_has_the_text_boxes_and_natures_of_its_form() -> None:
    assert blank_project(load_scheme("jincheng-2022"), "甲").analysis == [
        Analysis(label="项目实施和预算执行情况分析"),
        Analysis(label="产出情况及分析"),
        Analysis(label="效益情况及分析"),
        Analysis(label="满意度情况及分析"),
        Analysis(label="主要经验做法"),
        Analysis(label="项目管理中存在的主要问题及原因分析"),
        Analysis(label="下一步改进措施及管理建议"),
    ]
    assert blank_overall(load_scheme("miluo-2023")).funds_by_nature == [
        NatureAmount(group="income", label="一般公共预算"),
        NatureAmount(group="income", label="政府性基金拨款"),
        NatureAmount(group="income", label="纳入专户管理的非税收入拨款"),
        NatureAmount(group="income", label="其他资金"),
        NatureAmount(group="expenditure", label="基本支出"),
        NatureAmount(group="expenditure", label="项目支出"),
    ]


def test_a_fixed_indicator_system_comes_whole_and_without_results() -> None:
    leaves = blank_overall(load_scheme("xundian-2023")).leaves()

    assert (len(leaves), sum(leaf.weight or 0 for leaf in leaves)) == (39, 100)
    assert all(leaf.rule and leaf.standard for leaf in leaves)
    assert {leaf.actual for leaf in leaves} | {leaf.self_score for leaf in leaves} == {None}


def test_basic_data_are_those_of_the_year() -> None:
    data = blank_basic_data(load_scheme("miluo-2023"), 2024)

    assert data is not None
    assert data.title == "2024年度部门整体支出绩效评价基础数据表"
    assert [section.columns for section in data.sections] == [
        ["编制数", "2024年实际在职人数", "控制率"],
        ["2023年决算数", "2024年预算数", "2024年决算数"],
        ["批复规模（m²）", "实际规模（m²）", "规模控制率", "预算投资（万元）", "实际投资（万元）", "投资概算控制率"],
        [],
    ]
    rows: list[TableRow] = [row for section in data.sections for row in walk_rows(section.rows)]
    assert [value for row in rows for value in row.values] == []


def test_a_survey_comes_with_its_questions_and_no_answers() -> None:
    survey = blank_survey(load_scheme("xundian-2023"), 2024, "某局")

    assert survey is not None
    assert survey.title == "某局2024年部门整体支出绩效评价调查问卷（受益人群）"
    assert [len(question.options) for question in survey.questions] == [3] * 10
    assert {option.count for question in survey.questions for option in question.options} == {None}


def test_a_scheme_without_them_starts_without_basic_data_and_survey() -> None:
    scheme = load_scheme("gaoyi-2022")

    assert (blank_basic_data(scheme, 2024), blank_survey(scheme, 2024, "某局")) == (None, None)
