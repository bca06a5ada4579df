"""What a worker does each second beside its work."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from perfeval.jobs import store
from perfeval.jobs.leases import claim
from perfeval.jobs.models import Job, JobState
from perfeval.jobs.polling import Poll

from .making import plain_job

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_by_threads")]


def test_what_a_dead_worker_left_waits_again_and_a_worker_is_told() -> None:
    job = plain_job("a")
    assert claim()
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1), woken_at=None)
    Poll(None).look()
    job.refresh_from_db()
    assert (job.state, job.interruptions, job.woken_at is not None) == (JobState.QUEUED, 1, True)


def test_results_that_are_too_old_go_with_the_first_look() -> None:
    kept = store.keep("old.zip", b"old")
    long_ago = timezone.now() - timedelta(days=31)
    job = plain_job("a")
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, result=kept.name, finished_at=long_ago)
    Poll(None).look()
    job.refresh_from_db()
    assert (job.result, store.find(kept.name)) == ("", None)


def test_a_database_that_does_not_answer_is_complained_of_once(caplog: pytest.LogCaptureFixture) -> None:
    poll = Poll(None)
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = "/nowhere/at/all"
    try:
        with caplog.at_level(logging.WARNING, "perfeval.jobs.polling"):
            poll.look()
            poll.look()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    poll.look()
    assert poll.complaint == ""
