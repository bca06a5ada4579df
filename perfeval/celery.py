"""The job workers: ``celery -A perfeval worker``."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init, worker_shutting_down

from .memory import keep_what_is_loaded
from .periodic import joined_steps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfeval.settings")

app = Celery("perfeval")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect  # type: ignore[untyped-decorator]  # Celery has no types
def _take_steps(**_signal: Any) -> None:
    """Add the steps that need no message (only now are the apps loaded)."""
    app.steps["worker"].update(joined_steps())
    keep_what_is_loaded()


@worker_shutting_down.connect  # type: ignore[untyped-decorator]  # Celery has no types
def _put_down_the_work(**_signal: Any) -> None:
    """A job goes on with the next worker; nobody waits for its end."""
    from perfeval.jobs.runner import leave

    leave()
