"""The e-mail address of an account: by password and a link to the new address, or by the administrator."""

import re
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from perfeval.directory import mail_addresses
from perfeval.directory.models import Role, User
from perfeval.review.models import Event
from perfeval.settings import Limit
from tests.evaluations.pages import read
from tests.factories import make_department, person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PASSWORD = "Kreis-Blume-47"  # noqa: S105 - of these tests
OWN = "/accounts/email/"
NEW = "neu@example.gov.cn"


@pytest.fixture(autouse=True)
def mail_is_on(settings: Settings) -> None:
    settings.MAIL_ENABLED = True


@pytest.fixture
def officer() -> User:
    user = person(Role.AUTHOR, make_department())
    user.email = "alt@example.gov.cn"
    user.set_password(PASSWORD)
    user.save()
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ask(client: Client, email: str = NEW, password: str = PASSWORD) -> int:
    return client.post(OWN, {"email": email, "password": password}).status_code


def link_in(message: mail.EmailMessage) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/accounts/email/\S+/)", str(message.body))
    assert found
    return found[1]


def changes() -> list[tuple[str, dict[str, str]]]:
    return list(Event.objects.exclude(action="sign_in").order_by("number").values_list("action", "details"))


def test_the_new_address_counts_from_when_its_link_is_confirmed_and_the_old_one_is_told(
    officer: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = signed_in(officer)
    assert ask(client) == 302
    officer.refresh_from_db()
    assert (officer.email, [message.to for message in mail.outbox]) == ("alt@example.gov.cn", [[NEW]])
    link = link_in(mail.outbox[0])
    page = client.get(link)
    assert [fact.text for fact in read(page).one("main").all("dd")] == ["alt@example.gov.cn", NEW]
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(link).status_code == 302
    officer.refresh_from_db()
    assert officer.email == NEW
    assert [message.to for message in mail.outbox[1:]] == [["alt@example.gov.cn"]]
    assert changes() == [
        ("ask_for_address", {"before": "", "after": NEW}),
        ("change_email", {"before": "alt@example.gov.cn", "after": NEW}),
    ]
    assert [client.get(link).status_code, client.post(link).status_code] == [404, 404]


@pytest.mark.parametrize(
    ("email", "password"), [(NEW, "falsch"), (NEW, ""), ("kein-at", PASSWORD), ("alt@example.gov.cn", PASSWORD)]
)
def test_without_the_password_or_a_new_address_nothing_is_sent(officer: User, email: str, password: str) -> None:
    assert ask(signed_in(officer), email, password) == 422
    assert (mail.outbox, changes()) == ([], [])


def test_a_link_is_its_owners_alone_for_a_day(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(officer)
    ask(client)
    link = link_in(mail.outbox[0])
    other = signed_in(person(Role.HEAD, make_department("别局")))
    assert [other.post(link).status_code, Client().get(link).status_code] == [404, 302]
    assert client.post(link[:-3] + "xx/").status_code == 404
    monkeypatch.setattr(mail_addresses, "GOOD_FOR_SECONDS", -1)
    assert client.post(link).status_code == 404
    officer.refresh_from_db()
    assert officer.email == "alt@example.gov.cn"


def test_asking_without_end_is_slowed_down(officer: User, settings: Settings) -> None:
    settings.LIMITS = {**settings.LIMITS, "mail": Limit(2, 600)}
    client = signed_in(officer)
    assert [ask(client, password="falsch") for _time in range(3)] == [422, 422, 429]  # noqa: S106 - no password


def test_without_a_mail_server_or_with_one_that_fails_the_reason_is_shown(
    officer: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> int:
        raise SMTPServerDisconnected

    client = signed_in(officer)
    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    assert "确认邮件没有发出" in client.post(OWN, {"email": NEW, "password": PASSWORD}).content.decode()
    settings.MAIL_ENABLED = False
    assert "没有设置邮件服务器" in client.post(OWN, {"email": NEW, "password": PASSWORD}).content.decode()
    assert changes() == []


def test_the_administrator_corrects_the_address_of_others(
    officer: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    administrator = person(Role.ADMINISTRATOR)
    client = signed_in(administrator)
    address = f"/people/{officer.pk}/email/"
    page = client.post(address, {"email": "kein-at"})
    assert (page.status_code, read(page).one("input", name="email").attributes["value"]) == (422, "kein-at")
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"email": NEW}).status_code == 302
    assert NEW in client.get(f"/people/{officer.pk}/").content.decode()
    assert [message.to for message in mail.outbox] == [["alt@example.gov.cn"]]
    assert client.post(address, {"email": ""}).status_code == 302
    officer.refresh_from_db()
    assert officer.email == ""
    assert changes() == [
        ("correct_email", {"before": "alt@example.gov.cn", "after": NEW}),
        ("correct_email", {"before": NEW, "after": ""}),
    ]
    assert client.post(f"/people/{administrator.pk}/email/", {"email": NEW}).status_code == 403
