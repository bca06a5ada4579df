"""Last year's self-evaluation as the start of the next."""

from typing import Any

import pytest
from hypothesis import given, settings

from perfeval.core.package import Package, dump_package, parse_package
from perfeval.core.starting import roll_forward
from tests.core.strategies import documents
from tests.factories import SAMPLES, sample_package, small_document, small_project


def rolled(package: Package) -> dict[str, Any]:
    return dump_package(roll_forward(package, scheme=package.scheme, year=package.year + 1))


def values_under(document: Any, *keys: str) -> list[Any]:
    """Everything that stands under one of these keys, wherever."""
    if isinstance(document, dict):
        own = [value for key, value in document.items() if key in keys]
        return own + [found for value in document.values() for found in values_under(value, *keys)]
    return [found for item in document for found in values_under(item, *keys)] if isinstance(document, list) else []


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_that_was_achieved_spent_or_printed_is_left(name: str) -> None:
    document = rolled(sample_package(name))
    sheets = [document.get("overall"), document.get("projects")]
    spent = ("initial_declared", "initial", "adjusted", "executed", "amount")
    scored = (
        "actual",
        "adjusted_target",
        "self_score",
        "override_reason",
        "inputs",
        "basis",
        "deviation",
        "deviation_text",
    )
    assert values_under(sheets, *spent, *scored) == []
    assert values_under(document, "published", "note", "completion_text") == []
    assert set(values_under(document.get("survey"), "count", "issued", "returned", "valid")) == set()


@pytest.mark.parametrize("name", SAMPLES)
def test_projects_targets_rules_and_texts_are_there_again(name: str) -> None:
    old, new = sample_package(name), parse_package(rolled(sample_package(name)))
    assert (new.year, new.scheme, new.department.name) == (old.year + 1, old.scheme, old.department.name)
    assert [unit.name for unit in new.department.units] == [unit.name for unit in old.department.units]
    assert [project.name for project in new.projects] == [project.name for project in old.projects]
    for before, after in zip(old.projects, new.projects, strict=True):
        assert [(leaf.name, leaf.weight, leaf.target, leaf.rule) for leaf in after.leaves()] == [
            (leaf.name, leaf.weight, leaf.target, leaf.rule) for leaf in before.leaves() if not leaf.deleted
        ]
        assert [row.key for row in after.funds] == [row.key for row in before.funds]
        assert [goal.expected for goal in after.goals] == [goal.expected for goal in before.goals]
    assert [paper.indicator for paper in new.working_papers] == [paper.indicator for paper in old.working_papers]


def test_last_years_column_of_the_basic_data_is_filled_from_last_year() -> None:
    old, new = sample_package("miluo-2023"), parse_package(rolled(sample_package("miluo-2023")))
    assert old.basic_data is not None
    assert new.basic_data is not None
    assert new.basic_data.title == "2024年度部门整体支出绩效评价基础数据表"
    section = new.basic_data.sections[1]
    assert section.columns == ["2023年决算数", "2024年预算数", "2024年决算数"]
    before, after = old.basic_data.sections[1].rows[0], section.rows[0]
    assert (after.key, list(after.values)) == (before.key, [before.values[2], None, None])


def test_figures_of_last_year_follow_from_last_year() -> None:
    facts = rolled(sample_package("xundian-2023"))["facts"]
    assert {key: value for key, value in facts.items() if value is not None} == {
        "initial_budget_prior": "1401.15",
        "income_total_prior": "1868.58",
        "expenditure_total_prior": "1885.44",
        "three_public_total_prior": "2.79",
        "three_public_vehicle_purchase_prior": "0",
        "three_public_vehicle_running_prior": "2.4",
        "three_public_reception_prior": "0.38",
    }


def test_the_accounts_keep_their_codes_and_compare_with_last_year() -> None:
    accounts = rolled(sample_package("jincheng-2022"))["final_accounts"]
    assert set(accounts["revenue"][0]) == {"function", "name", "fund"}
    assert accounts["prior"] == {
        "income_total": "62373182.64",
        "expenditure_total": "62373182.64",
        "fiscal_income_total": "62281177.64",
        "fiscal_expenditure_total": "62281177.64",
        "general_expenditure": "62281177.64",
        "general_expenditure_208": "61443664.55",
        "general_expenditure_210": "345419.33",
        "general_expenditure_221": "492093.76",
    }
    assert accounts["balances"]["opening"] == "86005"
    assert accounts["operating_cost"] == {"prior": "1050304.34"}
    assert accounts["three_public"]["prior_final"]["vehicle_running"] == "11585.2"


def test_what_was_dropped_in_the_course_of_the_year_does_not_come_back() -> None:
    leaves = [{"name": "甲", "weight": "10", "deleted": True}, {"name": "乙", "weight": "10"}]
    tree = [
        {"name": "产出指标", "children": [{"name": "数量指标", "children": leaves}]},
        {"name": "效益指标", "children": [{"name": "社会效益", "children": leaves[:1]}]},
    ]
    package = parse_package(small_document(projects=[{**small_project("项目"), "indicators": tree}]))
    (project,) = parse_package(rolled(package)).projects
    assert [(node.name, [leaf.name for leaf in node.leaves()]) for node in project.indicators] == [("产出指标", ["乙"])]


def test_a_weight_that_gives_no_points_stays_none_and_an_absent_one_stays_the_schemes() -> None:
    projects = [{**small_project("甲"), "execution_weight": None}, small_project("乙")]
    first, second = parse_package(rolled(parse_package(small_document(projects=projects)))).projects
    assert ("execution_weight" in first.model_fields_set, "execution_weight" in second.model_fields_set) == (
        True,
        False,
    )


def test_years_in_titles_move_on_and_those_in_texts_stay() -> None:
    report = {
        "title": "某局2023年度自评报告",
        "date": "2024-05-10",
        "signature": {"organisation": "某局", "date": "2024-05-10"},
        "sections": [{"heading": "一、概况", "text": "2019年成立。"}],
    }
    new = rolled(parse_package(small_document(report=report)))["report"]
    assert new == {
        "title": "某局2024年度自评报告",
        "signature": {"organisation": "某局"},
        "sections": [{"heading": "一、概况", "text": "2019年成立。"}],
    }


@settings(max_examples=60, deadline=None)
@given(documents)
def test_any_package_can_be_rolled_forward(document: dict[str, Any]) -> None:
    package = parse_package(document)
    assert parse_package(rolled(package)).year == package.year + 1
