"""Labelled text boxes: those the layout names, in its order and groups, then any others of the sheet."""

from collections.abc import Iterator

from perfeval.core.scheme.columns import AnalysisGroup
from perfeval.core.scheme.layout import AnalysisBlock

from ..cells import blank, label, shaped, text_entry
from ..context import SheetContext
from ..model import Cell, Row


def analysis_rows(block: AnalysisBlock, context: SheetContext) -> list[Row]:
    """One row per text."""
    named = {item for group in block.groups for item in group.items}
    others = [text.label for text in context.sheet.analysis if text.label not in named]
    groups = [*block.groups, *(AnalysisGroup(items=[other]) for other in dict.fromkeys(others))]
    return [row for group in groups for row in _group_rows(block, group, context)]


def _group_rows(block: AnalysisBlock, group: AnalysisGroup, context: SheetContext) -> Iterator[Row]:
    for number, item in enumerate(group.items):
        labels = list(_labels(block, group, item, number == 0, context))
        index, cell = _text(item, context)
        anchor = None if index is None else context.ref("analysis", index)
        yield Row((*labels, shaped(cell, block.text_span)), anchor=anchor)


def _labels(
    block: AnalysisBlock, group: AnalysisGroup, item: str, first: bool, context: SheetContext
) -> Iterator[Cell]:
    if group.label is None:
        yield shaped(label(item), block.group_span + block.label_span)
        return
    if first:
        yield shaped(label(context.fill(group.label)), block.group_span, len(group.items))
    yield shaped(label(item), block.label_span)


def _text(item: str, context: SheetContext) -> tuple[int | None, Cell]:
    for index, text in enumerate(context.sheet.analysis):
        if text.label == item:
            return index, text_entry(text.text, context.ref("analysis", index, "text"), "lines")
    return None, blank()
