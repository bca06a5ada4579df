"""指标库: the department's own past indicators and its scheme's, found and taken over into a sheet."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from perfeval.core.package import parse_package
from perfeval.evaluations.library import search_library
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import Indicator, SelfEvaluation, Sheet
from perfeval.evaluations.services import import_package

from ..factories import author_of, make_evaluation, small_document, small_package, small_project
from .pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

QUERIES = 13
RULE = {"kind": "condition", "op": ">=", "value": "95"}


def leaf(name: str, **values: Any) -> list[dict[str, Any]]:
    node = {"name": name, "weight": "10", "target": "≥90%", "actual": "91%", **values}
    return [{"name": "产出指标", "children": [{"name": "质量指标", "children": [node]}]}]


@pytest.fixture
def evaluation() -> SelfEvaluation:
    return make_evaluation(small_package())


@pytest.fixture
def sheet(evaluation: SelfEvaluation) -> Sheet:
    """The sheet that is filled in; another one of the department was filled in a year before."""
    past = small_document(projects=[{**small_project("旧项目"), "indicators": leaf("培训合格率", rule=RULE)}])
    past["year"] = 2022
    import_package(actor=None, package=parse_package(past))
    other = small_document(projects=[{**small_project("别家项目"), "indicators": leaf("别家指标")}])
    other["department"] = {"name": "别的局", "region": "测试县"}
    import_package(actor=None, package=parse_package(other))
    return evaluation.sheets.get(kind="project")


@pytest.fixture
def officer(client: Client, evaluation: SelfEvaluation) -> Client:
    client.force_login(author_of(evaluation))
    return client


def address(sheet: Sheet) -> str:
    return reverse("evaluations:library", args=[sheet.evaluation_id, sheet.pk])


def test_only_the_departments_own_indicators_are_offered(officer: Client, sheet: Sheet) -> None:
    page = read(officer.get(address(sheet)))
    names = [item.all("b")[0].text for item in page.with_class("rules")[0].all("li")]
    assert "培训合格率" in names
    assert "别家指标" not in names
    (item,) = [item for item in page.with_class("rules")[0].all("li") if "培训合格率" in item.text]
    assert [line.text for line in item.all("p")][:3] == [
        "产出指标 › 质量指标 ›",
        "培训合格率 ≥90%",
        search_library(sheet, "培训合格率")[0].rule_sentence,
    ]
    assert item.all("p")[3].text.startswith("2022年度 旧项目")


def test_a_search_finds_names_and_targets(sheet: Sheet) -> None:
    assert [one.name for one in search_library(sheet, "合格")] == ["培训合格率"]
    assert [one.name for one in search_library(sheet, "≥90%")] == ["培训合格率"]
    assert search_library(sheet, "没有这样的") == []


def test_an_indicator_that_was_used_often_is_offered_once(sheet: Sheet) -> None:
    for year in (2019, 2020, 2021):
        past = small_document(projects=[{**small_project("旧项目"), "indicators": leaf("培训合格率", rule=RULE)}])
        past["year"] = year
        import_package(actor=None, package=parse_package(past))
    (found,) = search_library(sheet, "培训合格率")
    assert found.source == "2022年度 旧项目"


def test_it_is_put_under_the_nodes_of_the_same_names_without_weight_and_actual(officer: Client, sheet: Sheet) -> None:
    key = search_library(sheet, "培训合格率")[0].key
    officer.post(address(sheet), {"library": key})
    new = Indicator.objects.get(sheet=sheet, name="培训合格率")
    assert (new.target, new.rule, new.weight, new.actual) == ("≥90%", RULE, None, None)
    assert new.parent is not None
    assert new.parent.parent == Indicator.objects.get(sheet=sheet, name="产出指标")
    names = [node.name for node in load(sheet.evaluation).package.projects[0].indicators]
    assert names == ["产出指标"]


def test_the_same_one_is_not_put_in_twice(officer: Client, sheet: Sheet) -> None:
    key = search_library(sheet, "培训合格率")[0].key
    for _time in range(2):
        answer = officer.post(address(sheet), {"library": key}, headers={"X-Live": "1"})
    assert (answer.status_code, answer.json()["message"]) == (422, "表中已有指标“培训合格率”")
    assert Indicator.objects.filter(sheet=sheet, name="培训合格率").count() == 1


def test_an_indicator_is_not_put_under_one_that_is_scored_itself(officer: Client, sheet: Sheet) -> None:
    Indicator.objects.filter(sheet=sheet, level=3).delete()
    Indicator.objects.filter(sheet=sheet, level=2).update(name="质量指标", target="≥5")
    key = search_library(sheet, "培训合格率")[0].key
    answer = officer.post(address(sheet), {"library": key}, headers={"X-Live": "1"})
    assert answer.json()["message"] == "“质量指标”是填了内容的末级指标，下面不能再添加指标"


def test_an_indicator_of_another_department_cannot_be_taken(officer: Client, sheet: Sheet) -> None:
    foreign = Indicator.objects.get(name="别家指标")
    for key in (f"indicator.{foreign.pk}", "template.999", "nonsense", ""):
        answer = officer.post(address(sheet), {"library": key}, headers={"X-Live": "1"})
        assert answer.json()["message"] == "指标库里没有这个指标"
    assert not Indicator.objects.filter(sheet=sheet, name="别家指标").exists()


def test_the_library_takes_the_same_queries_however_much_is_in_it(
    officer: Client, sheet: Sheet, django_assert_num_queries: Any
) -> None:
    officer.get(address(sheet))
    with django_assert_num_queries(QUERIES):
        officer.get(address(sheet))
    many = [{**small_project(f"项目{number}"), "indicators": leaf(f"指标{number}")} for number in range(30)]
    past = small_document(projects=many)
    past["year"] = 2021
    import_package(actor=None, package=parse_package(past))
    with django_assert_num_queries(QUERIES):
        officer.get(address(sheet))
