"""“已保存” is said of what is stored, and of nothing else: in a rush, while words are composed, when a panel goes."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from perfeval.evaluations.models import Indicator, Section, Sheet

from ..factories import author_of, make_evaluation, sample_evaluation, small_package, small_project
from .conftest import OpenPage
from .sheets import SheetPage

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ACTUAL = "指标1 实际完成值"
LATE = 8  # sections whose editors come after those that are there at once
PATIENCE = 60_000  # milliseconds: all of them may be waiting to be saved


@pytest.fixture
def sheet(open_page: OpenPage) -> SheetPage:
    evaluation = make_evaluation(small_package(projects=[small_project("测试项目", 2)]))
    shown = SheetPage(open_page(author_of(evaluation)), evaluation.sheets.get())
    shown.open()
    return shown


def state_of(page: Page) -> str | None:
    return page.locator("#save-state").get_attribute("data-state")


def hold_in(held: list[Route]) -> Callable[[Route], None]:
    """Requests wait there until they are let go."""

    def hold(route: Route) -> None:
        held.append(route)

    return hold


def stored(name: str) -> str | None:
    return Indicator.objects.get(name=name).actual


def test_the_last_texts_of_a_report_typed_in_a_rush_is_stored_once_the_page_says_so(open_page: OpenPage) -> None:
    evaluation = sample_evaluation("jincheng-2022")
    page = open_page(author_of(evaluation))
    page.goto(reverse("evaluations:table", args=[evaluation.pk, "report"]))
    page.wait_for_selector("html.has-editors")
    editors = page.locator(".report-section .editor > [contenteditable=true]")
    last = editors.all()[-LATE:]
    typed = [f"第{number}段。" for number in range(LATE)]
    states = set()
    for editor, text in zip(last, typed, strict=True):
        editor.focus()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(text)
        states.add(state_of(page))
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved", timeout=PATIENCE)
    page.goto("about:blank")
    texts = {section.text for section in Section.objects.filter(report__evaluation=evaluation)}
    assert set(typed) - texts == set()
    assert states <= {"unsaved", "saving"}


def test_a_word_that_is_still_composed_is_not_said_to_be_saved(sheet: SheetPage) -> None:
    page = sheet.page
    keyboard = page.context.new_cdp_session(page)
    sheet.cell(ACTUAL).focus()
    page.keyboard.press("Control+A")
    keyboard.send("Input.imeSetComposition", {"text": "wan", "selectionStart": 3, "selectionEnd": 3})
    assert state_of(page) == "unsaved"
    page.wait_for_timeout(900)
    assert (state_of(page), stored("指标1")) == ("unsaved", "95%")
    keyboard.send("Input.insertText", {"text": "完成"})
    sheet.expect_state("已保存")
    assert stored("指标1") == "完成"


def test_what_is_typed_before_the_script_is_there_is_saved_and_not_said_to_be_saved_before(
    open_page: OpenPage, sheet: SheetPage
) -> None:
    page = open_page(author_of(sheet.sheet.evaluation))
    late: list[Route] = []
    page.route("**/js/entry.js", hold_in(late))
    page.goto(sheet.page.url, wait_until="commit")
    again = SheetPage(page, sheet.sheet)
    again.cell(ACTUAL).fill("97%")
    again.expect_state("上次保存")
    assert stored("指标1") == "95%"
    late[0].continue_()
    again.expect_state("已保存")
    assert stored("指标1") == "97%"


def test_letters_typed_while_the_form_comes_anew_follow_each_other(sheet: SheetPage) -> None:
    keyboard = sheet.page.keyboard
    held: list[Route] = []
    sheet.intercept("**/rows/", hold_in(held))
    sheet.cell(ACTUAL).focus()
    with sheet.page.expect_request("**/rows/"):
        keyboard.press("Alt+Shift+ArrowDown")
    sheet.cell("指标2 实际完成值").focus()
    keyboard.press("Control+A")
    keyboard.type("已培")
    held[0].continue_()
    expect(sheet.cell("指标1（2） 三级指标")).to_be_visible()
    keyboard.type("训")
    expect(sheet.cell("指标2 实际完成值")).to_have_value("已培训")
    sheet.expect_state("已保存")
    assert stored("指标2") == "已培训"


def test_what_was_chosen_in_a_panel_that_goes_is_sent_once_and_said_to_be_saved(open_page: OpenPage) -> None:
    evaluation = sample_evaluation("xundian-2023")
    page = open_page(author_of(evaluation))
    sent: list[Route] = []
    sheet = SheetPage(page, Sheet.objects.select_related("evaluation").get(kind="overall"))
    sheet.intercept("**/save/", hold_in(sent))
    openers = page.get_by_role("link", name="评分依据")
    panel = page.locator("#panel")
    openers.nth(0).click()
    expect(panel.get_by_label("不符合").first).to_be_visible()
    title = panel.get_by_role("heading").first.inner_text()
    panel.get_by_label("不符合").first.check()
    openers.nth(1).press("Enter")
    expect(panel.get_by_role("heading").first).not_to_have_text(title)
    sent[0].continue_()
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
    assert len(sent) == 1


def test_what_is_typed_is_sent_at_once_when_the_page_goes_out_of_sight(sheet: SheetPage) -> None:
    page = sheet.page
    with page.expect_request("**/save/", timeout=600):  # sooner than after the pause in typing
        sheet.cell(ACTUAL).fill("97%")
        page.evaluate(
            """() => {
              Object.defineProperty(document, "hidden", { value: true });
              document.dispatchEvent(new Event("visibilitychange"));
            }"""
        )
    sheet.expect_state("已保存")
    assert stored("指标1") == "97%"
