from datetime import timedelta

import pytest
from django.utils import timezone

from perfeval.jobs.leases import MOST_INTERRUPTIONS, CancelledError, LeaseLostError, claim, end, reap, release, renew
from perfeval.jobs.models import Job, JobState
from perfeval.jobs.services import cancel_job

from .making import plain_job

pytestmark = pytest.mark.django_db


def run_out(job: Job) -> None:
    """The worker was last seen long ago."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def states() -> list[str]:
    return list(Job.objects.order_by("pk").values_list("state", flat=True))


def test_jobs_are_claimed_in_the_order_they_came_each_once() -> None:
    first, second = plain_job("a"), plain_job("b")
    leases = [claim(), claim(), claim()]
    assert [lease and lease.job_pk for lease in leases] == [first.pk, second.pk, None]


def test_a_claimed_job_is_leased_until_a_time_that_each_sign_of_life_moves_on() -> None:
    job = plain_job("a")
    lease = claim()
    assert lease
    run_out(job)
    renew(lease, done=0)
    job.refresh_from_db()
    assert (job.state, job.lease) == (JobState.RUNNING, lease.token)
    assert job.lease_until is not None
    assert job.lease_until > timezone.now()


def test_what_a_dead_worker_left_is_queued_again_and_its_lease_is_worth_nothing() -> None:
    job = plain_job("a")
    old = claim()
    assert old
    assert reap() == 0
    run_out(job)
    assert reap() == 1
    new = claim()
    assert new
    with pytest.raises(LeaseLostError):
        renew(old)
    with pytest.raises(LeaseLostError):
        end(old, JobState.DONE)
    release(old)
    end(new, JobState.DONE)
    job.refresh_from_db()
    assert (job.state, job.interruptions) == (JobState.DONE, 1)


def test_a_job_that_kills_every_worker_is_given_up_with_a_reason() -> None:
    job = plain_job("a")
    for _round in range(MOST_INTERRUPTIONS + 1):
        assert claim()
        run_out(job)
        reap()
    job.refresh_from_db()
    assert (job.state, job.problem) == (JobState.FAILED, "多次中断，已停止。可以点“继续”再试")


def test_a_job_to_be_cancelled_whose_worker_died_is_cancelled() -> None:
    job = plain_job("a")
    assert claim()
    cancel_job(job=job)
    run_out(job)
    assert (reap(), states()) == (1, [JobState.CANCELLED])


def test_the_next_sign_of_life_tells_the_worker_to_stop() -> None:
    job = plain_job("a")
    lease = claim()
    assert lease
    cancel_job(job=job)
    with pytest.raises(CancelledError):
        renew(lease)


def test_a_worker_that_has_to_go_puts_the_job_back() -> None:
    plain_job("a")
    lease = claim()
    assert lease
    release(lease)
    assert states() == [JobState.QUEUED]
