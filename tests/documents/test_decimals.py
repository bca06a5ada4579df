from decimal import Decimal

import pytest

from perfeval.core.tables.model import Cell, Row
from perfeval.documents.decimals import rests

from .making import figure, heads, table


def amount(text: str, **changes: str) -> Cell:
    return Cell(text, "computed", align="right", value=Decimal(1), **changes)


def test_a_figure_is_followed_by_the_decimals_that_others_of_its_column_have_more() -> None:
    made = table(
        heads("甲", "乙"),
        Row((figure("54.939800"), figure("1.00"))),
        Row((figure("100.00"), figure("2.00"))),
        Row((figure("7"), Cell())),
    )
    assert rests(made) == {(2, 0): "0000", (3, 0): ".000000"}


@pytest.mark.parametrize(
    "other",
    [
        Cell("12.5", align="right"),
        Cell("12.5", align="center", value=Decimal("12.5")),
        amount("12.5", suffix="%"),
        amount("12.5", prefix="其中："),
        amount("12.1234567"),
    ],
)
def test_only_figures_at_the_right_edge_are_aligned(other: Cell) -> None:
    assert rests(table(Row((figure("1"), Cell())), Row((other, Cell())))) == {}


def test_a_merged_figure_is_aligned_with_those_over_the_same_columns() -> None:
    merged = Cell("1.25", "computed", colspan=2, align="right", value=Decimal("1.25"))
    assert rests(table(Row((merged,)), Row((figure("1"), figure("2"))))) == {}


def test_thousands_and_signs_are_part_of_a_figure() -> None:
    made = table(Row((amount("-1,234.5"), Cell())), Row((amount("3"), Cell())))
    assert rests(made) == {(1, 0): ".0"}
