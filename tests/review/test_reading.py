"""What a reviewer reads: the report passage by passage, the printed pages beside it, what was mended since a return."""

import pytest
from django.test import Client
from django.urls import reverse

from perfeval.directory.models import PROGRAM_ROLES, Role
from perfeval.evaluations.models import Indicator, Sheet, State
from perfeval.evaluations.services import save_field
from perfeval.review.models import Comment, Notice
from perfeval.review.transitions import Action
from tests.evaluations.pages import Element, read
from tests.factories import person

from .making import Case, case_in, clean_project
from .test_screens import page, send

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

REPORT = {
    "title": "自评报告",
    "sections": [
        {"heading": "一、概况", "text": "第一段。\n收入为【收入合计】。\n第三段。"},
        {
            "heading": "二、做法",
            "blocks": [
                {"text": "一段<文字>。"},
                {"list": ["甲", "乙"], "ordered": False},
                {"grid": {"columns": ["年", "数"], "rows": [["2023", "5"]]}},
            ],
        },
    ],
}


def test_the_report_is_read_once_without_markup_each_paragraph_with_a_place_for_remarks(client: Client) -> None:
    case = case_in(report=REPORT)
    found = page(client, case.head, "review:section", case.evaluation.pk, "report")
    passages = found.with_class("passage")
    words = [" ".join(each.text for kind in ("p", "div", "td") for each in one.all(kind)) for one in passages]
    assert words == [
        "自评报告",
        "一、概况",
        "第一段。",
        "收入为【收入合计】。",
        "第三段。",
        "二、做法",
        "一段<文字>。",
        "甲乙",
        "年 数 2023 5",
    ]
    assert found.one("main").text.count("一段<文字>。") == 1
    links = [one.one("a").attributes["href"] for one in passages]
    assert len(set(links)) == len(links)
    pages = [link for link in found.all("a") if link.attributes.get("hx-target") == "#panel"]
    assert [link.attributes["hx-get"] for link in pages] == [
        reverse("documents:preview", args=[case.evaluation.pk, "report"])
    ]


def test_a_remark_on_a_paragraph_knows_which_one(client: Client) -> None:
    case = case_in(report=REPORT)
    found = page(client, case.head, "review:section", case.evaluation.pk, "report")
    places = [one.attributes["id"] for one in found.with_class("passage")]
    for place in (places[3], places[6], places[7]):
        sent = {"text": "依据？", "section": "report", "place": place}
        assert send(client, case.head, "review:comment", case.evaluation.pk, **sent) == 302
    named = list(Comment.objects.order_by("pk").values_list("label", flat=True))
    assert named == [f"自评报告 › {name}" for name in ("一、概况 第2段", "二、做法 第1段", "二、做法 第2段")]
    again = page(client, case.head, "review:section", case.evaluation.pk, "report")
    counted = {one.attributes["id"] for one in again.with_class("passage") if one.all("b")}
    assert counted == {places[3], places[6], places[7]}


@pytest.mark.parametrize("line", ["0", "4", "999", "x"])
def test_a_paragraph_that_is_not_there_takes_no_remark(client: Client, line: str) -> None:
    case = case_in(report=REPORT)
    found = page(client, case.head, "review:section", case.evaluation.pk, "report")
    place = found.with_class("passage")[2].attributes["id"].rpartition("/")[0]
    sent = {"text": "依据？", "section": "report", "place": f"{place}/{line}"}
    assert send(client, case.head, "review:comment", case.evaluation.pk, **sent) == 404


def marks_in(found: Element) -> list[str]:
    classes = ("mark-to_mend", "mark-mended", "mark-unchanged")
    return [mark.text for name in classes for mark in found.one("table", class_="list").with_class(name)]


def named_in(found: Element) -> list[str]:
    return [row.text for named in found.with_class("named") for row in named.all("li")]


def return_two_indicators(client: Client) -> tuple[Case, list[Indicator]]:
    case = case_in(State.SUBMITTED)
    indicators = [Indicator.objects.get(name=name) for name in ("产出情况", "效益情况")]
    case.head  # noqa: B018 - made here
    address = ("review:take_step", case.evaluation.pk, "return_by_head")
    boxes = page(client, case.head, *address).all("input", name="places")
    places = [f"indicator.{indicator.pk}" for indicator in indicators]
    assert {box.attributes["value"] for box in boxes} >= {*places, f"sheet-{indicators[0].sheet_id}"}
    assert send(client, case.head, *address, version=1, reason="没有依据", places=places) == 302
    return case, indicators


def test_single_indicators_are_sent_back_and_marked_one_by_one(client: Client) -> None:
    case, (first, _second) = return_two_indicators(client)
    tasks = ("evaluations:tasks", case.evaluation.pk)
    found = page(client, case.author, *tasks)
    assert (marks_in(found), named_in(found)) == (["需修改"], ["产出情况 需修改", "效益情况 需修改"])
    links = [link.attributes["href"] for link in found.with_class("named")[0].all("a")]
    sheet = reverse("evaluations:sheet", args=[case.evaluation.pk, first.sheet_id])
    assert links[0] == f"{sheet}#indicator.{first.pk}"
    save_field(actor=case.author, evaluation=case.evaluation, field=f"indicator.{first.pk}.actual", value="96%")
    found = page(client, case.author, *tasks)
    assert (marks_in(found), named_in(found)) == (["需修改"], ["产出情况 已修改", "效益情况 需修改"])


def test_whoever_reads_it_again_sees_what_was_mended_since_the_return(client: Client) -> None:
    case, (first, second) = return_two_indicators(client)
    save_field(actor=case.author, evaluation=case.evaluation, field=f"indicator.{first.pk}.actual", value="96%")
    case.evaluation.refresh_from_db()
    case.move(Role.AUTHOR, Action.SUBMIT)
    found = page(client, case.head, "review:review", case.evaluation.pk)
    assert found.with_class("mark-unchanged")[0].text == "未修改"
    case.move(Role.HEAD, Action.RETURN_BY_HEAD, places=[f"indicator.{second.pk}"])
    save_field(actor=case.author, evaluation=case.evaluation, field=f"indicator.{second.pk}.actual", value="97%")
    case.evaluation.refresh_from_db()
    case.move(Role.AUTHOR, Action.SUBMIT)
    case.move(Role.HEAD, Action.ENDORSE)
    assert marks_in(page(client, case.reviewer, "evaluations:tasks", case.evaluation.pk)) == ["已修改"]
    case.move(Role.REVIEWER, Action.APPROVE)
    assert marks_in(page(client, case.reviewer, "evaluations:tasks", case.evaluation.pk)) == []


def test_an_indicator_of_another_self_evaluation_cannot_be_sent_back(client: Client) -> None:
    case, other = case_in(State.SUBMITTED), case_in(department={"name": "别局", "region": "测试县"})
    theirs = Indicator.objects.filter(sheet__evaluation=other.evaluation, children=None)[0]
    sent = {"version": 1, "reason": "不对", "places": [f"indicator.{theirs.pk}"]}
    assert send(client, case.head, "review:take_step", case.evaluation.pk, "return_by_head", **sent) == 422


def test_the_one_who_decides_finds_the_button_before_the_findings(client: Client) -> None:
    case = case_in(State.SUBMITTED, projects=[clean_project("培训")])
    content = client_page(client, case, "endorse")
    assert content.index('id="step-form"') < content.index("检查结果与填报人的说明")
    assert "检查结果" not in client_page(client, case, "withdraw", Role.AUTHOR)


def client_page(client: Client, case: Case, action: str, role: Role = Role.HEAD) -> str:
    client.force_login(case.actor(role))
    return client.get(reverse("review:take_step", args=[case.evaluation.pk, action])).content.decode()


def test_a_notice_is_read_by_opening_it_from_the_inbox_and_leads_to_what_is_to_be_done(client: Client) -> None:
    case = case_in(State.SUBMITTED)
    notice = Notice.objects.get(recipient=case.head)
    address = reverse("review:open_notice", args=[notice.pk])
    client.force_login(case.head)
    review = reverse("review:review", args=[case.evaluation.pk])
    assert client.get(address)["Location"] == review
    assert Notice.objects.get(pk=notice.pk).read_at is None
    assert client.post(address)["Location"] == review
    assert Notice.objects.get(pk=notice.pk).read_at is not None
    case.move(Role.HEAD, Action.ENDORSE)
    assert client.get(address)["Location"] == reverse("evaluations:tasks", args=[case.evaluation.pk])


def test_the_officer_has_the_remarks_beside_the_form_and_answers_there(client: Client) -> None:
    case = case_in(State.RETURNED)
    sheet = Sheet.objects.get()
    form = reverse("evaluations:sheet", args=[case.evaluation.pk, sheet.pk])
    client.force_login(case.author)
    assert "remark-count" not in client.get(form).content.decode()
    section = f"sheet-{sheet.pk}"
    send(client, case.head, "review:comment", case.evaluation.pk, text="依据？", section=section)
    client.force_login(case.author)
    (count,) = read(client.get(form)).with_class("remark-count")
    assert count.text == "1"
    address = reverse("review:section", args=[case.evaluation.pk, section])
    panel = read(client.get(address, headers={"HX-Request": "true"}))
    assert [text.text for text in panel.one("article").all("p")] == ["依据？"]
    back = panel.all("input", name="back")[0].attributes["value"]
    sent = {"text": "见台账", "answers": Comment.objects.get().pk, "back": back}
    answer = client.post(reverse("review:comment", args=[case.evaluation.pk]), sent)
    assert answer["Location"] == form


@pytest.mark.parametrize("role", PROGRAM_ROLES)
def test_who_neither_fills_in_nor_reviews_is_shown_the_own_work(client: Client, role: Role) -> None:
    found = page(client, person(role), "evaluations:list")
    assert found.one("main").one("nav", class_="links").all("a")
