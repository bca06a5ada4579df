"""What number stands in a cell of a sheet, and the format in which it looks as it does on paper."""

from dataclasses import dataclass
from decimal import Decimal

from perfeval.core.numbers import HUNDRED, divide, plain
from perfeval.core.tables.model import Cell

MOST_GENERAL = 10
"""Characters that the format General shows in full; a longer number it would round."""


@dataclass(frozen=True, slots=True)
class SheetNumber:
    """A number with its format. ``is_percent``: the sheet holds 0.955 for the 95.5 of the form and shows 95.5%."""

    value: Decimal
    shown_as: str
    is_percent: bool = False


def sheet_number(cell: Cell) -> SheetNumber | None:
    """The number of a cell; None where it has none, or prints something else than its number."""
    if cell.value is None or not cell.text:
        return None
    suffix = "%" if cell.text.endswith("%") else ""
    digits = cell.text.removesuffix(suffix).replace(",", "")
    try:
        shown = Decimal(digits)
    except ArithmeticError:
        return None
    if shown != cell.value and abs(shown - cell.value) >= Decimal(1).scaleb(-_decimals(digits)):
        return None
    value = divide(cell.value, HUNDRED) if suffix else cell.value
    return SheetNumber(value, _around(cell, _core(cell, digits, suffix)), bool(suffix))


def _core(cell: Cell, digits: str, suffix: str) -> str:
    """General where it writes the number as it is printed, else as many decimals as are printed."""
    assert cell.value is not None  # noqa: S101 - callers have looked
    thousands = "," in cell.text
    if not suffix and not thousands and digits == plain(cell.value) and len(digits) <= MOST_GENERAL:
        return "General"
    decimals = _decimals(digits)
    return ("#,##0" if thousands else "0") + ("." + "0" * decimals if decimals else "") + suffix


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])


def _around(cell: Cell, core: str) -> str:
    """The wording that stands in the cell with the number, as text of the format."""
    return "".join((_quoted(cell.prefix), core, _quoted(cell.suffix)))


def _quoted(text: str) -> str:
    """Text in a format; a quotation mark cannot stand in quotation marks and is written alone."""
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"'))
