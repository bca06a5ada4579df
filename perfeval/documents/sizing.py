"""The type size of a form: the largest at which every figure and every heading fits its column unbroken."""

import re
from collections.abc import Iterator
from fractions import Fraction

from perfeval.core.tables.model import Cell, Table

from .grid import placed

FORM_MM = {"portrait": 172, "landscape": 245}
"""Width of the grid on a form page in mm; styles/page.css sets the margins that leave it."""

INSET_MM = {"portrait": 156, "landscape": 245}
"""The same for a table inside running text: the type area of GB/T 9704, or a landscape page of its own."""

SIZES = tuple(Fraction(size) for size in ("10.5", "10", "9.5", "9", "8.5", "8", "7.5", "7", "6.5", "6", "5.5", "5"))
"""Type sizes in points that styles/form.css knows, as classes ``size-105`` … ``size-50``."""

SMALLEST_TO_SAVE_A_PAGE = Fraction(7)
"""小六 is 6.5 points: what is smaller than this is hard to read, and a second page is better."""

_MM_PER_POINT = Fraction(254, 720)
_PADDING_EM = Fraction(1, 2)
_ALIKE = re.compile(r"[!-~]+")
_LONGEST_FIGURE = 24


def fitting_size(table: Table, content_mm: int) -> Fraction:
    """The size in points; the smallest one where nothing fits (the text then breaks inside a figure)."""
    needs = [(ems, width * content_mm) for ems, width in _needs(table)]
    wanted = _usual_size(len(table.widths))
    fitting = (size for size in SIZES if size <= wanted and all(ems * size * _MM_PER_POINT <= mm for ems, mm in needs))
    return next(fitting, SIZES[-1])


def smaller_sizes(size: Fraction) -> list[Fraction]:
    """Sizes that may bring the last lines of a form back to the page before: to three quarters, not below 7pt."""
    least = max(size * Fraction(3, 4), SMALLEST_TO_SAVE_A_PAGE)
    return [other for other in SIZES if least <= other < size]


def _usual_size(columns: int) -> Fraction:
    """五号 for a few columns, 小五 for a form, 六号 for a broad list."""
    if columns <= 8:
        return SIZES[0]
    return Fraction(9) if columns <= 12 else Fraction(8)


def _needs(table: Table) -> Iterator[tuple[Fraction, Fraction]]:
    """For each cell that must not break: its width in em, and the share of the grid it has."""
    total = sum(table.widths)
    for item in placed(table):
        ems = _unbroken_ems(item.cell)
        if ems:
            columns = table.widths[item.column : item.column + item.cell.colspan]
            yield ems + _PADDING_EM, Fraction(sum(columns), total)


def _unbroken_ems(cell: Cell) -> Fraction:
    """Width of the longest run of figures and Latin letters, or of one Han character, in em."""
    if not cell.printed:
        return Fraction(0)
    if cell.value is None and cell.kind != "head":
        return Fraction(1)
    runs = [len(run) for run in _ALIKE.findall(cell.printed) if len(run) <= _LONGEST_FIGURE]
    return max(Fraction(1), Fraction(11, 20) * max(runs, default=0))
