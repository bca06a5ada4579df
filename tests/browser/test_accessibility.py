"""axe-core on every screen: each address that a role can open, each section of each county, and what opens beside a
form. Every page is loaded once."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Error, Page
from pytest_django import Settings

from perfeval.core.package import parse_package
from perfeval.evaluations.models import SelfEvaluation, SheetKind
from perfeval.evaluations.screens.outline import outline_of

from ..factories import SAMPLES, author_of, make_evaluation, reviewer_of, sample_bytes
from ..test_permission_matrix import COLUMNS, MATRIX, Place, place
from .conftest import OpenPage

__all__ = ["place"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

#: What axe objects to on the page as it stands: rule, and the first elements.
RUN = """part => axe.run(part, {resultTypes: ["violations"], preload: false}).then(found => found.violations.map(
    one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(" ")))"""
#: What stands around every page of somebody is looked at on the first one.
WHOLE: dict[str, list[list[str]]] = {"include": [["html"]]}
INSIDE = WHOLE | {"exclude": [[".topbar"], [".rail"]]}
AXE = Axe().axe_script


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def page_with_axe(page: Page) -> Page:
    page.add_init_script(AXE)
    return page


def violations(page: Page, part: dict[str, list[list[str]]] = WHOLE) -> list[str]:
    found: list[str] = page.evaluate(RUN, part)
    return found


def is_shown(page: Page, address: str) -> bool:
    """Whether a whole page answers, and not a file or a piece of one."""
    try:
        page.goto(address)
    except Error as error:
        if "Download is starting" not in str(error):
            raise
        return False
    return bool(page.evaluate("document.documentElement.lang"))


def objections(page: Page, addresses: Iterable[str]) -> dict[str, list[str]]:
    """By address; what is no page is passed over."""
    found, part = {}, WHOLE
    for address in addresses:
        if not is_shown(page, address):
            continue
        if page.locator("script[src*='report.js']").count():
            page.wait_for_selector("html.has-editors")
        if told := violations(page, part):
            found[address] = told
        part = INSIDE
    return found


# --- screens of each role -------------------------------------------------------------------------------------------

#: Pages that look otherwise for everybody who may open them; the others are looked at with the first who may.
DIFFER = {"evaluations:list", "review:inbox", "review:review", "review:section"}
#: Pages that are other pages for somebody who only reads; forms and lists have an address of their own to be read at.
READ = DIFFER | {
    f"evaluations:{screen}" for screen in ("tasks", "grounds", "row", "rows", "rule", "paper", "evidence", "findings")
}
ROLES = {
    "author": DIFFER, "head": READ, "reviewer": DIFFER, "administrator": DIFFER, "security": DIFFER, "auditor": DIFFER
}  # fmt: skip


def names_for(column: int, seen: set[str], again: set[str]) -> list[str]:
    """What this column of the matrix can open and was not looked at. Some addresses add a sheet: those of the review,
    which come first, name the only one."""
    names = [name for (method, name), answers in MATRIX.items() if method == "GET" and answers[column] == 200]
    return sorted((name for name in names if name not in seen - again), key=lambda name: not name.startswith("review:"))


def addresses_for(place: Place, column: int, seen: set[str], again: set[str]) -> Iterator[str]:
    for name in names_for(column, seen, again):
        yield place.address(name)
        seen.add(name)


def test_no_screen_of_anybody_has_violations(open_page: OpenPage, place: Place) -> None:
    seen: set[str] = set()
    found = {}
    for role, again in ROLES.items():
        user = place.people[role]
        assert user is not None
        page = page_with_axe(open_page(user))
        found[role] = objections(page, addresses_for(place, COLUMNS.index(role), seen, again))
    page.context.clear_cookies()
    found["nobody"] = objections(page, [*addresses_for(place, 0, seen, set()), "/no-such-page/"])
    assert len(seen) > 60
    assert {role: told for role, told in found.items() if told} == {}


# --- sections -------------------------------------------------------------------------------------------------------


def cut(value: Any, most: int = 1) -> Any:
    """The same data with at most so many records in each list."""
    if isinstance(value, dict):
        return {key: cut(item, most) for key, item in value.items()}
    if not isinstance(value, list):
        return value
    kept = value[:most] if all(isinstance(item, dict) for item in value) else value
    return [cut(item, most) for item in kept]


def test_no_section_of_a_county_has_violations(open_page: OpenPage) -> None:
    """A little of everything that there is in each county, to fill in; its forms to be reviewed."""
    found = {}
    known: set[str] = set()
    for county in SAMPLES:
        evaluation = make_evaluation(parse_package(cut(json.loads(sample_bytes(county)))))
        sections = _sections(evaluation)
        new = {key: url for key, url in sections.items() if key not in known}
        known |= {key for key in sections if not key.startswith(("sheet-", "list:"))}
        found |= objections(page_with_axe(open_page(author_of(evaluation))), new.values())
        forms = [key for key in sections if key.startswith("sheet-")]
        review = [reverse("review:section", args=[evaluation.pk, key]) for key in forms]
        found |= objections(page_with_axe(open_page(reviewer_of(evaluation))), review)
    assert found == {}


def _sections(evaluation: SelfEvaluation) -> dict[str, str]:
    """Address of each section by its key; of the projects' forms only the first one."""
    sections = [section for section in outline_of(evaluation).sections if section.key != "preview"]
    others = [section.key for section in sections if section.part.startswith("project:")][1:]
    return {section.key: section.url for section in sections if section.key not in others}


def test_open_panels_have_no_violations(open_page: OpenPage) -> None:
    evaluation = make_evaluation(parse_package(cut(json.loads(sample_bytes("xundian-2023")), 2)))
    page = page_with_axe(open_page(author_of(evaluation)))
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
