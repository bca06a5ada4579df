"""What every worker does each second beside its work: take up what dead workers left, and find what no message told."""

import logging
import time
from typing import Any

from celery import bootsteps
from django.db import DatabaseError, connections

from . import runner  # noqa: F401 - what its processes share has to be there before they are forked
from .leases import reap
from .services import clean_results
from .waking import wake_for_waiting

logger = logging.getLogger(__name__)

EVERY = 1.0
CLEAN_EVERY = 3600


class Poll(bootsteps.StartStopStep):  # type: ignore[misc]  # Celery has no types
    """The worker's step that looks at the table of jobs once a second, from its start on."""

    requires = ("celery.worker.components:Timer", "celery.worker.components:Pool")

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.entry: Any = None
        self.cleaned = -CLEAN_EVERY
        self.complaint = ""

    def start(self, parent: Any) -> None:
        """Look now, and then every second."""
        self.look()
        self.entry = parent.timer.call_repeatedly(EVERY, self.look)

    def stop(self, parent: Any) -> None:
        """Look no more."""
        if self.entry:
            self.entry.cancel()
            self.entry = None

    def look(self) -> None:
        """Reap, wake, and now and then clean; a database or disk that does not answer is tried again next second."""
        try:
            reap()
            wake_for_waiting()
            self._clean_now_and_then()
        except (DatabaseError, OSError) as error:
            self._complain(str(error))
        else:
            self.complaint = ""
        finally:
            connections.close_all()

    def _complain(self, complaint: str) -> None:
        """Once for each trouble, not once a second."""
        if complaint != self.complaint:
            logger.warning("不能查看任务表：%s", complaint)
        self.complaint = complaint

    def _clean_now_and_then(self) -> None:
        if time.monotonic() - self.cleaned >= CLEAN_EVERY:
            self.cleaned = int(time.monotonic())
            clean_results()
