"""Work for the job worker."""

from celery import shared_task

from .runner import run_waiting


@shared_task  # type: ignore[untyped-decorator]  # Celery has no types
def run_jobs() -> None:
    """Work on jobs until none waits."""
    run_waiting()
