"""What every worker does each minute beside its work: have approved documents made that are not there."""

import logging
import time
from typing import Any

from celery import bootsteps
from django.db import DatabaseError, connections
from django.utils import timezone

from .retrying import due_snapshots, give_up_exhausted

logger = logging.getLogger(__name__)

EVERY = 60.0
PATIENCE = 600
"""Seconds in which a worker does not ask its pool again for the same document."""


class Keeper(bootsteps.StartStopStep):  # type: ignore[misc]  # Celery has no types
    """The worker's step that looks every minute for approved documents that are missing."""

    requires = ("celery.worker.components:Timer", "celery.worker.components:Pool")

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.entry: Any = None
        self.asked: dict[int, float] = {}

    def start(self, parent: Any) -> None:
        """Look from now on."""
        self.entry = parent.timer.call_repeatedly(EVERY, self.look)

    def stop(self, parent: Any) -> None:
        """Look no more."""
        if self.entry:
            self.entry.cancel()
            self.entry = None

    def look(self) -> None:
        """Hand what is due to the pool, and give up what was tried often enough."""
        try:
            now = timezone.now()
            give_up_exhausted(now)
            for key in due_snapshots(now):
                self._ask_for(key)
        except (DatabaseError, OSError) as error:
            logger.warning("不能查看审核通过的文件：%s", error)
        finally:
            connections.close_all()

    def _ask_for(self, key: int) -> None:
        from .tasks import keep_document

        self.asked = {one: at for one, at in self.asked.items() if time.monotonic() - at < PATIENCE}
        if key not in self.asked:
            self.asked[key] = time.monotonic()
            keep_document.delay(key)


def join_worker(**_signal: Any) -> None:
    """Add the step to a worker that begins (the program's Celery lies below this app and cannot name it)."""
    from perfeval.celery import app

    app.steps["worker"].add(Keeper)
