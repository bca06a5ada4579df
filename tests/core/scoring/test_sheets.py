"""Execution rate, fund rows, the indicator tree, totals, ceilings and grades of a sheet."""

from decimal import Decimal
from typing import Any

import pytest

from perfeval.core.package import GradeBand, Indicator, Project, SheetResult
from perfeval.core.scheme import Scoring
from perfeval.core.scoring import SheetRules, Sources, assess_sheet, compute_sheet, grade_of

BANDS = [
    GradeBand(min=Decimal(90), grade="优"),
    GradeBand(min=Decimal(80), grade="良"),
    GradeBand(min=Decimal(60), grade="中"),
    GradeBand(grade="差"),
]
TEN = {"name": "数量", "weight": "90", "target": "100", "actual": "100"}


def funds(adjusted: str | None, executed: str | None, **more: str | None) -> list[dict[str, Any]]:
    return [{"key": "total", "adjusted": adjusted, "executed": executed} | more]


def computed(scoring: dict[str, Any] | None = None, **data: Any) -> Project:
    project = Project.model_validate({"name": "项目"} | data)
    parameters = Scoring.model_validate(scoring or {})
    return compute_sheet(project, SheetRules(parameters, parameters.execution.weight, BANDS), Sources())


def result(scoring: dict[str, Any] | None = None, **data: Any) -> dict[str, Any]:
    found = computed(scoring, **data).computed
    assert found is not None
    return found.model_dump(mode="json")


def execution(adjusted: str | None, executed: str | None, **rule: Any) -> tuple[str | None, str | None]:
    found = result({"execution": rule}, funds=funds(adjusted, executed))
    return found["execution_rate"], found["execution_score"]


def test_a_sheet_adds_up_execution_and_indicators() -> None:
    assert result(funds=funds("8779.43129", "8758.641293"), indicators=[TEN]) == {
        "execution_rate": "99.76",
        "execution_score": "9.98",
        "surplus": "20.789997",
        "weight_total": "100",
        "total": "99.98",
        "grade": "优",
        "review_total": None,
    }


@pytest.mark.parametrize(
    ("adjusted", "executed", "rule", "expected"),
    [
        ("100", "76", {}, ("76", "7.6")),
        ("100", "120", {}, ("120", "10")),
        ("100", "-5", {}, ("-5", "0")),
        ("0", "0", {}, ("0", "0")),
        ("0", "5", {}, ("0", "0")),
        ("0", "0", {"zero_budget": "full"}, ("100", "10")),
        ("0", "5", {"zero_budget": "full"}, ("0", "0")),
        ("-1", "5", {}, (None, None)),
        (None, "5", {}, (None, None)),
        ("100", None, {}, (None, None)),
        ("3", "2", {"weight": "20"}, ("66.67", "13.33")),
        ("100", "76", {"weight": None}, ("76", None)),
        ("100", "76", {"rule": "none"}, ("76", None)),
    ],
)
def test_rate_and_points_of_execution(
    adjusted: str | None, executed: str | None, rule: dict[str, Any], expected: tuple[str | None, str | None]
) -> None:
    assert execution(adjusted, executed, **rule) == expected


STEPS = [{"rate": rate, "points": points} for rate, points in (("100", "10"), ("80", "7"), ("60", "5"), ("0", "0"))]


@pytest.mark.parametrize(
    ("executed", "points"), [("100", "10"), ("99.99", "7"), ("80", "7"), ("79.999", "5"), ("5", "0")]
)
def test_points_by_steps_use_the_exact_rate(executed: str, points: str) -> None:
    assert execution("100", executed, rule="steps", steps=STEPS)[1] == points


def test_steps_never_give_more_than_the_weight() -> None:
    assert execution("100", "100", rule="steps", steps=STEPS, weight="8")[1] == "8"


def test_the_rate_may_be_taken_of_the_initial_budget() -> None:
    found = result({"execution": {"denominator": "initial"}}, funds=funds("50", "40", initial="100"))
    assert (found["execution_rate"], found["surplus"]) == ("40", "10")


def test_part_rows_show_their_rate_and_score_only_where_the_scheme_scores_all_rows() -> None:
    rows = [*funds("100", "50"), {"key": "fiscal", "adjusted": "80", "executed": "20"}, {"key": "other"}]
    blank = {"rate": None, "surplus": None, "weight": None, "score": None}
    total_only = [row.computed.model_dump(mode="json") for row in computed(funds=rows).funds if row.computed]
    assert total_only == [
        {"rate": "50", "surplus": "50", "weight": "10", "score": "5"},
        {"rate": "25", "surplus": "60", "weight": None, "score": None},
        blank,
    ]
    all_rows = computed({"execution": {"scored_rows": "all"}}, funds=rows).funds
    assert [row.computed.model_dump(mode="json") for row in all_rows[1:] if row.computed] == [
        {"rate": "25", "surplus": "60", "weight": "10", "score": "2.5"},
        blank | {"weight": "10"},
    ]


def test_an_absent_execution_weight_is_the_schemes_and_null_gives_no_points() -> None:
    sheet: dict[str, Any] = {"funds": funds("100", "50"), "indicators": [TEN]}
    assert (result(**sheet)["total"], result(**sheet, execution_weight="20")["total"]) == ("95", "100")
    without = result(**sheet, execution_weight=None)
    assert (without["execution_score"], without["weight_total"], without["total"]) == (None, "90", "90")


def test_a_sheet_without_indicators_is_scored_by_hand_on_the_whole_scale() -> None:
    found = result(funds=funds("100", "50"), self_score="88")
    assert (found["execution_score"], found["weight_total"], found["total"], found["grade"]) == ("5", "100", "88", "良")


def test_a_sheet_with_indicators_does_not_read_the_score_by_hand() -> None:
    assert result(indicators=[TEN], self_score="10")["total"] == "90"


def test_an_empty_sheet_has_no_total_and_no_grade() -> None:
    assert result() == dict.fromkeys(SheetResult.model_fields)


@pytest.mark.parametrize(
    ("executed", "total"), [("80", "98"), ("79.99", "89"), ("69", "79"), ("59.99", "69"), ("0", "59")]
)
def test_a_low_rate_puts_a_ceiling_on_the_total(executed: str, total: str) -> None:
    pairs = [("80", "89"), ("70", "79"), ("60", "69"), ("50", "59")]
    scoring = {"total_ceiling": [{"below": below, "at_most": most} for below, most in pairs]}
    leaf = TEN | {"weight": "90"}
    assert result(scoring, funds=funds("100", executed), indicators=[leaf])["total"] == total


TREE = [
    {
        "name": "产出指标",
        "children": [
            {"name": "数量", "weight": "30", "children": [
                {"name": "甲", "weight": "20", "target": "100", "actual": "50"},
                {"name": "乙", "weight": "5", "deleted": True},
            ]},
            {"name": "丙", "weight": "20", "rule": {"kind": "manual"}},
        ],
    }
]  # fmt: skip


def test_every_node_is_the_sum_of_its_leaves() -> None:
    root = computed(indicators=TREE).indicators[0]
    group, blank = root.children

    def figures(node: Indicator) -> tuple[Decimal | None, Decimal | None]:
        assert node.computed is not None
        return node.computed.weight, node.computed.score

    assert [figures(node) for node in (root, group, *group.children, blank)] == [
        (Decimal(50), Decimal(10)),
        (Decimal(30), Decimal(10)),
        (Decimal(20), Decimal(10)),
        (Decimal(0), Decimal(0)),
        (Decimal(20), None),
    ]


def test_weights_are_those_of_the_leaves_and_deleted_ones_count_nothing() -> None:
    found = result(indicators=TREE)
    assert (found["weight_total"], found["total"]) == ("50", "10")


def test_what_is_left_is_rebased_where_the_scheme_says_so() -> None:
    found = result({"not_applicable": "rebase"}, indicators=TREE)
    assert (found["weight_total"], found["total"]) == ("100", "20")
    kept = [{"name": "甲", "weight": "40", "target": "100", "actual": "50"}]
    assert result({"not_applicable": "rebase"}, indicators=kept)["total"] == "20"


@pytest.mark.parametrize(
    ("total", "grade"), [("90", "优"), ("89.99", "良"), ("80", "良"), ("60", "中"), ("59.99", "差"), ("0", "差")]
)
def test_bands_are_half_open(total: str, grade: str) -> None:
    assert grade_of(Decimal(total), BANDS) == grade


def test_without_total_or_bands_there_is_no_grade() -> None:
    assert (grade_of(None, BANDS), grade_of(Decimal(50), []), grade_of(Decimal(50), BANDS[:1])) == (None, None, None)


def test_checks_see_every_leaf_with_its_path_and_its_problem() -> None:
    leaf = {"name": "甲", "weight": "5", "target": "100", "actual": "-1"}
    sheet = Project.model_validate({"name": "项目", "indicators": [*TREE, leaf]})
    found = [(path, one.award.problem) for path, one in assess_sheet(sheet, Sources(), Scoring())]
    assert found == [
        (("indicators", 0, "children", 0, "children", 0), None),
        (("indicators", 0, "children", 0, "children", 1), None),
        (("indicators", 0, "children", 1), None),
        (("indicators", 1), "完成值“-1”为负数"),
    ]
