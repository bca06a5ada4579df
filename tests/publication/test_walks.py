"""Any course that a self-evaluation can take, back and forth: nothing fails, and the records agree afterwards."""

import random
from pathlib import Path

import pytest
from pytest_django import Settings

from perfeval.directory.models import Role
from perfeval.evaluations.models import Indicator, State
from perfeval.evaluations.rules import PREDICATES
from perfeval.evaluations.services import save_field
from perfeval.publication.keeping import content_of, whole_file
from perfeval.publication.models import ApprovedDocument, DocumentAttempt, Publication
from perfeval.publication.services import withdraw_publication
from perfeval.publication.tasks import keep_document
from perfeval.review.models import Event, Snapshot
from perfeval.review.services import verify_events
from perfeval.review.transitions import TRANSITIONS, Action
from tests.publication.making import look_and_publish
from tests.review.making import Case, case_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STEPS = 45
FORWARD = {Action.SUBMIT, Action.ENDORSE, Action.APPROVE, Action.PUBLISH}


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def take(case: Case, action: Action) -> None:
    if action == Action.PUBLISH:
        look_and_publish(case.head, case.evaluation)
    elif action == Action.UNPUBLISH:
        withdraw_publication(actor=case.head, evaluation=case.evaluation, reason="理由")
    else:
        roles = (Role.AUTHOR, Role.HEAD, Role.REVIEWER)
        case.move(
            next(role for role in roles if TRANSITIONS[action].allowed(case.actor(role), case.evaluation)), action
        )


def write(case: Case, actual: str) -> None:
    """The officer changes a figure, where that is possible now."""
    if PREDICATES["edit"](case.author, case.evaluation):
        leaf = Indicator.objects.get(name="产出情况")
        save_field(
            actor=case.author,
            evaluation=case.evaluation,
            field=f"indicator.{leaf.pk}.actual",
            value=actual,
            seen=leaf.actual,
        )


def keep_newest() -> None:
    """The worker comes by."""
    newest = Snapshot.objects.filter(kind="approved").order_by("-pk").first()
    if newest is not None:
        keep_document(newest.pk)


@pytest.mark.parametrize("seed", range(3))
def test_no_course_of_things_leaves_anything_behind_that_does_not_agree(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a course to take, no secret
    case = case_in()
    taken = []
    for _step in range(STEPS):
        case.evaluation.refresh_from_db()
        possible = [action for action in TRANSITIONS if case.evaluation.state in TRANSITIONS[action].sources]
        action = chance.choices(possible, [4 if action in FORWARD else 1 for action in possible])[0]
        take(case, action)
        taken.append(action)
        case.evaluation.refresh_from_db()
        write(case, chance.choice(["95%", "97%"]))
        if chance.random() < 0.7:
            keep_newest()
    recorded = Event.objects.filter(evaluation=case.evaluation, action__in=list(TRANSITIONS)).order_by("number")
    assert list(recorded.values_list("action", flat=True)) == taken
    assert verify_events() == []
    assert not DocumentAttempt.objects.exclude(problem="").exists()
    documents, publications = ApprovedDocument.objects.all(), Publication.objects.all()
    assert all(content_of(document).startswith(b"%PDF-") for document in documents)
    assert all(whole_file(one.file, one.sha256) for one in publications)
    assert (documents.count() > 1, publications.count()) == (True, taken.count(Action.PUBLISH))
    assert publications.filter(withdrawn_at=None).count() == (case.evaluation.state == State.PUBLISHED)
