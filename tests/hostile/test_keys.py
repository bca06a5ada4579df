"""Keys of another department, in addresses and in fields: not found, recorded, and nothing changes."""

import json
from typing import Any

import pytest
from django.urls import reverse

from perfeval.directory.models import FiscalYear, Role, User
from perfeval.evaluations.models import Indicator, SelfEvaluation, State, Step
from perfeval.evaluations.services import save_field
from perfeval.review.models import Comment, SnapshotKind
from perfeval.review.services import add_comment, take_snapshot
from tests.asking import ask
from tests.factories import person
from tests.test_permission_matrix import MATRIX, Place
from tests.test_permission_states import ABOUT_ONE, ROUTES

from .attacking import address_with, client_of, nothing_changes, refusals, two_places

pytestmark = pytest.mark.django_db

#: Addresses inside a self-evaluation.
INSIDE = [(method, name) for method, name in ABOUT_ONE if ROUTES[name].startswith("evaluations/")]
#: Addresses that name a record inside a self-evaluation by its number.
NESTED = [each for each in INSIDE if ROUTES[each[1]].count("<int:") > 1 or each[1] == "evaluations:row"]


@pytest.mark.one_database
@pytest.mark.parametrize("who", ["author", "head", "reviewer"])
def test_what_belongs_to_another_department_does_not_exist(who: str) -> None:
    mine, theirs = two_places()
    asked = {(method, name): (theirs.address(name), theirs.sent(name)) for method, name in INSIDE}
    client = client_of(mine, who)
    with nothing_changes():
        found = {each: ask(client, each[0], *there) for each, there in asked.items()}
    assert found == dict.fromkeys(INSIDE, 404)
    assert refusals() == [(f"{method} {address}", 404) for (method, _name), (address, _sent) in asked.items()]


@pytest.mark.one_database
@pytest.mark.parametrize("who", ["author", "head", "reviewer"])
def test_nor_is_it_reached_through_ones_own(who: str) -> None:
    mine, theirs = two_places()
    SelfEvaluation.objects.filter(pk=mine.evaluation.pk).update(state=State.ENDORSED)
    asked = {
        (method, name): (address_with(theirs.address(name), theirs.evaluation, mine.evaluation), theirs.sent(name))
        for method, name in NESTED
    }
    client = client_of(mine, who)
    with nothing_changes():
        found = {each: ask(client, each[0], *there) for each, there in asked.items()}
    assert {each: status for each, status in found.items() if status not in (403, 404)} == {}
    assert [named for named, _status in refusals()] == [f"{each[0]} {there[0]}" for each, there in asked.items()]


def indicator_of(place: Place) -> Indicator:
    return Indicator.objects.get(sheet__evaluation=place.evaluation, name="指标1")


def values_naming(theirs: Place) -> dict[str, list[dict[str, Any]]]:
    """By address: fields whose values are keys of the other department."""
    indicator = indicator_of(theirs)
    field, sheet = f"indicator.{indicator.pk}.basis", indicator.sheet
    fund = sheet.funds.first()
    saves = [
        {"field": name, "value": "9", "seen": ""}
        for name in (
            field,
            f"indicator.{indicator.pk}.weight",
            f"fund.{fund.pk}.executed" if fund else field,
            f"evaluation.{theirs.evaluation.pk}.source",
            f"project.{sheet.project.pk}.name",
        )
    ]
    blocks = [{"values": json.dumps([[save["field"], save["value"], save["seen"]]])} for save in saves]
    author = theirs.people["author"]
    assert author is not None
    save_field(actor=author, evaluation=theirs.evaluation, field=field, value="他们改的")
    steps = Step.objects.filter(evaluation=theirs.evaluation)
    acts = [f"{act} indicator.{indicator.pk}" for act in ("add", "add_below", "duplicate", "up", "down", "delete")]
    return {
        "evaluations:sheet_save": saves,
        "evaluations:table_save": saves,
        "evaluations:sheet_cells": blocks,
        "evaluations:table_cells": blocks,
        "evaluations:sheet": [{save["field"]: "9"} for save in saves],
        "evaluations:table": [{save["field"]: "9"} for save in saves],
        "evaluations:rows": [{"act": act} for act in acts],
        "evaluations:table_items": [{"act": act} for act in acts],
        "evaluations:projects_change": [
            {"act": f"delete project.{sheet.project.pk}"},
            {"do": "delete", "pick": str(sheet.pk)},
            {"do": "set", "pick": str(sheet.pk), "column": "name", "value": "改"},
        ],
        "evaluations:sheet_turn": [{"direction": "undo", "step": str(step.pk)} for step in steps],
    }


ADDRESSES = [
    "evaluations:sheet_save", "evaluations:table_save", "evaluations:sheet_cells", "evaluations:table_cells",
    "evaluations:sheet", "evaluations:table", "evaluations:rows", "evaluations:table_items",
    "evaluations:projects_change", "evaluations:sheet_turn",
]  # fmt: skip


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_field_that_names_a_record_of_theirs_changes_neither_theirs_nor_mine(name: str) -> None:
    mine, theirs = two_places()
    client, address, attempts = client_of(mine, "author"), mine.address(name), values_naming(theirs)[name]
    assert attempts
    with nothing_changes():
        for sent in attempts:
            assert client.post(address, sent).status_code in ((200,) if name.endswith("_cells") else (302, 404, 422))


def test_no_record_of_theirs_is_quoted_answered_or_returned() -> None:
    mine, theirs = two_places()
    indicator = indicator_of(theirs)
    remark = add_comment(actor=theirs.people["head"], evaluation=theirs.evaluation, text="他们的批注")
    client = client_of(mine, "author")
    address = reverse("review:comment", args=[mine.evaluation.pk])
    with nothing_changes():
        for named in (
            {"answers": remark.pk},
            {"section": f"sheet-{indicator.sheet_id}"},
            {"section": f"sheet-{indicator.sheet_id}", "place": f"indicator.{indicator.pk}.actual"},
            {"section": f"sheet-{indicator_of(mine).sheet_id}", "place": f"indicator.{indicator.pk}.actual"},
        ):
            assert client.post(address, {"text": "批注", **named}).status_code == 404
        settle = reverse("review:settle", args=[mine.evaluation.pk, remark.pk])
        assert client_of(mine, "head").post(settle, {"settled": "1"}).status_code == 404
    assert Comment.objects.count() == 1


def test_no_section_of_theirs_is_named_in_a_return() -> None:
    mine, theirs = two_places()
    SelfEvaluation.objects.update(state=State.SUBMITTED)
    address = reverse("review:take_step", args=[mine.evaluation.pk, "return_by_head"])
    with nothing_changes():
        sent = {"reason": "理由", "places": f"sheet-{indicator_of(theirs).sheet_id}"}
        assert client_of(mine, "head").post(address, sent).status_code == 422


def test_a_bulk_approval_reaches_no_other_region() -> None:
    mine, theirs = two_places()
    SelfEvaluation.objects.update(state=State.ENDORSED)
    with nothing_changes():
        for action in ("approve", "return_by_bureau"):
            sent = {"action": action, "chosen": theirs.evaluation.pk, "reason": "理由"}
            assert client_of(mine, "reviewer").post(reverse("review:queue"), sent).status_code == 422


def test_no_score_is_given_to_an_indicator_of_theirs() -> None:
    mine, theirs = two_places()
    SelfEvaluation.objects.update(state=State.ENDORSED)
    own = indicator_of(mine)
    address = reverse("review:score_sheet", args=[mine.evaluation.pk, own.sheet_id])
    with nothing_changes():
        client_of(mine, "reviewer").post(address, {f"i{indicator_of(theirs).pk}-score": "5"})


def test_deadlines_of_another_region_and_departments_of_another_are_out_of_reach() -> None:
    mine, theirs = two_places()
    client = client_of(mine, "reviewer")
    own, other = (FiscalYear.objects.get(region=place.evaluation.department.region) for place in (mine, theirs))
    sent = {"until": "2030-01-01", "reason": "理由", "deadline": "2030-01-01"}
    with nothing_changes():
        for address in (
            reverse("review:change_deadline", args=[other.pk]),
            reverse("review:extend", args=[other.pk, theirs.evaluation.department_id]),
            reverse("review:extend", args=[own.pk, theirs.evaluation.department_id]),
        ):
            assert client.post(address, sent).status_code == 404


def test_a_role_is_withdrawn_only_from_the_person_it_belongs_to() -> None:
    mine, theirs = two_places()
    victim, other = theirs.people["author"], mine.people["author"]
    assert isinstance(victim, User)
    assert isinstance(other, User)
    address = reverse("withdraw", args=[other.pk, victim.memberships.get().pk])
    with nothing_changes():
        assert client_of(mine, "security").post(address).status_code == 404


def test_a_snapshot_of_theirs_is_not_compared_with_mine() -> None:
    mine, theirs = two_places()
    snapshot = take_snapshot(actor=theirs.people["author"], evaluation=theirs.evaluation, kind=SnapshotKind.SUBMITTED)
    address = reverse("review:changes", args=[mine.evaluation.pk, snapshot.pk])
    assert client_of(mine, "author").get(address).status_code == 404


def test_nothing_is_begun_for_or_from_another_department() -> None:
    mine, theirs = two_places()
    client, address = client_of(mine, "author"), reverse("evaluations:start")
    with nothing_changes():
        for way in ("template", "last_year", "previous", "empty"):
            sent = {
                "way": way,
                "department": theirs.evaluation.department_id,
                "previous": theirs.evaluation.pk,
                "year": "2024",
                "scheme": "mof-2020",
            }
            assert client.post(address, sent).status_code == 422


def test_evidence_is_linked_to_no_indicator_of_theirs() -> None:
    mine, theirs = two_places()
    address = mine.address("evaluations:evidence_change")
    with nothing_changes():
        client_of(mine, "author").post(address, {"indicators": [indicator_of(theirs).pk]})


def test_accounts_are_named_by_number_without_telling_who_exists() -> None:
    mine, _theirs = two_places()
    someone = person(Role.AUTHOR, mine.evaluation.department)
    client = client_of(mine, "author")
    present = client.get(reverse("person", args=[someone.pk]))
    absent = client.get(reverse("person", args=[10**9]))
    assert (present.status_code, absent.status_code) == (403, 403)
    assert [method for method, name in MATRIX if name == "person"] == ["GET"]
