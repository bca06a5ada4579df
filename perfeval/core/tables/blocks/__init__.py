"""The blocks of a form: one module per kind, each turning its layout and a sheet into rows."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from perfeval.core.scheme.layout import AnyBlock, Side, StackBlock

from ..cells import label, shaped
from ..context import SheetContext
from ..model import Row
from .analysis import analysis_rows
from .fields import fields_rows
from .funds import funds_rows
from .goals import goals_rows
from .indicators import indicators_rows
from .nature import nature_rows

_BUILDERS: dict[str, Callable[[Any, SheetContext], list[Row]]] = {
    "fields": fields_rows,
    "funds": funds_rows,
    "nature": nature_rows,
    "goals": goals_rows,
    "indicators": indicators_rows,
    "analysis": analysis_rows,
}


def block_rows(block: AnyBlock, context: SheetContext) -> list[Row]:
    """All rows of a block, behind its side label where it has one."""
    if isinstance(block, StackBlock):
        rows = [row for part in block.blocks for row in block_rows(part, context)]
    else:
        rows = _BUILDERS[block.block](block, context)
    return _behind(block.side, rows, context) if block.side else rows


def _behind(side: Side, rows: list[Row], context: SheetContext) -> list[Row]:
    """The rows beside a label merged down over all of them.

    Their header rows cannot repeat on the next page, since the label reaches from them into the rows below.
    """
    merged = shaped(label(context.fill(side.text)), side.span, len(rows))
    first = replace(rows[0], cells=(merged, *rows[0].cells))
    return [replace(row, role="body" if row.role == "head" else row.role) for row in (first, *rows[1:])]
