"""Forms that were forged, replayed, kept too long, or carry more fields than they have."""

from collections import Counter
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from perfeval.directory.models import Membership, Role, User
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.evaluations.services import save_field
from perfeval.review.models import Event
from perfeval.review.services import verify_events
from tests.asking import forget_uses, taken_back
from tests.review.making import case_in
from tests.test_permission_matrix import MATRIX, Place

from .attacking import client_of, nothing_changes, refusals, two_places

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

POSTED = sorted(name for method, name in MATRIX if method == "POST")

#: What nobody is asked for: fields of the tables behind the forms.
EXTRA: dict[str, Any] = {
    "state": "approved",
    "evaluation": "1",
    "department_id": "1",
    "scheme": "1",
    "version": "999",
    "updated_by": "1",
    "author": "1",
    "actor": "1",
    "user": "1",
    "pk": "1",
    "id": "1",
    "is_staff": "1",
    "is_superuser": "1",
    "is_active": "0",
    "must_change_password": "1",
    "memberships": "1",
    "email": "a@example.org",
    "score": "100",
    "total": "100",
    "rate": "1",
    "grade": "优",
    "resolved_by": "1",
    "granted_by": "1",
    "sha256": "0" * 64,
}


def test_a_form_without_our_token_is_refused_and_recorded() -> None:
    """As from a page of somebody else's: the browser sends the session along, but no token."""
    mine, _theirs = two_places()
    asked = {name: (mine.address(name), mine.sent(name)) for name in POSTED}
    forgery: dict[str, Any] = {"HTTP_ORIGIN": "https://evil.example"}
    found = {}
    with nothing_changes():
        for who in ("author", "head", "reviewer", "administrator", "security"):
            client = client_of(mine, who, enforce_csrf_checks=True)
            for name, (address, sent) in asked.items():
                forget_uses()
                forged = client.post(address, {**sent, "csrfmiddlewaretoken": "a" * 64}, **forgery)
                found[who, name] = (client.post(address, sent).status_code, forged.status_code)
    assert {asked: statuses for asked, statuses in found.items() if statuses != (403, 403)} == {}
    # What a link proves stays out of the record.
    recorded = [address.replace("/none/", "/***/") for address, _sent in asked.values()]
    assert Counter(refusals()) == Counter([(f"POST {address}", 403) for address in recorded] * 10)


@pytest.mark.parametrize("who", ["author", "head", "reviewer"])
def test_fields_that_no_form_has_are_passed_over(who: str) -> None:
    mine, theirs = two_places()
    asked = {name: (mine.address(name), mine.sent(name)) for name in POSTED}
    before, roles = rights(mine, theirs), set(Membership.objects.values_list("user", "role", "department", "region"))
    found = {}
    for name, (address, sent) in asked.items():
        forget_uses()
        with taken_back():
            client_of(mine, who).post(address, {**EXTRA, "department": theirs.evaluation.department_id, **sent})
            kept = roles <= set(Membership.objects.values_list("user", "role", "department", "region"))
            found[name] = (rights(mine, theirs), kept, User.objects.filter(is_staff=True).exists())
    assert {name: after for name, after in found.items() if after != (before, True, False)} == {}


def rights(mine: Place, theirs: Place) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What no form may change of two self-evaluations and of the people there are."""
    kept = ("pk", "state", "department_id", "scheme_id", "year")
    evaluations = SelfEvaluation.objects.filter(pk__in=[mine.evaluation.pk, theirs.evaluation.pk])
    known = [user.pk for place in (mine, theirs) for user in place.people.values() if user]
    people = User.objects.filter(pk__in=known).order_by("pk")
    return (
        list(evaluations.order_by("pk").values(*kept)),
        list(people.values("pk", "is_staff", "is_superuser", "must_change_password")),
    )


def test_an_invitation_gives_no_rights_whatever_is_sent_with_it() -> None:
    mine, _theirs = two_places()
    sent = {**EXTRA, "username": "new", "name": "新人", "email": "", "role": "administrator", "password": "Geheim-123"}
    assert client_of(mine, "administrator").post(reverse("invite"), sent).status_code == 200
    new = User.objects.get(username="new")
    assert (new.is_staff, new.is_superuser, new.is_active, new.has_usable_password()) == (False, False, True, False)
    assert new.memberships.count() == 0


def test_roles_that_exclude_each_other_are_refused_on_screen_too() -> None:
    mine, _theirs = two_places()
    author = mine.people["author"]
    assert isinstance(author, User)
    address = reverse("grant", args=[author.pk])
    with nothing_changes():
        client = client_of(mine, "security")
        for sent in (
            {"role": "head", "department": mine.evaluation.department_id},
            {"role": "reviewer", "region": mine.evaluation.department.region_id},
            {"role": "administrator"},
            {"role": "superuser"},
            {"role": "author", "department": mine.evaluation.department_id},
        ):
            assert client.post(address, sent).status_code == 422


@pytest.mark.parametrize(
    ("state", "role", "action"),
    [
        (State.DRAFT, Role.AUTHOR, "submit"),
        (State.SUBMITTED, Role.HEAD, "endorse"),
        (State.ENDORSED, Role.REVIEWER, "approve"),
        (State.APPROVED, Role.REVIEWER, "reopen"),
    ],
)
def test_a_form_that_is_sent_again_does_nothing_again(client: Client, state: State, role: Role, action: str) -> None:
    case = case_in(state)
    client.force_login(case.actor(role))
    address = reverse("review:take_step", args=[case.evaluation.pk, action])
    sent = {"reason": "理由", "version": str(case.evaluation.version)}
    assert [client.post(address, sent).status_code for _time in range(3)] == [302, 409, 409]
    assert Event.objects.filter(action=action, evaluation=case.evaluation).count() == 1
    assert verify_events() == []


def test_a_decision_on_an_older_page_is_refused(client: Client) -> None:
    case = case_in()
    old = str(case.evaluation.version)
    save_field(
        actor=case.author, evaluation=case.evaluation, field=f"evaluation.{case.evaluation.pk}.source", value="改"
    )
    client.force_login(case.author)
    address = reverse("review:take_step", args=[case.evaluation.pk, "submit"])
    with nothing_changes():
        assert client.post(address, {"version": old}).status_code == 409


def test_an_older_value_of_a_cell_does_not_overwrite_a_newer_one(client: Client) -> None:
    mine, _theirs = two_places()
    first, second = client_of(mine, "author"), client_of(mine, "author")
    sent = mine.sent("evaluations:sheet_save")
    address = mine.address("evaluations:sheet_save")
    assert first.post(address, {**sent, "value": "甲"}).status_code == 200
    with nothing_changes():
        assert second.post(address, {**sent, "value": "乙"}).status_code in (200, 409)


def test_what_was_sealed_for_another_page_person_or_kind_is_not_taken() -> None:
    mine, _theirs = two_places()
    client = client_of(mine, "author")
    with nothing_changes():
        for name in ("exchange:workbook_apply", "exchange:projects_apply", "exchange:projects_columns"):
            for seal in ("", "x", "a:b:c", "eyJhIjoxfQ:1abcde:" + "x" * 43, "\x00", "é" * 500):
                sent = dict.fromkeys(("changes", "lines", "grids"), seal)
                assert client.post(mine.address(name), sent).status_code == 302


def test_a_session_that_was_ended_is_not_taken_up_again(client: Client) -> None:
    mine, _theirs = two_places()
    client = client_of(mine, "author")
    stolen = client.cookies["sessionid"].value
    client.post(reverse("logout"))
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert thief.get("/").status_code == 302
