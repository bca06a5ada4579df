"""What every worker does each minute beside its work: have approved documents made that are not there."""

import time
from typing import Any

from django.utils import timezone

from perfeval.periodic import Repeated

from .retrying import due_snapshots, give_up_exhausted

PATIENCE = 600
"""Seconds in which a worker does not ask its pool again for the same document."""


class Keeper(Repeated):
    """The worker's step that looks every minute for approved documents that are missing."""

    every = 60.0
    trouble = "不能查看审核通过的文件：{reason}"

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.asked: dict[int, float] = {}

    def act(self) -> None:
        """Hand what is due to the pool, and give up what was tried often enough."""
        now = timezone.now()
        give_up_exhausted(now)
        for key in due_snapshots(now):
            self._ask_for(key)

    def _ask_for(self, key: int) -> None:
        from .tasks import keep_document

        self.asked = {one: at for one, at in self.asked.items() if time.monotonic() - at < PATIENCE}
        if key not in self.asked:
            self.asked[key] = time.monotonic()
            keep_document.delay(key)
