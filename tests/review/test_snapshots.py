"""Snapshots keep what was handed in, byte for byte."""

import hashlib

import pytest

from perfeval.directory.models import Role
from perfeval.evaluations.models import State
from perfeval.evaluations.services import export_package, save_field
from perfeval.review.models import Snapshot
from perfeval.review.selectors import latest_snapshot
from perfeval.review.services import package_of
from perfeval.review.services.snapshots import package_document
from perfeval.review.transitions import Action
from tests.comparing import entered
from tests.factories import SAMPLES, sample_evaluation, sample_package

from .making import case_in

pytestmark = pytest.mark.django_db


def test_a_snapshot_holds_package_scheme_version_and_hash() -> None:
    case = case_in(State.SUBMITTED)
    snapshot = Snapshot.objects.get()
    assert entered(package_of(snapshot)) == entered(export_package(case.evaluation))
    assert snapshot.sha256 == hashlib.sha256(snapshot.document.encode()).hexdigest()
    assert (snapshot.kind, snapshot.scheme, snapshot.version, snapshot.taken_by) == (
        "submitted",
        case.evaluation.scheme,
        1,
        case.author,
    )


def test_what_is_typed_later_does_not_reach_the_snapshot() -> None:
    case = case_in(State.RETURNED)
    before = Snapshot.objects.get().document
    field = f"evaluation.{case.evaluation.pk}.source"
    save_field(actor=case.author, evaluation=case.evaluation, field=field, value="改过")
    case.move(Role.AUTHOR, Action.SUBMIT)
    first, second = Snapshot.objects.order_by("pk")
    assert first.document == before
    assert package_of(second).source == "改过"
    assert latest_snapshot(case.evaluation) == second


@pytest.mark.parametrize("name", SAMPLES)
def test_equal_packages_give_equal_bytes(name: str) -> None:
    evaluation = sample_evaluation(name)
    assert package_document(export_package(evaluation)) == package_document(export_package(evaluation))
    assert entered(export_package(evaluation)) == entered(sample_package(name))
