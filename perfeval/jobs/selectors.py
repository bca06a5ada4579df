"""Reading jobs, each person only the own."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from perfeval.directory.models import User

from .kinds import kind_of
from .models import ItemState, Job, JobItem


def jobs_of(user: User) -> QuerySet[Job]:
    """The jobs of a person, the newest first."""
    return Job.objects.filter(owner=user)


def get_job_for(user: User, pk: int) -> Job:
    """A job of one's own, while one may have what it makes. Raises Http404, PermissionDenied."""
    job = get_object_or_404(jobs_of(user), pk=pk)
    if not kind_of(job).may_have(user, job):
        raise PermissionDenied
    return job


def failed_items_of(job: Job) -> QuerySet[JobItem]:
    """What could not be made, in order."""
    return job.items.filter(state=ItemState.FAILED)
