"""axe-core on every screen: each address that a role can open, with the little data of the permission matrix and with
a whole county's."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django import Settings

from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation, SheetKind
from perfeval.evaluations.screens.outline import outline_of

from ..factories import author_of, head_of, sample_evaluation
from ..test_permission_matrix import COLUMNS, MATRIX, Place, place
from .conftest import OpenPage

__all__ = ["place"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ROLES = ("author", "administrator", "security", "auditor")


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def violations(page: Page) -> list[str]:
    """What axe objects to on the page as it stands: rule, and the first elements."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {[node['html'][:200] for node in one['nodes'][:3]]}" for one in found]


def addresses(place: Place, column: int) -> list[str]:
    """What this column of the matrix can open. Some addresses add a sheet: those of the review name the only one."""
    names = [name for (method, name), answers in MATRIX.items() if method == "GET" and answers[column] == 200]
    return [place.address(name) for name in sorted(names, key=lambda name: not name.startswith("review:"))]


def screens(addresses: Iterable[str], user: User | None) -> Iterator[str]:
    """The addresses that answer this person with a whole page."""
    client = Client()
    if user:
        client.force_login(user)
    for address in addresses:
        answer = client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        if answer.status_code == 200 and b"<html" in content[:500]:
            yield address


def objections(page: Page, addresses: Iterable[str]) -> dict[str, list[str]]:
    found = {}
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        if told := violations(page):
            found[address] = told
    return found


@pytest.mark.parametrize("role", ROLES)
def test_no_screen_of_a_role_has_violations(open_page: OpenPage, place: Place, role: str) -> None:
    user = place.people[role]
    assert user is not None
    column = COLUMNS.index(role)
    assert objections(open_page(user), list(screens(addresses(place, column), user))) == {}


def test_what_is_open_to_everybody_has_no_violations(open_page: OpenPage, place: Place) -> None:
    page = open_page(place.people["author"])  # type: ignore[arg-type]
    page.context.clear_cookies()
    assert objections(page, [*screens(addresses(place, 0), None), "/no-such-page/"]) == {}


@pytest.mark.parametrize("county", ["xundian-2023"])
def test_no_section_of_a_county_has_violations(open_page: OpenPage, county: str) -> None:
    evaluation = sample_evaluation(county)
    seen = dict.fromkeys(_sections(evaluation))
    assert objections(open_page(author_of(evaluation)), seen) == {}
    assert objections(open_page(head_of(evaluation)), [f"{url}view/" for url in list(seen)[:3]]) == {}


def _sections(evaluation: SelfEvaluation) -> Iterator[str]:
    """All sections, of the projects' forms the first one."""
    projects = 0
    forms = {reverse("evaluations:sheet", args=[evaluation.pk, sheet.pk]): sheet for sheet in evaluation.sheets.all()}
    for section in outline_of(evaluation).sections:
        sheet = forms.get(section.url)
        projects += sheet is not None and sheet.kind == SheetKind.PROJECT
        if sheet is None or sheet.kind != SheetKind.PROJECT or projects == 1:
            yield section.url


def test_open_panels_have_no_violations(open_page: OpenPage) -> None:
    evaluation = sample_evaluation("xundian-2023")
    page = open_page(author_of(evaluation))
    page.goto(reverse("evaluations:sheet", args=[evaluation.pk, evaluation.sheets.get(kind=SheetKind.OVERALL).pk]))
    page.wait_for_selector("html.is-live")
    found = []
    for name in ("评分依据", "行操作"):
        page.get_by_role("link", name=name).first.click()
        page.wait_for_selector("#panel .panel-body")
        found += violations(page)
        page.keyboard.press("Escape")
    page.get_by_role("link", name="评分依据").first.click()
    page.get_by_role("link", name="更换规则").click()
    page.wait_for_selector("[data-picker]")
    found += violations(page)
    page.locator(".rules a").first.click()
    page.wait_for_selector(".rule-form")
    found += violations(page)
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    assert found + violations(page) == []
