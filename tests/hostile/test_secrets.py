"""Nothing secret in the log, in the record of events, in an error page."""

import logging

import pytest
from django.conf import settings as program
from django.test import Client

from perfeval.directory.models import Role, User
from perfeval.review.models import Event
from tests.factories import make_department, person

pytestmark = pytest.mark.django_db

PASSWORD = "Kreis-Blume-47"  # noqa: S105 - of these tests


def test_no_password_key_or_session_is_written_down(caplog: pytest.LogCaptureFixture) -> None:
    officer = person(Role.AUTHOR, make_department())
    officer.set_password(PASSWORD)
    officer.save()
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("django.db.backends").setLevel(logging.INFO)  # statements are for development only
        for password in ("Falsch-Wort-11", PASSWORD):
            client.post("/accounts/login/", {"username": officer.username, "password": password})
        sent = {"old_password": PASSWORD, "new_password1": "Neues-Wort-99", "new_password2": "Neues-Wort-98"}
        client.post("/accounts/password/", sent)
        client.get("/events/", {"text": "x"})
        client.get("/invitations/MQ/geheimes-wort/")
        client.delete("/invitations/MQ/geheimes-wort/")
        client.post("/accounts/second-factor/code/", {"code": "123456"})
    assert client.cookies["sessionid"].value
    written = caplog.text + repr(list(Event.objects.values()))
    secrets = ["Falsch-Wort-11", PASSWORD, "Neues-Wort-99", "geheimes-wort", "123456", program.SECRET_KEY]
    secrets += [client.cookies["sessionid"].value, User.objects.get(pk=officer.pk).password]
    assert [secret for secret in secrets if secret in written] == []


def test_an_error_page_shows_no_settings_and_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    monkeypatch.setattr(program, "DEBUG", False)
    for address in ("/nowhere/", "/static/../../etc/passwd", "/evaluations/1/"):
        page = client.get(address, HTTP_HOST="evil.example").content.decode()
        assert "Traceback" not in page
        assert "SECRET" not in page
        assert "evil.example" not in page
