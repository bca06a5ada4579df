"""The mail that brings notices: as text and as a page, each with the one click that leads to what it is about."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.review.models import Notice


def send_letter(*, recipient: User, subject: str, notices: Sequence[Notice]) -> None:
    """Send these notices in one mail. Raises OSError."""
    wishes = _address("review:inbox")
    entries = [(notice.title, notice.text, _address("review:open_notice", notice.pk)) for notice in notices]
    closing = _("这封邮件由绩效自评系统自动发出，请勿回复。邮件怎样发、要不要发，在系统的“通知”页选择：")
    written = ["\n".join(filter(None, entry)) for entry in entries]
    text = "\n\n".join([*written, f"{closing}\n{wishes}"]) + "\n"
    page = {"subject": subject, "entries": entries, "closing": closing, "wishes": wishes}
    html = render_to_string("review/mail/notices.html", page)
    send_mail(" ".join(subject.split()), text, None, [recipient.email], html_message=html)  # a header is one line


def _address(name: str, *numbers: int) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=numbers)}"
