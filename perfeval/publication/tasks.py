"""Work for the job worker."""

from celery import shared_task

from perfeval.review.models import Snapshot

from .retrying import try_to_make


@shared_task  # type: ignore[untyped-decorator]  # Celery has no types
def keep_document(snapshot_pk: int) -> None:
    """Make and sign the document of an approved snapshot, if its time has come."""
    try_to_make(Snapshot.objects.select_related("scheme", "evaluation").get(pk=snapshot_pk))
