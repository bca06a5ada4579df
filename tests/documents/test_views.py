import io
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from perfeval.directory.models import Role
from perfeval.evaluations.models import SelfEvaluation
from tests.evaluations.pages import read
from tests.factories import author_of, make_department, make_evaluation, person, small_package, small_project

from .making import pages_of, squeezed

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> SelfEvaluation:
    return make_evaluation(small_package())


@pytest.fixture
def author(client: Client, evaluation: SelfEvaluation) -> Client:
    client.force_login(author_of(evaluation))
    return client


def address(evaluation: SelfEvaluation, part: str) -> str:
    return reverse("documents:download", args=(evaluation.pk, part))


def test_the_author_downloads_one_form_under_a_readable_name(author: Client, evaluation: SelfEvaluation) -> None:
    answer = author.get(address(evaluation, "project:1"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    name = "测试局2023年度 项目支出绩效自评表（测试项目）.pdf"
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"
    (page,) = pages_of(answer.content)
    assert "项目支出绩效自评表" in squeezed(page)
    assert "80.5" in squeezed(page)


def test_a_document_can_be_shown_instead_of_saved(author: Client, evaluation: SelfEvaluation) -> None:
    answer = author.get(address(evaluation, "all") + "?inline=1")
    assert answer["Content-Disposition"].startswith("inline; filename*=")


def test_an_unchanged_document_is_not_sent_again(author: Client, evaluation: SelfEvaluation) -> None:
    first = author.get(address(evaluation, "all"))
    again = author.get(address(evaluation, "all"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "private" in first["Cache-Control"]
    other = author.get(address(evaluation, "project:1"), headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200


@pytest.mark.parametrize("part", ["nothing", "project:9", "survey", "accounts"])
def test_a_part_that_is_not_there_is_not_found(author: Client, evaluation: SelfEvaluation, part: str) -> None:
    assert author.get(address(evaluation, part)).status_code == 404


def test_another_department_does_not_know_of_it(client: Client, evaluation: SelfEvaluation) -> None:
    client.force_login(person(Role.AUTHOR, make_department("别局")))
    assert client.get(address(evaluation, "all")).status_code == 404


def test_nobody_gets_it_without_signing_in(client: Client, evaluation: SelfEvaluation) -> None:
    answer = client.get(address(evaluation, "all"))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("login"))


def test_a_document_is_only_read(author: Client, evaluation: SelfEvaluation) -> None:
    assert author.post(address(evaluation, "all")).status_code == 405


def queries_of_a_download(client: Client, projects: int) -> int:
    evaluation = make_evaluation(
        small_package(
            department={"name": f"{projects}局", "region": "测试县"},
            projects=[small_project(f"项目{number}") for number in range(projects)],
        )
    )
    client.force_login(author_of(evaluation))
    client.get(address(evaluation, "project:1"))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address(evaluation, "all")).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_the_projects(client: Client) -> None:
    assert queries_of_a_download(client, 1) == queries_of_a_download(client, 6)


def test_the_author_downloads_the_same_form_as_a_workbook(author: Client, evaluation: SelfEvaluation) -> None:
    answer = author.get(reverse("documents:excel", args=(evaluation.pk, "project:1")))
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert (answer.status_code, answer["Content-Type"]) == (200, media_type)
    name = "测试局2023年度 项目支出绩效自评表（测试项目）.xlsx"
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"
    assert load_workbook(io.BytesIO(answer.content)).sheetnames == ["项目支出绩效自评表（测试项目）"]
    pdf = author.get(address(evaluation, "project:1"), headers={"If-None-Match": answer["ETag"]})
    assert pdf.status_code == 200


def test_there_is_no_workbook_of_a_part_without_tables(author: Client, evaluation: SelfEvaluation) -> None:
    assert author.get(reverse("documents:excel", args=(evaluation.pk, "survey"))).status_code == 404


def test_the_author_downloads_the_same_form_for_word(author: Client, evaluation: SelfEvaluation) -> None:
    answer = author.get(reverse("documents:word", args=(evaluation.pk, "project:1")))
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert (answer.status_code, answer["Content-Type"]) == (200, media_type)
    name = "测试局2023年度 项目支出绩效自评表（测试项目）.docx"
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"
    assert [table.cell(0, 0).text for table in Document(io.BytesIO(answer.content)).tables] == ["项目名称"]


GAP = "\ue9f0"
"""A character of private use: no font has it."""


def test_a_character_without_a_font_is_named_with_its_place_before_the_download(client: Client) -> None:
    evaluation = make_evaluation(small_package(projects=[small_project(f"张{GAP}补助项目")]))
    client.force_login(author_of(evaluation))
    first = client.get(address(evaluation, "project:1"))
    assert (first.status_code, first["Content-Type"]) == (200, "text/html; charset=utf-8")
    page = read(first)
    (row,) = page.one("tbody").all("tr")
    assert [cell.text for cell in row.all("td")][:2] == [GAP, "U+E9F0"]
    (anyway,) = [link for link in page.all("a") if link.text == "仍然下载"]
    document = client.get(anyway.attributes["href"])
    assert document["Content-Type"] == "application/pdf"


def test_what_a_character_without_a_font_leaves_is_no_box(client: Client) -> None:
    evaluation = make_evaluation(small_package(projects=[small_project(f"张{GAP}补助项目")]))
    client.force_login(author_of(evaluation))
    pdf = client.get(address(evaluation, "project:1") + "?anyway=1").content
    assert "张〓补助项目" in squeezed(pages_of(pdf)[0])
