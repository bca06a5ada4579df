"""Work for the job worker."""

from celery import shared_task

from .clock import run_daily
from .services.notices import mail_notices


@shared_task  # type: ignore[untyped-decorator]  # Celery has no types
def mail_waiting_notices() -> None:
    """Send the mail that waits."""
    mail_notices()


@shared_task  # type: ignore[untyped-decorator]  # Celery has no types
def send_daily_notices() -> None:
    """Send the day's reminders and digests, unless another worker did."""
    run_daily()
