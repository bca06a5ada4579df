"""What a worker does again and again beside its work."""

import logging

import pytest
from django.db import OperationalError

from perfeval.celery import _take_steps, app
from perfeval.jobs.polling import Poll
from perfeval.periodic import Repeated
from perfeval.publication.keeper import Keeper
from perfeval.review.clock import Clock


class Timer:
    """Takes note of what it is to call."""

    def __init__(self) -> None:
        self.calls: list[tuple[float, object]] = []
        self.cancelled = 0

    def call_repeatedly(self, seconds: float, call: object) -> "Timer":
        self.calls.append((seconds, call))
        return self

    def cancel(self) -> None:
        self.cancelled += 1


class Worker:
    """What a step sees of its worker."""

    def __init__(self) -> None:
        self.timer = Timer()


class Step(Repeated):
    """Acts three times, and the database is away at the first two."""

    every = 7.0
    at_once = True
    trouble = "没有回答：{reason}"
    acted = 0

    def act(self) -> None:
        self.acted += 1
        if self.acted < 3:
            raise OperationalError("away")


def test_a_step_acts_from_the_start_on_until_it_is_stopped_and_complains_once(caplog: pytest.LogCaptureFixture) -> None:
    worker, step = Worker(), Step(None)
    with caplog.at_level(logging.WARNING, __name__):
        step.start(worker)
        step.look()
    assert [record.getMessage() for record in caplog.records] == ["没有回答：away"]
    step.look()
    assert (step.acted, step.complaint) == (3, "")
    assert worker.timer.calls == [(7.0, step.look)]
    step.stop(worker)
    step.stop(worker)
    assert worker.timer.cancelled == 1


def test_every_worker_takes_the_steps_of_all_apps() -> None:
    _take_steps()
    assert {step for step in app.steps["worker"] if issubclass(step, Repeated)} == {Poll, Clock, Keeper}
