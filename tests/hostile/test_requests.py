"""Requests that no browser sends by itself: wrong hosts, methods, sizes, paths, characters."""

from dataclasses import replace

import pytest
from django.conf import settings as program
from django.core import mail
from django.test import Client
from pytest_django import Settings

from perfeval.directory.models import User
from perfeval.review.models import Event, Notice
from perfeval.review.services import record_event
from perfeval.review.services.notices import mail_notices
from tests.asking import ask, ask_without_trace, forget_uses, read_to_end
from tests.test_permission_matrix import COLUMNS, MATRIX, clients
from tests.test_permission_states import ROUTES

from .attacking import client_of, nothing_changes, refusals, two_places

pytestmark = pytest.mark.django_db

NAMES = sorted({name for _method, name in MATRIX})
MANY = 10**18
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND")
TEXTS = ("..%2f..%2fetc%2fpasswd", "%00", "a%00b", "%27%20OR%201=1--", "%f0%9f%98%80", "x" * 300, "%ff")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "testserver:80@evil.example", "a b", ""])
def test_a_host_that_is_not_ours_is_refused_and_recorded(client: Client, host: str) -> None:
    answer = client.get("/accounts/login/", HTTP_HOST=host)
    assert answer.status_code == 400
    assert b"evil" not in answer.content
    assert refusals() == [("GET /accounts/login/", 400)]


def test_no_link_is_made_from_what_a_proxy_header_claims(client: Client, settings: Settings) -> None:
    settings.BEHIND_PROXY = False
    mine, _theirs = two_places()
    client = client_of(mine, "administrator")
    sent = {"username": "neu", "name": "新人"}
    page = client.post("/people/invite/", sent, HTTP_X_FORWARDED_HOST="evil.example", HTTP_X_FORWARDED_PROTO="https")
    assert b"evil.example" not in page.content
    assert b"http://testserver/invitations/" in page.content


@pytest.mark.one_database
def test_other_methods_change_nothing() -> None:
    mine, _theirs = two_places()
    asked = {name: (mine.address(name), mine.sent(name)) for name in NAMES}
    client = client_of(mine, "author")
    pretended = {"HTTP_X_HTTP_METHOD_OVERRIDE": "POST", "HTTP_X_METHOD": "DELETE"}
    found = {}
    with nothing_changes():
        for name, (address, sent) in asked.items():
            forget_uses()
            answers = [client.generic(method, address).status_code for method in OTHER_METHODS]
            found[name] = [*answers, read_to_end(client.get(address, {**sent, "_method": "POST"}, **pretended))]
    assert {name: statuses for name, statuses in found.items() if max(statuses) >= 500} == {}


def test_a_body_that_is_too_big_or_has_too_many_fields_is_refused() -> None:
    mine, _theirs = two_places()
    client, address = client_of(mine, "author"), mine.address("evaluations:sheet")
    big = b"a=" + b"x" * (program.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    many = {f"f{number}": "1" for number in range(program.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    form = "application/x-www-form-urlencoded"
    with nothing_changes():
        answers = [
            client.post(address, big, content_type=form).status_code,
            client.post(address, many).status_code,
        ]
    assert set(answers) <= {400, 413}
    assert [status for _subject, status in refusals()] == answers


def test_sending_without_pause_is_slowed_down(settings: Settings) -> None:
    mine, _theirs = two_places()
    client, address = client_of(mine, "author"), mine.address("evaluations:sheet_save")
    most = settings.LIMITS["upload"].most
    large = {"field": "x", "value": "y" * (settings.LARGE_BODY + 1)}
    assert [client.post(address, large).status_code for _time in range(most + 2)] == [422] * most + [429] * 2
    assert Event.objects.filter(action="too_often", actor=mine.people["author"]).count() == 1


def test_fetching_documents_without_pause_is_slowed_down(settings: Settings) -> None:
    mine, _theirs = two_places()
    client, address = client_of(mine, "author"), mine.address("evaluations:evidence_file")
    most = 5  # the real number takes longer than its minute on a slow machine
    settings.LIMITS = {**settings.LIMITS, "download": replace(settings.LIMITS["download"], most=most)}
    assert [read_to_end(client.get(address)) for _time in range(most + 1)] == [200] * most + [429]
    assert read_to_end(client_of(mine, "head").get(address)) == 200


def test_odd_keys_in_an_address_find_nothing_and_break_nothing() -> None:
    mine, _theirs = two_places()
    client = client_of(mine, "author")
    numbers = (0, MANY, 10**30)
    routes = [ROUTES[name] for name in NAMES if "<" in ROUTES[name]]
    odd = [*((str(number), TEXTS[0]) for number in numbers), *(("0", text) for text in TEXTS[1:])]
    addresses = {"/" + filled(route, number, text) for route in routes for number, text in odd}
    with nothing_changes():
        found = {address: max(ask(client, way, address) for way in ("GET", "POST")) for address in sorted(addresses)}
    assert {address: status for address, status in found.items() if status >= 500} == {}


def filled(route: str, number: str, text: str) -> str:
    kinds = {"<int:": number, "<str:": text}
    parts = route.replace("<", "\n<").replace(">", ">\n").split("\n")
    return "".join(kinds.get(part[:5], part) for part in parts)


ODD = ["\x00", "a\x00\u202e%s%n{{7*7}}'; DROP TABLE x;--\uffff\U0001f600"]
FIELDS = ("text", "reason", "name", "value", "field", "lines", "act", "part", "page", "at", "action", "username")


@pytest.mark.parametrize("which", [0, -1])
def test_odd_characters_in_fields_break_nothing(which: int) -> None:
    """Each address is asked by the first and by the last of the people to whom it is open."""
    mine, _theirs = two_places()
    people = clients(mine)
    found = {}
    for (method, name), row in MATRIX.items():
        allowed = [who for who, status in zip(COLUMNS, row, strict=True) if status not in (302, 403, 404)]
        client, address, sent = people[(allowed or ["author"])[which]], mine.address(name), mine.sent(name)
        # Where something is typed a lone NUL is tried too; a query has it in the midst of the rest.
        for text in ODD if method == "POST" else ODD[1:]:
            fields = {**dict.fromkeys(FIELDS, text), **dict.fromkeys(sent, text)}
            found[method, name, text] = ask_without_trace(client, method, address, fields)
    assert {asked: status for asked, status in found.items() if status >= 500} == {}


def test_line_breaks_in_names_and_addresses_add_no_header_to_a_mail_and_hold_up_no_other(settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    mine, theirs = two_places()
    for place in (mine, theirs):
        user = place.people["head"]
        assert isinstance(user, User)
        User.objects.filter(pk=user.pk).update(email="head@example.gov.cn")
        department = place.evaluation.department
        name = f"{department.name}\r\nBcc: evil@example.org" if place is mine else department.name
        event = record_event(action="submit", evaluation=place.evaluation)
        Notice.objects.create(recipient=user, event=event, title=name, text="\nBcc: evil@example.org")
    assert mail_notices() == 2
    assert [(message.to, message.bcc, "\n" in message.subject) for message in mail.outbox] == [
        (["head@example.gov.cn"], [], False)
    ] * 2
    sent = {"email": "a@example.org\nBcc: evil@example.org", "password": "x"}
    assert client_of(mine, "author").post("/accounts/email/", sent).status_code == 422
    assert len(mail.outbox) == 2


def test_every_answer_tells_the_browser_what_it_may_not_do(client: Client) -> None:
    mine, _theirs = two_places()
    expected = {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Permitted-Cross-Domain-Policies": "none",
    }
    answers = [client.get("/accounts/login/"), client.get("/nowhere/"), client_of(mine, "author").get("/events/")]
    answers += [client_of(mine, who).get(mine.address("evaluations:tasks")) for who in ("author", "other author")]
    for answer in answers:
        assert {name: answer.headers.get(name) for name in expected} == expected
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy + ";"
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "camera=()" in answer.headers["Permissions-Policy"]
    private = client_of(mine, "author").get(mine.address("evaluations:tasks"))
    assert "no-store" in private.headers["Cache-Control"]
