"""The type size of a form in Word, which lays it out itself: chosen by an estimate of how tall the form comes out.

The rule is that of part_pdf: a form is set smaller where that brings its last few lines back to the page before.
"""

from dataclasses import replace
from fractions import Fraction
from math import ceil

from perfeval.core.tables.model import Cell, Table

from ..grid import placed
from ..sizing import FORM_MM, Fit, fit, smaller_sizes

LINE = Fraction(136, 100)
"""Pitch of the lines in a cell, in type sizes (styles/form.css)."""

_PADDING = Fraction(3, 10)
"""Above and below the text of a cell together, in type sizes."""

_FORM_POINTS = {"portrait": Fraction(237 * 720, 254), "landscape": Fraction(166 * 720, 254)}
"""Height of a form page between its margins, less a few millimetres that an estimate may be wrong by."""

_TITLE, _LINE_ABOVE, _LINE_BELOW = 32, 19, 19
A_FEW_LINES = Fraction(1, 3)


def form_fit(table: Table) -> Fit:
    """Columns and type of a form on pages of its own."""
    fitted, page = fit(table, FORM_MM[table.orientation]), _FORM_POINTS[table.orientation]
    filled = _height(table, fitted) / page
    pages = ceil(filled)
    excess = filled - (pages - 1)
    if pages < 2 or excess > A_FEW_LINES * (pages - 1):
        return fitted
    smaller = (replace(fitted, size=size) for size in smaller_sizes(fitted.size))
    return next((other for other in smaller if _height(table, other) <= page * (pages - 1)), fitted)


def _height(table: Table, fitted: Fit) -> Fraction:
    """Points from the top of the form to its last line."""
    around = _TITLE * bool(table.title) + _LINE_ABOVE * (
        bool(table.number) + bool(table.subtitle) + len(table.captions)
    )
    below = sum(_LINE_BELOW * _lines(line, Fraction(FORM_MM[table.orientation] * 72, 254)) for line in _under(table))
    heights = [Fraction(0)] * len(table.rows)
    spanning = []
    for item in placed(table):
        height = _cell_height(item.cell, fitted.ems(item.column, item.cell.colspan), fitted.size)
        if item.cell.rowspan == 1:
            heights[item.row] = max(heights[item.row], height)
        else:
            spanning.append((item.row, item.cell.rowspan, height))
    for row, count, height in spanning:
        heights[row + count - 1] += max(height - sum(heights[row : row + count]), Fraction(0))
    return sum(heights, Fraction(around + below))


def _under(table: Table) -> list[str]:
    return [*table.footer, *table.notes]


def _cell_height(cell: Cell, room: Fraction, size: Fraction) -> Fraction:
    return size * (LINE * _lines(cell.printed, room - min(cell.indent, 4)) + _PADDING) + Fraction(1, 2)


def _lines(text: str, room: Fraction) -> int:
    """Lines that a text takes where so many of its characters stand in one."""
    fitting = max(room, Fraction(1))
    return sum(max(1, ceil(_breadth(line) / fitting)) for line in text.splitlines() or [""])


def _breadth(line: str) -> Fraction:
    """Width in characters; a figure takes half of one, and a bit."""
    return Fraction(sum(11 if character < "\u2000" else 20 for character in line), 20)
