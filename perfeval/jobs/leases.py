"""Who works on what: a job is claimed by one worker, which renews its lease; what a dead worker leaves goes on later.

Claiming skips rows that another worker has locked where the database can do that, and is a compare-and-set everywhere.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from perfeval.core.language import _

from .models import Job, JobState

MOST_INTERRUPTIONS = 5
"""So often in a row a job may lose its worker without finishing a single item; then it is given up."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a job, proven by the token."""

    job_pk: int
    token: str


class LeaseLostError(Exception):
    """The job is somebody else's by now; whoever held it stops."""


class CancelledError(Exception):
    """The owner wants the job to stop."""


def claim() -> Lease | None:
    """Take the job that waits longest; None where none waits."""
    with transaction.atomic():
        waiting = Job.objects.filter(state=JobState.QUEUED).order_by("pk")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        job = waiting.first()
        return _take(job) if job else None


def _take(job: Job) -> Lease | None:
    token = secrets.token_hex(16)
    taken = Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(
        state=JobState.RUNNING, lease=token, lease_until=_end_of_lease(), started_at=job.started_at or timezone.now()
    )
    return Lease(job.pk, token) if taken else None


def renew(lease: Lease, **changes: object) -> None:
    """Hold the job for a while longer, with what else is to be stored. Raises LeaseLostError, CancelledError."""
    mine = Job.objects.filter(pk=lease.job_pk, lease=lease.token, state=JobState.RUNNING)
    if not mine.update(lease_until=_end_of_lease(), **changes):
        raise LeaseLostError
    if mine.filter(cancel_requested=True).exists():
        raise CancelledError


def end(lease: Lease, state: JobState, **changes: object) -> None:
    """Give the job back in its last state. Raises LeaseLostError."""
    mine = Job.objects.filter(pk=lease.job_pk, lease=lease.token, state=JobState.RUNNING)
    if not mine.update(state=state, lease="", lease_until=None, finished_at=timezone.now(), **changes):
        raise LeaseLostError


def release(lease: Lease) -> None:
    """Put the job back into the queue, for a worker that has to go."""
    mine = Job.objects.filter(pk=lease.job_pk, lease=lease.token, state=JobState.RUNNING)
    mine.update(state=JobState.QUEUED, lease="", lease_until=None, woken_at=None)


def reap() -> int:
    """Queue again what dead workers left, cancel what was to be cancelled; how many jobs were found so."""
    now = timezone.now()
    left = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now)
    stopped = left.filter(cancel_requested=True).update(
        state=JobState.CANCELLED, lease="", lease_until=None, finished_at=now
    )
    given_up = left.filter(interruptions__gte=MOST_INTERRUPTIONS).update(
        state=JobState.FAILED,
        lease="",
        lease_until=None,
        finished_at=now,
        problem=_("多次中断，已停止。可以点“继续”再试"),
    )
    queued = left.update(
        state=JobState.QUEUED, lease="", lease_until=None, interruptions=F("interruptions") + 1, woken_at=None
    )
    return stopped + given_up + queued


def _end_of_lease() -> datetime:
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)
