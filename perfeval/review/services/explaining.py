"""Warnings that the officers let stand, with their reasons."""

from collections.abc import Collection, Mapping

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
def explain_finding(
    *, actor: User, evaluation: SelfEvaluation, finding: Finding, reason: str, is_shared: bool = False
) -> FindingReason:
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
        defaults={"reason": reason.strip(), "given_by": actor, "is_shared": is_shared},
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


def explain_findings(
    *, actor: User, evaluation: SelfEvaluation, reasons: Mapping[str, str], shared: Collection[str] = ()
) -> int:
    """Keep the reasons given for warnings, by fingerprint, where they are new; how many were kept.

    A reason that is ``shared`` answers the other warnings of its check too, but for those with a reason of their own.
    """
    known = reasons_of(evaluation)
    warnings = [each.finding for each in findings_of(evaluation) if each.finding.severity == "warning"]
    given = {fingerprint: reason.strip() for fingerprint, reason in reasons.items() if reason.strip()}
    common = {one.check: given[name] for one in warnings if (name := fingerprint_of(one)) in given and name in shared}
    kept = 0
    for finding in warnings:
        fingerprint = fingerprint_of(finding)
        before = known.get(fingerprint)
        is_its_own = fingerprint in given and not (
            before is not None and before.is_shared and before.reason == given[fingerprint]
        )
        reason = given[fingerprint] if is_its_own else common.get(finding.check, "")
        if not reason or (before is not None and (before.reason == reason or not (is_its_own or before.is_shared))):
            continue
        explain_finding(actor=actor, evaluation=evaluation, finding=finding, reason=reason, is_shared=not is_its_own)
        kept += 1
    return kept
