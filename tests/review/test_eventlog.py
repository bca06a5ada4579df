"""The auditor's page: searching, and taking the record away as a file that no spreadsheet runs."""

import csv
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from perfeval.directory.models import Role
from perfeval.review.eventlog import found_events, plain_text
from perfeval.review.models import Event
from perfeval.review.services import record_event
from tests.evaluations.pages import read
from tests.factories import make_user, person

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']


@pytest.mark.django_db
def test_events_are_found_by_words_action_and_day() -> None:
    actor = make_user("zhang")
    for action, subject in (("submit", "甲局"), ("approve", "甲局"), ("approve", "乙局")):
        record_event(action=action, actor=actor, subject=subject, reason=f"{subject}的理由")
    today = timezone.localdate()

    def numbers(**search: object) -> list[int]:
        return [event.number for event in found_events(**search)]

    assert numbers() == [3, 2, 1]
    assert numbers(text="甲") == [2, 1]
    assert numbers(text="zhang", action="approve") == [3, 2]
    assert numbers(since=today, until=today) == [3, 2, 1]
    assert numbers(since=today + timedelta(days=1)) == numbers(until=today - timedelta(days=1)) == []


@pytest.mark.django_db
def test_the_auditor_exports_what_was_searched_and_that_is_recorded(client: Client) -> None:
    auditor = person(Role.AUDITOR)
    client.force_login(auditor)
    for text in FORMULAS:
        record_event(action="test", subject=text)
    answer = client.get(reverse("review:export_events"), {"action": "test"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(lines.splitlines()))
    assert [row[5] for row in rows[1:]] == [f"'{text}" for text in reversed(FORMULAS)]
    assert Event.objects.latest("number").details == {"query": "action=test"}


@pytest.mark.django_db
def test_the_page_shows_what_was_asked_for(client: Client) -> None:
    client.force_login(person(Role.AUDITOR))
    record_event(action="comment", subject="丙局", reason="<script>alert(1)</script>")
    page = read(client.get(reverse("review:events"), {"text": "丙"}))
    (row,) = page.one("tbody").all("tr")
    assert [cell.text for cell in row.all("td")][4:] == ["批注", "丙局", "<script>alert(1)</script>"]
    assert page.all("script", src="") == []


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    assert not plain_text(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert plain_text(text).endswith(text)
