"""Habits of a spreadsheet: blocks to and from Excel, filling down, taking changes back, rows by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from perfeval.evaluations.models import FundRow, Indicator, SelfEvaluation, Sheet, Step

from ..factories import author_of, make_evaluation, small_package, small_project
from .conftest import OpenPage
from .sheets import SheetPage

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def evaluation() -> SelfEvaluation:
    return make_evaluation(small_package(projects=[small_project("测试项目", 3)]))


@pytest.fixture
def sheet(open_page: OpenPage, evaluation: SelfEvaluation) -> SheetPage:
    page = open_page(author_of(evaluation))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown = SheetPage(page, evaluation.sheets.get())
    shown.open()
    return shown


def leaves(*columns: str) -> list[tuple[object, ...]]:
    return list(Indicator.objects.filter(children=None).order_by("order").values_list(*columns))


def put_on_clipboard(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)


def enter(sheet: SheetPage, name: str) -> None:
    """Into a cell as with the keyboard: everything in it is marked."""
    sheet.cell(name).focus()
    sheet.page.keyboard.press("Control+a")


def saying(sheet: SheetPage) -> str:
    """What a screen reader is told; waited for by locator, since the pages forbid to evaluate text as a program."""
    said = sheet.page.locator("#saying")
    expect(said).not_to_be_empty()
    return said.inner_text()


def test_a_block_from_excel_is_pasted_at_once_and_taken_back_at_once(sheet: SheetPage) -> None:
    before = leaves("target", "actual", "weight")
    put_on_clipboard(sheet.page, '≥１０个\t1,000个\t３０\r\n"≥20\n个"\t57%\t30\r\n')
    enter(sheet, "指标1 年度指标值")
    sheet.page.keyboard.press("Control+v")
    expect(sheet.cell("指标2 实际完成值")).to_have_value("57%")
    expect(sheet.cell("指标1 分值")).to_have_value("30")
    sheet.expect_state("已保存")
    assert leaves("target", "actual", "weight")[:2] == [("≥１０个", "1,000个", 30), ("≥20\n个", "57%", 30)]
    assert Step.objects.count() == 1
    sheet.page.keyboard.press("Control+z")
    expect(sheet.cell("指标2 实际完成值")).to_have_value("95%")
    assert leaves("target", "actual", "weight") == before
    sheet.page.keyboard.press("Control+y")
    expect(sheet.cell("指标2 实际完成值")).to_have_value("57%")
    sheet.expect_state("已保存")


def test_wrong_texts_of_a_block_are_marked_and_the_others_stored(sheet: SheetPage) -> None:
    put_on_clipboard(sheet.page, "90\t八十五\n")
    enter(sheet, "年度资金总额 全年预算数")
    sheet.page.keyboard.press("Control+v")
    expect(sheet.note("年度资金总额 全年执行数")).to_have_text("“八十五”不是数字")
    expect(sheet.cell("年度资金总额 全年执行数")).to_have_value("八十五")
    sheet.expect_state("有内容未保存，见标红处")
    row = FundRow.objects.get()
    assert (row.adjusted, row.executed) == (900_000, 805_000)
    sheet.cell("年度资金总额 全年执行数").fill("85")
    sheet.expect_state("已保存")
    assert FundRow.objects.get().executed == 850_000


def test_what_finds_no_room_is_said(sheet: SheetPage) -> None:
    rows = sheet.page.locator(".form-table tr").count()
    put_on_clipboard(sheet.page, "9\n" * (rows + 3))
    enter(sheet, "指标3 实际完成值")
    sheet.page.keyboard.press("Control+v")
    assert "没有粘贴" in saying(sheet)
    sheet.expect_state("已保存")


def test_a_chosen_block_is_copied_for_excel_and_pasted_elsewhere(sheet: SheetPage) -> None:
    sheet.cell("指标1 实际完成值").fill("甲\n“乙”")
    sheet.expect_state("已保存")
    enter(sheet, "指标1 年度指标值")
    for key in ("Shift+ArrowRight", "Shift+ArrowDown", "Control+c"):
        sheet.page.keyboard.press(key)
    expect(sheet.page.locator(".is-chosen")).to_have_count(4)
    copied = sheet.page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n") == '≥95%\t"甲\n“乙”"\n≥95%\t95%'
    enter(sheet, "指标2 年度指标值")
    sheet.page.keyboard.press("Control+v")
    expect(sheet.cell("指标2 实际完成值")).to_have_value("甲\n“乙”")
    sheet.expect_state("已保存")
    assert leaves("actual") == [("甲\n“乙”",), ("甲\n“乙”",), ("95%",)]


def test_a_single_text_fills_a_chosen_block_and_delete_empties_it(sheet: SheetPage) -> None:
    put_on_clipboard(sheet.page, "88%")
    enter(sheet, "指标1 实际完成值")
    for key in ("Shift+ArrowDown", "Shift+ArrowDown", "Control+v"):
        sheet.page.keyboard.press(key)
    expect(sheet.cell("指标3 实际完成值")).to_have_value("88%")
    sheet.expect_state("已保存")
    assert leaves("actual") == [("88%",)] * 3
    enter(sheet, "指标2 实际完成值")
    for key in ("Shift+ArrowDown", "Delete"):
        sheet.page.keyboard.press(key)
    expect(sheet.cell("指标3 实际完成值")).to_have_value("")
    sheet.expect_state("已保存")
    assert leaves("actual") == [("88%",), (None,), (None,)]


def test_filling_down_takes_the_cell_above_or_the_first_of_the_block(sheet: SheetPage) -> None:
    sheet.cell("指标1 实际完成值").fill("77%")
    enter(sheet, "指标2 实际完成值")
    sheet.page.keyboard.press("Control+d")
    expect(sheet.cell("指标2 实际完成值")).to_have_value("77%")
    sheet.cell("指标1 实际完成值").fill("66%")
    sheet.page.keyboard.press("Enter")
    enter(sheet, "指标1 实际完成值")
    for key in ("Shift+ArrowDown", "Shift+ArrowDown", "Control+d"):
        sheet.page.keyboard.press(key)
    expect(sheet.cell("指标3 实际完成值")).to_have_value("66%")
    sheet.expect_state("已保存")
    assert leaves("actual") == [("66%",)] * 3


def test_words_of_several_lines_go_into_running_text_as_they_are(sheet: SheetPage) -> None:
    put_on_clipboard(sheet.page, "第一段\n第二段")
    done = sheet.page.locator("[data-field^='goal.'][data-field$='.actual']")
    done.fill("")
    sheet.page.keyboard.press("Control+v")
    expect(done).to_have_value("第一段\n第二段")
    sheet.expect_state("已保存")


def test_a_cell_of_excel_with_a_line_break_comes_without_its_marks(sheet: SheetPage) -> None:
    put_on_clipboard(sheet.page, '"第一行\n第二行"\r\n')
    enter(sheet, "指标1 偏差原因分析及改进措施")
    sheet.page.keyboard.press("Control+v")
    expect(sheet.cell("指标1 偏差原因分析及改进措施")).to_have_value("第一行\n第二行")
    sheet.expect_state("已保存")


def test_typing_replaces_a_cell_and_f2_edits_it(sheet: SheetPage) -> None:
    sheet.cell("指标1 年度指标值").focus()
    sheet.page.keyboard.press("Tab")
    sheet.page.keyboard.type("7")
    expect(sheet.cell("指标1 实际完成值")).to_have_value("7")
    sheet.page.keyboard.press("Control+a")
    sheet.page.keyboard.press("ArrowDown")
    sheet.page.keyboard.type("5")
    expect(sheet.cell("指标2 实际完成值")).to_have_value("5")
    sheet.page.keyboard.press("ArrowDown")
    sheet.page.keyboard.press("F2")
    sheet.page.keyboard.press("Shift+ArrowLeft")
    expect(sheet.page.locator(".is-chosen")).to_have_count(0)
    sheet.page.keyboard.type("以上")
    expect(sheet.cell("指标3 实际完成值")).to_have_value("95以上")
    sheet.expect_state("已保存")


def test_typing_is_taken_back_step_by_step_over_a_reload(sheet: SheetPage) -> None:
    for name, value in (("指标1 实际完成值", "10%"), ("指标2 实际完成值", "20%")):
        sheet.cell(name).fill(value)
        sheet.page.keyboard.press("Enter")
        sheet.expect_state("已保存")
    sheet.page.reload()
    sheet.page.wait_for_selector("html.is-live")
    sheet.page.get_by_role("button", name="撤销").click()
    expect(sheet.cell("指标2 实际完成值")).to_have_value("95%")
    sheet.page.get_by_role("button", name="撤销").click()
    expect(sheet.cell("指标1 实际完成值")).to_have_value("95%")
    sheet.page.get_by_role("button", name="撤销").click()
    assert saying(sheet) == "没有可以撤销的操作"
    sheet.page.get_by_role("button", name="恢复").click()
    expect(sheet.cell("指标1 实际完成值")).to_have_value("10%")
    sheet.expect_state("已保存")
    assert leaves("actual") == [("10%",), ("95%",), ("95%",)]


def test_rows_are_added_copied_moved_and_deleted_by_keyboard_and_all_taken_back(sheet: SheetPage) -> None:
    keyboard = sheet.page.keyboard
    enter(sheet, "指标1 实际完成值")
    keyboard.press("Alt+Insert")
    expect(sheet.cell("新指标 三级指标")).to_be_focused()
    keyboard.type("新的")
    keyboard.press("Tab")
    keyboard.type("≥3个")
    keyboard.press("Alt+ArrowDown")
    expect(sheet.page.locator("textarea[aria-label$='三级指标']")).to_have_count(4)
    sheet.expect_state("已保存")
    assert leaves("name") == [("指标1",), ("指标2",), ("新的",), ("指标3",)]
    assert sheet.focused == "新的 年度指标值"
    keyboard.press("Alt+Shift+ArrowDown")
    expect(sheet.cell("新的（2） 三级指标")).to_be_focused()
    keyboard.press("Alt+ArrowUp")
    keyboard.press("Alt+Delete")
    expect(sheet.page.locator("textarea[aria-label$='三级指标']")).to_have_count(4)
    sheet.expect_state("已保存")
    assert leaves("name", "target")[2:] == [("新的", "≥3个"), ("指标3", "≥95%")]
    for _step in range(7):
        keyboard.press("Control+z")
    expect(sheet.page.locator("textarea[aria-label$='三级指标']")).to_have_count(3)
    sheet.expect_state("已保存")
    assert leaves("name") == [("指标1",), ("指标2",), ("指标3",)]


def test_what_is_typed_meanwhile_is_not_lost_when_the_form_comes_anew(sheet: SheetPage) -> None:
    sheet.intercept("**/rows/", lambda route: (sheet.cell("指标2 实际完成值").fill("33%"), route.continue_()))
    enter(sheet, "指标1 实际完成值")
    sheet.page.keyboard.press("Alt+Shift+ArrowDown")
    expect(sheet.cell("指标1（2） 三级指标")).to_be_visible()
    expect(sheet.cell("指标2 实际完成值")).to_have_value("33%")
    sheet.expect_state("已保存")
    assert ("指标2", "33%") in leaves("name", "actual")


def test_without_network_rows_are_not_changed_and_that_is_said(sheet: SheetPage) -> None:
    sheet.page.context.set_offline(True)
    enter(sheet, "指标1 实际完成值")
    sheet.page.keyboard.press("Alt+Delete")
    assert saying(sheet).startswith("离线，暂时不能进行这项操作")
    sheet.page.context.set_offline(False)
    assert len(leaves("name")) == 3


def test_a_row_deleted_in_another_tab_is_said_at_the_cell_and_nothing_else_is_lost(
    open_page: OpenPage, evaluation: SelfEvaluation
) -> None:
    officer = author_of(evaluation)
    first = SheetPage(open_page(officer), Sheet.objects.select_related("evaluation").get())
    second = SheetPage(first.page.context.new_page(), first.sheet)
    first.open()
    second.open()
    enter(first, "指标2 实际完成值")
    first.page.keyboard.press("Alt+Delete")
    expect(first.page.locator("textarea[aria-label$='三级指标']")).to_have_count(2)
    second.cell("指标2 实际完成值").fill("1%")
    expect(second.note("指标2 实际完成值")).to_have_text("这一行已不存在，可能已被删除")
    second.cell("指标3 实际完成值").fill("3%")
    second.page.keyboard.press("Enter")
    second.expect_state("有内容未保存，见标红处")
    expect(second.cell("指标2 实际完成值")).to_have_value("1%")
    second.page.wait_for_timeout(500)
    assert leaves("name", "actual") == [("指标1", "95%"), ("指标3", "3%")]


def test_the_list_of_keys_opens_and_closes(sheet: SheetPage) -> None:
    sheet.page.locator("h1").click()
    sheet.page.keyboard.press("?")
    expect(sheet.page.get_by_role("dialog", name="键盘操作")).to_be_visible()
    sheet.page.keyboard.press("Escape")
    expect(sheet.page.get_by_role("dialog", name="键盘操作")).to_be_hidden()
