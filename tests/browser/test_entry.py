"""Typing into a form: the score follows, the cursor stays, nothing typed is lost."""

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from playwright.sync_api import BrowserContext, Dialog, Route, expect

from perfeval.evaluations.models import FundRow, Indicator, Sheet

from ..factories import author_of, make_evaluation, sample_evaluation, small_package, small_project
from .conftest import OpenPage
from .sheets import SheetPage

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TRAINING = "职业技能提升工程工作经费"
ACTUAL = "技能人员满意度 实际完成值"
TOTALS = ("权重合计100", "预算执行率100%", "得分66.32", "等级中", "未填0")


@pytest.fixture
def training() -> Sheet:
    sample_evaluation("jincheng-2022")
    return Sheet.objects.select_related("evaluation").get(project__name=TRAINING)


def test_an_officer_signs_in_and_types_a_value_and_its_score_follows(
    new_context: Callable[[], BrowserContext], training: Sheet
) -> None:
    officer = author_of(training.evaluation)
    officer.password = make_password("officer-password")
    officer.save()
    page = new_context().new_page()
    page.goto("/")
    page.get_by_label("用户名").fill(officer.username)
    page.get_by_label("密码").fill("officer-password")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="晋城市人力资源和社会保障局").click()
    page.get_by_role("main").get_by_role("link", name=TRAINING, exact=True).click()
    sheet = SheetPage(page, training)
    pk = training.indicators.get(name="技能人员满意度").pk
    cell = sheet.cell(ACTUAL)
    cell.fill("96%")
    expect(sheet.computed(f"indicator.{pk}.shown.score")).to_contain_text("10完成值96达到指标值95，得满分10分")
    sheet.expect_totals("权重合计100", "预算执行率100%", "得分70", "等级中", "未填0")
    cell.press("End")
    cell.press("Backspace")
    cell.press("Backspace")
    cell.press("Backspace")
    cell.press_sequentially("60%", delay=20)
    expect(sheet.computed(f"indicator.{pk}.shown.score")).to_contain_text("6.32完成值60 ÷ 指标值95 × 分值10 = 6.32分")
    sheet.expect_totals(*TOTALS)
    assert sheet.focused == ACTUAL
    assert cell.evaluate("box => [box.selectionStart, box.selectionEnd]") == [3, 3]
    sheet.expect_state("已保存")
    page.reload()
    expect(sheet.cell(ACTUAL)).to_have_value("60%")
    sheet.expect_totals(*TOTALS)


def test_typing_goes_on_while_a_value_is_being_saved_and_the_last_one_wins(
    open_page: OpenPage, training: Sheet
) -> None:
    page = open_page(author_of(training.evaluation))
    sheet = SheetPage(page, training)
    sent: list[Route] = []
    sheet.intercept(
        "**/save/", lambda route: sent.append(route) if not sent else (sent.append(route), route.continue_())
    )
    cell = sheet.cell(ACTUAL)
    for value in ("70%", "71%", "72%", "73%"):
        cell.fill(value)
        cell.dispatch_event("change")
    sheet.expect_state("保存中")
    sent[0].continue_()
    sheet.expect_state("已保存")
    values = [parse_qs(route.request.post_data or "")["value"] for route in sent]
    assert values == [["70%"], ["73%"]]
    assert Indicator.objects.get(name="技能人员满意度").actual == "73%"
    expect(cell).to_have_value("73%")


def test_what_is_no_number_stays_as_typed_with_the_reason_at_the_cell(open_page: OpenPage, training: Sheet) -> None:
    sheet = SheetPage(open_page(author_of(training.evaluation)), training)
    sheet.open()
    executed = sheet.cell("资金总额 全年执行数")
    executed.fill("三十")
    executed.press("Tab")
    expect(sheet.note("资金总额 全年执行数")).to_have_text("“三十”不是数字")
    expect(executed).to_have_value("三十")
    expect(executed).to_have_attribute("aria-invalid", "true")
    sheet.expect_state("有内容未保存，见标红处")
    dialogs: list[Dialog] = []
    sheet.page.on("dialog", lambda dialog: (dialogs.append(dialog), dialog.dismiss()))
    sheet.page.close(run_before_unload=True)
    sheet.page.wait_for_timeout(300)
    assert [dialog.type for dialog in dialogs] == ["beforeunload"]
    executed.fill("１７．７２８５")
    executed.press("Tab")
    sheet.expect_state("已保存")
    expect(sheet.note("资金总额 全年执行数")).to_have_text("")
    expect(executed).to_have_value("17.7285")
    sheet.expect_totals("权重合计100", "预算执行率50%", "得分61.32", "等级中", "未填0")


def test_two_officers_in_one_form_different_cells_merge_and_the_same_cell_asks(
    open_page: OpenPage, training: Sheet
) -> None:
    first = SheetPage(open_page(author_of(training.evaluation)), training)
    second = SheetPage(open_page(author_of(training.evaluation)), training)
    first.open()
    second.open()
    first.cell(ACTUAL).fill("80%")
    first.expect_totals("权重合计100", "预算执行率100%", "得分68.42", "等级中", "未填0")
    second.cell("资金总额 全年执行数").fill("17.7285")
    second.expect_totals("权重合计100", "预算执行率50%", "得分63.42", "等级中", "未填0")
    second.cell(ACTUAL).fill("90%")
    expect(second.note(ACTUAL)).to_contain_text("他人已改为“80%”，您填写的是“90%”。")
    assert Indicator.objects.get(name="技能人员满意度").actual == "80%"
    second.note(ACTUAL).get_by_role("button", name="用他人的").click()
    expect(second.cell(ACTUAL)).to_have_value("80%")
    second.expect_state("已保存")
    first.cell("技能人员满意度 偏差原因分析及改进措施").fill("甲的原因")
    first.expect_state("已保存")
    second.cell("技能人员满意度 偏差原因分析及改进措施").fill("乙的原因")
    second.note("技能人员满意度 偏差原因分析及改进措施").get_by_role("button", name="用我的").click()
    second.expect_state("已保存")
    assert Indicator.objects.get(name="技能人员满意度").deviation == "乙的原因"


def test_without_network_the_page_says_so_keeps_what_is_typed_and_saves_it_afterwards(
    open_page: OpenPage, training: Sheet
) -> None:
    sheet = SheetPage(open_page(author_of(training.evaluation)), training)
    sheet.open()
    sheet.page.context.set_offline(True)
    sheet.cell(ACTUAL).fill("76%")
    sheet.expect_state("离线，恢复后自动保存")
    sheet.cell("资金总额 全年执行数").fill("35")
    sheet.page.wait_for_timeout(900)
    assert Indicator.objects.get(name="技能人员满意度").actual == "≥60%"
    expect(sheet.cell(ACTUAL)).to_have_value("76%")
    sheet.page.context.set_offline(False)
    sheet.expect_state("已保存")
    assert Indicator.objects.get(name="技能人员满意度").actual == "76%"
    assert FundRow.objects.get(sheet=training, key="total").executed == 350_000


def test_a_session_that_ended_is_said_and_the_value_is_stored_after_signing_in_again(
    open_page: OpenPage, training: Sheet
) -> None:
    officer = author_of(training.evaluation)
    page = open_page(officer)
    sheet = SheetPage(page, training)
    sheet.open()
    cookies = page.context.cookies()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    sheet.cell(ACTUAL).fill("76%")
    sheet.expect_state("登录已过期，请在新页面登录，本页内容会自动保存")
    page.context.add_cookies([{**cookie} for cookie in cookies if cookie["name"] == settings.SESSION_COOKIE_NAME])
    sheet.expect_state("已保存")
    assert Indicator.objects.get(name="技能人员满意度").actual == "76%"


def test_a_form_is_filled_in_with_the_keyboard_alone(open_page: OpenPage) -> None:
    evaluation = make_evaluation(small_package(projects=[small_project("测试项目", 3)]))
    page = open_page(author_of(evaluation))
    sheet = SheetPage(page, evaluation.sheets.get())
    sheet.open()
    sheet.cell("指标1 实际完成值").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("38%")
    page.keyboard.press("Enter")
    assert sheet.focused == "指标2 实际完成值"
    page.keyboard.type("57%")
    page.keyboard.press("ArrowDown")
    assert sheet.focused == "指标3 实际完成值"
    page.keyboard.type("1%")
    page.keyboard.press("Escape")
    expect(sheet.cell("指标3 实际完成值")).to_have_value("95%")
    page.keyboard.press("ArrowUp")
    assert sheet.focused == "指标2 实际完成值"
    page.keyboard.press("ArrowLeft")
    assert sheet.focused == "指标2 年度指标值"
    page.keyboard.press("Tab")
    assert sheet.focused == "指标2 实际完成值"
    sheet.expect_state("已保存")
    found = Indicator.objects.filter(name__startswith="指标").order_by("order").values_list("actual", flat=True)
    assert list(found) == ["38%", "57%", "95%"]


def test_a_line_break_is_typed_with_alt_and_enter_or_in_running_text_with_enter(
    open_page: OpenPage, training: Sheet
) -> None:
    page = open_page(author_of(training.evaluation))
    sheet = SheetPage(page, training)
    sheet.open()
    sheet.cell(ACTUAL).fill("60%")
    page.keyboard.press("Alt+Enter")
    page.keyboard.type("以上")
    expect(sheet.cell(ACTUAL)).to_have_value("60%\n以上")
    sheet.cell("年度目标").fill("一")
    page.keyboard.press("Enter")
    page.keyboard.type("二")
    expect(sheet.cell("年度目标")).to_have_value("一\n二")
    sheet.expect_state("已保存")
    assert training.goals.get().expected == "一\n二"


def test_a_checklist_is_ticked_in_the_panel_and_the_form_follows(open_page: OpenPage) -> None:
    evaluation = sample_evaluation("xundian-2023")
    page = open_page(author_of(evaluation))
    sheet = SheetPage(page, evaluation.sheets.get(kind="overall"))
    sheet.open()
    name = "部门中长期规划目标的明确性与合理性"
    pk = Indicator.objects.get(name=name).pk
    opener = page.get_by_role("link", name=f"评分依据 {name}")
    opener.click()
    panel = page.locator("#panel")
    expect(panel.locator(".score-line")).to_have_text("2 / 2 分4项均符合，得满分2分")
    panel.get_by_role("group", name="设定的部门中长期规划目标明确").get_by_label("不符合").check()
    expect(panel.locator(".score-line b")).to_have_text("1.5")
    expect(sheet.computed(f"indicator.{pk}.shown.score").get_by_role("button")).to_have_text("1.5")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent.includes('评分依据')")
    assert Indicator.objects.get(pk=pk).inputs == {"items": [True, False, True, True]}


def test_a_wrong_value_in_the_panel_is_not_lost_to_another_indicator(open_page: OpenPage, training: Sheet) -> None:
    page = open_page(author_of(training.evaluation))
    sheet = SheetPage(page, training)
    sheet.open()
    page.get_by_role("link", name="评分依据 技能人员满意度").click()
    score = page.locator("#panel").get_by_label("自评得分（不按规则计分时填写）")
    score.fill("十分")
    score.press("Tab")
    expect(page.locator("#panel .cell-note", has_text="“十分”不是数字")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="评分依据 技师补贴资金").click()
    expect(score).to_have_value("十分")
    expect(score).to_be_focused()


def test_what_was_typed_back_while_it_was_being_saved_is_saved_too(open_page: OpenPage, training: Sheet) -> None:
    page = open_page(author_of(training.evaluation))
    sheet = SheetPage(page, training)
    sent: list[Route] = []
    sheet.intercept("**/save/", lambda route: sent.append(route) if not sent else route.continue_())
    for value in ("70%", "≥60%"):
        sheet.cell(ACTUAL).fill(value)
        sheet.cell(ACTUAL).dispatch_event("change")
    sent[0].continue_()
    sheet.expect_state("已保存")
    expect(sheet.cell(ACTUAL)).to_have_value("≥60%")
    assert Indicator.objects.get(name="技能人员满意度").actual == "≥60%"


def test_the_printed_page_beside_the_form_follows_what_is_typed(open_page: OpenPage, training: Sheet) -> None:
    page = open_page(author_of(training.evaluation))
    sheet = SheetPage(page, training)
    sheet.open()
    page.get_by_role("main").get_by_role("link", name="预览", exact=True).click()
    picture = page.get_by_role("img", name=f"{TRAINING}")
    before = picture.get_attribute("src") or ""
    cell = sheet.cell(ACTUAL)
    cell.fill("61%")
    cell.dispatch_event("change")
    expect(picture).not_to_have_attribute("src", before)
    sheet.expect_state("已保存")
    assert page.locator("html.has-preview").count() == 1
    page.locator("#panel").get_by_role("link", name="关闭").click()
    assert page.locator("html.has-preview").count() == 0


def test_f1_tells_what_a_field_means_and_escape_leads_back(open_page: OpenPage, training: Sheet) -> None:
    page = open_page(author_of(training.evaluation))
    sheet = SheetPage(page, training)
    sheet.open()
    sheet.cell(ACTUAL).focus()
    page.keyboard.press("F1")
    expect(page.locator("#panel h2")).to_have_text("实际完成值")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    assert sheet.focused == ACTUAL
