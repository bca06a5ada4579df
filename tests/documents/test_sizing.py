import re
from decimal import Decimal
from fractions import Fraction

import pytest

from perfeval.core.tables.model import Cell, Row, Table
from perfeval.documents.engine import style_source
from perfeval.documents.sizing import FORM_MM, SIZES, fit, smaller_sizes

from .making import figure, heads, table


def size_of(made: Table, content_mm: int) -> Fraction:
    return fit(made, content_mm).size


def test_a_table_of_few_columns_is_set_in_the_usual_size() -> None:
    assert size_of(table(Row((figure("1.00"), Cell("甲")))), 172) == Fraction("10.5")


@pytest.mark.parametrize(("columns", "size"), [(8, "10.5"), (9, "9"), (12, "9"), (13, "8")])
def test_more_columns_are_set_smaller(columns: int, size: str) -> None:
    made = table(Row((Cell(),) * columns), widths=(1,) * columns)
    assert size_of(made, 245) == Fraction(size)


def test_a_figure_is_never_broken_where_a_smaller_size_holds_it() -> None:
    # 62373182.64 has 11 characters of 0.55 em and half an em of padding: 6.55 em in 20 mm need 8.6pt.
    made = table(Row((figure("62373182.64"), Cell("甲"))), widths=(20, 152))
    assert size_of(made, 172) == Fraction("8.5")


def test_a_heading_keeps_its_latin_words_and_years_whole() -> None:
    assert size_of(table(heads("2022年", "甲"), widths=(7, 165)), 172) < Fraction("10.5")


def test_figures_take_room_from_texts_where_the_type_would_be_hard_to_read() -> None:
    # 6.55 em in 10 mm would be 4.3pt; at 6.5pt they need 15 mm, and the text keeps more than half of its own.
    found = fit(table(Row((figure("62373182.64"), Cell("甲"))), widths=(10, 162)), 172)
    assert (found.size, [round(width) for width in found.columns_mm]) == (Fraction("6.5"), [15, 157])


def test_columns_stay_as_the_scheme_has_them_where_the_type_is_readable() -> None:
    assert fit(table(Row((figure("62373182.64"), Cell("甲"))), widths=(20, 152)), 172).columns_mm == (20, 152)


def test_decimal_points_stand_below_each_other_where_that_costs_no_smaller_type() -> None:
    made = table(Row((figure("54.939800"), Cell("甲"))), Row((figure("100.00"), Cell("乙"))), widths=(30, 142))
    assert fit(made, 172).rests == {(1, 0): "0000"}
    narrow = table(Row((figure("4.939800"), Cell("甲"))), Row((figure("1234567.00"), Cell("乙"))), widths=(20, 152))
    assert (fit(narrow, 172).size, fit(narrow, 172).rests) == (Fraction("9"), {})


def test_an_endless_number_does_not_make_the_whole_form_tiny() -> None:
    made = table(Row((Cell("1" * 60, "head"), Cell("甲"))), widths=(20, 152))
    assert size_of(made, 172) == Fraction("10.5")


def test_where_nothing_fits_the_smallest_size_is_taken() -> None:
    made = table(Row((figure("62373182.64"),) * 40), widths=(1,) * 40)
    assert size_of(made, 172) == SIZES[-1]


def test_a_merged_cell_has_the_width_of_its_columns() -> None:
    number = Cell("62373182.64", "computed", colspan=2, value=Decimal("62373182.64"))
    assert size_of(table(Row((number,)), widths=(10, 10)), 40) == Fraction("10.5")
    assert size_of(table(Row((figure("62373182.64"), Cell())), widths=(10, 10)), 40) == Fraction("8.5")


def test_a_form_may_shrink_to_three_quarters_but_stays_readable() -> None:
    assert smaller_sizes(Fraction("10.5")) == [Fraction(size) for size in ("10", "9.5", "9", "8.5", "8")]
    assert smaller_sizes(Fraction(8)) == [Fraction("7.5"), Fraction(7)]
    assert smaller_sizes(Fraction(7)) == [Fraction("6.5"), Fraction(6)]
    assert smaller_sizes(Fraction(6)) == []


def test_every_size_has_its_class_in_the_style_sheet() -> None:
    assert re.findall(r"^\.size-(\d+) ", style_source(), re.MULTILINE) == [str(int(size * 10)) for size in SIZES]


def test_the_form_pages_leave_the_width_that_sizes_are_reckoned_with() -> None:
    margins = re.findall(r"@page (\w+) \{ size: A4[ a-z]*; margin: 20mm (\d+)mm \d+mm (\d+)mm \}", style_source())
    paper = {"portrait": 210, "landscape": 297}
    assert {name: paper[name] - int(right) - int(left) for name, right, left in margins} == FORM_MM
