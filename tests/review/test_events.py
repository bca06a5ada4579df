"""The record of events: a chain that shows every change, in tables that take none."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from perfeval.evaluations.models import State
from perfeval.review.models import ChainHead, Event, Snapshot
from perfeval.review.services import BrokenLink, record_event, verify_events
from tests.database import without_triggers
from tests.factories import make_user

from .making import case_in

pytestmark = pytest.mark.django_db


def tamper(sql: str, *values: Any) -> None:
    """Change the tables as somebody could who owns the database."""
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute(sql, values or None)


def three_events() -> None:
    for number in (1, 2, 3):
        record_event(action="test", subject=f"第{number}件", reason="原因")


@pytest.mark.parametrize("model", [Event, Snapshot])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_or_remove_a_record(model: type[Event | Snapshot], change: str) -> None:
    case_in(State.SUBMITTED)
    rows = model._default_manager.all()
    before = list(rows.values())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(id=99) if change == "update" else rows._raw_delete(rows.db)
    assert list(rows.values()) == before != []


def test_an_event_that_exists_cannot_be_saved_again() -> None:
    event = record_event(action="test")
    event.reason = "另一个"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.save()


def test_a_whole_chain_is_whole() -> None:
    case_in(State.APPROVED)
    assert verify_events() == []
    assert [event.number for event in Event.objects.order_by("number")] == [1, 2, 3]
    head = ChainHead.objects.get()
    last = Event.objects.get(number=3)
    assert (head.count, head.hash) == (3, last.hash)


def test_no_event_is_no_break() -> None:
    assert verify_events() == []


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE review_event SET reason = '别的' WHERE number = 2", [BrokenLink(2, "内容被改动")]),
        (
            "DELETE FROM review_event WHERE number = 2",
            [BrokenLink(3, "缺少第2条记录"), BrokenLink(3, "与上一条记录不相连")],
        ),
        ("DELETE FROM review_event WHERE number = 3", [BrokenLink(2, "链尾与最后一条记录不符")]),
        ("DELETE FROM review_event", [BrokenLink(0, "链尾与最后一条记录不符")]),
        ("UPDATE review_chainhead SET count = 2", [BrokenLink(3, "链尾与最后一条记录不符")]),
        ("DELETE FROM review_chainhead", [BrokenLink(3, "链尾与最后一条记录不符")]),
    ],
)
def test_every_tampering_breaks_the_chain(sql: str, broken: list[BrokenLink]) -> None:
    three_events()
    tamper(sql)
    assert verify_events() == broken


def test_the_command_proves_the_record_or_fails_naming_the_breaks(capsys: pytest.CaptureFixture[str]) -> None:
    three_events()
    call_command("verify_events")
    assert capsys.readouterr().out == "审计记录完整，共3条\n"
    tamper("UPDATE review_event SET subject = %s WHERE number = 1", "别的")
    with pytest.raises(CommandError, match="审计记录有1处不完整"):
        call_command("verify_events")
    assert capsys.readouterr().err == "1: 内容被改动\n"


@pytest.mark.parametrize(
    ("given_address", "kept"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("", None),
        ("unix:", None),
        (None, None),
    ],
)
def test_an_address_is_kept_as_the_database_gives_it_back(given_address: str | None, kept: str | None) -> None:
    record_event(action="test", address=given_address)
    assert Event.objects.get().address == kept
    assert verify_events() == []


COLUMNS = ("number", "at", "actor_name", "address", "action", "subject", "reason", "details", "previous", "hash")
CHANGED: dict[str, object] = {
    "number": 77,
    "at": "2001-02-03 04:05:06+00:00",
    "actor_name": "别人",
    "address": "10.9.9.9",
    "details": '{"a": 2}',
    "previous": "f" * 64,
    "hash": "e" * 64,
}


class AnyTampering(TestCase):
    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.integers(1, 6), st.integers(1, 6), st.sampled_from(COLUMNS))
    def test_whatever_is_changed_in_whatever_event_the_chain_breaks(self, count: int, which: int, column: str) -> None:
        for number in range(count):
            record_event(action="test", subject=f"第{number}件", reason="原因", address="10.0.0.1", a=1)
        victim = min(which, count)
        tamper(f"UPDATE review_event SET {column} = %s WHERE number = %s", CHANGED.get(column, "改"), victim)  # noqa: S608
        broken = verify_events()
        assert broken
        assert {link.number for link in broken} <= {victim, victim + 1, 77, count}

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.integers(2, 6), st.integers(1, 6))
    def test_whatever_event_is_removed_or_slipped_in_the_chain_breaks(self, count: int, which: int) -> None:
        for number in range(count):
            record_event(action="test", subject=f"第{number}件")
        tamper("DELETE FROM review_event WHERE number = %s", min(which, count))
        assert verify_events() != []


class ChainOfAnything(TestCase):
    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), max_size=5))
    def test_whatever_is_recorded_the_chain_holds(self, texts: list[str]) -> None:
        for text in texts:
            record_event(action="test", subject=text, reason=text, text=text, nested={"a": [text, None, True, 1]})
        assert verify_events() == []
        assert list(Event.objects.order_by("number").values_list("reason", flat=True)) == texts


def test_signing_in_and_out_and_failing_to_are_recorded_without_the_password(client: Client) -> None:
    user = make_user("officer")
    user.set_password("correct-horse-battery")
    user.save()
    address = "/accounts/login/"
    client.post(address, {"username": "officer", "password": "wrong-password"}, REMOTE_ADDR="10.9.8.7")
    client.post(address, {"username": "nobody", "password": "wrong-password"})
    client.post(address, {"username": "officer", "password": "correct-horse-battery"})
    client.post("/accounts/logout/")
    recorded = list(Event.objects.order_by("number").values_list("action", "actor", "subject", "address"))
    assert recorded == [
        ("sign_in_failed", None, "officer", "10.9.8.7"),
        ("sign_in_failed", None, "nobody", "127.0.0.1"),
        ("sign_in", user.pk, "officer", "127.0.0.1"),
        ("sign_out", user.pk, "officer", "127.0.0.1"),
    ]
    assert not [event for event in Event.objects.values() if "password" in str(event)]
