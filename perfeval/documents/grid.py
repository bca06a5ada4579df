"""Where the cells of a neutral Table stand, and the table again from cells so placed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from perfeval.core.tables.model import Cell, Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the row and the column of its left upper corner, counted from 0."""

    row: int
    column: int
    cell: Cell


def placed(table: Table) -> Iterator[Placed]:
    """Every cell with its place, row by row; the grid is closed (``Table.problems`` is empty)."""
    covered = [0] * len(table.widths)
    for number, row in enumerate(table.rows):
        free = [column for column, rows in enumerate(covered) if rows == 0]
        position = 0
        for cell in row.cells:
            yield Placed(number, free[position], cell)
            for column in free[position : position + cell.colspan]:
                covered[column] = cell.rowspan
            position += cell.colspan
        covered = [max(rows - 1, 0) for rows in covered]


def with_cells(table: Table, cells: Iterable[Placed]) -> Table:
    """The table with these cells in place of its own; rows keep their role and anchor."""
    by_row: list[list[Placed]] = [[] for _ in table.rows]
    for item in cells:
        by_row[item.row].append(item)
    rows = (
        replace(row, cells=tuple(item.cell for item in sorted(items, key=lambda item: item.column)))
        for row, items in zip(table.rows, by_row, strict=True)
    )
    return replace(table, rows=tuple(rows))
