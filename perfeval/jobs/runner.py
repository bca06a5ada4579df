"""Working on a job item by item, each recorded once its file is on the disk: any moment is a good one to die."""

import logging
import mmap
import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F

from perfeval.core.language import _

from .leases import CancelledError, Lease, LeaseLostError, claim, end, release, renew
from .maker import Answer, Maker, MakerDiedError, Request
from .models import ItemState, Job, JobItem, JobState

logger = logging.getLogger(__name__)

HEARTBEAT = 1
"""Seconds between two signs of life while an item is being made; a cancelled job stops as soon."""

MOST_MEMORY = 210 * 1024 * 1024
"""A maker that has grown beyond this is replaced before the next item."""

ITEM_SECONDS = 15 * 60
"""An item that takes longer never ends."""


_going = mmap.mmap(-1, 1)
"""One byte that a worker's processes share: whether the worker has been told to go."""


class GoingError(Exception):
    """The worker goes; the job waits for the next one."""


class StoppedError(Exception):
    """Nothing more of the job can succeed for now; the message is fit to be shown."""


def run_waiting() -> int:
    """Work on jobs until none waits; how many there were."""
    count, parent = 0, os.getppid()
    maker = Maker(MOST_MEMORY)
    try:
        while not _has_to_go(parent) and (lease := claim()):
            run(lease, maker, parent)
            count += 1
    finally:
        maker.stop()
    return count


def leave() -> None:
    """Tell all processes of this worker to put down what they do."""
    _going[0] = 1


def _has_to_go(parent: int) -> bool:
    """Whether the worker was told to go, or its main process is gone."""
    return _going[0] == 1 or os.getppid() != parent


def run(lease: Lease, maker: Maker, parent: int) -> None:
    """Work on a job to its end, its cancelling, or the loss of the lease; ``parent`` is the worker's main process."""
    try:
        _work(lease, partial(_asked, lease, maker, parent))
    except GoingError:
        maker.stop()
        release(lease)
    except LeaseLostError:
        maker.stop()
        logger.warning("任务%s已由其他进程接手", lease.job_pk)
    except CancelledError:
        maker.stop()
        end(lease, JobState.CANCELLED)
    except StoppedError as reason:
        end(lease, JobState.FAILED, problem=str(reason))


def _work(lease: Lease, ask: Callable[[Request], Answer]) -> None:
    if not Job.objects.filter(pk=lease.job_pk, planned=True).exists():
        _record_plan(lease, ask(Request(lease.job_pk, "plan")))
    waiting = JobItem.objects.filter(job=lease.job_pk, state=ItemState.WAITING).order_by("order")
    for item_pk in list(waiting.values_list("pk", flat=True)):
        _record_item(lease, item_pk, ask(Request(lease.job_pk, "make", item_pk)))
    _record_result(lease, ask(Request(lease.job_pk, "finish")))


def _asked(lease: Lease, maker: Maker, parent: int, request: Request) -> Answer:
    """The maker's answer, waited for with signs of life. Raises GoingError, StoppedError, and what ``renew`` raises."""
    if _has_to_go(parent):
        raise GoingError
    maker.ask(request)
    started = time.monotonic()
    while not maker.is_answered(HEARTBEAT):
        renew(lease)
        if _has_to_go(parent):
            raise GoingError
        if time.monotonic() - started > ITEM_SECONDS:
            maker.stop()
            return Answer(problem=_("超过{minutes}分钟没有完成").format(minutes=ITEM_SECONDS // 60))
    answer = _received(maker)
    if answer.stops:
        raise StoppedError(answer.problem)
    return answer


def _received(maker: Maker) -> Answer:
    try:
        return maker.answer()
    except MakerDiedError as death:
        return Answer(problem=str(death))


@transaction.atomic
def _record_plan(lease: Lease, answer: Answer) -> None:
    if answer.problem:
        raise StoppedError(answer.problem)
    renew(lease, planned=True, total=len(answer.plan))
    JobItem.objects.bulk_create(
        JobItem(job_id=lease.job_pk, order=order, key=one.key, label=one.label)
        for order, one in enumerate(answer.plan, start=1)
    )


def _record_item(lease: Lease, item_pk: int, answer: Answer) -> None:
    """The item and the count that includes it are stored together, and only by who still holds the job."""
    mine = JobItem.objects.filter(pk=item_pk, state=ItemState.WAITING)
    with transaction.atomic():
        if answer.problem:
            mine.update(state=ItemState.FAILED, problem=answer.problem)
            _count(lease, failed=F("failed") + 1)
        else:
            mine.update(state=ItemState.DONE, **_file_of(answer))
            _count(lease, done=F("done") + 1, interruptions=0)
    renew(lease)


def _file_of(answer: Answer) -> dict[str, Any]:
    if answer.named is None:
        return {}
    stored = answer.named.stored
    return {"stored": stored.name, "name": answer.named.name, "sha256": stored.sha256, "size": stored.size}


def _count(lease: Lease, **changes: object) -> None:
    """Store the counts; that the job is to be cancelled does not undo what was made."""
    try:
        renew(lease, **changes)
    except CancelledError:
        logger.info("任务%s将取消", lease.job_pk)


def _record_result(lease: Lease, answer: Answer) -> None:
    if answer.problem:
        raise StoppedError(answer.problem)
    if answer.named is None:
        end(lease, JobState.DONE)
        return
    stored = answer.named.stored
    end(
        lease,
        JobState.DONE,
        result=stored.name,
        result_name=answer.named.name,
        result_sha256=stored.sha256,
        result_size=stored.size,
    )
