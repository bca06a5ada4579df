"""Work for the job worker."""

from celery import shared_task

from .services.notices import mail_notices


@shared_task  # type: ignore[untyped-decorator]  # Celery has no types
def mail_waiting_notices() -> None:
    """Send the mail that waits."""
    mail_notices()
