"""Work for the job worker."""

import logging

from celery import shared_task

from perfeval.review.models import Snapshot

from .keeping import approved_document
from .signing import SigningError

logger = logging.getLogger(__name__)


@shared_task  # type: ignore[untyped-decorator]  # Celery has no types
def keep_document(snapshot_pk: int) -> None:
    """Make and sign the document of an approved snapshot."""
    try:
        approved_document(Snapshot.objects.select_related("scheme").get(pk=snapshot_pk))
    except SigningError as error:
        logger.error("审核通过的文件没有签名，因此没有保存：%s", error)
