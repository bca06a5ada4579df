"""Warnings that the officers let stand, with their reasons."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from perfeval.core.checks import Finding
from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.screens.findings import findings_of
from perfeval.review.models import FindingReason
from perfeval.review.rules import can_explain
from perfeval.review.selectors import fingerprint_of, reasons_of

from .events import record_event
from .locking import locked
from .refusals import TransitionRefusedError


@transaction.atomic
def explain_finding(*, actor: User, evaluation: SelfEvaluation, finding: Finding, reason: str) -> FindingReason:
    """Keep why a warning is let stand. Errors cannot be explained away: TransitionRefusedError; PermissionDenied."""
    mine = locked(evaluation)
    if not can_explain(actor, mine):
        raise PermissionDenied
    if finding.severity == "error":
        raise TransitionRefusedError(_("错误必须改正，不能以说明代替"), [finding])
    if not reason.strip():
        raise TransitionRefusedError(_("请写明理由"), [finding])
    kept, _created = FindingReason.objects.update_or_create(
        evaluation=mine,
        fingerprint=fingerprint_of(finding),
        defaults={"reason": reason.strip(), "given_by": actor},
    )
    record_event(
        action="explain_finding",
        actor=actor,
        evaluation=mine,
        reason=kept.reason,
        check=finding.check,
        where=finding.where,
    )
    return kept


def barring_findings(evaluation: SelfEvaluation) -> list[Finding]:
    """What keeps the evaluation from being submitted: errors, and warnings without a reason."""
    reasons = reasons_of(evaluation)
    return [each.finding for each in findings_of(evaluation) if is_barring(each.finding, reasons)]


def is_barring(finding: Finding, reasons: Mapping[str, FindingReason]) -> bool:
    """An error, or a warning without a reason."""
    if finding.severity == "warning":
        return fingerprint_of(finding) not in reasons
    return finding.severity == "error"


def explain_findings(*, actor: User, evaluation: SelfEvaluation, reasons: Mapping[str, str]) -> int:
    """Keep the reasons given for warnings, by fingerprint, where they are new; how many were kept."""
    known = reasons_of(evaluation)
    kept = 0
    for finding in (each.finding for each in findings_of(evaluation)):
        fingerprint = fingerprint_of(finding)
        reason = reasons.get(fingerprint, "").strip()
        before = known.get(fingerprint)
        if finding.severity == "warning" and reason and (before is None or before.reason != reason):
            explain_finding(actor=actor, evaluation=evaluation, finding=finding, reason=reason)
            kept += 1
    return kept
