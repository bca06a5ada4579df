"""The printed pages beside a form."""

import io
from base64 import b64decode

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from perfeval.documents.output import named_document
from perfeval.documents.pictures import draw_pages
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import Indicator, SelfEvaluation, Sheet
from tests.evaluations.pages import read
from tests.factories import author_of, make_evaluation, small_package, small_project

pytestmark = pytest.mark.django_db

QUERIES = 18


@pytest.fixture
def evaluation() -> SelfEvaluation:
    projects = [{**small_project("甲项目"), "seq": 7}, small_project("乙项目")]
    return make_evaluation(small_package(projects=projects))


@pytest.fixture
def author(client: Client, evaluation: SelfEvaluation) -> Client:
    client.force_login(author_of(evaluation))
    return client


def address(sheet: Sheet) -> str:
    return reverse("documents:preview_sheet", args=[sheet.evaluation_id, sheet.pk])


def pictures(client: Client, where: str) -> list[str]:
    page = read(client.get(where, headers={"HX-Request": "true"}))
    return [picture.attributes["src"] for picture in page.one(id="preview-pages").all("img")]


def test_the_pages_are_those_that_are_printed(author: Client, evaluation: SelfEvaluation) -> None:
    loaded = load(evaluation)
    printed = named_document(loaded.package, loaded.scheme, "project:7")[1].pdf
    sheet = evaluation.sheets.get(project__seq=7)
    assert pictures(author, address(sheet)) == [one.source for one in draw_pages(printed).pictures]
    assert pictures(author, f"{address(sheet)}?draft") == pictures(author, address(sheet))


def test_a_project_without_a_number_has_its_page_too(author: Client, evaluation: SelfEvaluation) -> None:
    page = read(author.get(address(evaluation.sheets.get(project__name="乙项目"))))
    (picture,) = page.all("img", class_="preview-page")
    assert picture.attributes["alt"] == "测试局2023年度 项目支出绩效自评表（乙项目），第1页，共1页"
    image = Image.open(io.BytesIO(b64decode(picture.attributes["src"].partition(",")[2])))
    assert (image.size, image.mode) == ((745, 1053), "L")


def test_a_change_is_in_the_next_draft(author: Client, evaluation: SelfEvaluation) -> None:
    sheet = evaluation.sheets.get(project__seq=7)
    before = pictures(author, f"{address(sheet)}?draft")
    Indicator.objects.filter(sheet=sheet).update(actual="77个")
    after = pictures(author, f"{address(sheet)}?draft")
    assert len(before) == len(after) == 1
    assert before != after


def test_any_part_can_be_looked_at_and_an_unknown_one_is_not_there(author: Client, evaluation: SelfEvaluation) -> None:
    assert len(pictures(author, reverse("documents:preview", args=[evaluation.pk, "list"]))) == 1
    assert author.get(reverse("documents:preview", args=[evaluation.pk, "survey"])).status_code == 404


def test_only_the_first_pages_of_a_long_document_are_drawn() -> None:
    loaded = load(make_evaluation(small_package(projects=[small_project(f"项目{n}") for n in range(4)])))
    pages = draw_pages(named_document(loaded.package, loaded.scheme, "all")[1].pdf, most=2)
    assert [picture.number for picture in pages.pictures] == [1, 2]
    assert pages.others == pages.count - 2 > 0


def test_the_queries_do_not_grow_with_the_projects(
    author: Client, evaluation: SelfEvaluation, django_assert_num_queries: object
) -> None:
    sheet = evaluation.sheets.get(project__seq=7)
    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        author.get(address(sheet))
