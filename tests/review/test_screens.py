"""The screens of the review as people use them."""

import pytest
from django.test import Client
from django.urls import reverse

from perfeval.directory.models import Role, User
from perfeval.evaluations.models import Indicator, Sheet, State
from perfeval.evaluations.services import save_field
from perfeval.review.models import Comment, Event, FindingReason, IndicatorReview
from perfeval.review.transitions import Action
from tests.evaluations.pages import Element, read
from tests.factories import sample_evaluation

from .making import Case, case_in, clean_project

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def page(client: Client, user: User, name: str, *keys: object, status: int = 200) -> Element:
    client.force_login(user)
    response = client.get(reverse(name, args=keys))
    assert response.status_code == status
    return read(response)


def send(client: Client, user: User, name: str, *keys: object, **data: object) -> int:
    client.force_login(user)
    return client.post(reverse(name, args=keys), data).status_code


def buttons(found: Element) -> list[str]:
    return [link.text for link in found.one("main").all("a") if "/steps/" in link.attributes["href"]]


@pytest.mark.parametrize(
    ("state", "role", "shown"),
    [
        (State.DRAFT, Role.AUTHOR, ["提交单位负责人审核"]),
        (State.DRAFT, Role.HEAD, []),
        (State.SUBMITTED, Role.AUTHOR, ["撤回"]),
        (State.SUBMITTED, Role.HEAD, ["同意并报送财政", "退回"]),
        (State.ENDORSED, Role.REVIEWER, ["审核通过", "退回"]),
        (State.APPROVED, Role.AUTHOR, []),
    ],
)
def test_the_task_list_shows_the_steps_of_the_person(
    client: Client, state: State, role: Role, shown: list[str]
) -> None:
    case = case_in(state)
    assert buttons(page(client, case.actor(role), "evaluations:tasks", case.evaluation.pk)) == shown


def test_a_submission_with_warnings_is_refused_until_their_reasons_are_given(client: Client) -> None:
    case = case_in(projects=[clean_project(third="群众反映")])
    address = ("review:take_step", case.evaluation.pk, "submit")
    found = page(client, case.author, *address)
    (box,) = (box for box in found.all("textarea") if box.attributes["name"].startswith("reason-"))
    assert send(client, case.author, *address, version=1) == 409
    assert send(client, case.author, *address, version=1, **{box.attributes["name"]: "本项目不涉及"}) == 302
    case.evaluation.refresh_from_db()
    assert (case.evaluation.state, FindingReason.objects.get().reason) == (State.SUBMITTED, "本项目不涉及")


def test_one_reason_is_given_for_all_of_a_check_and_the_reviewer_sees_it(client: Client) -> None:
    case = case_in(projects=[{**clean_project(third="群众反映"), "name": f"项目{number}"} for number in (1, 2, 3)])
    address = ("review:take_step", case.evaluation.pk, "submit")
    found = page(client, case.author, *address)
    (tick,) = (box for box in found.all("input") if box.attributes.get("name", "").startswith("shared-"))
    name = tick.attributes["name"].replace("shared-", "reason-")
    sent = {name: "县里的表如此", tick.attributes["name"]: "1"}
    assert send(client, case.author, *address, version=1, **sent) == 302
    assert list(FindingReason.objects.order_by("pk").values_list("is_shared", flat=True)) == [False, True, True]
    text = page(client, case.head, "review:review", case.evaluation.pk).text
    assert (text.count("县里的表如此"), text.count("与同项检查的其他提醒共用")) == (3, 2)


def test_reasons_can_be_kept_without_submitting_and_come_back(client: Client) -> None:
    case = case_in(projects=[clean_project(third="群众反映")])
    address = ("review:take_step", case.evaluation.pk, "submit")
    name = next(
        box.attributes["name"]
        for box in page(client, case.author, *address).all("textarea")
        if box.attributes["name"].startswith("reason-")
    )
    assert send(client, case.author, "review:keep_reasons", case.evaluation.pk, **{name: "本项目不涉及"}) == 302
    assert page(client, case.author, *address).one("textarea", name=name).text == "本项目不涉及"
    case.evaluation.refresh_from_db()
    assert case.evaluation.state == State.DRAFT


def test_a_warning_takes_its_reason_right_in_the_panel_of_findings(client: Client) -> None:
    case = case_in(projects=[clean_project(third="群众反映")])
    client.force_login(case.author)
    findings = reverse("evaluations:findings", args=[case.evaluation.pk])
    panel = read(client.get(findings, headers={"HX-Request": "true"}))
    (form,) = panel.all("form")
    (box,) = form.all("textarea")
    sent = {box.attributes["name"]: "本项目不涉及", "back": "report"}
    reply = client.post(form.attributes["hx-post"], sent, headers={"HX-Request": "true"})
    assert (reply.status_code, reply.content.decode()) == (200, "已保存")
    assert FindingReason.objects.get().reason == "本项目不涉及"
    again = read(client.get(findings)).one("form", class_="explain")
    assert again.one("textarea").text == "本项目不涉及"
    assert client.post(form.attributes["action"], sent)["Location"] == f"{findings}?section=report"
    client.force_login(case.head)
    page = read(client.get(findings))
    assert page.all("form", class_="explain") == []
    assert "填报人说明：本项目不涉及" in page.one("main").text


def test_a_step_on_an_old_page_says_so_and_changes_nothing(client: Client) -> None:
    case = case_in(State.SUBMITTED)
    client.force_login(case.head)
    response = client.post(reverse("review:take_step", args=[case.evaluation.pk, "endorse"]), {"version": 99})
    assert response.status_code == 409
    assert [error.text for error in read(response).with_class("is-error")] == [
        "内容在您打开页面之后有改动，请重新查看后再办理"
    ]


def test_a_double_click_is_told_what_happened(client: Client) -> None:
    case = case_in(State.SUBMITTED)
    address = ("review:take_step", case.evaluation.pk, "endorse")
    assert [send(client, case.head, *address, version=1) for _click in range(2)] == [302, 409]
    assert Event.objects.filter(action="endorse").count() == 1


@pytest.mark.parametrize("action", ["publish", "unpublish", "destroy"])
def test_what_is_no_step_of_this_page_is_not_found(client: Client, action: str) -> None:
    case = case_in(State.APPROVED)
    assert send(client, case.head, "review:take_step", case.evaluation.pk, action) == 404


def test_a_returned_section_is_to_mend_until_it_is_mended(client: Client) -> None:
    case = case_in(State.SUBMITTED)
    sheet = Sheet.objects.get()
    address = ("review:take_step", case.evaluation.pk, "return_by_head")
    assert send(client, case.head, *address, version=1, reason="完成值不对", places=[f"sheet-{sheet.pk}"]) == 302

    def marks() -> list[str]:
        found = page(client, case.author, "evaluations:tasks", case.evaluation.pk)
        return [mark.text for name in ("mark-to_mend", "mark-mended") for mark in found.with_class(name)]

    assert marks() == ["需修改"]
    indicator = Indicator.objects.get(name="产出情况")
    save_field(actor=case.author, evaluation=case.evaluation, field=f"indicator.{indicator.pk}.actual", value="96%")
    assert marks() == ["已修改"]


def test_a_return_without_reason_or_to_an_unknown_section_is_refused(client: Client) -> None:
    case = case_in(State.SUBMITTED)
    address = ("review:take_step", case.evaluation.pk, "return_by_head")
    assert send(client, case.head, *address, version=1, reason=" ") == 422
    assert send(client, case.head, *address, version=1, reason="不对", places=["sheet-99999"]) == 422
    case.evaluation.refresh_from_db()
    assert case.evaluation.state == State.SUBMITTED


def test_the_changes_since_the_submission_are_shown_figure_by_figure_and_word_by_word(client: Client) -> None:
    case = case_in(State.RETURNED)
    indicator = Indicator.objects.get(name="产出情况")
    fields = {f"indicator.{indicator.pk}.actual": "97%", f"evaluation.{case.evaluation.pk}.source": "部门自报"}
    for field, value in fields.items():
        save_field(actor=case.author, evaluation=case.evaluation, field=field, value=value)
    (snapshot,) = case.evaluation.snapshots.all()
    found = page(client, case.author, "review:changes", case.evaluation.pk, snapshot.pk)
    rows = [[cell.text for cell in row.all("td")] for row in found.with_class("change")]
    assert rows == [
        ["测试项目 › 产出指标 › 数量指标 › 产出情况 › 实际完成值", "95%", "97%"],
        ["资料来源", "空", "部门自报"],
    ]


@pytest.mark.parametrize("name", ["miluo-2023", "gaoyi-2022"])
def test_every_section_of_a_sample_can_be_reviewed(client: Client, name: str) -> None:
    case = Case(sample_evaluation(name))
    found = page(client, case.reviewer, "review:review", case.evaluation.pk)
    sections = [link.attributes["href"] for link in found.all("a") if "/review/sections/" in link.attributes["href"]]
    answers = {section: client.get(section).status_code for section in dict.fromkeys(sections)}
    assert len(answers) > 10
    assert {section: status for section, status in answers.items() if status != 200} == {}


def test_a_remark_on_a_cell_is_answered_and_settled(client: Client) -> None:
    case = case_in(State.ENDORSED)
    sheet = Sheet.objects.get()
    indicator = Indicator.objects.get(name="产出情况")
    pk, section, place = case.evaluation.pk, f"sheet-{sheet.pk}", f"indicator.{indicator.pk}.actual"
    assert send(client, case.reviewer, "review:comment", pk, text="依据？", section=section, place=place) == 302
    first = Comment.objects.get()
    assert first.label == "测试项目 › 产出情况 实际完成值"
    assert send(client, case.author, "review:comment", pk, text="见台账", answers=first.pk) == 302
    assert send(client, case.author, "review:settle", pk, first.pk, settled="1") == 403
    assert send(client, case.reviewer, "review:settle", pk, first.pk, settled="1") == 302
    found = page(client, case.head, "review:section", pk, section)
    (thread,) = found.with_class("is-settled")
    assert [text.text for text in thread.all("p")] == ["依据？", "见台账"]
    said = Event.objects.filter(action__contains="comment").order_by("number")
    assert list(said.values_list("action", flat=True)) == ["comment", "comment", "resolve_comment"]


def test_a_remark_on_a_place_that_is_not_there_is_not_found(client: Client) -> None:
    case = case_in()
    section = f"sheet-{Sheet.objects.get().pk}"
    for data in ({"section": "sheet-9"}, {"section": section, "place": "indicator.99999.actual"}, {"answers": 7}):
        assert send(client, case.head, "review:comment", case.evaluation.pk, text="批注", **data) == 404
    assert Comment.objects.count() == 0


def test_the_reviewer_gives_scores_beside_the_own_ones(client: Client) -> None:
    case = case_in(State.ENDORSED)
    sheet = Sheet.objects.get()
    first, second, third = Indicator.objects.filter(children=None).order_by("pk")
    data = {
        f"i{first.pk}-score": "45.5",
        f"i{first.pk}-opinion": "资料不全",
        f"i{second.pk}-score": "31",
        f"i{second.pk}-opinion": "",
        f"i{third.pk}-score": "",
        f"i{third.pk}-opinion": "同意",
    }
    address = ("review:score_sheet", case.evaluation.pk, sheet.pk)
    assert send(client, case.reviewer, *address, **data) == 302
    found = page(client, case.author, "review:section", case.evaluation.pk, f"sheet-{sheet.pk}")
    rows = [[cell.text for cell in row.all("td")] for row in found.with_class("scores")[0].one("tbody").all("tr")]
    assert rows == [
        ["产出情况", "50", "50", "45.5", "资料不全"],
        ["效益情况", "30", "30", "", ""],
        ["满意度情况", "10", "10", "", "同意"],
    ]
    first.refresh_from_db()
    assert first.self_score is None
    assert send(client, case.author, *address, **data) == 403
    case.move(Role.REVIEWER, Action.APPROVE)
    assert send(client, case.reviewer, *address, **{f"i{first.pk}-score": "1"}) == 403
    assert IndicatorReview.objects.count() == 2


def test_several_are_approved_at_once_and_a_stale_one_is_named(client: Client) -> None:
    cases = [case_in(State.ENDORSED, department={"name": f"{name}局", "region": "测试县"}) for name in "甲乙丙"]
    reviewer = cases[0].reviewer
    found = page(client, reviewer, "review:queue")
    assert [row.all("td")[1].text for row in found.one("tbody").all("tr")] == ["甲局", "乙局", "丙局"]
    keys = [case.evaluation.pk for case in cases]
    data = {"action": "approve", "chosen": keys[:2], f"version-{keys[0]}": "1", f"version-{keys[1]}": "7"}
    client.force_login(reviewer)
    response = client.post(reverse("review:queue"), data, follow=True)
    assert [notice.text for notice in read(response).with_class("notice")] == [
        "乙局：内容在您打开页面之后有改动，请重新查看后再办理",
        "已办理1份：审核通过",
    ]
    for case in cases:
        case.evaluation.refresh_from_db()
    assert [case.evaluation.state for case in cases] == [State.APPROVED, State.ENDORSED, State.ENDORSED]


def test_several_go_back_only_with_a_reason(client: Client) -> None:
    case = case_in(State.ENDORSED)
    data = {"action": "return_by_bureau", "chosen": [case.evaluation.pk]}
    assert send(client, case.reviewer, "review:queue", **data) == 422
    assert send(client, case.reviewer, "review:queue", **data, reason="格式不符") == 302
    case.evaluation.refresh_from_db()
    assert case.evaluation.state == State.RETURNED


def test_the_queue_leads_from_one_to_the_next(client: Client) -> None:
    cases = [case_in(State.ENDORSED, department={"name": f"{name}局", "region": "测试县"}) for name in "甲乙丙"]
    found = page(client, cases[0].reviewer, "review:review", cases[1].evaluation.pk)
    links = {link.attributes["rel"]: link.attributes["href"] for link in found.all("a") if "rel" in link.attributes}
    assert links["prev"] == reverse("review:review", args=[cases[0].evaluation.pk])
    assert links["next"] == reverse("review:review", args=[cases[2].evaluation.pk])
