"""About how many pages a form takes in a type size, reckoned from its characters alone: a hundredth of the work of
laying it out, and near enough to tell which size is worth laying out first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile

from perfeval.core.tables.model import Cell, Table

from .grid import placed
from .sizing import MM_PER_POINT, Fit
from .titles import EM, balanced_lines, heading_lines, width_of

LINE_EM = Fraction(136, 100)
PADDING_EM = Fraction(3, 10)
RULE_PT = Fraction(6, 10)
PAGE_PT = {"portrait": Fraction(245) / MM_PER_POINT, "landscape": Fraction(172) / MM_PER_POINT}
"""Height of the type area of a form (styles/page.css)."""

MOST_IN_TITLE = {"portrait": 27, "landscape": 38}
MOST_IN_LINE = {"portrait": 46, "landscape": 66}
"""Characters in a line above the grid and below it."""

_TEXT_LINE_PT = Fraction(15)
_DISTANCE_PT = Fraction(4)

_TITLE_LINE_PT = Fraction(26)
_ROUNDED_EM = 6
"""Hundredths of an em that the lines between cells take."""

_NEVER_FIRST = frozenset("，。、；：？！）》〉】〕」』”’)%％")
_PIECE = re.compile(r"[!-~]+|.")


@dataclass(frozen=True, slots=True)
class Guess:
    """Pages, and how much of the last one is filled (0 to 1)."""

    pages: int
    filled: Fraction


def guess(table: Table, fitted: Fit) -> Guess:
    """The pages of a form whose rows are not broken."""
    heights = _row_heights(table, fitted)
    heads = len(list(takewhile(lambda row: row.role == "head", table.rows)))
    head = sum(heights[:heads], Fraction(0))
    pages, filled = 1, _above(table) + head
    for height in [*heights[heads:], _below(table)]:
        if filled + height > PAGE_PT[table.orientation]:
            pages, filled = pages + 1, head
        filled += height
    return Guess(pages, filled / PAGE_PT[table.orientation])


def _above(table: Table) -> Fraction:
    """Title block and captions."""
    lines = bool(table.number) + bool(table.subtitle) + len(table.captions)
    title = balanced_lines(table.title, MOST_IN_TITLE[table.orientation]) if table.title else []
    return _TITLE_LINE_PT * len(title) + (_TEXT_LINE_PT + _DISTANCE_PT) * lines


def _below(table: Table) -> Fraction:
    room = Fraction(MOST_IN_LINE[table.orientation])
    return _TEXT_LINE_PT * sum(_lines(line, room) for line in (*table.footer, *table.notes))


def _row_heights(table: Table, fitted: Fit) -> list[Fraction]:
    """A merged cell that is higher than its rows makes the last of them higher."""
    least = fitted.size * (LINE_EM + PADDING_EM) + RULE_PT
    heights = [least] * len(table.rows)
    merged = []
    for item in placed(table):
        lines = _cell_lines(item.cell, fitted.ems(item.column, item.cell.colspan))
        height = fitted.size * (LINE_EM * lines + PADDING_EM) + RULE_PT
        if item.cell.rowspan == 1:
            heights[item.row] = max(heights[item.row], height)
        else:
            merged.append((item.row + item.cell.rowspan, item.row, height))
    for stop, start, height in sorted(merged):
        heights[stop - 1] += max(height - sum(heights[start:stop]), Fraction(0))
    return heights


def _cell_lines(cell: Cell, ems: Fraction) -> int:
    if cell.kind == "head":
        return len(heading_lines(cell.printed, ems))
    return _lines(cell.printed, ems)


def _lines(text: str, ems: Fraction) -> int:
    room = int(ems * EM) + _ROUNDED_EM
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(text: str, room: int) -> int:
    """Lines of a text without line ends; figures and words stay together where a line holds them."""
    if width_of(text) <= room:
        return 1
    lines, used = 1, 0
    for piece in _pieces(text):
        width = width_of(piece)
        if used + width > room and used:
            lines, used = lines + 1, 0
        lines, used = (lines + width // room, width % room) if width > room else (lines, used + width)
    return lines


def _pieces(text: str) -> Iterator[str]:
    """What a line end does not part: a word, a character with the marks that cling to it."""
    piece = ""
    for found in _PIECE.findall(text):
        if piece and found[0] not in _NEVER_FIRST:
            yield piece
            piece = ""
        piece += found
    yield piece
