"""The type size and the columns of a form: the largest type at which every figure and heading fits its column unbroken.

Columns are as wide as the scheme says. Only where that would make the type of a broad table hard to read, columns of
figures take room from columns of text, which can break their lines.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from perfeval.core.tables.model import Cell, Table

from .decimals import Rests, rests
from .grid import Placed, placed

FORM_MM = {"portrait": 172, "landscape": 245}
"""Width of the grid on a form page in mm; styles/page.css sets the margins that leave it."""

INSET_MM = {"portrait": 156, "landscape": 245}
"""The same for a table inside running text: the type area of GB/T 9704, or a landscape page of its own."""

SIZES = tuple(Fraction(size) for size in ("10.5", "10", "9.5", "9", "8.5", "8", "7.5", "7", "6.5", "6", "5.5", "5"))
"""Type sizes in points that styles/form.css knows, as classes ``size-105`` … ``size-50``."""

SMALLEST_TO_SAVE_A_PAGE = Fraction(7)
"""小六 is 6.5 points: what is smaller than this is hard to read, and a second page is better."""

SMALLEST_OF_A_BROAD_TABLE = Fraction(6)
"""A table so broad that it is set in seven points or less may shrink to this: it was meant for one page."""

MM_PER_POINT = Fraction(254, 720)
PADDING_EM = Fraction(1, 2)
_READABLE = Fraction("6.5")
"""Below this a type is hard to read: columns are moved to make it larger, up to this."""

_LINE_EM = Fraction(1, 10)
"""What the lines between cells take, and rounding."""

_MOST_TAKEN = Fraction(1, 2)
"""Of the room that columns have to spare, this much may be given to others."""

_ALIKE = re.compile(r"[!-~]+")
_LONGEST_FIGURE = 24


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table fits its place: its columns and its type, and the unseen decimals that align its figures."""

    columns_mm: tuple[Fraction, ...]
    size: Fraction
    rests: Rests

    def ems(self, column: int, span: int) -> Fraction:
        """How many em of text a line of a cell holds."""
        return sum(self.columns_mm[column : column + span]) / (self.size * MM_PER_POINT) - PADDING_EM - _LINE_EM


@dataclass(frozen=True, slots=True)
class _Need:
    """A cell that must not break: the columns it covers, and its width in em."""

    start: int
    stop: int
    ems: Fraction

    def is_met(self, columns: Sequence[Fraction], size: Fraction) -> bool:
        return self.ems * size * MM_PER_POINT <= sum(columns[self.start : self.stop])


def fit(table: Table, content_mm: int) -> Fit:
    """Columns and type of a table that is so wide; the smallest type where nothing fits (a figure then breaks)."""
    total = sum(table.widths)
    columns = [Fraction(width * content_mm, total) for width in table.widths]
    unseen = rests(table)
    found = _largest(columns, _needs(table, {}))
    aligned = _largest(columns, _needs(table, unseen)) if unseen else found
    # Aligned decimals are worth no smaller type.
    return Fit(*found, rests=unseen) if aligned == found else Fit(*found, rests={})


def smaller_sizes(size: Fraction) -> list[Fraction]:
    """Sizes that may bring the last lines of a form back to the page before: to three quarters, seldom below 7pt."""
    smallest = SMALLEST_TO_SAVE_A_PAGE if size > SMALLEST_TO_SAVE_A_PAGE else SMALLEST_OF_A_BROAD_TABLE
    least = max(size * Fraction(3, 4), smallest)
    return [other for other in SIZES if least <= other < size]


def _largest(columns: list[Fraction], needs: list[_Need]) -> tuple[tuple[Fraction, ...], Fraction]:
    """The columns, moved where they must be, and the largest type for them."""
    wanted = _usual_size(len(columns))
    as_they_are = next((size for size in SIZES if size <= wanted and _fits(needs, columns, size)), SIZES[-1])
    for size in (size for size in SIZES if as_they_are < size <= min(wanted, _READABLE)):
        moved = _moved(columns, needs, size)
        if moved and _fits(needs, moved, size):
            return tuple(moved), size
    return tuple(columns), as_they_are


def _fits(needs: list[_Need], columns: Sequence[Fraction], size: Fraction) -> bool:
    return all(need.is_met(columns, size) for need in needs)


def _moved(columns: list[Fraction], needs: list[_Need], size: Fraction) -> list[Fraction] | None:
    """Columns of the same sum in which each holds what must not break in it; None where others would lose too much."""
    least = [Fraction(0)] * len(columns)
    for need in needs:
        if need.stop - need.start == 1:
            least[need.start] = max(least[need.start], need.ems * size * MM_PER_POINT)
    pairs = list(zip(columns, least, strict=True))
    lacking = sum(max(needed - width, Fraction(0)) for width, needed in pairs)
    spare = sum(max(width - needed, Fraction(0)) for width, needed in pairs)
    if lacking > spare * _MOST_TAKEN:
        return None
    share = lacking / spare if spare else Fraction(0)
    return [max(needed, width - max(width - needed, Fraction(0)) * share) for width, needed in pairs]


def _usual_size(columns: int) -> Fraction:
    """五号 for a few columns, 小五 for a form, 六号 for a broad list."""
    if columns <= 8:
        return SIZES[0]
    return Fraction(9) if columns <= 12 else Fraction(8)


def _needs(table: Table, unseen: Rests) -> list[_Need]:
    """For each stretch of columns the widest of the cells over it that must not break."""
    widest: dict[tuple[int, int], Fraction] = {}
    for item in placed(table):
        place = item.column, item.column + item.cell.colspan
        widest[place] = max(widest.get(place, Fraction(0)), _unbroken_ems(item, unseen))
    return [_Need(*place, ems + PADDING_EM) for place, ems in widest.items() if ems]


def _unbroken_ems(item: Placed, unseen: Rests) -> Fraction:
    """Width in em of the longest run in a figure, a code or a heading; else of one Han character."""
    cell: Cell = item.cell
    if not cell.printed:
        return Fraction(0)
    printed = cell.printed + unseen.get((item.row, item.column), "")
    if cell.value is None and cell.kind != "head" and not _ALIKE.fullmatch(printed):
        return Fraction(1)
    runs = [len(run) for run in _ALIKE.findall(printed) if len(run) <= _LONGEST_FIGURE]
    return max(Fraction(1), Fraction(11, 20) * max(runs, default=0))
