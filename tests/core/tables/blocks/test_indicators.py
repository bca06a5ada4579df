"""Trees that do not fit the columns, and the columns of other counties (variants V1 to V22)."""

from decimal import Decimal
from typing import Any

import pytest

from perfeval.core.package import Indicator, IndicatorResult, Package, Sheet, parse_package
from perfeval.core.scheme import load_scheme
from perfeval.core.scheme.layout import IndicatorsBlock
from perfeval.core.tables.blocks import block_rows
from perfeval.core.tables.blocks.indicators import indicators_rows
from perfeval.core.tables.context import SheetContext

from ..grids import grid, shapes

LEVELS = ["level1", "level2", "name"]


def package() -> Package:
    return parse_package(
        {
            "format": "perfeval-package/1",
            "scheme": "mof-2020",
            "year": 2024,
            "money_unit": "元",
            "department": {"name": "某局"},
        }
    )


def context(*indicators: Indicator) -> SheetContext:
    return SheetContext(package(), load_scheme("mof-2020"), Sheet(indicators=list(indicators)), "/overall", {})


def block(*fields: str | dict[str, Any], side: str | None = None) -> IndicatorsBlock:
    columns = [field if isinstance(field, dict) else {"field": field, "heading": field} for field in fields]
    return IndicatorsBlock.model_validate(
        {"block": "indicators", "columns": columns, **({"side": {"text": side}} if side else {})}
    )


def node(name: str, *children: Indicator, **data: Any) -> Indicator:
    return Indicator(name=name, children=list(children), **data)


def test_a_shallow_tree_lets_the_name_reach_over_the_missing_levels() -> None:
    rows = indicators_rows(block(*LEVELS, "score"), context(node("甲"), node("乙", node("丙"))))

    assert [(texts, shapes(row)) for texts, row in zip(grid(tuple(rows[1:])), rows[1:], strict=True)] == [
        (["甲", ""], [(3, 1), (1, 1)]),
        (["乙", "丙", ""], [(1, 1), (2, 1), (1, 1)]),
    ]


def test_a_deep_tree_names_the_levels_that_have_no_column_before_the_indicator() -> None:
    tree = node("一", node("二", node("三", node("四"))))

    assert grid(tuple(indicators_rows(block(*LEVELS), context(tree))[1:])) == [["一", "二", "三－四"]]
    assert grid(tuple(indicators_rows(block("level1", "level2", "level3", "name"), context(tree))[1:])) == [
        ["一", "二", "三", "四"]
    ]


def test_a_form_without_level_columns_prints_the_indicator_alone() -> None:
    tree = node("一", node("二", node("三"), node("四")))

    assert grid(tuple(indicators_rows(block("name", "weight"), context(tree))[1:])) == [["三", ""], ["四", ""]]


def test_only_adjacent_equal_names_under_one_parent_merge_and_are_not_typed_together() -> None:
    tree = [node("一", node("甲"), node("甲"), node("乙"), node("甲")), node("二", node("甲"))]
    rows = indicators_rows(block("level1", "name", "actual"), context(*tree))[1:]

    assert [[(cell.text, cell.rowspan, cell.kind) for cell in row.cells[:-1]] for row in rows] == [
        [("一", 4, "label"), ("甲", 2, "label")],
        [],
        [("乙", 1, "entry")],
        [("甲", 1, "entry")],
        [("二", 1, "label"), ("甲", 1, "entry")],
    ]


def test_names_carry_code_and_weight_and_drop_the_bracket_of_an_unknown_weight() -> None:
    column = {"field": "name", "template": "{code}{name}（{weight}分）"}
    known = node("甲", code="A1", weight=Decimal("7.50"))
    rows = indicators_rows(block(column), context(known, node("乙", code="A2")))

    assert grid(tuple(rows[1:])) == [["A1甲（7.5分）"], ["A2乙"]]
    assert (rows[1].cells[0].text, rows[1].cells[0].prefix, rows[1].cells[0].suffix) == ("甲", "A1", "（7.5分）")


def test_target_nature_and_direction_can_stand_in_columns_of_their_own() -> None:
    split = ["name", "nature", "better", "target_sign", "target_number", "target_unit"]
    targets = {"甲": "≧36.17万人", "乙": "95%-100%", "丙": "提高"}
    quantities = [
        node(name, target=target, better="higher" if name == "甲" else None) for name, target in targets.items()
    ]
    rows = indicators_rows(block(*split), context(*quantities))

    assert grid(tuple(rows[1:])) == [
        ["甲", "定量", "正向", "≥", "36.17", "万人"],
        ["乙", "定量", "", "", "95-100", "%"],
        ["丙", "定性", "", "", "提高", ""],
    ]


def test_points_may_stand_per_level_and_as_a_coefficient_beside_an_empty_review_column() -> None:
    result = IndicatorResult(weight=Decimal(20), score=Decimal(15))
    leaves = [
        node(name, weight=Decimal(10), computed=IndicatorResult(score=Decimal(score)))
        for name, score in (("甲", 5), ("乙", 10))
    ]
    tree = node("一", *leaves, computed=result)
    columns: list[str | dict[str, Any]] = [
        "level1",
        "name",
        {"field": "score", "heading": "一级得分", "per": 1},
        {"field": "score_rate", "heading": "得分系数"},
        {"field": "blank", "heading": "复核分"},
    ]
    rows = indicators_rows(block(*columns), context(tree))[1:]

    assert grid(tuple(rows)) == [["一", "甲", "15", "50.00%", ""], ["乙", "100.00%", ""]]
    assert shapes(rows[0]) == [(1, 2), (1, 1), (1, 2), (1, 1), (1, 1)]


def test_an_empty_sheet_prints_one_empty_row_that_nothing_is_typed_into() -> None:
    rows = indicators_rows(block(*LEVELS), context())

    assert grid(tuple(rows)) == [LEVELS, ["", "", ""]]
    assert [cell.kind for cell in rows[1].cells] == ["text", "text", "text"]


def test_a_header_behind_a_side_label_does_not_repeat() -> None:
    plain, labelled = block("name"), block("name", side="绩效指标")

    assert [row.role for row in block_rows(plain, context(node("甲")))] == ["head", "body"]
    assert [row.role for row in block_rows(labelled, context(node("甲")))] == ["body", "body"]
    assert shapes(block_rows(labelled, context(node("甲")))[0]) == [(1, 2), (1, 1)]


@pytest.mark.parametrize("weight", [None, Decimal(0)])
def test_a_coefficient_without_a_weight_stays_empty(weight: Decimal | None) -> None:
    leaf = node("甲", weight=weight, computed=IndicatorResult(score=Decimal(0)))

    assert grid(tuple(indicators_rows(block("name", "score_rate"), context(leaf))[1:])) == [["甲", ""]]
