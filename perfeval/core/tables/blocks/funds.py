"""项目资金: the header, then a row per fund row; an empty sheet shows the rows of the scheme."""

from dataclasses import dataclass, replace

from perfeval.core.package import FundRow
from perfeval.core.scheme import NumberFormat
from perfeval.core.scheme.columns import FundColumn
from perfeval.core.scheme.layout import FundsBlock

from ..cells import amount_entry, blank, computed, label, plain_text, shaped
from ..context import SheetContext
from ..explanations import explain_execution_score, explain_rate, explain_surplus
from ..fields import field_cell
from ..headings import Heading, heading_rows
from ..model import Align, Cell, Row

AMOUNTS = ("initial_declared", "initial", "adjusted", "executed")


def funds_rows(block: FundsBlock, context: SheetContext) -> list[Row]:
    """Header and fund rows in the order of the package."""
    heads = heading_rows([Heading(each.heading, each.group, each.span) for each in block.columns], context.fill)
    lines = _lines(context)
    return heads + [_row(block, line, len(lines), context) for line in lines]


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed fund row; ``ref`` is None where the package lacks it."""

    first: bool
    row: FundRow
    ref: str | None

    @property
    def is_total(self) -> bool:
        return self.row.key == "total"


def _lines(context: SheetContext) -> list[_Line]:
    rows = context.sheet.funds
    if rows:
        return [_Line(index == 0, row, context.ref("funds", index)) for index, row in enumerate(rows)]
    empty = [FundRow(key=each.key, label=each.label) for each in context.fund_templates]
    return [_Line(index == 0, row, None) for index, row in enumerate(empty)]


def _row(block: FundsBlock, line: _Line, count: int, context: SheetContext) -> Row:
    cells = [
        shaped(_cell(column, line, context), column.span, count if column.merged else 1, column.align)
        for column in block.columns
        if line.first or not column.merged
    ]
    return Row(tuple(cells), anchor=line.ref)


def _cell(column: FundColumn, line: _Line, context: SheetContext) -> Cell:
    if column.merged and column.field == "rate":
        return field_cell(context, "rate", column.format)
    if not line.is_total and column.part is not None and not column.merged:
        return plain_text(column.part, align="center")
    cell = _value(column, line, context)
    return replace(cell, prefix=_prefix(column, line, context)) if column.prefixes else cell


def _value(column: FundColumn, line: _Line, context: SheetContext) -> Cell:
    if column.field == "label":
        return label(_label(line, context), line.ref and f"{line.ref}/label", "left")
    if line.ref is None:
        return blank()
    if column.field in AMOUNTS:
        written = _format_of(column, line) or context.formats.amount
        return amount_entry(getattr(line.row, column.field), f"{line.ref}/{column.field}", written)
    return _result(column, line, context)


def _result(column: FundColumn, line: _Line, context: SheetContext) -> Cell:
    formats, execution = context.formats, context.scheme.scoring.execution
    written, explanation = {
        "rate": (formats.rate, explain_rate(line.row, execution)),
        "surplus": (formats.amount, explain_surplus(line.row)),
        "weight": (formats.weight, None),
        "score": (formats.score, explain_execution_score(line.row, execution)),
    }[column.field]
    number = getattr(line.row.computed, column.field) if line.row.computed else None
    ref = f"{line.ref}/computed/{column.field}"
    align: Align = "right" if column.field == "surplus" else "center"
    return computed(number, ref, _format_of(column, line) or written, explanation, align)


def _format_of(column: FundColumn, line: _Line) -> NumberFormat | None:
    return column.format if line.is_total else column.part_format or column.format


def _label(line: _Line, context: SheetContext) -> str:
    """The row's own label, else the scheme's."""
    known = {each.key: each.label for each in context.fund_templates}
    return line.row.label or known.get(line.row.key, line.row.key)


def _prefix(column: FundColumn, line: _Line, context: SheetContext) -> str:
    return column.prefixes.get(line.row.key) or f"{_label(line, context)}："
