"""The e-mail address of an account: its owner changes it by password and link, an administrator corrects it.

The address lives in one place, the account. allauth's screens would keep a second list of addresses beside it, demand
that no two people share one, and write on GET; so the link is a word that Django signs, and nothing is stored until it
is used.
"""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from perfeval.core.language import _

from .models import User
from .people import PeopleError
from .rules import can_manage_people
from .signals import person_changed

logger = logging.getLogger(__name__)

SALT = "perfeval.directory.mail_addresses"
GOOD_FOR_SECONDS = 24 * 60 * 60


class NoMailError(PeopleError):
    """The mail with the link could not be sent; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that was asked for: whose address, and what it is to become."""

    person: User
    email: str


def ask_for_address(*, person: User, email: str) -> None:
    """Send the link to the new address, if it is another one. Raises NoMailError."""
    if email == person.email:
        raise NoMailError(_("这就是现在的邮箱"))
    if not settings.MAIL_ENABLED:
        raise NoMailError(_("没有设置邮件服务器，请系统管理员更改邮箱"))
    token = signing.dumps({"person": person.pk, "before": person.email, "after": email}, salt=SALT)
    link = f"{settings.SITE_URL}{reverse('confirm_email', args=[token])}"
    text = _("请登录后打开下面的链接，确认把{name}的邮箱改为这一个。链接24小时内有效。不是您本人操作的，不必理会。")
    _send(_("绩效自评：确认新邮箱"), f"{text.format(name=person)}\n\n{link}\n", email)
    _tell("ask_for_address", person, person, "", email)


def wish_of(person: User, token: str) -> Wish | None:
    """The change that a link stands for; None where it is too old, used, made up or another person's."""
    try:
        wished = signing.loads(token, salt=SALT, max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature:
        return None
    if (wished["person"], wished["before"]) != (person.pk, person.email):
        return None
    return Wish(person, wished["after"])


@transaction.atomic
def take_address(*, person: User, token: str) -> User:
    """Change the address as the link says, once; the old address is told. Raises PeopleError."""
    mine = User.objects.select_for_update().get(pk=person.pk)
    wish = wish_of(mine, token)
    if wish is None:
        raise PeopleError(_("这个链接已经用过、过期或不是给您的"))
    return _change("change_email", mine, mine, wish.email)


@transaction.atomic
def correct_address(*, actor: User, person: User, email: str) -> User:
    """Set somebody else's address (empty: none); the old one is told. Raises PermissionDenied."""
    if not can_manage_people(actor) or actor.pk == person.pk:
        raise PermissionDenied
    mine = User.objects.select_for_update().get(pk=person.pk)
    return mine if mine.email == email else _change("correct_email", actor, mine, email)


def _change(action: str, actor: User, person: User, email: str) -> User:
    before = person.email
    person.email = email
    person.save(update_fields=["email"])
    _tell(action, actor, person, before, email)
    if before and settings.MAIL_ENABLED:
        transaction.on_commit(lambda: _tell_old_address(person, before))
    return person


def _tell_old_address(person: User, before: str) -> None:
    """What happened, to where its owner reads it if it was somebody else; a mail that cannot go out undoes nothing."""
    text = _("{name}的绩效自评账号不再使用这个邮箱。不是您本人或系统管理员应您要求更改的，请告知系统管理员。")
    try:
        _send(_("绩效自评：邮箱已更改"), text.format(name=person) + "\n", before)
    except NoMailError:
        return  # _send has written it into the log


def _send(subject: str, text: str, address: str) -> None:
    try:
        send_mail(subject, text, None, [address])
    except OSError as error:
        logger.warning("给用户邮箱的确认邮件没有发出：%s", error)
        raise NoMailError(_("确认邮件没有发出，请稍后再试或告知系统管理员")) from error


def _tell(action: str, actor: User, person: User, before: str, after: str) -> None:
    details = {"before": before, "after": after}
    person_changed.send(sender=User, action=action, actor=actor, person=person, reason="", details=details)
