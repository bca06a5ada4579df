"""年度总体目标: 预期目标 and 实际完成情况, one row per goal, one empty row where there is none."""

from perfeval.core.scheme.columns import GoalColumn
from perfeval.core.scheme.layout import GoalsBlock

from ..cells import blank, shaped, text_entry
from ..context import SheetContext
from ..headings import Heading, heading_rows
from ..model import Cell, Row


def goals_rows(block: GoalsBlock, context: SheetContext) -> list[Row]:
    """Header and goals."""
    heads = heading_rows([Heading(each.heading, each.group, each.span) for each in block.columns], context.fill)
    count = len(context.sheet.goals)
    rows = [_row(block.columns, index, context) for index in range(count)]
    return heads + (rows or [Row(tuple(shaped(blank(), each.span) for each in block.columns))])


def _row(columns: list[GoalColumn], index: int, context: SheetContext) -> Row:
    return Row(tuple(_cell(column, index, context) for column in columns), anchor=context.ref("goals", index))


def _cell(column: GoalColumn, index: int, context: SheetContext) -> Cell:
    text = getattr(context.sheet.goals[index], column.field)
    return shaped(text_entry(text, context.ref("goals", index, column.field), "lines"), column.span, align=column.align)
