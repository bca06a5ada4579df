"""The job workers: ``celery -A perfeval worker``."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init, worker_shutting_down

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfeval.settings")

app = Celery("perfeval")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect  # type: ignore[untyped-decorator]  # Celery has no types
def _poll_too(**_signal: Any) -> None:
    """Add the step that needs no message (only now are the apps loaded)."""
    from perfeval.jobs.polling import Poll
    from perfeval.review.clock import Clock

    app.steps["worker"].add(Poll)
    app.steps["worker"].add(Clock)


@worker_shutting_down.connect  # type: ignore[untyped-decorator]  # Celery has no types
def _put_down_the_work(**_signal: Any) -> None:
    """A job goes on with the next worker; nobody waits for its end."""
    from perfeval.jobs.runner import leave

    leave()
