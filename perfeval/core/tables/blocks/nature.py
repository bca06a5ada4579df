"""按收入性质分 beside 按支出性质分: label and amount in one cell, as many lines as the longer half."""

from dataclasses import replace

from perfeval.core.package.sheets import NatureAmount
from perfeval.core.scheme.columns import NatureHalf
from perfeval.core.scheme.layout import NatureBlock

from ..cells import amount_entry, blank, head, shaped
from ..context import SheetContext
from ..model import Cell, Row


def nature_rows(block: NatureBlock, context: SheetContext) -> list[Row]:
    """The two headings, then the lines side by side."""
    heads = Row(tuple(head(context.fill(half.heading), (half.span, 1)) for half in block.halves), role="head")
    columns = [_column(half, context) for half in block.halves]
    height = max(len(column) for column in columns)
    filled = [
        column + [shaped(blank(), half.span)] * (height - len(column))
        for half, column in zip(block.halves, columns, strict=True)
    ]
    return [heads, *(Row(cells) for cells in zip(*filled, strict=True))]


def _column(half: NatureHalf, context: SheetContext) -> list[Cell]:
    lines = [(index, line) for index, line in enumerate(context.sheet.funds_by_nature) if line.group == half.group]
    return [
        _cell(line, context.ref("funds_by_nature", index, "amount"), half, half.first if number == 0 else "", context)
        for number, (index, line) in enumerate(lines)
    ]


def _cell(line: NatureAmount, ref: str, half: NatureHalf, first: str, context: SheetContext) -> Cell:
    cell = amount_entry(line.amount, ref, context.formats.amount)
    return replace(shaped(cell, half.span, align="left"), prefix=f"{first}{line.label}：")
