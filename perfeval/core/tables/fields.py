"""One datum of a sheet as a cell: the same in a form's fields and in the columns of a project list."""

from collections.abc import Callable
from dataclasses import replace

from perfeval.core.package import FundRow
from perfeval.core.scheme import NumberFormat
from perfeval.core.scheme.columns import FieldCell, SheetField

from .cells import amount_entry, blank, computed, computed_text, label, number_entry, plain_text, shaped, text_entry
from .context import SheetContext
from .explanations import (
    explain_execution_score,
    explain_rate,
    explain_review_total,
    explain_surplus,
    explain_total,
)
from .model import Cell
from .words import WORDS

Builder = Callable[[SheetContext, SheetField, NumberFormat | None], Cell]

LONG_TEXTS = ("goal_text", "completion_text", "deviation_text")


def field_cell(context: SheetContext, field: SheetField, written: NumberFormat | None = None) -> Cell:
    """The cell of one field; blank where the sheet has no such datum (a project's unit on an overall sheet)."""
    return _BUILDERS[field](context, field, written)


def layout_cell(layout: FieldCell, context: SheetContext) -> Cell:
    """A cell as the layout describes it: wording, datum, or nothing."""
    if layout.text is not None:
        cell = label(context.fill(layout.text))
    elif layout.field is not None:
        cell = field_cell(context, layout.field, layout.format)
    else:
        cell = blank()
    wrapped = replace(cell, prefix=context.fill(layout.prefix), suffix=context.fill(layout.suffix))
    return shaped(wrapped, layout.span, align=layout.align)


def _text(context: SheetContext, field: SheetField, _written: NumberFormat | None) -> Cell:
    if not hasattr(context.sheet, field):
        return blank()
    return text_entry(getattr(context.sheet, field), context.ref(field), "lines" if field in LONG_TEXTS else "line")


def _word(context: SheetContext, field: SheetField, _written: NumberFormat | None) -> Cell:
    value = getattr(context.sheet, field, None)
    return plain_text(WORDS[field].get(value, "") if value is not None else "", context.ref(field), "center")


def _department(context: SheetContext, _field: SheetField, _written: NumberFormat | None) -> Cell:
    return plain_text(context.package.department.name, "/department/name")


def _number_in_list(context: SheetContext, _field: SheetField, _written: NumberFormat | None) -> Cell:
    seq = context.project.seq if context.project else None
    return plain_text("" if seq is None else str(seq), align="center")


def _amount(context: SheetContext, field: SheetField, written: NumberFormat | None) -> Cell:
    found = total_row(context)
    if found is None:
        return blank()
    position, row = found
    return amount_entry(getattr(row, field), context.ref("funds", position, field), written or context.formats.amount)


def _surplus(context: SheetContext, _field: SheetField, written: NumberFormat | None) -> Cell:
    found = total_row(context)
    if found is None:
        return blank()
    position, row = found
    surplus = row.computed.surplus if row.computed else None
    ref = context.ref("funds", position, "computed", "surplus")
    return computed(surplus, ref, written or context.formats.amount, explain_surplus(row), "right")


def _rate(context: SheetContext, _field: SheetField, written: NumberFormat | None) -> Cell:
    result, found = context.sheet.computed, total_row(context)
    explanation = explain_rate(found[1], context.scheme.scoring.execution) if found else None
    ref = context.ref("computed", "execution_rate")
    return computed(result.execution_rate if result else None, ref, written or context.formats.rate, explanation)


def _execution_score(context: SheetContext, _field: SheetField, written: NumberFormat | None) -> Cell:
    result, found = context.sheet.computed, total_row(context)
    explanation = explain_execution_score(found[1], context.scheme.scoring.execution) if found else None
    ref = context.ref("computed", "execution_score")
    return computed(result.execution_score if result else None, ref, written or context.formats.score, explanation)


def _weight_total(context: SheetContext, _field: SheetField, written: NumberFormat | None) -> Cell:
    result = context.sheet.computed
    ref = context.ref("computed", "weight_total")
    return computed(result.weight_total if result else None, ref, written or context.formats.weight)


def _total(context: SheetContext, _field: SheetField, written: NumberFormat | None) -> Cell:
    """The total; typed by hand where the sheet has no indicators."""
    sheet, shown = context.sheet, written or context.formats.score
    if not sheet.indicators:
        return number_entry(sheet.self_score, context.ref("self_score"), shown)
    total = sheet.computed.total if sheet.computed else None
    return computed(total, context.ref("computed", "total"), shown, explain_total(sheet))


def _grade(context: SheetContext, _field: SheetField, _written: NumberFormat | None) -> Cell:
    result = context.sheet.computed
    return computed_text(result.grade if result else None, context.ref("computed", "grade"))


def _review_total(context: SheetContext, _field: SheetField, written: NumberFormat | None) -> Cell:
    """复核得分 of the whole sheet; blank until every indicator has its review score."""
    result = context.sheet.computed
    ref = context.ref("computed", "review_total")
    total = result.review_total if result else None
    return computed(total, ref, written or context.formats.score, explain_review_total(context.sheet))


def total_row(context: SheetContext) -> tuple[int, FundRow] | None:
    """Position and row of the fund total."""
    rows = enumerate(context.sheet.funds)
    return next(((position, row) for position, row in rows if row.key == "total"), None)


_BUILDERS: dict[SheetField, Builder] = {
    "seq": _number_in_list,
    "name": _text,
    "code": _text,
    "department": _text,
    "unit": _text,
    "document_number": _text,
    "goal_text": _text,
    "completion_text": _text,
    "deviation_text": _text,
    "department_name": _department,
    "list": _word,
    "tier": _word,
    "nature": _word,
    "fund": _word,
    "funding_level": _word,
    "initial_declared": _amount,
    "initial": _amount,
    "adjusted": _amount,
    "executed": _amount,
    "surplus": _surplus,
    "rate": _rate,
    "execution_score": _execution_score,
    "weight_total": _weight_total,
    "total": _total,
    "grade": _grade,
    "review_total": _review_total,
}
