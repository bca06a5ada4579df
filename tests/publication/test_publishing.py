"""From approval to the public page and back."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from perfeval.directory.models import Role
from perfeval.evaluations.models import State
from perfeval.publication.models import PreparedCopy, Publication
from perfeval.publication.preparing import prepare_copy, public_contents
from perfeval.publication.services import publish_evaluation, withdraw_publication
from perfeval.review.models import Event, Snapshot, SnapshotKind
from perfeval.review.services import TransitionRefusedError, take_snapshot
from perfeval.review.transitions import Action
from tests.evaluations.pages import read
from tests.factories import head_of, make_evaluation, small_package
from tests.publication.making import look_and_publish
from tests.review.making import Case, case_in, clean_project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def approved(**changes: Any) -> Case:
    return case_in(State.APPROVED, **changes)


def public_url(case: Case) -> str:
    return reverse("publication:public", args=[case.evaluation.department_id, case.evaluation.year])


def test_anybody_reads_what_was_published_and_can_check_its_hash(client: Client) -> None:
    case = approved()
    client.force_login(case.head)
    publish = reverse("publication:publish", args=[case.evaluation.pk])
    assert client.post(reverse("publication:prepare", args=[case.evaluation.pk]))["Location"] == publish
    looked_at = read(client.get(publish))
    seen = client.get(reverse("publication:prepared", args=[case.evaluation.pk])).content
    sent = {name: looked_at.one("input", name=name).attributes["value"] for name in ("version", "sha256")}
    assert client.post(publish, sent).status_code == 302
    guest = Client()
    page = read(guest.get(public_url(case)))
    shown = page.one("code").text
    document = b"".join(guest.get(reverse("publication:download", args=[shown])).streaming_content)
    assert document.startswith(b"%PDF-")
    assert (document, hashlib.sha256(document).hexdigest(), shown) == (seen, shown, sent["sha256"])
    assert [link.text for link in read(guest.get(reverse("publication:list"))).one("tbody").all("a")] == ["测试局"]
    assert list(Event.objects.order_by("-number").values_list("action", flat=True)[:2]) == ["publish", "prepare_copy"]
    assert Event.objects.get(action="prepare_copy").details == {"sha256": shown}


def test_what_is_withdrawn_says_why_and_can_be_published_again(client: Client) -> None:
    case = approved()
    first = look_and_publish(case.head, case.evaluation)
    withdraw_publication(actor=case.reviewer, evaluation=case.evaluation, reason="数据更正")
    answer = client.get(public_url(case))
    assert answer.status_code == 410
    assert [notice.text.partition("：")[2] for notice in read(answer).with_class("notice")] == ["数据更正"]
    assert client.get(reverse("publication:download", args=[first.sha256])).status_code == 404
    case.evaluation.refresh_from_db()
    assert case.evaluation.state == State.APPROVED
    look_and_publish(case.reviewer, case.evaluation)
    assert client.get(public_url(case)).status_code == 200
    assert Publication.objects.count() == 2


def test_the_public_copy_names_no_person_and_no_classified_project() -> None:
    secret = {**clean_project("涉密项目"), "classified": True}
    case = approved(
        projects=[clean_project(), secret],
        filing={"prepared_by": "王小明", "phone": "13912348136", "date": "2024-03-01"},
    )
    package = public_contents(Snapshot.objects.get(kind="approved")).package
    assert [project.name for project in package.projects] == ["测试项目"]
    assert package.filing is not None
    assert (package.filing.prepared_by, package.filing.phone) == ("王**", "139****8136")
    assert case.evaluation.state == State.APPROVED


@pytest.mark.parametrize("state", [state for state in State if state != State.APPROVED])
def test_only_what_is_approved_is_published(state: State) -> None:
    case = case_in(state)
    with pytest.raises(TransitionRefusedError):
        prepare_copy(actor=case.head, evaluation=case.evaluation)
    with pytest.raises(TransitionRefusedError):
        publish_evaluation(actor=case.head, evaluation=case.evaluation, seen_sha256="0" * 64)
    assert (Publication.objects.count(), PreparedCopy.objects.count()) == (0, 0)


def test_what_was_reopened_is_published_only_after_it_was_approved_again(client: Client) -> None:
    case = approved()
    seen = prepare_copy(actor=case.head, evaluation=case.evaluation)
    case.move(Role.REVIEWER, Action.REOPEN)
    client.force_login(case.head)
    sent = {"version": "1", "sha256": seen.sha256}
    assert client.post(reverse("publication:publish", args=[case.evaluation.pk]), sent).status_code == 409
    assert client.get(reverse("publication:prepared", args=[case.evaluation.pk])).status_code == 404
    assert Client().get(public_url(case)).status_code == 404


def test_a_withdrawal_needs_its_reason(client: Client) -> None:
    case = approved()
    look_and_publish(case.head, case.evaluation)
    client.force_login(case.head)
    assert client.post(reverse("publication:unpublish", args=[case.evaluation.pk]), {"reason": " "}).status_code == 422
    assert client.get(public_url(case)).status_code == 200


def test_personal_data_that_masking_missed_is_not_published() -> None:
    said = {"goals": [{"expected": "培训职工", "actual": "已完成，详询tel13912345678"}]}
    evaluation = make_evaluation(small_package(projects=[{**clean_project(), **said}]))
    head = head_of(evaluation)
    take_snapshot(actor=head, evaluation=evaluation, kind=SnapshotKind.APPROVED)
    evaluation.state = State.APPROVED
    evaluation.save()
    with pytest.raises(TransitionRefusedError, match=r"还有个人信息：139\*\*\*\*5678"):
        prepare_copy(actor=head, evaluation=evaluation)
    evaluation.refresh_from_db()
    assert (evaluation.state, Publication.objects.count()) == (State.APPROVED, 0)
