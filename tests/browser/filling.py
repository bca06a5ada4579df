"""What an officer of a small department fills in on the screens that all schemes have in common."""

import re
from typing import Any

from playwright.sync_api import Locator

from perfeval.evaluations.models import SelfEvaluation, State

from .officer import Officer

SAYS = "按年初计划完成，见自评表。"
FILING = {
    "编制数（人）": "30",
    "实有人数（人）": "28",
    "填表人": "填报人甲",
    "联系电话": "0310-*****67",
    "填报日期": "2025-03-20",
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
PERFECT = {
    "年度指标值": "100%",
    "实际完成值": "100%",
    "不合格的项目目标": "0",
    "不足之处": "0",
    "得分占分值的比例": "1",
}
"""What rules ask for where nothing is amiss, by what the box is called."""
Rows = tuple[tuple[str, ...], ...]


def fill_basics(officer: Officer, **instead: str) -> None:
    officer.open("基本信息")
    officer.fill({**FILING, **instead})


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


def unfinished(officer: Officer) -> dict[str, str]:
    """The sections of the rail that are not finished, without those that may be left out."""
    return {section: word for section, word in officer.statuses().items() if word not in ("已完成", "选填")}


def expect_ready(officer: Officer) -> None:
    """No errors; the warnings get a reason; it can be submitted."""
    errors = officer.findings("错误")
    assert errors == [], "\n".join(errors)
    officer.submit("已核对")
    assert SelfEvaluation.objects.get().state == State.SUBMITTED


def answer_everything(officer: Officer) -> None:
    """The grounds of each indicator of a fixed tree as its rule asks for them, one after the other in the panel."""
    panel = officer.panel_of(officer.rows()[0])
    _answer(panel)
    while officer.next_panel():
        _answer(panel)
    officer.leave_panel()


def _answer(panel: Locator) -> None:
    """All as it should be."""
    for button in panel.get_by_role("button", name="全部符合").all():
        button.click()
    for choice in panel.get_by_role("radio", name=re.compile("^(符合$|达成（)")).all():
        choice.check()
    for name, value in PERFECT.items():
        for box in panel.get_by_label(name).all():
            box.fill(value)
    for box in panel.get_by_label("自评得分", exact=True).all():
        box.fill(panel.locator(".score-line").inner_text().split("/")[1].split("分")[0].strip())
        panel.get_by_label("得分说明").fill(SAYS)  # the report says it


def fill_project(officer: Officer, project: dict[str, Any]) -> None:
    """The form of a project with the amounts and the goal of a published one."""
    total = project["funds"][0]
    columns = {
        "目标申报数": "initial_declared",
        "预算编制数": "initial",
        "全年预算数": "adjusted",
        "全年执行数": "executed",
    }
    money = ("资金总额", "市县区财政资金")
    officer.fill({f"{row} {column}": total[key] for row in money for column, key in columns.items()})
    goal = {"年度目标": project["goals"][0]["expected"], "实际完成情况": project["goals"][0]["actual"]}
    officer.fill({**goal, "预算单位": project["unit"], **{each["label"]: each["text"] for each in project["analysis"]}})
    rows = (*OUTPUT, *BENEFIT[:2], ("技能持续提升", "持续", "持续", "10"), BENEFIT[4])
    fill_indicators(officer, tuple((name, target, target, *rest) for name, target, *rest in rows))
