"""Self-evaluations of other places (domain.md §2): what a reviewer works out by hand is what the program computes."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perfeval.core.checks import check_package
from perfeval.core.compute import compute
from perfeval.core.package import dump_package, parse_package
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.loading import read_scheme

COUNTIES = Path(__file__).parents[1] / "data" / "counties"
NAMES = sorted(path.stem for path in COUNTIES.glob("*.json"))
RULES = {
    "completion", "linear", "bands", "checklist", "count", "condition", "graded", "satisfaction", "sum_of_deductions",
    "unset", "manual",
}  # fmt: skip
MEASURES = {"of", "actual_to_target", "fact", "ratio", "execution_rate", "survey_average", "min"}
PARAMETERS = {
    "execution", "overall_execution_weight", "full_total", "total_ceiling", "lower_is_better", "graded_ranges",
    "over_achievement", "unset_fraction", "grade_bands", "not_applicable", "cost_branches", "excellent_grades",
    "survey_decimals",
}  # fmt: skip
EXECUTION = {"rule", "steps", "scored_rows", "weight", "denominator", "over_100", "zero_budget"}


def document(name: str) -> dict[str, Any]:
    """``scheme`` (a scheme file) and ``package`` of a county; ``published`` is worked out by hand."""
    found: dict[str, Any] = json.loads((COUNTIES / f"{name}.json").read_text("utf-8"))
    return found


def scheme_of(county: dict[str, Any]) -> Scheme:
    return read_scheme(json.dumps(county["scheme"]).encode())


def expectations(node: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """(pointer, expected, computed) of every figure under ``published``; null expects that there is none."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from expectations(item, f"{path}/{index}")
    if isinstance(node, dict):
        if "published" in node:
            yield from leaves(node["published"], node.get("computed"), f"{path}/published")
        for key in node.keys() - {"published", "computed"}:
            yield from expectations(node[key], f"{path}/{key}")


def leaves(expected: Any, result: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(expected, dict):
        for key, value in expected.items():
            yield from leaves(value, (result or {}).get(key), f"{path}/{key}")
    else:
        yield path, expected, result


def same(expected: Any, result: Any) -> bool:
    numbers = isinstance(expected, str) and isinstance(result, str) and expected[:1].lstrip("-").isdigit()
    return Decimal(expected) == Decimal(result) if numbers else bool(expected == result)


def found_under(key: str, node: Any) -> Iterator[Any]:
    if isinstance(node, list):
        for item in node:
            yield from found_under(key, item)
    if isinstance(node, dict):
        if key in node:
            yield node[key]
        for value in node.values():
            yield from found_under(key, value)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_what_a_reviewer_works_out_by_hand(name: str) -> None:
    county = document(name)
    result = dump_package(compute(parse_package(county["package"]), scheme_of(county)))
    figures = list(expectations(result))
    assert len(figures) > 5
    assert [figure for figure in figures if not same(figure[1], figure[2])] == []


def test_the_collection_covers_every_rule_measure_and_parameter() -> None:
    counties = [document(name) for name in NAMES]
    packages, schemes = [county["package"] for county in counties], [county["scheme"]["scoring"] for county in counties]
    assert len(NAMES) >= 15
    assert {rule["kind"] for rule in found_under("rule", packages)} == RULES
    assert {key for measure in found_under("measure", packages) for key in measure} == MEASURES
    assert {key for scoring in schemes for key in scoring} == PARAMETERS
    assert {key for scoring in schemes for key in scoring.get("execution", {})} == EXECUTION


ERRORS = {
    "edges-2024": [
        ("C01-total", "/projects/0/indicators"),
        ("C26-score", "/projects/0/indicators/0/actual"),
        ("C05", "/projects/0/indicators/1"),
        ("C05", "/projects/0/indicators/2"),
        ("C05", "/projects/0/indicators/3"),
        ("C05", "/projects/0/indicators/5"),
        ("C26-score", "/projects/0/indicators/6"),
    ],
    "wuyi-2023": [("C11", "/projects/2/funds/0/adjusted")],
}
"""The errors that are in the collection on purpose."""


@pytest.mark.parametrize("name", NAMES)
def test_a_correct_form_of_another_place_raises_no_error(name: str) -> None:
    county = document(name)
    scheme = scheme_of(county)
    found = check_package(compute(parse_package(county["package"]), scheme), scheme)
    errors = [(finding.check, finding.where) for finding in found if finding.severity == "error"]
    assert errors == ERRORS.get(name, [])


@pytest.mark.parametrize("name", NAMES)
def test_every_score_says_how_it_came_about(name: str) -> None:
    county = document(name)
    package = compute(parse_package(county["package"]), scheme_of(county))
    sheets = [*package.projects, *([package.overall] if package.overall else [])]
    assert [leaf.name for sheet in sheets for leaf in sheet.leaves() if not (leaf.computed or leaf).explanation] == []
