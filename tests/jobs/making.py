"""A kind of job for tests, whose items say what becomes of them, and jobs in any state."""

import os
import signal
import time
from collections.abc import Sequence
from typing import Any

from perfeval.directory.models import Role, User
from perfeval.jobs import store
from perfeval.jobs.kinds import ItemError, Kind, Named, Planned, register_kind
from perfeval.jobs.leases import claim
from perfeval.jobs.maker import Maker
from perfeval.jobs.models import Job, JobItem, JobState
from perfeval.jobs.runner import MOST_MEMORY, run
from perfeval.jobs.services import queue_job
from tests.factories import make_region, person


def _plan(job: Job) -> Sequence[Planned]:
    return [Planned(str(number), word) for number, word in enumerate(job.input["words"])]


def _make(job: Job, item: JobItem) -> Named:
    """The label as a file; some labels are poison."""
    if item.label == "unfit":
        raise ItemError("这份没有内容")
    if item.label == "wrong":
        raise ValueError(item.label)
    if item.label == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    if item.label == "slow":
        time.sleep(60)
    size = int(item.label.partition(":")[2] or 1)
    return Named(store.keep(f"{item.label.replace(':', '-')}.txt", item.label.encode() * size), f"{item.label}.txt")


def _finish(job: Job, items: Sequence[JobItem]) -> Named:
    text = " ".join(f"{item.label}={item.state}" for item in items)
    return Named(store.keep_written(lambda file: file.write(text.encode()) and None, ".txt"), "结果.txt")


PLAIN = Kind("plain", "测试", _plan, _make, _finish, may_have=lambda _user, job: bool(job.input.get("open", True)))
register_kind(PLAIN.name, f"{__name__}.PLAIN")


def owner() -> User:
    return person(Role.REVIEWER, region=make_region(f"县{User.objects.count()}"))


def plain_job(*words: str, owned_by: User | None = None, **what: Any) -> Job:
    return queue_job(owner=owned_by or owner(), kind=PLAIN, title="测试任务", words=list(words), **what)


def work() -> None:
    """Do what a worker does with the job that waits longest."""
    lease = claim()
    assert lease
    maker = Maker(MOST_MEMORY)
    try:
        run(lease, maker, os.getppid())
    finally:
        maker.stop()


def result_of(job: Job) -> str:
    job.refresh_from_db()
    return store.path_of(job.result).read_text() if job.result else ""


def stand(job: Job) -> tuple[str, int, int, int]:
    """State, items, made, failed."""
    job.refresh_from_db()
    return JobState(job.state), job.total, job.done, job.failed
