"""The kinds of cell, made in one place so that a figure looks the same in every table."""

from dataclasses import replace
from decimal import Decimal
from typing import Literal

from perfeval.core.scheme.formats import NumberFormat

from .model import Align, Cell

Shape = tuple[int, int]
"""(columns, rows) that a cell covers."""


def head(text: str, shape: Shape = (1, 1)) -> Cell:
    """A heading."""
    return Cell(text, kind="head", align="center", colspan=shape[0], rowspan=shape[1])


def label(text: str, ref: str | None = None, align: Align = "center") -> Cell:
    """Fixed wording, or a name that is not typed here."""
    return Cell(text, kind="label", align=align, ref=ref)


def plain_text(text: str, ref: str | None = None, align: Align = "left") -> Cell:
    """Anything that is only printed."""
    return Cell(text, ref=ref, align=align)


def text_entry(text: str | None, ref: str, box: Literal["line", "lines"] = "line") -> Cell:
    """A text that the officer types, in one line or in several."""
    return Cell(text or "", kind="entry", ref=ref, input=box)


def number_entry(number: Decimal | None, ref: str, written: NumberFormat) -> Cell:
    """A number of points or pieces that the officer types."""
    return Cell(written.write(number), kind="entry", ref=ref, value=number, input="number", align="center")


def amount_entry(amount: Decimal | None, ref: str, written: NumberFormat) -> Cell:
    """An amount of money that the officer types, in the package's unit."""
    return Cell(written.write(amount), kind="entry", ref=ref, value=amount, input="amount", align="right")


def computed(
    number: Decimal | None, ref: str, written: NumberFormat, explanation: str | None = None, align: Align = "center"
) -> Cell:
    """A number that follows from the data; rates in percent points."""
    return Cell(written.write(number), kind="computed", ref=ref, value=number, explanation=explanation, align=align)


def computed_text(text: str | None, ref: str) -> Cell:
    """A word that follows from the data, such as a grade."""
    return Cell(text or "", kind="computed", ref=ref, align="center")


def blank() -> Cell:
    """An empty cell that nothing belongs in."""
    return Cell()


def shaped(cell: Cell, columns: int = 1, rows: int = 1, align: Align | None = None) -> Cell:
    """The cell over so many columns and rows, aligned as the layout says."""
    if columns == rows == 1 and align in (None, cell.align):
        return cell
    return replace(cell, colspan=columns, rowspan=rows, align=align or cell.align)
