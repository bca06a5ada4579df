"""The whole path of one department: three people in three windows, a return with remarks, approval, publication."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from perfeval.evaluations.models import Indicator, State
from perfeval.review.models import Event
from perfeval.review.services import verify_events

from ..review.making import Case, case_in
from .conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def take_step(page: Page, case: Case, name: str, reason: str = "") -> None:
    """From the task list through the page of the step."""
    page.goto(f"/evaluations/{case.evaluation.pk}/")
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
    if reason:
        page.get_by_label("理由").fill(reason)
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_url(re.compile(rf"/evaluations/{case.evaluation.pk}/$"))


def remark_and_return(head: Page, case: Case, indicator: Indicator) -> None:
    """The head asks about the figure and returns the sheet."""
    pk, sheet = case.evaluation.pk, indicator.sheet_id
    head.goto(f"/evaluations/{pk}/review/sections/sheet-{sheet}/?at=indicator.{indicator.pk}#write")
    head.get_by_label("批注的位置").select_option(f"indicator.{indicator.pk}.actual")
    head.get_by_label("新批注").fill("依据哪份台账？")
    head.get_by_role("button", name="添加批注").click()
    expect(head.locator(".thread")).to_contain_text("依据哪份台账？")
    head.goto(f"/evaluations/{pk}/")
    head.get_by_role("main").get_by_role("link", name="退回", exact=True).click()
    head.get_by_label("测试项目").check()
    head.get_by_label("理由").fill("完成值与台账不符")
    head.get_by_role("button", name="退回", exact=True).click()
    head.wait_for_url(re.compile(rf"/evaluations/{pk}/$"))


def mend_and_answer(author: Page, case: Case, indicator: Indicator) -> None:
    """The officer sees what was returned, changes the figure and answers."""
    pk, sheet = case.evaluation.pk, indicator.sheet_id
    author.goto(f"/evaluations/{pk}/")
    expect(author.get_by_role("main")).to_contain_text("完成值与台账不符")
    expect(author.locator(".mark-to_mend")).to_have_text("需修改")
    author.get_by_role("main").get_by_role("link", name="测试项目", exact=True).click()
    cell = author.locator(f'[data-field="indicator.{indicator.pk}.actual"]')
    cell.fill("97%")
    cell.press("Tab")
    expect(author.locator("#save-state")).to_contain_text("已保存")
    author.goto(f"/evaluations/{pk}/review/sections/sheet-{sheet}/")
    author.get_by_label("回复").fill("已按台账更正")
    author.get_by_role("button", name="回复").click()
    expect(author.locator(".thread")).to_contain_text("已按台账更正")
    author.goto(f"/evaluations/{pk}/")
    expect(author.locator(".mark-mended")).to_have_text("已修改")


def see_the_change(head: Page, case: Case, indicator: Indicator) -> None:
    """The head sees what changed since the first submission, and settles the remark."""
    pk, first = case.evaluation.pk, case.evaluation.snapshots.order_by("pk")[0]
    head.goto(f"/evaluations/{pk}/review/changes/{first.pk}/")
    expect(head.locator(".change")).to_have_count(1)
    expect(head.locator(".change del")).to_have_text("95%")
    expect(head.locator(".change ins")).to_have_text("97%")
    head.goto(f"/evaluations/{pk}/review/sections/sheet-{indicator.sheet_id}/")
    expect(head.locator(".thread")).to_contain_text("已按台账更正")
    head.get_by_role("button", name="已解决", exact=True).click()
    expect(head.locator(".thread.is-settled")).to_have_count(1)


def look_and_publish(head: Page, case: Case) -> None:
    """The head has the public copy made, sees its pages, and publishes that file."""
    head.goto(f"/evaluations/{case.evaluation.pk}/")
    head.get_by_role("main").get_by_role("link", name="公开", exact=True).click()
    head.get_by_role("button", name="生成公开稿").click()
    expect(head.get_by_role("img", name="公开稿，第1页")).to_be_visible()
    shown = head.get_by_role("main").locator("code").inner_text()
    head.get_by_role("button", name="公开", exact=True).click()
    head.wait_for_url(re.compile(rf"/evaluations/{case.evaluation.pk}/$"))
    assert case.evaluation.publications.get().sha256 == shown


def test_a_self_evaluation_goes_from_the_officer_to_the_public_with_a_return_on_the_way(open_page: OpenPage) -> None:
    case = case_in()
    indicator = Indicator.objects.get(name="产出情况")
    author, head, reviewer = (open_page(user) for user in (case.author, case.head, case.reviewer))

    take_step(author, case, "提交单位负责人审核")
    remark_and_return(head, case, indicator)
    mend_and_answer(author, case, indicator)
    take_step(author, case, "提交单位负责人审核")
    see_the_change(head, case, indicator)
    take_step(head, case, "同意并报送财政")

    reviewer.goto("/queue/")
    reviewer.get_by_role("main").get_by_role("link", name="测试局").click()
    take_step(reviewer, case, "审核通过")
    look_and_publish(head, case)

    reviewer.goto(f"/public/{case.evaluation.department_id}/{case.evaluation.year}/")
    expect(reviewer.get_by_role("main").locator("code")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    case.evaluation.refresh_from_db()
    assert case.evaluation.state == State.PUBLISHED
    steps = ["submit", "return_by_head", "submit", "endorse", "approve", "publish"]
    taken = Event.objects.filter(action__in=set(steps)).order_by("number")
    assert list(taken.values_list("action", flat=True)) == steps
    assert verify_events() == []
