"""What a job worker does beside its work, again and again on its own timer: no second service keeps the time."""

import logging
from typing import Any

from celery import bootsteps
from django.db import DatabaseError, connections
from django.utils.module_loading import import_string


class Repeated(bootsteps.StartStopStep):  # type: ignore[misc]  # Celery has no types
    """A worker's step that acts every so many seconds. What takes long it hands to the pool, lest the worker wait."""

    requires = ("celery.worker.components:Timer", "celery.worker.components:Pool")

    every: float
    """Seconds."""
    at_once = False
    """Whether it also acts when the worker begins."""
    trouble: str
    """What is logged, with {reason}, when database or disk do not answer; it is tried again at the next time."""

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.entry: Any = None
        self.complaint = ""

    def start(self, parent: Any) -> None:
        """Act from now on."""
        if self.at_once:
            self.look()
        self.entry = parent.timer.call_repeatedly(self.every, self.look)

    def stop(self, parent: Any) -> None:
        """Act no more."""
        if self.entry:
            self.entry.cancel()
            self.entry = None

    def look(self) -> None:
        """Act once."""
        try:
            self.act()
        except (DatabaseError, OSError) as error:
            self._complain(self.trouble.format(reason=error))
        else:
            self.complaint = ""
        finally:
            connections.close_all()

    def act(self) -> None:
        """What is done each time: nothing, unless a step says what."""

    def _complain(self, complaint: str) -> None:
        """Once for each trouble, not once each time."""
        if complaint != self.complaint:
            logging.getLogger(type(self).__module__).warning("%s", complaint)
        self.complaint = complaint


_joined: list[str] = []


def join_worker(step: str) -> None:
    """Have every worker that begins take this step, named by its path."""
    if step not in _joined:
        _joined.append(step)


def joined_steps() -> list[type[Repeated]]:
    """The steps that the apps have named; they can be imported when all apps are loaded."""
    return [import_string(step) for step in _joined]
