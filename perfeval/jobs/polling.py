"""What every worker does each second beside its work: take up what dead workers left, and find what no message told."""

import time
from typing import Any

from perfeval.periodic import Repeated

from . import runner  # noqa: F401 - what its processes share has to be there before they are forked
from .leases import reap
from .services import clean_results
from .waking import wake_for_waiting

CLEAN_EVERY = 3600


class Poll(Repeated):
    """The worker's step that looks at the table of jobs once a second, from its start on."""

    every = 1.0
    at_once = True
    trouble = "不能查看任务表：{reason}"

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.cleaned = -CLEAN_EVERY

    def act(self) -> None:
        """Reap, wake, and now and then clean."""
        reap()
        wake_for_waiting()
        if time.monotonic() - self.cleaned >= CLEAN_EVERY:
            self.cleaned = int(time.monotonic())
            clean_results()
