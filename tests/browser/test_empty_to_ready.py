"""From nothing to “no errors”, and submitted: each section is filled in on its own screen."""

import pytest

from perfeval.directory.models import Role
from perfeval.schemes.services import load_schemes

from ..factories import make_department, make_region, person
from .conftest import OpenPage
from .copying import ECONOMIC, EXPENDITURE, MEMBER, REVENUE, account_details, figures, line, project_lines, sample
from .filling import (
    BENEFIT,
    COST,
    OUTPUT,
    SAYS,
    answer_everything,
    expect_ready,
    fill_basics,
    fill_funds,
    fill_goal,
    fill_indicators,
    fill_project,
    fill_three_public,
    unfinished,
)
from .officer import Officer

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(open_page: OpenPage) -> Officer:
    load_schemes()
    department = make_department("测试局", make_region("测试县"))
    page = open_page(person(Role.AUTHOR, department))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return Officer(page)


def test_the_national_form(officer: Officer) -> None:
    officer.begin("项目支出绩效自评（全国通用）", 2024)
    fill_basics(officer)
    officer.open("收支与人员")
    officer.add_lines("收支与人员", "收入预算数\t100\t万元")
    fill_three_public(officer)
    officer.open("重点任务")
    officer.add_lines("重点任务完成情况", "技能培训\t10\t10\t期")
    officer.open("评价组人员")
    officer.add_lines("评价工作组", "组长\t组长甲\t副局长\t测试局")
    officer.open("部门整体支出绩效自评表")
    fill_funds(officer, "年度资金总额", "其中：当年财政拨款")
    fill_goal(officer)
    fill_indicators(officer)
    officer.add_project("培训项目")
    officer.open("培训项目")
    fill_funds(officer, "年度资金总额", "其中：当年财政拨款")
    fill_goal(officer)
    fill_indicators(officer)
    officer.write_report(SAYS)
    assert unfinished(officer) == {}
    expect_ready(officer)


def test_the_form_of_qinhuangdao_with_lists_of_projects(officer: Officer) -> None:
    officer.begin("秦皇岛经济技术开发区绩效自评（2023年度）", 2024)
    fill_basics(officer)
    officer.open("收支与人员")
    officer.fill({"单位内设机构 数值": "4", "工勤人员 数值": "0", "项目支出年初预算 数值": "100"})
    officer.open("部门整体支出绩效自评表")
    fill_funds(officer, "整体预算安排")
    fill_goal(officer)
    fill_indicators(officer)
    officer.paste_projects("项目名称\t全年预算数\t全年执行数\t自评得分", "甲项目\t60\t60\t98", "乙项目\t40\t40\t97")
    officer.write_report(SAYS)
    expect_ready(officer)


def test_the_form_of_gaoyi_whose_indicators_are_fixed(officer: Officer) -> None:
    officer.begin("高邑县部门整体支出绩效自评（2022年度）", 2024)
    fill_basics(officer)
    officer.open("收支与人员")
    officer.paste_column("收入预算数 数值", figures("gaoyi-2022"))
    officer.paste_projects("项目名称\t全年预算数\t全年执行数\t自评得分", "甲项目\t8779.43129\t8758.641293\t98")
    officer.open("部门整体支出绩效自评表")
    officer.fill({"预算安排情况（调整后） 预算数：": "8779.43129", "资金执行情况 执行数：": "8758.641293"})
    answer_everything(officer)
    officer.write_report(SAYS)
    expect_ready(officer)


def test_the_form_of_miluo_with_basic_data(officer: Officer) -> None:
    officer.begin("汨罗市部门整体支出和项目支出绩效自评（2023年度）", 2024)
    fill_basics(officer)
    officer.open("收支与人员")
    kinds = {"人员经费": "50", "日常公用经费": "10", "项目支出": "40"}
    officer.fill({f"一般公共预算财政拨款支出：{kind} 数值": value for kind, value in kinds.items()})
    officer.open("基础数据表")
    officer.fill({"编制数": "30", "2024年实际在职人数": "28"})
    spending = ("公车运行维护", "3、公务接待", "1、业务工作经费", "公用经费", "其中：办公经费", "政府采购金额")
    officer.fill({f"{row} 2024年{side}": "1" for row in spending for side in ("预算数", "决算数")})
    officer.fill({"1、业务工作经费 2024年决算数": "40"})
    officer.open("部门整体支出绩效自评表")
    fill_funds(officer, "年度资金总额")
    officer.fill({"按收入性质分： 其中：一般公共预算：": "100", "按支出性质分： 其中：基本支出：": "60"})
    officer.fill({"按支出性质分： 项目支出：": "40"})
    fill_goal(officer)
    rows = tuple((name, target, actual, "10") for name, target, actual, _weight in (*OUTPUT[:3], *BENEFIT[:2]))
    fill_indicators(officer, (*rows, *BENEFIT[2:], *COST))
    officer.add_project("培训项目")
    officer.open("培训项目")
    fill_funds(officer, "年度资金总额")
    fill_goal(officer)
    fill_indicators(officer, (*rows, *BENEFIT[2:], *COST))
    officer.write_report(SAYS)
    officer.write_project_report(SAYS)
    expect_ready(officer)


def test_the_form_of_xundian_with_a_survey_and_a_fixed_tree(officer: Officer) -> None:
    xundian = sample("xundian-2023")
    officer.begin("寻甸县部门整体支出绩效自评（2023年度）", 2024)
    fill_basics(officer)
    officer.open("收支与人员")
    staff = {"b31_staff_actual": "28", "b31_staff_establishment": "30"}  # as in the basic data
    officer.paste_column("年初预算 数值", figures("xundian-2023", **staff))
    officer.open("评价组人员")
    officer.add_lines("评价工作组", *(line(member, MEMBER) for member in xundian["signatories"]))
    officer.open("满意度调查")
    answers = [option for question in xundian["survey"]["questions"] for option in question["options"]]
    officer.paste_column("A.经常到基层调研 份数", [str(answer["count"]) for answer in answers])
    officer.fill({"发放份数": "50", "收回份数": "50", "有效份数": "50"})
    officer.open("评价指标体系")
    answer_everything(officer)
    officer.write_report(SAYS)
    officer.remove_attachment("收入支出决算表")
    assert unfinished(officer) == {}
    expect_ready(officer)


def test_the_form_of_jincheng_with_final_accounts(officer: Officer) -> None:
    jincheng = sample("jincheng-2022")
    accounts, (first, *others) = jincheng["final_accounts"], jincheng["projects"]
    officer.begin("晋城市项目支出绩效自评（2022年度）", 2024)
    fill_basics(officer)
    officer.open("收支与人员")
    officer.paste_column("部门评价一级项目个数 数值", figures("jincheng-2022"))
    officer.open("评价组人员")
    officer.add_lines("评价工作组", "组长\t组长甲\t副局长\t测试局")
    officer.open("收入")
    officer.add_lines("收入（元）", *(line(row, REVENUE) for row in accounts["revenue"]))
    officer.open("支出")
    officer.add_lines("支出（元）", *(line(row, EXPENDITURE) for row in accounts["expenditure"]))
    officer.open("经济分类")
    officer.add_lines(
        "一般公共预算财政拨款支出，按经济分类（元）", *(line(row, ECONOMIC) for row in accounts["economic"])
    )
    officer.open("结转、采购与其他")
    officer.fill(account_details())
    officer.open("部门整体支出绩效自评表")
    fill_funds(officer, "资金总额")
    fill_goal(officer)
    fill_indicators(officer)
    officer.paste_projects(*project_lines(others))
    officer.add_project(first["name"])
    officer.open(first["name"])
    fill_project(officer, first)
    officer.write_report(SAYS)
    assert unfinished(officer) == {}
    expect_ready(officer)
