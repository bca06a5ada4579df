"""The neutral Table: the one layout that screen, PDF, Word and Excel draw, so that they cannot disagree."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Align = Literal["left", "center", "right"]
CellKind = Literal["head", "label", "entry", "computed", "text"]
"""head: column heading · label: fixed wording or merged name · entry: what the officer types (has a ``ref``) ·
computed: follows from the data · text: anything else that is printed."""
RowRole = Literal["head", "body", "total"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, at its left upper corner; cells covered by a span are not in the row.

    ``text`` is what is printed. ``value`` is the number behind it (Excel). ``ref`` is the JSON pointer of the datum in
    the package: of what is entered, or of the ``computed`` value. ``explanation`` tells how a computed value follows.
    """

    text: str = ""
    kind: CellKind = "text"
    colspan: int = 1
    rowspan: int = 1
    align: Align = "left"
    value: Decimal | None = None
    ref: str | None = None
    explanation: str | None = None
    prefix: str = ""
    suffix: str = ""
    bold: bool = False
    indent: int = 0
    input: Literal["line", "lines", "amount", "number"] = "line"

    @property
    def printed(self) -> str:
        """What stands on paper: a cell may carry fixed wording around its datum (预算数： 8779.43)."""
        return f"{self.prefix}{self.text}{self.suffix}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; ``anchor`` is the JSON pointer of the record the row shows (an indicator, a project)."""

    cells: tuple[Cell, ...]
    role: RowRole = "body"
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A whole form or list: title block, grid, lines below.

    ``widths`` are relative column widths. Rows with role ``head`` that come first repeat on every page.
    ``captions`` are the (left, centre, right) texts of the line above the grid.
    """

    key: str
    title: str
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    subtitle: str = ""
    number: str = ""
    captions: tuple[tuple[str, str, str], ...] = ()
    footer: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    orientation: Literal["portrait", "landscape"] = "portrait"
    bookmark: str = ""
    ref: str = ""

    def cells(self) -> Iterator[Cell]:
        """All cells, row by row."""
        return (cell for row in self.rows for cell in row.cells)

    def problems(self) -> list[str]:
        """Where the grid does not close: rows whose cells and spans do not fill the columns exactly."""
        return [f"{self.key}: {problem}" for problem in _grid_problems(self)]


@dataclass(slots=True)
class _Occupied:
    """Which columns are still covered from above, and for how many rows."""

    left: list[int] = field(default_factory=list)

    def place(self, row: Row) -> int:
        """Place a row's cells in the free columns; the number of columns missing (negative: too many)."""
        free = [column for column, rows in enumerate(self.left) if rows == 0]
        wanted = sum(cell.colspan for cell in row.cells)
        position = 0
        for cell in row.cells:
            for column in free[position : position + cell.colspan]:
                self.left[column] = cell.rowspan
            position += cell.colspan
        self.left = [max(rows - 1, 0) for rows in self.left]
        return len(free) - wanted


def _grid_problems(table: Table) -> Iterator[str]:
    occupied = _Occupied([0] * len(table.widths))
    for index, row in enumerate(table.rows):
        missing = occupied.place(row)
        if missing:
            yield f"第{index + 1}行{'缺' if missing > 0 else '多'}{abs(missing)}列"
    if any(occupied.left):
        yield "末行仍有未结束的合并单元格"
