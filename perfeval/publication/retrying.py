"""Approved documents that were not made (worker killed, disk full, bad certificate): tried again, then given up."""

import errno
import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from perfeval.core.language import _
from perfeval.directory.models import Role, User
from perfeval.evaluations.models import State
from perfeval.review.models import Notice, Snapshot, SnapshotKind
from perfeval.review.services import record_event
from perfeval.review.services.notices import wake_mailer

from .keeping import approved_document
from .models import DocumentAttempt
from .signing import SigningError

logger = logging.getLogger(__name__)

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
"""How long after each try the next may follow; after the last one there is none."""
LONGEST_TRY = timedelta(minutes=15)
"""A try of which nothing was heard for so long died with its worker."""
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def unmade_snapshots() -> QuerySet[Snapshot]:
    """What was approved last, of each self-evaluation that still is, where the document is not there."""
    newest = Snapshot.objects.filter(evaluation=OuterRef("evaluation"), kind=SnapshotKind.APPROVED)
    return Snapshot.objects.filter(
        pk=Subquery(newest.order_by("-taken_at", "-pk").values("pk")[:1]),
        evaluation__state__in=(State.APPROVED, State.PUBLISHED),
        approved_document=None,
    ).order_by("pk")


def due_snapshots(now: datetime) -> list[int]:
    """The keys of those to be tried now."""
    first = Q(document_attempt=None, taken_at__lte=now - WAITS[0])
    again = Q()
    for count, wait in enumerate(WAITS[:-1], start=1):
        again |= Q(document_attempt__count=count, document_attempt__tried_at__lte=now - wait)
    return list(unmade_snapshots().filter(first | again).values_list("pk", flat=True))


def try_to_make(snapshot: Snapshot) -> bool:
    """Make the document, unless another try is too near; whether it is there now. A failure is kept and logged."""
    if not _claim(snapshot):
        return hasattr(snapshot, "approved_document")
    try:
        approved_document(snapshot)
    except Exception as error:
        logger.exception("审核通过的文件没有生成：%s", snapshot)
        DocumentAttempt.objects.filter(snapshot=snapshot).update(problem=_words_for(error))
        return False
    return True


@transaction.atomic
def _claim(snapshot: Snapshot) -> bool:
    """Count a try, of several workers by one alone."""
    Snapshot.objects.select_for_update(of=("self",)).get(pk=snapshot.pk)
    now = timezone.now()
    attempt = DocumentAttempt.objects.filter(snapshot=snapshot).first() or DocumentAttempt(snapshot=snapshot)
    too_near = attempt.count > 0 and (attempt.count >= len(WAITS) or attempt.tried_at > now - WAITS[attempt.count - 1])
    if too_near or not unmade_snapshots().filter(pk=snapshot.pk).exists():
        return False
    attempt.count, attempt.tried_at, attempt.problem = attempt.count + 1, now, ""
    attempt.save()
    return True


def _words_for(error: Exception) -> str:
    if isinstance(error, SigningError):
        return str(error)
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return _("磁盘空间不足")
    return _("程序出错（{kind}），详见日志").format(kind=type(error).__name__)


def give_up_exhausted(now: datetime) -> int:
    """Tell the system administrators of those that were tried as often as they may; how many there were."""
    failed = ~Q(problem="") | Q(tried_at__lte=now - LONGEST_TRY)
    exhausted = DocumentAttempt.objects.filter(failed, count__gte=len(WAITS), given_up_at=None)
    return sum(_give_up(attempt) for attempt in exhausted.select_related("snapshot__evaluation__department"))


@transaction.atomic
def _give_up(attempt: DocumentAttempt) -> bool:
    mine = DocumentAttempt.objects.filter(pk=attempt.pk, given_up_at=None)
    if not mine.update(given_up_at=timezone.now()):
        return False
    evaluation = attempt.snapshot.evaluation
    problem = attempt.problem or _("生成时程序意外结束")
    event = record_event(action="give_up_document", evaluation=evaluation, reason=problem, count=attempt.count)
    what = _("{name} {year}年度").format(name=evaluation.department.name, year=evaluation.year)
    title = _("{what}：审核通过的文件试了{count}次没有生成").format(what=what, count=attempt.count)
    text = _("{problem}。排除原因后，请填报人或审核人在“审核通过的文件”页面点“现在生成”").format(problem=problem)
    administrators = User.objects.filter(memberships__role=Role.ADMINISTRATOR, is_active=True).distinct()
    Notice.objects.bulk_create(
        Notice(recipient=person, event=event, title=title[:500], text=text) for person in administrators
    )
    transaction.on_commit(wake_mailer)
    return True
