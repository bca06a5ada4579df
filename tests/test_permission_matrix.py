"""Every address × every role × own and another department: who gets what. The list is the whole URL map."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from perfeval.directory.models import Role, User
from perfeval.evaluations.models import Indicator, SelfEvaluation, Sheet, SheetKind

from .asking import ask_without_trace, status_of
from .desk.matrix import DESK_MATRIX, DESK_SENT, desk_numbers
from .directory.matrix import PEOPLE_MATRIX, people_numbers
from .evaluations.matrix import SECTION_MATRIX, SECTION_SENT, section_numbers
from .factories import make_department, make_evaluation, make_region, person, small_package
from .publication.matrix import PUBLIC_MATRIX, PUBLIC_SENT, public_numbers
from .review.matrix import REVIEW_MATRIX, REVIEW_SENT, review_numbers

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LOGIN = 302  # to the log-in page

#: Columns of the matrix: nobody, then each role in the own place and in another, then roles of the whole program.
COLUMNS = (
    "nobody",
    "author", "other author",
    "head", "other head",
    "reviewer", "other reviewer",
    "administrator", "security", "auditor",
)  # fmt: skip

VIEW = (LOGIN, 200, 404, 200, 404, 200, 404, 404, 404, 404)
EDIT = (LOGIN, 200, 404, 403, 404, 403, 404, 404, 404, 404)
#: A value that may not be stored is answered beside the cell, so that the page can say so.
SAVE = (LOGIN, 200, 404, 422, 404, 422, 404, 404, 404, 404)
#: Without scripts one is led on to the form that was changed.
ACT = (LOGIN, 302, *EDIT[2:])

MATRIX: dict[tuple[str, str], tuple[int, ...]] = {
    ("GET", "login"): (200, *(302,) * 9),  # who has signed in is led on
    ("POST", "logout"): (302,) * 10,
    ("POST", "set_language"): (302,) * 10,
    ("GET", "evaluations:list"): (LOGIN, *(200,) * 9),
    ("GET", "evaluations:start"): (LOGIN, 200, 200, *(403,) * 7),
    ("POST", "evaluations:start"): (LOGIN, 422, 422, *(403,) * 7),
    ("GET", "evaluations:tasks"): VIEW,
    ("GET", "evaluations:charts"): VIEW,
    ("GET", "evaluations:sheet"): VIEW,
    ("POST", "evaluations:sheet"): (LOGIN, 302, *EDIT[2:]),
    ("GET", "evaluations:sheet_view"): VIEW,
    ("POST", "evaluations:sheet_save"): SAVE,
    ("POST", "evaluations:sheet_cells"): SAVE,
    ("POST", "evaluations:sheet_turn"): ACT,
    ("GET", "evaluations:row"): VIEW,
    ("POST", "evaluations:row"): ACT,
    ("GET", "evaluations:rows"): VIEW,
    ("POST", "evaluations:rows"): ACT,
    ("GET", "evaluations:library"): VIEW,
    ("POST", "evaluations:library"): ACT,
    ("GET", "evaluations:rule"): VIEW,
    ("POST", "evaluations:rule"): ACT,
    ("GET", "evaluations:grounds"): VIEW,
    ("POST", "evaluations:grounds"): (LOGIN, 302, *EDIT[2:]),
    ("GET", "evaluations:table"): VIEW,
    ("POST", "evaluations:table"): (LOGIN, 302, *EDIT[2:]),
    ("GET", "evaluations:table_view"): VIEW,
    ("POST", "evaluations:table_save"): SAVE,
    ("POST", "evaluations:table_cells"): SAVE,
    ("POST", "evaluations:table_turn"): ACT,
    ("GET", "documents:download"): VIEW,
    ("GET", "documents:word"): VIEW,
    ("GET", "documents:preview"): VIEW,
    ("GET", "documents:preview_sheet"): VIEW,
    ("GET", "documents:excel"): VIEW,
    ("POST", "evaluations:projects_change"): ACT,
    ("GET", "exchange:paste"): EDIT,
    ("POST", "exchange:paste"): (LOGIN, 422, *EDIT[2:]),
    **SECTION_MATRIX,
    **REVIEW_MATRIX,
    **PEOPLE_MATRIX,
    **PUBLIC_MATRIX,
    **DESK_MATRIX,
}

#: What is posted where something has to be.
SENT = {**SECTION_SENT, **REVIEW_SENT, **PUBLIC_SENT, **DESK_SENT}


@dataclass(frozen=True)
class Place:
    """One self-evaluation with everything an address may name, and people in all roles."""

    evaluation: SelfEvaluation
    people: dict[str, User | None]

    def address(self, name: str) -> str:  # noqa: PLR0911 - one line a kind of address
        if ("GET", name) in PEOPLE_MATRIX or ("POST", name) in PEOPLE_MATRIX:
            return reverse(
                name, args=people_numbers(name, person(Role.AUTHOR, make_department(f"第{User.objects.count()}局")))
            )
        if name.startswith(("publication:", "desk:", "jobs:")):
            return reverse(name, args=self._numbers_of_the_bureau(name))
        if name.startswith("review:"):
            author, head = self.people["author"], self.people["head"]
            return reverse(name, args=review_numbers(name, self.evaluation, author, head))
        sheet = Sheet.objects.get(evaluation=self.evaluation, kind=SheetKind.PROJECT)
        indicator = Indicator.objects.get(sheet=sheet, name="指标1")
        record = f"indicator.{indicator.pk}"
        own: dict[str, list[int | str]] = {"grounds": [indicator.pk], "rule": [indicator.pk], "row": [record]}
        app, _, screen = name.rpartition(":")
        if app == "documents" and screen != "preview_sheet":
            return reverse(name, args=[self.evaluation.pk, "project:1"])
        if ("GET", name) in SECTION_MATRIX or ("POST", name) in SECTION_MATRIX:
            return reverse(name, args=section_numbers(name, self.evaluation))
        if app == "exchange" or screen == "projects_change":
            return reverse(name, args=[self.evaluation.pk])
        if app not in ("evaluations", "documents") or screen in ("list", "start"):
            return reverse(name)
        where: list[int | str] = ["list:all"] if screen.startswith("table") else [sheet.pk]
        return reverse(
            name, args=[self.evaluation.pk, *([] if screen in ("tasks", "charts") else where), *own.get(screen, [])]
        )

    def _numbers_of_the_bureau(self, name: str) -> list[int | str]:
        if name.startswith("publication:"):
            return public_numbers(name, self.evaluation)
        return desk_numbers(name, self.evaluation, self.people["reviewer"])

    def sent(self, name: str) -> dict[str, str]:
        indicator = Indicator.objects.get(sheet__evaluation=self.evaluation, name="指标1")
        typed = [f"indicator.{indicator.pk}.basis", "说明", indicator.basis or ""]
        if name.endswith("_save"):
            return dict(zip(("field", "value", "seen"), typed, strict=True))
        if name == "evaluations:rule":
            return {"do": "default"}
        if name in SENT:
            return SENT[name]
        return {"values": json.dumps([typed])} if name.endswith("_cells") else {}


def make_place(evaluation: SelfEvaluation) -> Place:
    here = evaluation.department
    other_region = make_region(f"{here.name[:90]}的邻县")
    elsewhere = make_department("别的局", other_region)
    people = {
        "nobody": None,
        "author": person(Role.AUTHOR, here),
        "other author": person(Role.AUTHOR, elsewhere),
        "head": person(Role.HEAD, here),
        "other head": person(Role.HEAD, elsewhere),
        "reviewer": person(Role.REVIEWER, region=here.region),
        "other reviewer": person(Role.REVIEWER, region=other_region),
        "administrator": person(Role.ADMINISTRATOR),
        "security": person(Role.SECURITY),
        "auditor": person(Role.AUDITOR),
    }
    return Place(evaluation, people)


@pytest.fixture
def place() -> Place:
    return make_place(make_evaluation(small_package()))


def names_in(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or "")
        else:
            yield from names_in(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


def test_the_matrix_names_every_address() -> None:
    assert sorted({name for _, name in MATRIX}) == sorted(set(names_in(get_resolver())))


def clients(place: Place) -> dict[str, Client]:
    """Each person in a browser of their own, where something was asked for already: the first time costs more."""
    found = {}
    for column, user in place.people.items():
        found[column] = Client()
        if user:
            found[column].force_login(user)
        assert status_of(found[column], "GET", reverse("evaluations:tasks", args=[0])) == (404 if user else LOGIN)
    return found


@pytest.mark.parametrize("asked", ["GET", "POST"])
def test_every_role_gets_what_the_matrix_says(place: Place, asked: str) -> None:
    people = clients(place)
    rows = {name: row for (method, name), row in MATRIX.items() if method == asked}
    found = {}
    for name in rows:
        address, sent = place.address(name), place.sent(name)
        found[name] = tuple(ask_without_trace(client, asked, address, sent) for client in people.values())
    assert found == rows


@pytest.mark.parametrize("name", ["evaluations:sheet", "evaluations:sheet_view", "evaluations:grounds"])
def test_a_sheet_is_not_reached_through_ones_own_self_evaluation(place: Place, name: str) -> None:
    own = make_evaluation(small_package(department={"name": "第三局", "region": "第三县"}))
    client = Client()
    client.force_login(person(Role.AUTHOR, own.department))
    mixed = place.address(name).replace(f"evaluations/{place.evaluation.pk}/", f"evaluations/{own.pk}/")
    assert client.get(mixed).status_code == 404
