"""Reading a self-evaluation into a computed package."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perfeval.core.compute import compute_figures
from perfeval.core.package import dump_package
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.loading.rows import read_rows
from perfeval.evaluations.models import Indicator, SelfEvaluation, Sheet
from perfeval.evaluations.services.cells import write_value
from perfeval.evaluations.services.fields import cell_of, parse_name
from perfeval.schemes.selectors import scheme_of
from tests.comparing import entered
from tests.factories import SAMPLES, make_evaluation, sample_evaluation, sample_package, small_package, small_project

pytestmark = pytest.mark.django_db


def typed(value: Any) -> str:
    """The value as one would type it; an empty list is nothing to be typed."""
    return "" if value == [] else write_value(value)


def queries(evaluation: SelfEvaluation, sheet: Sheet | None = None) -> int:
    scheme_of(evaluation.scheme)  # read once in a process
    with CaptureQueriesContext(connection) as captured:
        load(evaluation, sheet)
    return len(captured)


def at(document: Any, pointer: str) -> Any:
    """What stands at a JSON pointer, None where nothing does."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(document, list):
            document = document[int(name)] if int(name) < len(document) else None
        else:
            document = (document or {}).get(name)
    return document


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_loaded_is_the_package_with_its_figures_computed(name: str) -> None:
    loaded = load(sample_evaluation(name))
    assert entered(loaded.package) == entered(compute_figures(sample_package(name), loaded.scheme))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sheet_loaded_alone_has_the_results_it_has_in_the_whole(name: str) -> None:
    evaluation = sample_evaluation(name)
    whole = load(evaluation)
    for pointer, sheet in whole.sheets.items():
        alone = load(evaluation, sheet)
        shown = alone.package.overall or alone.package.projects[0]
        index = pointer.rpartition("/")[2]
        expected = whole.package.overall if pointer == "/overall" else whole.package.projects[int(index)]
        assert expected is not None
        assert shown.computed == expected.computed
        assert [leaf.computed for leaf in shown.leaves()] == [leaf.computed for leaf in expected.leaves()]
        assert [row.computed for row in shown.funds] == [row.computed for row in expected.funds]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_field_name_leads_to_the_value_at_its_pointer(name: str) -> None:
    evaluation = sample_evaluation(name)
    loaded = load(evaluation)
    document = dump_package(loaded.package)
    defaults = loaded.package.model_dump(mode="json")
    rows = read_rows(evaluation)
    for pointer, field in loaded.fields.items():
        value = cell_of(rows, parse_name(field)).value
        given = at(defaults if isinstance(value, bool) else document, pointer)
        assert (pointer, typed(value)) == (pointer, typed(given))


def test_field_names_are_those_of_rows_and_not_of_places() -> None:
    evaluation = make_evaluation(small_package())
    loaded = load(evaluation)
    indicator = Indicator.objects.get(name="指标2")
    sheet = evaluation.sheets.get()
    expected = {
        "/projects/0/indicators/0/children/0/children/1/actual": f"indicator.{indicator.pk}.actual",
        "/projects/0/indicators/0/children/0/children/1/inputs/grade": f"indicator.{indicator.pk}.inputs/grade",
        "/projects/0/funds/0/executed": f"fundrow.{sheet.funds.get().pk}.executed",
        "/projects/0/name": f"project.{sheet.project.pk}.name",
        "/projects/0/self_score": f"sheet.{sheet.pk}.self_score",
        "/projects/0/goals/0/actual": f"goal.{sheet.goals.get().pk}.actual",
        "/facts/income_budget": "fact.income_budget.value",
        "/department/staff/actual": f"evaluation.{evaluation.pk}.department_info/staff/actual",
        "/three_public/final/reception": f"evaluation.{evaluation.pk}.three_public/final/reception",
        "/filing/prepared_by": f"evaluation.{evaluation.pk}.filing/prepared_by",
    }
    assert {pointer: loaded.fields.get(pointer) for pointer in expected} == expected
    assert dict(loaded.sheets) == {"/projects/0": sheet}


def sizes() -> Iterator[tuple[int, int]]:
    """Numbers of projects, and of indicators of each."""
    yield from ((1, 1), (1, 40), (30, 2))


def test_the_number_of_queries_does_not_grow_with_projects_and_indicators() -> None:
    counts = []
    for number, (projects, indicators) in enumerate(sizes()):
        several = [small_project(f"项目{index}", indicators) for index in range(projects)]
        evaluation = make_evaluation(small_package(projects=several, department=_department(number)))
        counts.append((queries(evaluation), queries(evaluation, evaluation.sheets.first())))
    assert counts == [(15, 9)] * 3


def _department(number: int) -> dict[str, str]:
    return {"name": f"测试局{number}", "region": "测试县"}


def test_no_self_evaluation_takes_more_than_a_query_for_each_table() -> None:
    assert max(queries(sample_evaluation(name)) for name in SAMPLES) <= 24


def test_an_absent_weight_of_the_execution_rate_is_the_schemes_and_a_null_one_gives_no_points() -> None:
    bare = small_project("方案的分值")
    without = {**small_project("不计分"), "execution_weight": None}
    own = {**small_project("自定分值"), "execution_weight": "20"}
    loaded = load(make_evaluation(small_package(projects=[bare, without, own])))
    scores = [project.computed.execution_score for project in loaded.package.projects if project.computed]
    assert [str(score) for score in scores] == ["8.05", "None", "16.10"]


def test_loaded_is_fit_for_the_screens() -> None:
    evaluation = make_evaluation(small_package())
    loaded = load(evaluation)
    assert isinstance(loaded, Loaded)
    assert loaded.evaluation == evaluation
    assert loaded.scheme.slug == "mof-2020"
