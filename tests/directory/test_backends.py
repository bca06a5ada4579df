"""Who may sign in."""

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory
from pytest_django import Settings

from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("username", "demo", "opens"),
    [("demo-place-author", True, True), ("demo-place-author", False, False), ("officer", False, True)],
)
def test_a_demonstration_account_opens_only_a_demonstration(
    settings: Settings, username: str, demo: bool, opens: bool
) -> None:
    settings.DEMO = demo
    user = make_user(username)
    user.set_password("a long password")
    user.save()
    signed_in = authenticate(RequestFactory().post("/"), username=username, password="a long password")  # noqa: S106 - of this test
    assert signed_in == (user if opens else None)
