from decimal import Decimal

import pytest

from perfeval.core.tables.model import Cell
from perfeval.documents.excel.numbers import SheetNumber, sheet_number


def cell(text: str, value: str, prefix: str = "", suffix: str = "") -> Cell:
    return Cell(text, value=Decimal(value), prefix=prefix, suffix=suffix)


@pytest.mark.parametrize(
    ("given", "number"),
    [
        (cell("12.5", "12.50"), SheetNumber(Decimal("12.50"), "General")),
        (cell("12.50", "12.50"), SheetNumber(Decimal("12.50"), "0.00")),
        (cell("99.99", "99.98765"), SheetNumber(Decimal("99.98765"), "0.00")),
        (cell("8,779.43", "8779.43"), SheetNumber(Decimal("8779.43"), "#,##0.00")),
        (cell("62373182.64", "62373182.64"), SheetNumber(Decimal("62373182.64"), "0.00")),
        (cell("95.5%", "95.5"), SheetNumber(Decimal("0.955"), "0.0%", is_percent=True)),
        (cell("-3", "-3"), SheetNumber(Decimal(-3), "General")),
        (cell("8779.43", "8779.43", "预算数：", "万元"), SheetNumber(Decimal("8779.43"), '"预算数："General"万元"')),
        (cell("5", "5", '“"'), SheetNumber(Decimal(5), '"“"\\"General')),
    ],
)
def test_a_number_looks_on_the_sheet_as_it_does_on_paper(given: Cell, number: SheetNumber) -> None:
    assert sheet_number(given) == number


@pytest.mark.parametrize("given", [Cell("——"), cell("——", "0"), cell("", "0"), cell("7", "70")])
def test_what_prints_no_number_or_another_one_is_text(given: Cell) -> None:
    assert sheet_number(given) is None
