"""From nothing to “no errors”, and submitted: each section is filled in on its own screen."""

import re

import pytest

from perfeval.directory.models import Role
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.schemes.services import load_schemes

from ..factories import make_department, make_region, person
from .conftest import OpenPage
from .officer import Officer

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SAYS = "按年初计划完成，见自评表。"
FILING = {
    "编制数（人）": "30",
    "实有人数（人）": "28",
    "填表人": "填报人甲",
    "联系电话": "0310-*****67",
    "单位负责人": "负责人甲",
}
OUTPUT = (
    ("培训人数", "≥500人", "520人", "15"),
    ("培训合格率", "≥95%", "96%", "10"),
    ("培训完成时间", "12月底前", "11月完成", "15"),
    ("人均培训成本", "≤800元", "780元", "10"),
)
BENEFIT = (
    ("带动增收", "≥50万元", "52万元", "10"),
    ("新增就业人数", "≥300人", "310人", "10"),
    ("环境影响", "无负面影响", "无负面影响", "5"),
    ("技能持续提升", "持续", "持续", "5"),
    ("参训人员满意度", "≥95%", "96%", "10"),
)
INDICATORS = (*OUTPUT, *BENEFIT)
COST = (*OUTPUT[3:], ("群众投诉次数", "≤2次", "1次", "5"), ("纸张用量", "≤5箱", "4箱", "5"))
WORDED = ("12月底前", "无负面影响", "持续")
"""Targets in words: an officer says how far they were reached."""
Rows = tuple[tuple[str, ...], ...]


@pytest.fixture
def officer(open_page: OpenPage) -> Officer:
    load_schemes()
    department = make_department("测试局", make_region("测试县"))
    page = open_page(person(Role.AUTHOR, department))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return Officer(page)


def fill_basics(officer: Officer) -> None:
    officer.open("基本信息")
    officer.fill(FILING)


def fill_three_public(officer: Officer) -> None:
    kinds = ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
    officer.open("“三公”经费")
    officer.fill({f"{kind} {year}": "1" for kind in kinds for year in ("本年预算数", "本年决算数")})


def fill_funds(officer: Officer, *rows: str) -> None:
    """100 of 100 in each of these rows of money."""
    columns = ("年初预算数", "全年预算数", "全年执行数")
    officer.fill({f"{row} {column}": "100" for row in rows for column in columns})


def fill_goal(officer: Officer) -> None:
    officer.fill({"预期目标": "培训500人", "实际完成情况": "培训520人"})


def fill_indicators(officer: Officer, rows: Rows = INDICATORS) -> None:
    """The third level as a block from Excel, then the targets in words one by one."""
    officer.paste(officer.rows()[0].get_by_role("textbox").first, rows)
    for row, (_name, target, *_rest) in zip(officer.rows(), rows, strict=True):
        if target in WORDED:
            officer.grade(row)


def expect_ready(officer: Officer) -> None:
    """No errors; the warnings get a reason; it can be submitted."""
    assert officer.findings("错误") == []
    officer.submit("已核对")
    assert SelfEvaluation.objects.get().state == State.SUBMITTED


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
    open_still = {section: status for section, status in officer.statuses().items() if status != "已完成"}
    assert open_still == {"基本信息": "填写中", "工作底稿": "未开始"}
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
    figures = ("收入预算数", "收入预算完成数", "年初预算数", "“三公”经费预算数", "“三公”经费支出决算")
    officer.fill({f"{name} 数值": "100" for name in figures})
    officer.fill({f"{name} 数值": "0" for name in ("预算调整数", "部门资金结余")})
    officer.open("部门整体支出绩效自评表")
    officer.fill({"预算安排情况（调整后） 预算数：": "100", "资金执行情况 执行数：": "100"})
    answer_everything(officer)
    officer.write_report(SAYS)
    expect_ready(officer)


def answer_everything(officer: Officer) -> None:
    """The grounds of each indicator of a fixed tree, in its panel, as its rule asks for them."""
    texts = {"年度指标值": "100%", "实际完成值": "100%", "不合格的项目目标": "0", "不足之处": "0"}
    for row in officer.rows():
        panel = officer.panel_of(row)
        for choice in panel.get_by_role("radio", name="符合", exact=True).all():
            choice.check()
        for name, value in texts.items():
            for box in panel.get_by_label(name).all():
                box.fill(value)
        for choice in panel.get_by_role("radio", name=re.compile("^达成")).all():
            choice.check()
            panel.get_by_label("得分占分值的比例").fill("1")
        if panel.get_by_label("自评得分", exact=True).count():
            most = panel.locator(".score-line").inner_text().split("/")[1].split("分")[0].strip()
            panel.get_by_label("自评得分", exact=True).fill(most)
        officer.leave_panel()


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
    expect_ready(officer)
