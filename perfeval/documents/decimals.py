"""Figures below each other with their decimal points in one line, whatever number of decimals each is written with.

A figure with fewer decimals than its neighbours is followed by as many digits that take room and are not drawn, so that
the type decides how wide they are.
"""

import re
from collections.abc import Mapping
from itertools import groupby

from perfeval.core.tables.model import Cell, Table

from .grid import Placed, placed

MOST_DECIMALS = 6
"""万元 with six decimals are exact; longer fractions are not amounts."""

_FIGURE = re.compile(r"-?[\d,]+(?:\.(\d+))?")

Rests = Mapping[tuple[int, int], str]
"""By row and column of a cell: what must follow its figure unseen."""


def rests(table: Table) -> Rests:
    """The unseen rest of each figure that has fewer decimals than others of its column."""
    figures = sorted((item for item in placed(table) if _decimals(item.cell) is not None), key=_column)
    found: dict[tuple[int, int], str] = {}
    for _shape, column in groupby(figures, key=_column):
        items = list(column)
        most = max(_decimals(item.cell) or 0 for item in items)
        found |= {(item.row, item.column): rest for item in items if (rest := _rest(item.cell, most))}
    return found


def _column(item: Placed) -> tuple[int, int]:
    return item.column, item.cell.colspan


def _decimals(cell: Cell) -> int | None:
    """How many decimals a figure at the right edge is written with; None where it is none."""
    figure = _FIGURE.fullmatch(cell.printed) if cell.value is not None and cell.align == "right" else None
    decimals = len(figure[1] or "") if figure else MOST_DECIMALS + 1
    return decimals if decimals <= MOST_DECIMALS else None


def _rest(cell: Cell, most: int) -> str:
    own = _decimals(cell) or 0
    return ("" if own or not most else ".") + "0" * (most - own)
