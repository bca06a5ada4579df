"""Signing in and staying signed in: passwords, lockout, idle sessions, second factor, invitations."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings as program
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from perfeval.directory.middleware import SEEN
from perfeval.directory.models import Role, User
from perfeval.directory.people import set_active
from perfeval.review.models import Event
from tests.evaluations.pages import read
from tests.factories import make_department, make_user, person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PASSWORD = "Kreis-Blume-47"  # noqa: S105 - of these tests
LOGIN = "/accounts/login/"


@pytest.fixture
def officer() -> User:
    user = person(Role.AUTHOR, make_department())
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, user: User, password: str = PASSWORD, address: str = "10.0.0.1") -> int:
    return client.post(LOGIN, {"username": user.username, "password": password}, REMOTE_ADDR=address).status_code


def is_signed_in(client: Client) -> bool:
    return client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("Kurz-1a", "password_too_short"),
        ("nurkleinbuchstaben", "password_too_simple"),
        ("kleinundzahlen123", "password_too_simple"),
        ("Password123", "password_too_common"),
    ],
)
def test_a_weak_password_is_refused(password: str, problem: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, make_user("officer"))
    assert problem in [error.code for error in refusal.value.error_list]


def test_none_of_the_last_passwords_is_taken_again(officer: User) -> None:
    for number in range(program.PROTECTION.password_history):
        with pytest.raises(ValidationError, match="不能与最近"):
            validate_password(PASSWORD, officer)
        officer.set_password(f"Neues-Wort-{number}")
        officer.save()
    validate_password(PASSWORD, officer)


def test_five_failures_lock_the_pair_of_name_and_address_and_no_other(client: Client, officer: User) -> None:
    answers = [sign_in(client, officer, "falsch") for _attempt in range(7)]
    assert answers == [200] * 4 + [429] * 3
    assert sign_in(client, officer) == 429
    locked = client.post(LOGIN, {"username": officer.username, "password": PASSWORD}, REMOTE_ADDR="10.0.0.1")
    assert f"请{program.PROTECTION.lock_minutes}分钟后再试" in read(locked).one("main").text
    assert sign_in(Client(), officer, address="10.0.0.2") == 302
    assert Event.objects.filter(action="sign_in_locked").exists()


def test_a_lock_ends_by_itself(client: Client, officer: User, settings: Settings) -> None:
    for _attempt in range(5):
        sign_in(client, officer, "falsch")
    settings.AXES_COOLOFF_TIME = timedelta(0)
    assert sign_in(client, officer) == 302


def test_a_closed_account_is_signed_out_at_once_and_stays_out(client: Client, officer: User) -> None:
    assert sign_in(client, officer) == 302
    assert is_signed_in(client)
    set_active(actor=person(Role.ADMINISTRATOR), person=officer, is_active=False, reason="调离")
    assert not is_signed_in(client)
    assert sign_in(client, officer) == 200


def test_a_session_that_is_not_used_ends(client: Client, officer: User) -> None:
    sign_in(client, officer)
    assert is_signed_in(client)
    session = client.session
    session[SEEN] -= program.PROTECTION.idle_minutes * 60 + 1
    session.save()
    assert not is_signed_in(client)


def test_who_was_told_to_change_the_password_does_nothing_else_before(client: Client, officer: User) -> None:
    officer.must_change_password = True
    officer.save()
    sign_in(client, officer)
    assert client.get("/").headers["Location"] == "/accounts/password/"
    data = {"old_password": PASSWORD, "new_password1": "Anderes-Wort-9", "new_password2": "Anderes-Wort-9"}
    assert client.post("/accounts/password/", {**data, "old_password": "falsch"}).status_code == 422
    assert client.post("/accounts/password/", data).status_code == 302
    assert is_signed_in(client)
    assert Event.objects.filter(action="change_password", actor=officer).count() == 1


def test_a_password_that_is_too_old_is_changed_first(client: Client, officer: User) -> None:
    sign_in(client, officer)
    User.objects.update(password_changed_at=timezone.now() - timedelta(days=program.PROTECTION.password_days))
    assert client.get("/").headers["Location"] == "/accounts/password/"


def test_an_invitation_lets_its_owner_choose_a_password_once(client: Client) -> None:
    client.force_login(person(Role.ADMINISTRATOR))
    page = read(client.post("/people/invite/", {"username": "li.si", "name": "李四", "email": ""}))
    (link,) = re.findall(r"/invitations/.*", page.one("input", readonly="").attributes["value"])
    guest = Client()
    form = guest.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    assert guest.post(address, {"new_password1": "schwach", "new_password2": "schwach"}).status_code == 200
    assert guest.post(address, {"new_password1": PASSWORD, "new_password2": PASSWORD}).status_code == 302
    assert sign_in(guest, User.objects.get(username="li.si")) == 302
    again = read(Client().get(link, follow=True))
    assert "已经用过或者过期" in again.one("main").text


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def test_a_second_factor_is_asked_for_and_a_recovery_code_works_once(
    client: Client, officer: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sign_in(client, officer)
    assert client.get("/accounts/second-factor/on/").headers["Location"].startswith("/accounts/confirm/")
    assert client.post("/accounts/confirm/", {"password": PASSWORD}).status_code == 302
    page = read(client.get("/accounts/second-factor/on/"))
    secret = page.one("code").text
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/accounts/second-factor/on/", {"code": code_of(secret)}).status_code == 302
    stored = Authenticator.objects.get(user=officer, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored
    codes = [code.text for code in read(client.get("/accounts/second-factor/recovery/")).all("code")]
    for code, expected in ((codes[0], True), (codes[0], False), (codes[1], True)):
        other = Client()
        assert sign_in(other, officer) == 302
        assert not is_signed_in(other)
        other.post("/accounts/second-factor/code/", {"code": code})
        assert is_signed_in(other) == expected
    assert list(Event.objects.filter(action="mfa_on").values_list("actor", flat=True)) == [officer.pk] * 2


def test_after_a_change_of_the_key_a_code_is_refused_in_words(
    client: Client,
    officer: User,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sign_in(client, officer)
    client.post("/accounts/confirm/", {"password": PASSWORD})
    secret = read(client.get("/accounts/second-factor/on/")).one("code").text
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/second-factor/on/", {"code": code_of(secret)})
    settings.SECRET_KEY = "another-key"  # noqa: S105 - of this test
    other = Client()
    sign_in(other, officer)
    answer = other.post("/accounts/second-factor/code/", {"code": code_of(secret)})
    assert (answer.status_code, is_signed_in(other)) == (200, False)
    assert "系统的密钥已经更换，两步验证须重新设置，请联系运维人员" in read(answer).text


def test_at_level_three_a_second_factor_is_set_up_first(client: Client, officer: User, settings: Settings) -> None:
    settings.PROTECTION = program.PROTECTIONS["3"]
    sign_in(client, officer)
    assert client.get("/").headers["Location"] == "/accounts/second-factor/"


def test_the_sessions_are_listed_and_the_others_can_be_ended(client: Client, officer: User) -> None:
    other = Client()
    sign_in(other, officer, address="10.0.0.2")
    sign_in(client, officer)
    page = read(client.get("/accounts/sessions/"))
    assert [row.all("td")[1].text for row in page.one("tbody").all("tr")] == ["10.0.0.2", "10.0.0.1"]
    assert client.post("/accounts/sessions/").status_code == 302
    assert (is_signed_in(client), is_signed_in(other)) == (True, False)


@pytest.mark.parametrize(("behind", "seen"), [(True, "203.0.113.7"), (False, "127.0.0.1")])
def test_the_address_is_the_proxys_word_only_behind_a_proxy(
    client: Client, settings: Settings, behind: bool, seen: str
) -> None:
    settings.BEHIND_PROXY = behind
    client.post(LOGIN, {"username": "x", "password": "y"}, HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.7")
    assert Event.objects.get(action="sign_in_failed").address == seen


def test_a_refused_access_is_recorded(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get("/events/").status_code == 403
    event = Event.objects.get(action="refused")
    assert (event.actor, event.subject) == (officer, "GET /events/")
