"""Reasons for warnings."""

import pytest
from django.core.exceptions import PermissionDenied

from perfeval.core.checks import Finding
from perfeval.directory.models import Role
from perfeval.evaluations.models import State
from perfeval.review.models import FindingReason
from perfeval.review.selectors import fingerprint_of, reasons_of
from perfeval.review.services import TransitionRefusedError, explain_finding
from perfeval.review.transitions import Action

from .making import case_in

pytestmark = pytest.mark.django_db

WARNING = Finding("C26", "warning", "/projects/0", "没有", "依据", "得分没有依据")
ERROR = Finding("C10", "error", "/projects/0", "130%", "100%", "超过100%")


def test_the_last_reason_for_a_warning_holds() -> None:
    case = case_in()
    for reason in ("先前", "后来"):
        explain_finding(actor=case.author, evaluation=case.evaluation, finding=WARNING, reason=reason)
    assert [(kept.reason, kept.given_by) for kept in reasons_of(case.evaluation).values()] == [("后来", case.author)]


@pytest.mark.parametrize(("finding", "reason"), [(ERROR, "有理由"), (WARNING, " \n")])
def test_an_error_is_not_explained_away_and_a_warning_not_by_nothing(finding: Finding, reason: str) -> None:
    case = case_in()
    with pytest.raises(TransitionRefusedError) as refusal:
        explain_finding(actor=case.author, evaluation=case.evaluation, finding=finding, reason=reason)
    assert refusal.value.findings == [finding]
    assert FindingReason.objects.count() == 0


def test_a_warning_that_finds_something_else_is_another_warning() -> None:
    other = Finding("C26", "warning", "/projects/0", "别的", "依据", "得分没有依据")
    reworded = Finding("C26", "warning", "/projects/0", "没有", "依据", "换了说法")
    assert fingerprint_of(other) != fingerprint_of(WARNING) == fingerprint_of(reworded)


def test_only_the_officers_explain_and_only_while_it_lies_with_them() -> None:
    case = case_in()
    for user in (case.head, case.reviewer, case.auditor):
        with pytest.raises(PermissionDenied):
            explain_finding(actor=user, evaluation=case.evaluation, finding=WARNING, reason="理由")
    case.move(Role.AUTHOR, Action.SUBMIT)
    assert case.evaluation.state == State.SUBMITTED
    with pytest.raises(PermissionDenied):
        explain_finding(actor=case.author, evaluation=case.evaluation, finding=WARNING, reason="理由")
