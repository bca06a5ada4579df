"""What happens once a day, on the worker's own timer: reminders and digests. No second service keeps the time."""

from datetime import time

from django.db import transaction
from django.utils import timezone

from perfeval.periodic import Repeated

from .models import ChainHead, Event
from .services import record_event
from .services.digests import send_digests
from .services.reminding import remind_all

FROM = time(7, 30)
"""Local time from which the day's notices go out; a machine that was off then sends them when it is on again."""


def is_time() -> bool:
    """Whether the day's notices are due and nobody has sent them."""
    return timezone.localtime().time() >= FROM and not _was_done()


def run_daily() -> bool:
    """Write reminders and send digests, once a day whoever asks; whether this was the time."""
    with transaction.atomic():
        ChainHead.objects.get_or_create(pk=1)
        ChainHead.objects.select_for_update().get(pk=1)
        if _was_done():
            return False
        record_event(action="daily_notices", day=timezone.localdate().isoformat())
    remind_all()
    send_digests()
    return True


def _was_done() -> bool:
    return Event.objects.filter(action="daily_notices", details__day=timezone.localdate().isoformat()).exists()


class Clock(Repeated):
    """The worker's step that looks every five minutes whether the day's notices are due."""

    every = 300.0
    trouble = "不能查看是否要发通知：{reason}"

    def act(self) -> None:
        """Hand the work to the pool, so that the worker's own loop never waits for a mail server."""
        from .tasks import send_daily_notices

        if is_time():
            send_daily_notices.delay()
