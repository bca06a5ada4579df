"""Headings in the middle of a form: where the rows below them go on over pages, they stand again at the top of each.

A form often has several blocks, one below the other, each with headings of its own (金额, then 年度目标, then the
indicators). Only the headings at its top are repeated by the page layout itself. A block that a page end cuts is
therefore drawn as a grid of its own between what stands above and below it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from perfeval.core.tables.model import Row, Table

from .grid import Placed, placed, with_cells

_FEWEST_HEADINGS = 3
"""A row with fewer headings than this is a line of a form, not the head of columns."""


@dataclass(frozen=True, slots=True)
class Band:
    """A block of rows: from ``start``, its headings to ``body``, its rows up to ``stop``."""

    start: int
    body: int
    stop: int


def band_over(table: Table, cuts: Iterable[int]) -> Band | None:
    """The first block with headings of its own that one of these page ends cuts; None where there is none."""
    cells = list(placed(table))
    bands = [band for band in _bands(table, cells) if not _is_crossed(cells, band)]
    return next((band for band in bands if any(band.body < cut < band.stop for cut in cuts)), None)


def parted(table: Table, band: Band) -> Table:
    """The table with labels that begin beside the headings cut below them; the piece beside the headings is empty."""
    return with_cells(table, (piece for item in placed(table) for piece in _pieces(item, band)))


def is_open_below(item: Placed, band: Band) -> bool:
    """Whether a cell is the empty piece of a label beside the headings: no line divides it from the label."""
    beside = band.start <= item.row < band.body and item.row + item.cell.rowspan == band.body
    return beside and item.cell.kind != "head" and not item.cell.printed


def _bands(table: Table, cells: list[Placed]) -> list[Band]:
    heads = [index for index, row in enumerate(table.rows) if _has_headings(row)]
    starts = [index for index in heads if index - 1 not in heads and index > 0]
    found = []
    for start in starts:
        body = next(index for index in range(start, len(table.rows) + 1) if index not in heads)
        following = next((index for index in starts if index > start), len(table.rows))
        labels = [item.row + item.cell.rowspan for item in cells if _begins_label(item, start, body)]
        found.append(Band(start, body, min([following, *labels])))
    return [band for band in found if table.rows[band.start].role != "head"]


def _has_headings(row: Row) -> bool:
    headings = sum(cell.kind == "head" for cell in row.cells)
    only = all(cell.kind == "head" or cell.rowspan > 1 for cell in row.cells)
    return row.role == "head" or (only and headings >= _FEWEST_HEADINGS)


def _begins_label(item: Placed, start: int, body: int) -> bool:
    return start <= item.row < body < item.row + item.cell.rowspan


def _is_crossed(cells: Iterable[Placed], band: Band) -> bool:
    """Whether a merged cell reaches over an end of the block."""
    return any(item.row < edge < item.row + item.cell.rowspan for item in cells for edge in (band.start, band.stop))


def _pieces(item: Placed, band: Band) -> list[Placed]:
    if not _begins_label(item, band.start, band.body):
        return [item]
    beside = band.body - item.row
    empty = replace(item.cell, text="", prefix="", suffix="", value=None, rowspan=beside)
    rest = replace(item.cell, rowspan=item.cell.rowspan - beside)
    return [Placed(item.row, item.column, empty), Placed(band.body, item.column, rest)]
