import subprocess
import threading
import time
from pathlib import Path

import pytest
from django.db import connection

from perfeval.directory.models import User
from perfeval.jobs import runner, store
from perfeval.jobs.leases import claim, reap
from perfeval.jobs.maker import Maker
from perfeval.jobs.models import Job, JobItem, JobState
from perfeval.jobs.runner import run_waiting
from perfeval.jobs.services import cancel_job, resume_job
from tests.review.test_concurrency import at_once

from .making import plain_job, result_of, stand, work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_by_threads")]


def problems() -> list[str]:
    return list(JobItem.objects.order_by("pk").values_list("problem", flat=True))


def test_a_job_is_planned_made_and_bound() -> None:
    job = plain_job("a", "b")
    work()
    assert (stand(job), result_of(job)) == ((JobState.DONE, 2, 2, 0), "a=done b=done")
    assert job.result_sha256 == store.sha256_of(store.path_of(job.result))
    assert (job.lease, job.lease_until, job.result_name) == ("", None, "结果.txt")
    assert [(item.name, item.size) for item in job.items.order_by("order")] == [("a.txt", 1), ("b.txt", 1)]


def test_a_job_without_items_is_done_at_once() -> None:
    job = plain_job()
    work()
    assert (stand(job), result_of(job)) == ((JobState.DONE, 0, 0, 0), "")


def test_what_cannot_be_made_is_reported_with_its_reason_and_the_rest_goes_on() -> None:
    job = plain_job("a", "unfit", "wrong", "deadly", "b")
    work()
    assert stand(job) == (JobState.DONE, 5, 2, 3)
    assert result_of(job) == "a=done unfit=failed wrong=failed deadly=failed b=done"
    assert problems() == [
        "",
        "这份没有内容",
        "程序出错（ValueError），详见日志",
        "生成时程序意外结束（SIGKILL）",
        "",
    ]


def test_going_on_tries_again_only_what_failed() -> None:
    job = plain_job("a", "unfit")
    work()
    made = store.path_of("a.txt").stat().st_mtime_ns
    JobItem.objects.filter(label="unfit").update(label="fit")
    resume_job(job=job)
    assert stand(job) == (JobState.QUEUED, 2, 1, 0)
    work()
    assert (stand(job), result_of(job)) == ((JobState.DONE, 2, 2, 0), "a=done fit=done")
    assert store.path_of("a.txt").stat().st_mtime_ns == made


def test_an_item_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "ITEM_SECONDS", 0)
    job = plain_job("slow", "a")
    work()
    assert stand(job) == (JobState.DONE, 2, 1, 1)
    assert problems() == ["超过0分钟没有完成", ""]


def test_a_cancelled_job_stops_within_its_item_and_keeps_what_it_made() -> None:
    job = plain_job("a", "slow", "b")

    def cancel_when_begun() -> str:
        """Asks the database only when the maker has begun: a process split off in the middle of that would hang."""
        while not store.path_of("a.txt").exists():
            time.sleep(0.02)
        while not Job.objects.filter(pk=job.pk, done=1).exists():
            time.sleep(0.02)
        cancel_job(job=job)
        return "cancelled"

    def work_on() -> str:
        work()
        return "ended"

    started = time.monotonic()
    assert at_once(work_on, cancel_when_begun) == ["ended", "cancelled"]
    assert time.monotonic() - started < 10
    assert (stand(job), result_of(job)) == ((JobState.CANCELLED, 3, 1, 0), "")
    assert store.path_of("a.txt").read_text() == "a"


def test_a_worker_that_was_told_to_go_puts_its_job_back(monkeypatch: pytest.MonkeyPatch) -> None:
    job = plain_job("a", "slow", "b")
    leaving = threading.Timer(1.5, runner.leave)
    leaving.start()
    try:
        run_waiting()
    finally:
        leaving.join()
        runner._going[0] = 0
    assert stand(job) == (JobState.QUEUED, 3, 1, 0)


def test_a_worker_that_was_too_slow_records_nothing_over_the_next_ones_work() -> None:
    job = plain_job("a", "b")
    late = claim()
    assert late
    Job.objects.update(lease_until="2020-01-01T00:00Z")
    reap()
    work()
    maker = Maker(runner.MOST_MEMORY)
    runner.run(late, maker, 0)
    maker.stop()
    assert (stand(job), result_of(job)) == ((JobState.DONE, 2, 2, 0), "a=done b=done")


def test_two_workers_do_twelve_jobs_each_once() -> None:
    same = User.objects.create(username="same")
    jobs = [plain_job(f"job{number}", owned_by=same) for number in range(12)]

    def work_on() -> str:
        return str(run_waiting_claims())

    counts = at_once(work_on, work_on)
    assert sum(map(int, counts)) == 12
    assert [stand(job) for job in jobs] == [(JobState.RUNNING, 0, 0, 0)] * 12
    assert Job.objects.values("lease").distinct().count() == 12


def run_waiting_claims() -> int:
    count = 0
    while claim():
        count += 1
    return count


def test_a_full_disk_stops_the_job_with_a_clear_reason_and_it_goes_on_when_there_is_room(jobs_folder: Path) -> None:
    jobs_folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", jobs_folder], check=False)
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    try:
        job = plain_job("small", "large:20000", "last")
        work()
        assert (stand(job), result_of(job)) == ((JobState.FAILED, 3, 1, 0), "")
        assert job.problem == "磁盘空间不足，已完成的部分都保留。请腾出空间后点“继续”"
        files = [path.name for path in jobs_folder.rglob("*") if path.is_file()]
        assert files == ["small.txt"]
        subprocess.run(["mount", "-o", "remount,size=1m", jobs_folder], check=True)
        resume_job(job=job)
        work()
        assert (stand(job), result_of(job)) == ((JobState.DONE, 3, 3, 0), "small=done large:20000=done last=done")
    finally:
        connection.close()
        subprocess.run(["umount", jobs_folder], check=True)
