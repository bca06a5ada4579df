"""Approved documents that were not made are tried again, not for ever, and the administrators are told."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from perfeval.directory.models import Role, User
from perfeval.evaluations.models import State
from perfeval.publication.keeper import Keeper
from perfeval.publication.models import ApprovedDocument, DocumentAttempt
from perfeval.publication.retrying import LONGEST_TRY, WAITS, due_snapshots, give_up_exhausted, try_to_make
from perfeval.publication.tasks import keep_document
from perfeval.review.models import Event, Notice, Snapshot
from perfeval.review.services import verify_events
from perfeval.review.transitions import Action
from tests.evaluations.pages import read
from tests.factories import person
from tests.review.making import Case, case_in

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")


@pytest.fixture
def bad_certificate(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    """What bars every try, until the operator has mended it."""
    caplog.set_level(logging.CRITICAL)
    settings.SIGNING_PKCS12 = "/nowhere/bureau.p12"


PROBLEM = "签名证书文件不能读取"


def approved() -> tuple[Case, Snapshot]:
    case = case_in(State.APPROVED)
    return case, Snapshot.objects.get(kind="approved")


def exhaust(snapshot: Snapshot) -> None:
    """As often as it may be tried, each time when it is due."""
    for _wait in WAITS:
        assert try_to_make(snapshot) is False
        DocumentAttempt.objects.update(tried_at=timezone.now() - 24 * HOUR)


def test_what_no_message_told_is_due_after_a_minute_and_no_longer_once_it_is_made() -> None:
    _case, snapshot = approved()
    now = timezone.now()
    assert (due_snapshots(now), due_snapshots(now + WAITS[0])) == ([], [snapshot.pk])
    assert try_to_make(snapshot)
    assert (due_snapshots(now + HOUR), ApprovedDocument.objects.count(), DocumentAttempt.objects.count()) == ([], 1, 0)


@pytest.mark.usefixtures("bad_certificate")
def test_each_try_is_counted_and_the_next_one_waits_longer() -> None:
    _case, snapshot = approved()
    for count, wait in enumerate(WAITS[:-1], start=1):
        assert try_to_make(snapshot) is False
        attempt = DocumentAttempt.objects.get()
        assert (attempt.count, attempt.problem.startswith(PROBLEM)) == (count, True)
        assert due_snapshots(attempt.tried_at + wait - timedelta(seconds=1)) == []
        assert due_snapshots(attempt.tried_at + wait) == [snapshot.pk]
        assert try_to_make(snapshot) is False  # too near: not counted
        assert DocumentAttempt.objects.get().count == count
        DocumentAttempt.objects.update(tried_at=timezone.now() - wait)


@pytest.mark.usefixtures("bad_certificate")
def test_what_was_tried_often_enough_is_given_up_and_the_administrators_are_told_once(client: Client) -> None:
    case, snapshot = approved()
    administrator = person(Role.ADMINISTRATOR)
    Notice.objects.all().delete()
    exhaust(snapshot)
    now = timezone.now()
    assert (due_snapshots(now), give_up_exhausted(now), give_up_exhausted(now)) == ([], 1, 0)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.title) == (administrator, "测试局 2023年度：审核通过的文件试了5次没有生成")
    assert notice.text.startswith(PROBLEM)
    event = Event.objects.get(action="give_up_document")
    assert (event.reason.startswith(PROBLEM), event.details, verify_events()) == (True, {"count": 5}, [])
    client.force_login(administrator)
    assert client.post(reverse("review:open_notice", args=[notice.pk]))["Location"] == reverse("review:inbox")
    client.force_login(case.author)
    shown = read(client.get(reverse("publication:approved", args=[case.evaluation.pk]))).with_class("is-warning")
    assert [one.text for one in shown] == [f"后台试了5次没有生成：{event.reason}。已告知系统管理员，不再自动重试。"]


def test_a_try_that_killed_its_worker_counts_and_is_given_up_when_nothing_more_is_heard() -> None:
    _case, snapshot = approved()
    now = timezone.now()
    attempt = DocumentAttempt.objects.create(snapshot=snapshot, count=len(WAITS), tried_at=now)
    assert give_up_exhausted(now) == 0
    assert give_up_exhausted(now + LONGEST_TRY) == 1
    attempt.refresh_from_db()
    assert (attempt.given_up_at is not None, Event.objects.get(action="give_up_document").reason) == (
        True,
        "生成时程序意外结束",
    )


def test_what_was_given_up_is_still_made_by_who_asks_for_it(client: Client) -> None:
    case, snapshot = approved()
    DocumentAttempt.objects.create(
        snapshot=snapshot, count=len(WAITS), tried_at=timezone.now(), given_up_at=timezone.now(), problem="磁盘空间不足"
    )
    client.force_login(case.author)
    assert client.post(reverse("publication:approved", args=[case.evaluation.pk])).status_code == 302
    assert (ApprovedDocument.objects.count(), DocumentAttempt.objects.count()) == (1, 0)


def test_what_was_reopened_is_not_tried() -> None:
    case, snapshot = approved()
    case.move(Role.REVIEWER, Action.REOPEN)
    assert due_snapshots(timezone.now() + HOUR) == []
    assert (try_to_make(snapshot), DocumentAttempt.objects.exists()) == (False, False)


@pytest.mark.django_db(transaction=True)
def test_the_workers_keeper_asks_its_pool_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(keep_document, "delay", asked.append)
    _case, snapshot = approved()
    keeper = Keeper(None)
    keeper.look()
    assert asked == []
    monkeypatch.setattr("perfeval.publication.keeper.timezone.now", lambda: snapshot.taken_at + HOUR)
    for _time in range(2):
        keeper.look()
    assert asked == [snapshot.pk]
    assert User.objects.filter(notices__event__action="give_up_document").count() == 0
