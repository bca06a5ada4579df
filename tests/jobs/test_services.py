import os
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from perfeval.jobs import store
from perfeval.jobs.leases import claim
from perfeval.jobs.models import Job, JobState
from perfeval.jobs.services import JobRefusedError, cancel_job, clean_results, resume_job
from perfeval.jobs.store import LONGEST_WRITING
from perfeval.jobs.waking import wake_for_waiting
from perfeval.review.tasks import mail_waiting_notices

from .making import owner, plain_job

pytestmark = pytest.mark.django_db

DAY = 24 * 60 * 60


def test_a_job_that_is_waited_for_already_is_not_queued_twice() -> None:
    person = owner()
    first = plain_job("a", owned_by=person)
    assert plain_job("a", owned_by=person) == first
    assert plain_job("b", owned_by=person) != first
    assert plain_job("a") != first


def test_a_waiting_job_is_cancelled_at_once_and_an_ended_one_not_at_all() -> None:
    job = plain_job("a")
    cancel_job(job=job)
    assert claim() is None
    with pytest.raises(JobRefusedError, match="任务已经结束，不能取消"):
        cancel_job(job=job)


def test_only_what_stopped_can_go_on() -> None:
    job = plain_job("a")
    with pytest.raises(JobRefusedError, match="任务没有需要继续的内容"):
        resume_job(job=job)
    cancel_job(job=job)
    resume_job(job=job)
    assert Job.objects.get().state == JobState.QUEUED


def test_a_message_goes_out_once_and_again_when_it_seems_lost() -> None:
    job = plain_job("a")
    Job.objects.update(woken_at=None)
    wake_for_waiting()
    first = Job.objects.get().woken_at
    wake_for_waiting()
    assert Job.objects.get().woken_at == first
    Job.objects.update(woken_at="2020-01-01T00:00Z")
    wake_for_waiting()
    job.refresh_from_db()
    assert job.woken_at is not None
    assert job.woken_at > timezone.now() - timedelta(seconds=5)


def test_shared_tasks_go_to_the_queue_of_the_settings_from_the_web_processes_too() -> None:
    assert mail_waiting_notices.app.conf.broker_url == "filesystem://localhost//"


def test_retention_takes_old_results_and_unused_documents_away() -> None:
    old, new = plain_job("old"), plain_job("new")
    kept = {name: store.keep(name, name.encode()) for name in ("old.zip", "new.zip", "unused.pdf", "used.pdf")}
    half, fresh = store.path_of("xx").parent / ".half.part", store.path_of("xx").parent / ".fresh.part"
    half.parent.mkdir()
    half.touch()
    fresh.touch()
    now = time.time()
    for path, age in ((store.path_of("unused.pdf"), 31 * DAY), (half, LONGEST_WRITING + 60)):
        os.utime(path, (now - age, now - age))
    for job, name, age in ((old, "old.zip", 31), (new, "new.zip", 29)):
        Job.objects.filter(pk=job.pk).update(
            state=JobState.DONE,
            result=name,
            result_name="结果.zip",
            finished_at=timezone.now() - timedelta(days=age),
        )
    assert clean_results() == 3
    assert list(Job.objects.order_by("pk").values_list("result", "result_name")) == [
        ("", "结果.zip"),
        ("new.zip", "结果.zip"),
    ]
    assert {name for name in kept if store.find(name)} == {"new.zip", "used.pdf"}
    assert (half.exists(), fresh.exists()) == (False, True)
