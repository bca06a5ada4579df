"""Messages that tell a worker to look at the table of jobs. One lost is sent again; one too many does nothing."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from .models import Job, JobState

logger = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=10)
"""A message unanswered for so long counts as lost."""


def wake(pks: Iterable[int]) -> None:
    """Send a message for each of these jobs; where none can be sent, the worker finds the job by itself."""
    from .tasks import run_jobs

    keys = list(pks)
    Job.objects.filter(pk__in=keys).update(woken_at=timezone.now())
    try:
        for _key in keys:
            run_jobs.apply_async(retry=False)
    except (OSError, OperationalError) as error:
        logger.warning("任务已登记，暂不能通知后台进程：%s", error)


def wake_for_waiting() -> None:
    """Send messages for the jobs that wait and for which none is on its way."""
    asleep = Q(woken_at=None) | Q(woken_at__lt=timezone.now() - PATIENCE)
    wake(Job.objects.filter(asleep, state=JobState.QUEUED).values_list("pk", flat=True))
