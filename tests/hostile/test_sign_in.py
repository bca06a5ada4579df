"""Guessing: ten thousand attempts, many names from one address, fixed sessions, and where one is led afterwards."""

import logging
from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from perfeval.directory.limits import count_use
from perfeval.directory.models import Role, UseCount, User
from perfeval.review.models import Event
from perfeval.review.services import verify_events
from perfeval.settings import Limit
from tests.factories import make_department, person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PASSWORD = "Kreis-Blume-47"  # noqa: S105 - of these tests
LOGIN = "/accounts/login/"
ATTEMPTS = 10_000
ONE_STRETCH = 10**9
"""Seconds in which attempts count together: long enough that no test sees the next stretch begin."""
KNOCKS = 400
"""Attempts that come as whole requests; the others go to the door that turns requests away, and count there alike."""


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Nobody's earlier attempts count, and ten thousand refusals are not written down as warnings too."""
    cache.clear()
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def officer() -> User:
    user = person(Role.AUTHOR, make_department())
    user.set_password(PASSWORD)
    user.save()
    return user


def attempt(client: Client, name: str, password: str, address: str = "10.6.6.6") -> int:
    return client.post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address).status_code


@pytest.mark.slow
def test_ten_thousand_attempts_open_nothing_compute_little_and_leave_a_short_record(
    client: Client, officer: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = []
    verify = Argon2PasswordHasher.verify

    def counted(self: Argon2PasswordHasher, password: str, encoded: str) -> bool:
        computed.append(password)
        return bool(verify(self, password, encoded))

    monkeypatch.setattr(Argon2PasswordHasher, "verify", counted)
    limit = settings.LIMITS["sign_in"]
    settings.LIMITS = {**settings.LIMITS, "sign_in": Limit(limit.most, ONE_STRETCH)}
    answers = [attempt(client, officer.username, f"falsch-{number}") for number in range(KNOCKS)]
    assert answers[:4] == [200] * 4
    assert set(answers[4:]) == {429}
    counts = [count_use("sign_in 10.6.6.6", ONE_STRETCH)[0] for _number in range(ATTEMPTS - KNOCKS)]
    assert counts == list(range(KNOCKS + 1, ATTEMPTS + 1))
    assert attempt(client, officer.username, PASSWORD) == 429
    assert UseCount.objects.get().count == ATTEMPTS + 1
    assert len(computed) == settings.PROTECTION.failures
    assert "sessionid" not in client.cookies
    assert Event.objects.count() <= 2 * limit.most + 1
    assert set(Event.objects.values_list("action", flat=True)) == {"sign_in_failed", "sign_in_locked", "too_often"}
    assert verify_events() == []
    assert attempt(Client(), officer.username, PASSWORD, address="10.0.0.2") == 302


def test_many_names_from_one_address_are_slowed_down_together(
    client: Client, officer: User, settings: Settings
) -> None:
    most = 3
    settings.LIMITS = {**settings.LIMITS, "sign_in": Limit(most, 60)}
    answers = [attempt(client, f"name-{number}", "Winter-2024") for number in range(most + 5)]
    assert answers == [200] * most + [429] * 5
    assert attempt(client, officer.username, PASSWORD) == 429
    last = client.post(LOGIN, {}, REMOTE_ADDR="10.6.6.6")
    assert 0 < int(last.headers["Retry-After"]) <= settings.LIMITS["sign_in"].seconds
    assert list(Event.objects.filter(action="too_often").values_list("subject", "details")) == [
        (LOGIN, {"limit": "sign_in"})
    ]
    assert attempt(Client(), officer.username, PASSWORD, address="10.0.0.2") == 302


def test_the_answer_does_not_tell_whether_a_name_exists(client: Client, officer: User) -> None:
    known, unknown = (
        client.post(LOGIN, {"username": name, "password": "falsch"}) for name in (officer.username, "nobody-here")
    )
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert known.status_code == unknown.status_code


def test_a_session_that_was_planted_before_is_not_the_one_afterwards(client: Client, officer: User) -> None:
    client.cookies["sessionid"] = "a" * 32
    assert attempt(client, officer.username, PASSWORD) == 302
    own = client.cookies["sessionid"].value
    assert own != "a" * 32
    thief = Client()
    thief.cookies["sessionid"] = "a" * 32
    assert thief.get("/").status_code == 302
    client.post(reverse("logout"))
    assert attempt(client, officer.username, PASSWORD) == 302
    assert client.cookies["sessionid"].value != own


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "http:evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://testserver@evil.example/",
    "/%0d%0aSet-Cookie:a=b",
    "/\r\nSet-Cookie: a=b",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_elsewhere_after_signing_in_or_choosing_a_language(
    client: Client, officer: User, target: str
) -> None:
    answer = client.post(f"{LOGIN}?next=/", {"username": officer.username, "password": PASSWORD, "next": target})
    for each in (
        answer,
        client.post(reverse("set_language"), {"language": "en", "next": target}),
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": target}),
        client.post(reverse("logout"), {"next": target}),
    ):
        location = each.headers["Location"]
        assert location.startswith("/")
        assert not location.startswith(("//", "/\\"))
        assert "evil" not in location
        assert "Set-Cookie" not in dict(each.items())
