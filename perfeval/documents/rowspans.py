"""Merged cells over pages: where a page ends inside a merged cell, its label stands again on the next page.

The rows are laid out once to see where they fall; merged cells are then cut there and laid out again.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import weasyprint
from weasyprint.formatting_structure.boxes import TableRowBox

from perfeval.core.tables.model import Cell, Table

from .grid import Placed, placed, with_cells

LONGEST_LABEL = 60
"""A merged text longer than this is not a label and is not said twice."""


@dataclass(frozen=True, slots=True)
class Fall:
    """How the rows of one table fell on the pages: rows before which a page ends, and rows longer than a page."""

    cuts: frozenset[int] = frozenset()
    broken: frozenset[int] = frozenset()

    def __or__(self, other: "Fall") -> "Fall":
        return Fall(self.cuts | other.cuts, self.broken | other.broken)


def falls(document: weasyprint.Document) -> dict[int, Fall]:
    """How the rows of each table fell, by the table's index in its part (``data-row`` of html.py)."""
    pages: dict[int, dict[int, list[int]]] = {}
    for number, page in enumerate(document.pages):
        for table, row in rows_of(page):
            pages.setdefault(table, {}).setdefault(row, []).append(number)
    return {table: _fall(rows) for table, rows in pages.items()}


def repeat_labels(table: Table, fall: Fall) -> Table:
    """The table with its merged cells cut where pages end, the label repeated in every piece."""
    cuts = fall.cuts | fall.broken | {row + 1 for row in fall.broken}
    return with_cells(table, (piece for item in placed(table) for piece in _pieces(item, cuts)))


def rows_of(page: weasyprint.Page) -> Iterator[tuple[int, int]]:
    """(table, row) of each row on a page, in order."""
    for box in page._page_box.descendants():
        name = box.element.get("data-row") if isinstance(box, TableRowBox) and box.element is not None else None
        if name:
            table, _, row = name.partition(":")
            yield int(table), int(row)


def _fall(rows: dict[int, list[int]]) -> Fall:
    cuts = (row for row, pages in rows.items() if row - 1 in rows and pages[0] > rows[row - 1][-1])
    return Fall(frozenset(cuts), frozenset(row for row, pages in rows.items() if pages[0] != pages[-1]))


def _pieces(item: Placed, cuts: Collection[int]) -> Iterator[Placed]:
    """The cell cut into pieces; a cell that is not cut is its own only piece."""
    end = item.row + item.cell.rowspan
    starts = [item.row, *sorted(cut for cut in cuts if item.row < cut < end)]
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        cell = item.cell if start == item.row else _continued(item.cell)
        yield Placed(start, item.column, replace(cell, rowspan=stop - start))


def _continued(cell: Cell) -> Cell:
    """What the cell says on the next page: a label again; a figure or a long text stands only once."""
    is_label = cell.value is None and cell.kind != "computed" and len(cell.printed) <= LONGEST_LABEL
    return cell if is_label else replace(cell, text="", prefix="", suffix="")
