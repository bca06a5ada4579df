"""Reading what the review knows of a self-evaluation."""

import hashlib

from perfeval.core.checks import Finding
from perfeval.evaluations.models import SelfEvaluation

from .models import Event, FindingReason, ReturnedPart, Snapshot
from .transitions import Action


def fingerprint_of(finding: Finding) -> str:
    """What makes a finding the same finding: its check, its place and what it found there."""
    content = "\x1f".join((finding.check, finding.where, finding.found, finding.expected))
    return hashlib.sha256(content.encode()).hexdigest()


def reasons_of(evaluation: SelfEvaluation) -> dict[str, FindingReason]:
    """The officers' reasons by the finding's fingerprint."""
    kept = FindingReason.objects.filter(evaluation=evaluation).select_related("given_by")
    return {reason.fingerprint: reason for reason in kept}


def open_returned_parts(evaluation: SelfEvaluation) -> list[ReturnedPart]:
    """What was sent back and not handed in again yet."""
    return list(ReturnedPart.objects.filter(evaluation=evaluation, open=True).select_related("returned_by"))


def latest_snapshot(evaluation: SelfEvaluation) -> Snapshot | None:
    """The last snapshot, of whatever kind."""
    return Snapshot.objects.filter(evaluation=evaluation).order_by("-taken_at", "-pk").first()


def steps_taken(evaluation: SelfEvaluation) -> list[Event]:
    """The way it has come: each step with who took it and why, the last first."""
    steps = Event.objects.filter(evaluation=evaluation, action__in=list(Action))
    return list(steps.select_related("actor").order_by("-number"))
