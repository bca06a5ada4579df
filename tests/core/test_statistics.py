"""Statistics over projects: by list, funding level and fund."""

from typing import Any

import pytest

from perfeval.core.package import Project
from perfeval.core.scheme import Scoring
from perfeval.core.scoring import SheetRules, Sources, compute_sheet
from perfeval.core.statistics import compute_statistics

SCORING = Scoring()
BANDS = SCORING.grade_bands.project or []
NONE: dict[str, Any] = {"优": 0, "良": 0, "中": 0, "差": 0}


def project(score: str | None, adjusted: str | None, executed: str | None, **more: Any) -> Project:
    funds = [{"key": "total", "adjusted": adjusted, "executed": executed, "initial": "100"}]
    data = {"name": "项目", "self_score": score, "funds": funds} | more
    return compute_sheet(Project.model_validate(data), SheetRules(SCORING, None, BANDS), Sources())


PROJECTS = [
    project("90", "100", "50", list="own", fund="general", funding_level="county"),
    project("89.99", "200", None, list="own", fund="general", funding_level="central"),
    project(None, None, "25", list="transfer", fund="government_fund", funding_level="central"),
    project("10", "0.5", "0"),
]


def statistics(projects: list[Project], **scoring: Any) -> dict[str, Any]:
    parameters = Scoring.model_validate(scoring)
    result = compute_statistics(projects, BANDS, parameters)
    return result.model_dump(mode="json", exclude_unset=True)["statistics"]  # type: ignore[no-any-return]  # JSON data


def figures(group: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in group.items() if not key.startswith("by_")}


def test_each_list_has_its_counts_sums_rates_and_grades() -> None:
    found = statistics(PROJECTS)
    assert {name: figures(found[name]) for name in found} == {
        "own": {
            "count": 2, "adjusted": "300", "executed": "50", "rate": "16.67",
            "grades": NONE | {"优": 1, "良": 1}, "excellent_rate": "50",
        },
        "transfer": {
            "count": 1, "adjusted": None, "executed": "25", "rate": None, "grades": NONE, "excellent_rate": "0",
        },
        "all": {
            "count": 4, "adjusted": "300.5", "executed": "75", "rate": "24.96",
            "grades": NONE | {"优": 1, "良": 1, "差": 1}, "excellent_rate": "25",
        },
    }  # fmt: skip


def test_grades_are_listed_from_the_highest_with_zeros() -> None:
    assert list(statistics(PROJECTS)["all"]["grades"]) == ["优", "良", "中", "差"]


def test_levels_and_funds_are_all_there_even_without_projects() -> None:
    found = statistics(PROJECTS)["own"]
    empty = {"count": 0, "adjusted": "0", "executed": "0", "rate": None, "grades": NONE, "excellent_rate": None}
    general = figures(found)
    assert found["by_fund"] == {
        "general": general, "government_fund": empty, "state_capital": empty, "social_insurance": empty,
    }  # fmt: skip
    assert {level: group["count"] for level, group in found["by_level"].items()} == {
        "central": 1, "provincial": 0, "city": 0, "county": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("scoring", "rate", "excellent"),
    [
        ({}, "24.96", "25"),
        ({"excellent_grades": ["优", "良"]}, "24.96", "50"),
        ({"execution": {"denominator": "initial"}}, "18.75", "25"),
    ],
)
def test_the_scheme_says_what_counts(scoring: dict[str, Any], rate: str, excellent: str) -> None:
    found = statistics(PROJECTS, **scoring)["all"]
    assert (found["rate"], found["excellent_rate"]) == (rate, excellent)


def test_without_bands_there_are_no_grades_and_no_excellent_rate() -> None:
    found = compute_statistics([], [], SCORING).statistics.all
    assert (found.count, found.grades, found.excellent_rate) == (0, {}, None)
