"""Word of what happened: in the inbox, and by mail."""

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from perfeval.directory.models import Role, User
from perfeval.evaluations.models import State
from perfeval.review.models import Notice
from perfeval.review.services import mail_notices, move_evaluation
from perfeval.review.transitions import Action
from tests.evaluations.pages import read
from tests.factories import author_of, reviewer_of

from .making import case_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "role", "action", "told"),
    [
        (State.DRAFT, Role.AUTHOR, Action.SUBMIT, {Role.HEAD}),
        (State.SUBMITTED, Role.HEAD, Action.ENDORSE, {Role.AUTHOR, Role.REVIEWER}),
        (State.SUBMITTED, Role.HEAD, Action.RETURN_BY_HEAD, {Role.AUTHOR}),
        (State.ENDORSED, Role.REVIEWER, Action.RETURN_BY_BUREAU, {Role.AUTHOR, Role.HEAD}),
        (State.ENDORSED, Role.REVIEWER, Action.APPROVE, {Role.AUTHOR, Role.HEAD}),
        (State.APPROVED, Role.REVIEWER, Action.REOPEN, {Role.AUTHOR, Role.HEAD}),
    ],
)
def test_those_who_act_next_and_those_whose_work_it_is_are_told(
    state: State, role: Role, action: Action, told: set[Role]
) -> None:
    case = case_in(state)
    Notice.objects.all().delete()
    case.move(role, action)
    assert {notice.recipient for notice in Notice.objects.all()} == {case.actor(one) for one in told}


def test_who_acted_and_who_has_left_is_not_told() -> None:
    case = case_in()
    gone = author_of(case.evaluation)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    case.move(Role.AUTHOR, Action.SUBMIT)
    case.move(Role.HEAD, Action.RETURN_BY_HEAD, "重报")
    told = Notice.objects.filter(event__action="return_by_head").values_list("recipient", "title", "text")
    title = "测试局 2023年度：退回"
    assert list(told) == [(case.author.pk, title, f"{case.head}：重报")]


def test_a_refused_step_tells_nobody() -> None:
    case = case_in(State.SUBMITTED)
    Notice.objects.all().delete()
    with pytest.raises(ValueError, match="请写明理由"):
        case.move(Role.HEAD, Action.RETURN_BY_HEAD, reason="")
    assert Notice.objects.count() == 0


def test_mail_goes_out_once_with_the_way_to_the_page(settings: Settings) -> None:
    settings.SITE_URL = "https://pingjia.example"
    case = case_in()
    User.objects.filter(pk=case.head.pk).update(email="head@example.org")
    case.move(Role.AUTHOR, Action.SUBMIT)
    assert [mail_notices(), mail_notices()] == [1, 0]
    (message,) = mail.outbox
    notice = Notice.objects.get(recipient=case.head)
    assert (message.to, message.subject) == (["head@example.org"], "测试局 2023年度：提交单位负责人审核")
    assert message.body.splitlines()[:3] == [notice.title, notice.text, f"https://pingjia.example/notices/{notice.pk}/"]


def test_the_same_mail_is_a_page_whose_links_lead_here_and_nowhere_else(settings: Settings) -> None:
    settings.SITE_URL = "https://pingjia.example"
    case = case_in()
    User.objects.filter(pk=case.head.pk).update(email="head@example.org")
    case.move(Role.AUTHOR, Action.SUBMIT)
    Notice.objects.update(text='<img src="https://evil.example/a.png">\n第二行')
    mail_notices()
    (message,) = mail.outbox
    html, kind = message.alternatives[0]
    page = read(HttpResponse(html))
    assert (kind, [one.tag for one in page.all("img")]) == ("text/html", [])
    assert page.one("h3").text == "测试局 2023年度：提交单位负责人审核"
    assert [link.attributes["href"] for link in page.all("a")] == [
        f"https://pingjia.example/notices/{Notice.objects.get(recipient=case.head).pk}/",
        "https://pingjia.example/notices/",
    ]


def test_mail_that_fails_waits_and_is_logged(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # the discard port: nobody answers
    case = case_in()
    User.objects.filter(pk=case.head.pk).update(email="head@example.org")
    case.move(Role.AUTHOR, Action.SUBMIT)
    assert mail_notices() == 0
    assert "没有发出" in caplog.text
    assert Notice.objects.filter(recipient=case.head, mailed_at=None).exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mail_notices() == 1


def test_the_inbox_shows_ones_own_notices_and_marks_them_read(client: Client) -> None:
    case = case_in(State.SUBMITTED)
    client.force_login(case.head)
    rows = read(client.get(reverse("review:inbox"))).one("tbody").all("button")
    assert [row.text for row in rows] == ["测试局 2023年度：提交单位负责人审核"]
    assert [link.text for link in read(client.get("/")).with_class("links")[0].with_class("count")] == ["1"]
    client.force_login(case.author)
    address = reverse("review:open_notice", args=[Notice.objects.get().pk])
    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    client.force_login(case.head)
    client.post(reverse("review:mark_read"))
    assert read(client.get("/")).with_class("count") == []


def test_bulk_steps_tell_each_department(client: Client) -> None:
    cases = [case_in(State.ENDORSED, department={"name": f"{name}局", "region": "测试县"}) for name in "甲乙"]
    Notice.objects.all().delete()
    reviewer = reviewer_of(cases[0].evaluation)
    for case in cases:
        move_evaluation(actor=reviewer, evaluation=case.evaluation, action=Action.APPROVE)
    assert Notice.objects.filter(recipient__in=[case.author for case in cases]).count() == 2
