"""绩效指标: one row per scored indicator; the names of upper levels and equal adjacent names merge down.

A tree may be shallower than the form (the name then reaches over the missing levels) or deeper (the levels that have no
column stand before the name).
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from itertools import groupby

from perfeval.core.package import Indicator
from perfeval.core.scheme.columns import IndicatorColumn
from perfeval.core.scheme.layout import IndicatorsBlock

from ..cells import blank, shaped
from ..context import SheetContext
from ..headings import Heading, heading_rows
from ..indicator_cells import Node, indicator_cell, name_cell
from ..model import Cell, Row


def indicators_rows(block: IndicatorsBlock, context: SheetContext) -> list[Row]:
    """Header and indicators; one empty row where there is none."""
    heads = heading_rows([Heading(each.heading, each.group, each.span) for each in block.columns], context.fill)
    lines = list(_lines(context.sheet.indicators, context.ref("indicators"), ()))
    if not lines:
        return [*heads, Row(tuple(shaped(blank(), each.span) for each in block.columns))]
    columns = [_column_cells(column, block, lines, context) for column in block.columns]
    return heads + [
        Row(tuple(cell for cell in cells if cell is not None), anchor=line.leaf.ref)
        for line, cells in zip(lines, zip(*columns, strict=True), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Line:
    """The nodes from the top of the tree down to one scored indicator."""

    path: tuple[Node, ...]

    @property
    def leaf(self) -> Node:
        return self.path[-1]

    @property
    def name_key(self) -> Hashable:
        """Equal for adjacent indicators of one parent and one name."""
        return self.leaf.ref.rpartition("/")[0], self.leaf.indicator.name


def _lines(nodes: list[Indicator], ref: str, above: tuple[Node, ...]) -> Iterator[_Line]:
    for index, indicator in enumerate(nodes):
        path = (*above, Node(indicator, f"{ref}/{index}"))
        if indicator.is_leaf:
            yield _Line(path)
        else:
            yield from _lines(indicator.children, f"{ref}/{index}/children", path)


def _column_cells(
    column: IndicatorColumn, block: IndicatorsBlock, lines: list[_Line], context: SheetContext
) -> list[Cell | None]:
    """The cells of one column, row by row; None where a cell from above or from the left covers the place."""
    levels = block.level_columns
    if column in levels:
        position = levels.index(column)
        keys = [_level_key(line, position, len(levels)) for line in lines]
        return _merged(keys, lambda row, rows: _level_cell(lines[row], position, levels, rows, context))
    keys = [_node(line, column).ref for line in lines]
    return _merged(keys, lambda row, rows: _value_cell(_node(lines[row], column), column, rows, context))


def _merged(keys: list[Hashable], build: Callable[[int, int], Cell]) -> list[Cell | None]:
    """One cell per run of equal keys, built from (first row, rows); no cell at all where the key is None."""
    cells: list[Cell | None] = []
    for key, run in groupby(keys):
        rows = len(list(run))
        first = None if key is None else build(len(cells), rows)
        cells += [first, *([None] * (rows - 1))]
    return cells


def _value_cell(node: Node, column: IndicatorColumn, rows: int, context: SheetContext) -> Cell:
    return shaped(indicator_cell(node, column, context), column.span, rows, column.align)


def _node(line: _Line, column: IndicatorColumn) -> Node:
    """The node whose value the column shows: the indicator itself, or the one on the level it is given for."""
    return line.leaf if column.per is None else line.path[min(column.per, len(line.path)) - 1]


def _level_key(line: _Line, position: int, levels: int) -> Hashable:
    own = min(len(line.path), levels) - 1
    if position > own:
        return None
    return line.name_key if position == own else line.path[position].ref


def _level_cell(line: _Line, position: int, levels: list[IndicatorColumn], rows: int, context: SheetContext) -> Cell:
    own = min(len(line.path), len(levels)) - 1
    if position < own:
        return shaped(name_cell(line.path[position], levels[position], context), levels[position].span, rows, "center")
    hidden = line.path[own:-1] if own else ()
    before = "".join(f"{node.indicator.name}－" for node in hidden)
    cell = name_cell(line.leaf, levels[-1], context, before=before, typed=rows == 1)
    return shaped(cell, sum(column.span for column in levels[own:]), rows, levels[-1].align)
