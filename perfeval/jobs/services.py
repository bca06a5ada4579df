"""The door for those who want work done; the workers' door is leases.py."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from perfeval.core.language import _
from perfeval.directory.models import User

from . import store
from .kinds import Kind
from .models import UNFINISHED, ItemState, Job, JobState
from .waking import wake


class JobRefusedError(Exception):
    """What is wanted cannot be done with the job as it stands; the message is fit to be shown."""


@transaction.atomic
def queue_job(*, owner: User, kind: Kind, title: str, **what: object) -> Job:
    """Put a job into the queue; the same job that the person already waits for is not queued twice."""
    same = Job.objects.filter(owner=owner, kind=kind.name, state__in=UNFINISHED, cancel_requested=False)
    present = next((job for job in same if job.input == what), None)
    if present:
        return present
    job = Job.objects.create(owner=owner, kind=kind.name, title=title[:500], input=what)
    transaction.on_commit(lambda: wake([job.pk]))
    return job


def cancel_job(*, job: Job) -> None:
    """Stop a job: at once where it waits, else as soon as its worker looks. Raises JobRefusedError."""
    waiting = Job.objects.filter(pk=job.pk, state=JobState.QUEUED)
    if waiting.update(state=JobState.CANCELLED, finished_at=timezone.now()):
        return
    if not Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(cancel_requested=True):
        raise JobRefusedError(_("任务已经结束，不能取消"))


@transaction.atomic
def resume_job(*, job: Job) -> None:
    """Queue a job again that stopped, or in which something failed; what is made stays made. Raises JobRefusedError."""
    locked = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if not locked.can_resume:
        raise JobRefusedError(_("任务没有需要继续的内容"))
    locked.items.filter(state=ItemState.FAILED).update(state=ItemState.WAITING, problem="")
    locked.state, locked.cancel_requested, locked.interruptions = JobState.QUEUED, False, 0
    locked.failed, locked.problem, locked.finished_at, locked.woken_at = 0, "", None, None
    locked.result = locked.result_name = locked.result_sha256 = ""
    locked.result_size = 0
    locked.save()
    transaction.on_commit(lambda: wake([job.pk]))


def clean_results() -> int:
    """Take away results and documents that are older than the retention; how many files went."""
    oldest = timezone.now() - timedelta(days=settings.JOB_RESULTS_DAYS)
    old = Job.objects.filter(finished_at__lt=oldest).exclude(result="").exclude(state__in=UNFINISHED)
    still_wanted = set(Job.objects.filter(finished_at__gte=oldest).exclude(result="").values_list("result", flat=True))
    gone = [job for job in old if job.result not in still_wanted]
    for job in gone:
        store.remove(job.result)
    old.update(result="")
    return len(gone) + store.forget_unused(settings.JOB_RESULTS_DAYS * 24 * 60 * 60)
