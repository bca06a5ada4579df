"""Much at once: a list of 54 projects pasted, a table of 30 indicators typed, with the keyboard and in two tabs."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from perfeval.evaluations.models import Indicator, Project, Sheet, Step

from ..factories import author_of, make_evaluation, sample_bytes, small_package, small_project
from .conftest import OpenPage
from .sheets import SheetPage

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HEADINGS = ("序号", "项目名称", "全年预算数", "全年执行数", "自评得分")
ROWS = 30


def listed() -> list[tuple[str, str, str, str, str]]:
    """The project list of a county as it stands in Excel."""
    projects = json.loads(sample_bytes("gaoyi-2022"))["projects"]
    return [
        (str(one["seq"]), one["name"], one["funds"][0]["adjusted"], one["funds"][0]["executed"], one["self_score"])
        for one in projects
    ]


def test_a_list_of_54_projects_is_pasted_checked_and_added_as_a_whole(open_page: OpenPage) -> None:
    evaluation = make_evaluation(small_package(projects=[]))
    page = open_page(author_of(evaluation))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    rows = listed()
    assert len(rows) == 54
    page.goto(reverse("evaluations:table", args=[evaluation.pk, "projects"]))
    text = "\r\n".join("\t".join(row) for row in (HEADINGS, *rows))
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.get_by_role("link", name="粘贴多个项目").click()
    page.get_by_role("textbox").focus()
    page.keyboard.press("Control+v")
    page.get_by_role("button", name="检查", exact=True).click()
    assert Project.objects.count() == 0
    page.get_by_role("button", name="添加54个、更新0个项目").click()
    expect(page.locator(".project-table tr.is-body")).to_have_count(54)
    stored = Project.objects.order_by("sheet__order").values_list(
        "seq", "name", "sheet__funds__adjusted", "sheet__funds__executed", "sheet__self_score"
    )
    yuan = Decimal(10_000)
    assert list(stored) == [
        (int(number), name, Decimal(adjusted) * yuan, Decimal(executed) * yuan, Decimal(score))
        for number, name, adjusted, executed, score in rows
    ]


def test_a_table_of_thirty_indicators_is_typed_with_the_keyboard_alone(open_page: OpenPage) -> None:
    document = small_project("测试项目", 1)
    document["indicators"][0]["children"][0]["children"] = [{"name": "指标"}]
    evaluation = make_evaluation(small_package(projects=[document]))
    page = open_page(author_of(evaluation))
    sheet = SheetPage(page, evaluation.sheets.get())
    sheet.open()
    sheet.cell("数量指标 三级指标").focus()
    page.keyboard.press("Control+a")
    for number in range(ROWS):
        if number:
            page.keyboard.press("Alt+Insert")
            expect(sheet.cell("新指标 三级指标")).to_be_focused()
        for value in (f"培训第{number + 1}期", f"≥{number + 10}人", f"{number + 11}人", "3"):
            page.keyboard.type(value)
            page.keyboard.press("Tab")
        page.keyboard.type("无")
        page.keyboard.press("ArrowLeft")  # inside the text: stays
        page.keyboard.press("Shift+Tab")
    sheet.expect_state("已保存")
    found = Indicator.objects.filter(children=None).order_by("order")
    assert list(found.values_list("name", "target", "actual", "weight", "deviation")) == [
        (f"培训第{number + 1}期", f"≥{number + 10}人", f"{number + 11}人", 3, "无") for number in range(ROWS)
    ]
    sheet.expect_totals("权重合计100", "预算执行率80.5%", "得分98.05", "等级优", "未填0")


def test_two_tabs_of_one_officer_merge_and_ask_only_at_the_same_cell(open_page: OpenPage) -> None:
    evaluation = make_evaluation(small_package(projects=[small_project("测试项目", 3)]))
    first = SheetPage(open_page(author_of(evaluation)), Sheet.objects.select_related("evaluation").get())
    second = SheetPage(first.page.context.new_page(), first.sheet)
    first.open()
    second.open()
    for number, sheet in ((1, first), (2, second), (3, first)):
        sheet.cell(f"指标{number} 实际完成值").fill(f"{number}1%")
        sheet.page.keyboard.press("Tab")
        sheet.expect_state("已保存")
    second.cell("指标1 实际完成值").fill("99%")
    second.page.keyboard.press("Tab")
    expect(second.note("指标1 实际完成值")).to_contain_text("已改为“11%”，您填写的是“99%”")
    second.note("指标1 实际完成值").get_by_role("button", name="用我的").click()
    second.expect_state("已保存")
    actuals = Indicator.objects.filter(children=None).order_by("order").values_list("actual", flat=True)
    assert list(actuals) == ["99%", "21%", "31%"]
    assert Step.objects.count() == 4
