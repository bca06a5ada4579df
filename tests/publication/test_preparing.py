"""The look at the public copy before anybody else sees it."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from perfeval.evaluations.models import State
from perfeval.publication.models import PreparedCopy, Publication
from perfeval.publication.preparing import prepare_copy
from perfeval.publication.services import publish_evaluation
from perfeval.review.models import Event, SnapshotKind
from perfeval.review.services import TransitionRefusedError, take_snapshot
from tests.evaluations.pages import Element, read
from tests.factories import head_of, make_evaluation, small_package
from tests.review.making import Case, case_in, clean_project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def page_of(case: Case, client: Client, status: int = 200) -> Element:
    client.force_login(case.head)
    answer = client.get(reverse("publication:publish", args=[case.evaluation.pk]))
    assert answer.status_code == status
    return read(answer)


def rows_of(page: Element, title: str) -> list[list[str]]:
    body = page.one("section", aria_labelledby=title).one("tbody")
    return [[cell.text for cell in row.all("td")] for row in body.all("tr")]


def with_secrets() -> Case:
    return case_in(
        State.APPROVED,
        projects=[clean_project(), {**clean_project("雷达站"), "classified": True}],
        filing={"prepared_by": "王小明", "phone": "13912348136", "date": "2024-03-01"},
    )


def test_the_page_lists_what_is_left_out_and_what_is_masked_and_makes_nothing(client: Client) -> None:
    page = page_of(with_secrets(), client)
    assert rows_of(page, "left-out-title") == [["雷达站", "涉密项目，不公开（财预〔2020〕10号）"]]
    assert rows_of(page, "masked-title") == [["姓名", "王**", "1"], ["手机号码", "139****8136", "1"]]
    check = page.one("section", aria_labelledby="check-title")
    assert check.all("p")[0].text == "公开稿中没有未遮盖的手机号码和身份证号码。"
    assert [button.text for button in page.one("main").all("button")] == ["生成公开稿"]
    assert not PreparedCopy.objects.exists()


def test_a_document_with_nothing_to_hide_says_so(client: Client) -> None:
    page = page_of(case_in(State.APPROVED), client)
    assert [
        page.one("section", aria_labelledby=f"{part}-title").all("p")[0].text for part in ("left-out", "masked")
    ] == [
        "没有。审核通过的内容全部列入。",
        "没有找到需要遮盖的姓名和号码。",
    ]


def test_the_prepared_copy_is_shown_page_by_page_with_its_hash(client: Client) -> None:
    case = with_secrets()
    copy = prepare_copy(actor=case.reviewer, evaluation=case.evaluation)
    page = page_of(case, client).one("section", aria_labelledby="copy-title")
    assert page.one("code").text == copy.sha256
    assert page.all("img")[0].attributes["alt"].startswith("公开稿，第1页，共")
    assert prepare_copy(actor=case.head, evaluation=case.evaluation) == copy
    assert Event.objects.filter(action="prepare_copy").count() == 1


def publish_anyway(case: Case, sha256: str) -> str:
    with pytest.raises(TransitionRefusedError) as refusal:
        publish_evaluation(actor=case.head, evaluation=case.evaluation, seen_sha256=sha256)
    case.evaluation.refresh_from_db()
    assert (case.evaluation.state, Publication.objects.count()) == (State.APPROVED, 0)
    return str(refusal.value.message)


def test_what_nobody_looked_at_is_not_published(client: Client) -> None:
    case = case_in(State.APPROVED)
    assert publish_anyway(case, "0" * 64).startswith("还没有公开稿")
    client.force_login(case.head)
    answer = client.post(reverse("publication:publish", args=[case.evaluation.pk]), {"version": "1"})
    assert answer.status_code == 422
    assert [notice.text for notice in read(answer).with_class("is-error")] == ["请先生成公开稿，看过以后再公开"]
    prepare_copy(actor=case.head, evaluation=case.evaluation)
    assert publish_anyway(case, "0" * 64).startswith("公开稿在您打开页面之后重新生成过")


@pytest.mark.parametrize("harm", ["other contents", "changed", "gone"])
def test_a_copy_of_something_else_or_harmed_on_the_disk_is_made_again(client: Client, harm: str) -> None:
    case = case_in(State.APPROVED)
    first = prepare_copy(actor=case.head, evaluation=case.evaluation)
    if harm == "other contents":
        PreparedCopy.objects.update(made_from="0" * 64)
    elif harm == "changed":
        Path(first.file.path).write_bytes(b"%PDF-1.7 other")
    else:
        Path(first.file.path).unlink()
    assert publish_anyway(case, first.sha256).startswith("还没有公开稿")
    assert [button.text for button in page_of(case, client).one("main").all("button")] == ["生成公开稿"]
    again = prepare_copy(actor=case.head, evaluation=case.evaluation)
    assert (again.pk, again.sha256) == (first.pk, first.sha256)
    publish_evaluation(actor=case.head, evaluation=case.evaluation, seen_sha256=again.sha256)


def test_of_an_older_copy_the_file_goes(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, tmp_path: Path
) -> None:
    case = case_in(State.APPROVED)
    prepare_copy(actor=case.head, evaluation=case.evaluation)
    PreparedCopy.objects.update(made_from="0" * 64)
    with django_capture_on_commit_callbacks(execute=True):
        again = prepare_copy(actor=case.head, evaluation=case.evaluation)
    assert [path.name for path in (tmp_path / "prepared").iterdir()] == [Path(again.file.name).name]


def test_personal_data_that_masking_missed_is_shown_and_bars_the_copy(client: Client) -> None:
    said = {"goals": [{"expected": "培训职工", "actual": "已完成，详询tel13912345678"}]}
    evaluation = make_evaluation(small_package(projects=[{**clean_project(), **said}]))
    case = Case(evaluation)
    take_snapshot(actor=head_of(evaluation), evaluation=evaluation, kind=SnapshotKind.APPROVED)
    evaluation.state = State.APPROVED
    evaluation.save()
    page = page_of(case, client)
    assert "139****5678" in page.with_class("is-error")[0].one("li").text
    assert "disabled" in page.one("main").one("button").attributes
    answer = client.post(reverse("publication:prepare", args=[evaluation.pk]))
    assert answer.status_code == 409
    assert "还有个人信息：139****5678" in read(answer).with_class("is-error")[0].text
    assert not PreparedCopy.objects.exists()


def test_who_may_not_publish_may_not_prepare() -> None:
    case = case_in(State.APPROVED)
    with pytest.raises(PermissionDenied):
        prepare_copy(actor=case.author, evaluation=case.evaluation)


def approved_with(count: int, year: int) -> Case:
    projects = [{**clean_project(f"项目{number}"), "classified": number % 2 == 1} for number in range(count)]
    evaluation = make_evaluation(small_package(projects=projects, year=year))
    take_snapshot(actor=head_of(evaluation), evaluation=evaluation, kind=SnapshotKind.APPROVED)
    evaluation.state = State.APPROVED
    evaluation.save()
    return Case(evaluation)


def test_the_page_asks_as_little_of_many_projects_as_of_one(client: Client) -> None:
    asked = []
    for case in (approved_with(1, 2022), approved_with(12, 2023)):
        page_of(case, client)
        with CaptureQueriesContext(connection) as queries:
            page_of(case, client)
        asked.append(len(queries))
    assert asked[0] == asked[1]
