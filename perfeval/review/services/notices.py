"""Word of what happened to those who have to act next, and to those whose work it was."""

import logging

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from perfeval.directory.models import MailWish, Role, User
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.review.models import Event, Notice
from perfeval.review.transitions import TRANSITIONS, Action

from .letters import send_letter

logger = logging.getLogger(__name__)

#: Who learns of it when a self-evaluation comes into a state: those who act next, or whose work came back or through.
_CONCERNED: dict[State, tuple[Role, ...]] = {
    State.DRAFT: (Role.HEAD,),
    State.SUBMITTED: (Role.HEAD,),
    State.ENDORSED: (Role.REVIEWER, Role.AUTHOR),
    State.RETURNED: (Role.AUTHOR, Role.HEAD),
    State.APPROVED: (Role.AUTHOR, Role.HEAD),
    State.PUBLISHED: (Role.AUTHOR, Role.HEAD, Role.REVIEWER),
}


def notify(*, event: Event, evaluation: SelfEvaluation) -> list[Notice]:
    """Put word of a transition into the inboxes of those concerned; the mail goes out when the change is stored."""
    label = TRANSITIONS[Action(event.action)].label
    title = f"{evaluation.department.name} {evaluation.year}年度：{label}"
    text = f"{event.actor or ''}：{event.reason}" if event.reason else str(event.actor or "")
    notices = Notice.objects.bulk_create(
        Notice(recipient=person, event=event, title=title[:500], text=text)
        for person in people_concerned(evaluation)
        if person.pk != event.actor_id
    )
    if notices:
        transaction.on_commit(wake_mailer)
    return notices


def people_concerned(evaluation: SelfEvaluation) -> list[User]:
    """Active people with a role that the evaluation's state concerns, each once."""
    roles = _CONCERNED[State(evaluation.state)]
    department = evaluation.department
    in_department = User.objects.filter(memberships__role__in=roles, memberships__department=department)
    in_bureau = User.objects.filter(memberships__role__in=roles, memberships__region=department.region_id)
    return list((in_department | in_bureau).filter(is_active=True).distinct().order_by("pk"))


def wake_mailer() -> None:
    """Tell the worker that there is mail; where nobody can be told, the mail waits for the next time."""
    if not settings.MAIL_ENABLED:
        return
    from perfeval.review.tasks import mail_waiting_notices

    try:
        mail_waiting_notices.delay()
    except (OSError, OperationalError) as error:
        logger.warning("通知邮件暂未发出：%s", error)


def mail_notices() -> int:
    """Mail what was neither mailed nor read; how many went out. What fails is logged and waits for the next time."""
    waiting = Notice.objects.filter(mailed_at=None, read_at=None, recipient__mail=MailWish.EACH)
    waiting = waiting.filter(recipient__is_active=True).exclude(recipient__email="")
    return sum(_mail(notice) for notice in waiting.select_related("recipient").order_by("pk"))


def _mail(notice: Notice) -> bool:
    """Claim the notice, so that two workers never send it twice, and send it."""
    mine = Notice.objects.filter(pk=notice.pk)
    if not mine.filter(mailed_at=None).update(mailed_at=timezone.now()):
        return False
    try:
        send_letter(recipient=notice.recipient, subject=notice.title, notices=[notice])
    except OSError as error:
        logger.warning("通知%s的邮件没有发出：%s", notice.pk, error)
        mine.update(mailed_at=None)
        return False
    return True


def read_notices(*, actor: User, notices: QuerySet[Notice]) -> int:
    """Mark notices of one's own as read; how many were not yet."""
    return notices.filter(recipient=actor, read_at=None).update(read_at=timezone.now())
