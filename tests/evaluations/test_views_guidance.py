"""What the fields of the forms mean: in the panel by the field's name, and all of them on a page."""

import pytest
from django.test import Client
from django.urls import reverse

from perfeval.evaluations import columns
from perfeval.evaluations.screens.guidance import field_guide, guidance_for_field
from perfeval.evaluations.services.bodies import BODY

from ..factories import author_of, make_evaluation, small_package
from .pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_the_advice_is_on_columns_that_people_type_in() -> None:
    known = {f"{label}.{name}" for label, table in columns.ALL.items() for name in table.entered}
    known |= {f"section.{BODY}", "fact.value", "evaluation.department_info"}
    assert sorted(key for key in field_guide().fields if key.partition("/")[0] not in known) == []


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("fundrow.12.initial", "年初预算数"),
        ("fundrow.12.adjusted", "全年预算数"),
        ("indicator.7.target", "年度指标值"),
        ("indicator.7.actual", "实际完成值"),
        ("indicator.7.deviation", "偏差原因分析及改进措施"),
        ("sheet.1.execution_weight", "预算执行率分值"),
        ("finalaccounts.3.three_public/final/reception", "“三公”经费"),
        ("fact.income_budget.value", "数值"),
    ],
)
def test_a_field_is_explained_by_its_column(field: str, name: str) -> None:
    advice = guidance_for_field(field)
    assert advice is not None
    assert advice.name == name
    assert advice.source


@pytest.mark.parametrize("field", ["", "nonsense", "indicator.7.code", "indicator.7", "a.b.c/d"])
def test_what_has_no_advice_has_none(field: str) -> None:
    assert guidance_for_field(field) is None


def test_the_panel_and_the_page_show_the_advice_with_its_source(client: Client) -> None:
    client.force_login(author_of(make_evaluation(small_package())))
    where = reverse("evaluations:field_guide")
    panel = read(client.get(where, {"field": "fundrow.12.adjusted"}, headers={"HX-Request": "true"}))
    assert panel.one("h2").text == "全年预算数"
    assert panel.all("p")[1].text == "依据：《中华人民共和国预算法》、《预算法实施条例》"
    rows = read(client.get(where)).one("tbody").all("tr")
    assert len(rows) == len(field_guide().fields)
