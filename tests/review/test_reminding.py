"""Reminders before the deadline and while it is overdue, the daily digest, and that each day has them once."""

from datetime import date, time, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from perfeval.celery import app
from perfeval.directory.models import FiscalYear, MailWish, Role, User
from perfeval.evaluations.models import State
from perfeval.review import clock
from perfeval.review.clock import run_daily
from perfeval.review.models import Event, Notice
from perfeval.review.services import grant_extension, mail_notices, verify_events
from perfeval.review.services.digests import send_digests
from perfeval.review.services.reminding import is_due, remind_all
from perfeval.review.transitions import Action
from tests.factories import make_department, person

from .making import Case, case_in

pytestmark = pytest.mark.django_db


def due_in(days: int, state: State = State.DRAFT) -> Case:
    case = case_in(state)
    FiscalYear.objects.update(deadline=timezone.localdate() + timedelta(days=days))
    Notice.objects.all().delete()
    return case


def told() -> list[tuple[str, str]]:
    return sorted(Notice.objects.values_list("recipient__username", "title"))


@pytest.mark.parametrize(
    ("left", "due"),
    [(8, False), (7, True), (4, False), (3, True), (1, True), (0, True), (-1, True), (-2, False), (-8, True)],
)
def test_the_days_on_which_one_is_reminded(left: int, due: bool) -> None:
    assert is_due(left) == due


@pytest.mark.parametrize(("days", "said"), [(3, "距截止还有3天"), (0, "今天截止"), (-8, "已逾期8天")])
def test_officers_and_head_are_reminded_and_the_bureau_of_what_is_late(days: int, said: str) -> None:
    case = due_in(days)
    remind_all()
    reminded = [(user.username, f"测试局 2023年度：{said}") for user in (case.author, case.head)]
    bureau = [(case.reviewer.username, "测试县 2023年度：1个部门逾期未报")] if days < 0 else []
    assert told() == sorted(reminded + bureau)
    assert verify_events() == []


def test_the_second_time_that_day_nobody_is_reminded_again() -> None:
    due_in(-1)
    assert (remind_all(), remind_all()) == (3, 0)
    assert remind_all(today=timezone.localdate() + timedelta(days=7)) == 3


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ENDORSED, State.APPROVED])
def test_what_was_handed_in_reminds_nobody(state: State) -> None:
    due_in(-1, state)
    assert remind_all() == 0


def test_a_department_that_has_not_begun_is_reminded_too_and_an_extension_counts(client: Client) -> None:
    case = due_in(-1)
    other = make_department("未报局", case.evaluation.department.region)
    officer = person(Role.AUTHOR, other)
    year = FiscalYear.objects.get()
    grant_extension(
        actor=case.reviewer,
        fiscal_year=year,
        department=case.evaluation.department,
        until=timezone.localdate() + timedelta(days=5),
        reason="机构改革",
    )
    remind_all()
    assert told() == sorted(
        [
            (officer.username, "未报局 2023年度：已逾期1天"),
            (case.reviewer.username, "测试县 2023年度：1个部门逾期未报"),
        ]
    )
    for user, place in ((officer, "evaluations:start"), (case.reviewer, "review:deadlines")):
        client.force_login(user)
        notice = Notice.objects.get(recipient=user)
        assert client.get(reverse("review:open_notice", args=[notice.pk])).headers["Location"] == reverse(place)


def test_a_closed_year_reminds_nobody() -> None:
    due_in(-1)
    FiscalYear.objects.update(open=False)
    assert remind_all() == 0


def test_a_year_without_a_deadline_reminds_nobody() -> None:
    case_in()
    assert remind_all(today=date(2030, 1, 1)) == 0


def test_a_digest_brings_everything_that_waits_in_one_mail(settings: Settings) -> None:
    settings.SITE_URL = "https://pingjia.example"
    case = due_in(3)
    User.objects.update(email="someone@example.org")
    User.objects.filter(pk=case.head.pk).update(mail=MailWish.DAILY)
    User.objects.filter(pk=case.author.pk).update(mail=MailWish.NONE)
    remind_all()
    case.move(Role.AUTHOR, Action.SUBMIT)
    assert (mail_notices(), send_digests(), send_digests()) == (0, 1, 0)
    (message,) = mail.outbox
    first, second = Notice.objects.filter(recipient=case.head).order_by("pk")
    day = timezone.localdate() + timedelta(days=3)
    assert message.subject == "绩效自评：2件通知"
    assert message.body == (
        f"测试局 2023年度：距截止还有3天\n截止日期{day}\nhttps://pingjia.example/notices/{first.pk}/\n\n"
        f"测试局 2023年度：提交单位负责人审核\n{case.author}：理由\nhttps://pingjia.example/notices/{second.pk}/\n\n"
        "这封邮件由绩效自评系统自动发出，请勿回复。邮件怎样发、要不要发，在系统的“通知”页选择：\nhttps://pingjia.example/notices/\n"
    )


def test_a_digest_that_fails_waits(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # the discard port: nobody answers
    case = due_in(1)
    User.objects.filter(pk=case.head.pk).update(email="head@example.org", mail=MailWish.DAILY)
    remind_all()
    assert send_digests() == 0
    assert "没有发出" in caplog.text
    assert Notice.objects.filter(recipient=case.head, mailed_at=None).exists()


def test_a_day_has_its_notices_once(capsys: pytest.CaptureFixture[str]) -> None:
    due_in(1)
    call_command("daily_notices")
    call_command("daily_notices")
    assert capsys.readouterr().out == "已发送\n今天已经发送过\n"
    assert run_daily() is False
    assert Event.objects.filter(action="daily_notices").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_workers_clock_hands_the_day_to_the_pool_once(monkeypatch: pytest.MonkeyPatch) -> None:
    due_in(1)
    monkeypatch.setattr(clock, "FROM", time(0))
    app.conf.task_always_eager = True
    try:
        for _time in range(2):
            clock.Clock(None).look()
    finally:
        app.conf.task_always_eager = False
    assert Event.objects.filter(action="daily_notices").count() == 1
    assert Notice.objects.count() == 2
    monkeypatch.setattr(clock, "FROM", time.max)
    assert not clock.is_time()


def test_one_says_oneself_how_mail_comes(client: Client) -> None:
    case = case_in()
    client.force_login(case.author)
    assert client.post(reverse("review:choose_mail"), {"mail": "daily", "is_staff": "1"}).status_code == 302
    assert client.post(reverse("review:choose_mail"), {"mail": "hourly"}).status_code == 302
    case.author.refresh_from_db()
    assert (case.author.mail, case.author.is_staff) == (MailWish.DAILY, False)


def test_no_mail_carries_a_figure_a_password_or_a_key(settings: Settings) -> None:
    case = case_in()
    User.objects.update(email="someone@example.org")
    case.move(Role.AUTHOR, Action.SUBMIT)
    mail_notices()
    said = "".join(f"{message.subject}{message.body}{message.alternatives}" for message in mail.outbox)
    assert "测试局 2023年度" in said
    for secret in (settings.SECRET_KEY, "sessionid", "csrf", "token", case.head.password or "argon2", "100", "95%"):
        assert secret not in said


@pytest.mark.parametrize("departments", [1, 10])
def test_reminding_nobody_costs_the_same_for_one_and_for_many(
    django_assert_max_num_queries: DjangoAssertNumQueries, departments: int
) -> None:
    case = due_in(5)
    for number in range(departments):
        make_department(f"第{number}局", case.evaluation.department.region)
    with django_assert_max_num_queries(6):
        assert remind_all() == 0
