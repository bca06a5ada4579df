"""Reasons for warnings."""

import pytest
from django.core.exceptions import PermissionDenied

from perfeval.core.checks import Finding
from perfeval.directory.models import Role
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.evaluations.screens.findings import findings_of
from perfeval.review.models import FindingReason
from perfeval.review.selectors import fingerprint_of, reasons_of
from perfeval.review.services import TransitionRefusedError, explain_finding, explain_findings
from perfeval.review.transitions import Action

from .making import Case, case_in, clean_project

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


# --- one reason for all of a check ------------------------------------------------------------------------------------


def several() -> Case:
    """Three warnings of one check."""
    return case_in(projects=[{**clean_project(third="群众反映"), "name": f"项目{number}"} for number in (1, 2, 3)])


def warnings_of(case: Case) -> list[str]:
    located = findings_of(SelfEvaluation.objects.get(pk=case.evaluation.pk))
    found = [each.finding for each in located if each.finding.severity == "warning"]
    assert len({finding.check for finding in found}) == 1
    return [fingerprint_of(finding) for finding in found]


def said(case: Case) -> dict[str, tuple[str, bool]]:
    return {name: (kept.reason, kept.is_shared) for name, kept in reasons_of(case.evaluation).items()}


def test_one_reason_answers_the_other_warnings_of_its_check_but_not_those_with_their_own() -> None:
    case = several()
    first, second, third = warnings_of(case)
    given = {"actor": case.author, "evaluation": case.evaluation}
    assert explain_findings(**given, reasons={second: "本项自有理由"}) == 1
    assert explain_findings(**given, reasons={first: "县里的表如此", second: "本项自有理由"}, shared={first}) == 2
    kept = {first: ("县里的表如此", False), second: ("本项自有理由", False), third: ("县里的表如此", True)}
    assert said(case) == kept
    assert explain_findings(**given, reasons={name: reason for name, (reason, _shared) in kept.items()}) == 0
    assert explain_findings(**given, reasons={first: "另一说法", third: "县里的表如此"}, shared={first}) == 2
    assert said(case)[third] == ("另一说法", True)
    assert explain_findings(**given, reasons={third: "第三条自己说"}) == 1
    assert said(case)[third] == ("第三条自己说", False)


def test_a_tick_without_a_reason_answers_nothing() -> None:
    case = several()
    names = warnings_of(case)
    assert explain_findings(actor=case.author, evaluation=case.evaluation, reasons={names[0]: " "}, shared=names) == 0
    assert said(case) == {}
