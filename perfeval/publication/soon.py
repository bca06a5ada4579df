"""Asking the worker for the document of what was approved; apart, since the approval itself draws nothing."""

import logging

from kombu.exceptions import OperationalError

from perfeval.review.models import Snapshot, SnapshotKind

logger = logging.getLogger(__name__)


def keep_soon(snapshot: Snapshot) -> None:
    """Have the document of an approved snapshot made by the worker; if no worker hears, a reader has it made."""
    from .tasks import keep_document

    if snapshot.kind != SnapshotKind.APPROVED:
        return
    try:
        keep_document.apply_async([snapshot.pk], retry=False)
    except (OSError, OperationalError) as error:
        logger.warning("审核通过的文件没有在后台生成，打开时可以生成：%s", error)
