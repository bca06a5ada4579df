"""The daily digest: everything that waits for a person who wants one mail a day instead of one for each notice."""

import logging
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from perfeval.core.language import _
from perfeval.directory.models import MailWish, User
from perfeval.review.models import Notice

from .letters import send_letter

logger = logging.getLogger(__name__)


def send_digests() -> int:
    """Mail each person what was neither mailed nor read; how many mails went out. What fails waits for tomorrow."""
    waiting = Notice.objects.filter(mailed_at=None, read_at=None, recipient__mail=MailWish.DAILY)
    waiting = waiting.filter(recipient__is_active=True).exclude(recipient__email="")
    ordered = waiting.select_related("recipient").order_by("recipient_id", "pk")
    grouped = [(person, list(notices)) for person, notices in groupby(ordered, key=lambda notice: notice.recipient)]
    return sum(_send(person, notices) for person, notices in grouped)


def _send(person: User, notices: list[Notice]) -> bool:
    """Claim the notices, so that two workers never send them twice, and send them."""
    mine = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    with transaction.atomic():
        claimed = list(mine.filter(mailed_at=None).select_for_update().order_by("pk"))
        mine.filter(pk__in=[notice.pk for notice in claimed]).update(mailed_at=timezone.now())
    if not claimed:
        return False
    subject = _("绩效自评：{count}件通知").format(count=len(claimed))
    try:
        send_letter(recipient=person, subject=subject, notices=claimed)
    except OSError as error:
        logger.warning("给用户%s的汇总邮件没有发出：%s", person.pk, error)
        mine.filter(pk__in=[notice.pk for notice in claimed]).update(mailed_at=None)
        return False
    return True
