"""The one door for computing."""

from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfeval.core.compute import compute
from perfeval.core.package import Package, dump_package, parse_package
from perfeval.core.scheme import Scheme, Scoring, load_scheme

from .strategies import documents

MINIMAL = {
    "format": "perfeval-package/1",
    "scheme": "mof-2020",
    "year": 2023,
    "money_unit": "万元",
    "department": {"name": "某局"},
}
NATIONAL = load_scheme("mof-2020")


def scheme(**scoring: Any) -> Scheme:
    return NATIONAL.model_copy(update={"scoring": Scoring.model_validate(scoring)})


def computed(document: dict[str, Any], **scoring: Any) -> dict[str, Any]:
    return dump_package(compute(parse_package(MINIMAL | document), scheme(**scoring)))


def without(document: Any, key: str) -> Any:
    if isinstance(document, dict):
        keep = {name for name in document if name != key or "columns" in document}
        return {name: without(value, key) for name, value in document.items() if name in keep}
    return [without(item, key) for item in document] if isinstance(document, list) else document


parameters = st.sampled_from(
    [
        {},
        {"lower_is_better": "linear", "not_applicable": "rebase", "unset_fraction": "0.5"},
        {"execution": {"rule": "none"}, "grade_bands": {}},
        {"execution": {"scored_rows": "all", "zero_budget": "full", "denominator": "initial"}},
        {
            "execution": {"rule": "steps", "steps": [{"rate": "100", "points": "10"}]},
            "total_ceiling": [{"below": "80", "at_most": "50"}],
            "over_achievement": {"flag_from": "1.2", "deduct": "2"},
        },
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents, scoring=parameters)
def test_any_valid_package_can_be_computed_and_what_was_entered_stays(
    document: dict[str, Any], scoring: dict[str, Any]
) -> None:
    package = parse_package(document)
    result = compute(package, scheme(**scoring))
    assert without(dump_package(result), "computed") == dump_package(package)


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents)
def test_scores_stay_between_zero_and_the_weight_and_always_say_why(document: dict[str, Any]) -> None:
    package = compute(parse_package(document), scheme())
    sheets = [*package.projects, *([package.overall] if package.overall else [])]
    for leaf in (leaf for sheet in sheets for leaf in sheet.leaves()):
        assert leaf.computed is not None
        assert leaf.computed.explanation
        score, weight = leaf.computed.score, leaf.computed.weight
        assert score is None or (weight is not None and Decimal(0) <= score <= weight)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents)
def test_computing_twice_changes_nothing(document: dict[str, Any]) -> None:
    once = compute(parse_package(document), scheme())
    assert compute(once, scheme()) == once
    assert compute(parse_package(dump_package(once)), scheme()) == once


def test_the_given_package_is_left_alone() -> None:
    package = parse_package(MINIMAL | {"projects": [{"name": "项目", "self_score": "90"}]})
    compute(package, scheme())
    assert dump_package(package) == MINIMAL | {"projects": [{"name": "项目", "self_score": "90"}]}


def test_a_minimal_package_gets_statistics_alone() -> None:
    result = computed({})
    assert set(result) == {*MINIMAL, "computed"}
    own = result["computed"]["statistics"]["own"]
    assert {key: own[key] for key in ("count", "adjusted", "rate", "grades")} == {
        "count": 0,
        "adjusted": "0",
        "rate": None,
        "grades": {"优": 0, "良": 0, "中": 0, "差": 0},
    }


def test_overall_and_projects_have_execution_weights_and_bands_of_their_own() -> None:
    leaf = {"name": "甲", "weight": "80", "target": "1", "actual": "1"}
    sheet = {"funds": [{"key": "total", "adjusted": "1", "executed": "1"}], "indicators": [leaf]}
    bands = {"overall": [{"min": "95", "grade": "优秀"}, {"grade": "其他"}], "project": [{"grade": "合格"}]}
    result = computed(
        {"overall": sheet, "projects": [sheet | {"name": "项目"}]},
        overall_execution_weight="20",
        execution={"weight": "5"},
        grade_bands=bands,
    )
    parts = [part["computed"] for part in (result["overall"], *result["projects"])]
    assert [(part["total"], part["grade"]) for part in parts] == [("100", "优秀"), ("85", "合格")]


def test_the_packages_own_bands_come_before_the_schemes() -> None:
    own = {"project": [{"grade": "差"}, {"min": "85", "grade": "优"}]}
    result = computed(
        {"grade_bands": own, "projects": [{"name": "甲", "self_score": "85"}], "overall": {"self_score": "85"}}
    )
    assert (result["projects"][0]["computed"]["grade"], result["overall"]["computed"]["grade"]) == ("优", "良")


def test_rules_reach_facts_survey_and_the_sheets_own_rate() -> None:
    survey = {"valid": 2, "questions": [{"text": "满意吗", "options": [{"label": "是", "points": "90", "count": 2}]}]}
    measures = [{"fact": "coverage"}, {"survey_average": True}, {"execution_rate": True}]
    leaves = [{"name": "率", "weight": "10", "rule": {"kind": "completion", "measure": one}} for one in measures]
    document = {
        "facts": {"coverage": "80"},
        "survey": survey,
        "projects": [
            {"name": "甲", "funds": [{"key": "total", "adjusted": "3", "executed": "2"}], "indicators": leaves},
            {"name": "乙", "indicators": leaves},
        ],
    }
    first, second = (
        [leaf["computed"]["score"] for leaf in project["indicators"]] for project in computed(document)["projects"]
    )
    assert (first, second) == (["8", "9", "6.67"], ["8", "9", None])


def test_an_override_shows_the_rules_score_beside_it() -> None:
    leaf = {"name": "甲", "weight": "10", "target": "100", "actual": "50", "self_score": "8", "override_reason": "核实"}
    result = computed({"projects": [{"name": "项目", "indicators": [leaf]}]})
    assert result["projects"][0]["indicators"][0]["computed"] == {
        "weight": "10",
        "score": "8",
        "rule_score": "5",
        "explanation": "自评改为8.00分（理由：核实）；按规则得5.00分：完成值50 ÷ 指标值100 × 分值10 = 5.00分",
    }


def test_one_sheet_with_the_facts_gives_the_same_result_as_the_whole_package() -> None:
    leaf = {"name": "率", "weight": "10", "rule": {"kind": "completion", "measure": {"fact": "a"}}}
    package = Package.model_validate(
        MINIMAL | {"facts": {"a": "50"}, "projects": [{"name": name, "indicators": [leaf]} for name in "甲乙"]}
    )
    whole = compute(package, scheme()).projects[1]
    alone = compute(package.model_copy(update={"projects": [package.projects[1]]}), scheme()).projects[0]
    assert alone == whole
