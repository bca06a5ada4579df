"""One part → the PDF of its pages, without page numbers."""

from dataclasses import replace

import weasyprint

from perfeval.core.tables.model import Table

from . import engine
from .blocks import Block, Part
from .html import part_html
from .rowspans import Fall, falls, repeat_labels

MOST_PASSES = 5
"""Repeating a label can move a row to the next page; in practice the second pass settles it."""


def render_part(part: Part) -> bytes:
    """The pages of a part as PDF, the labels of merged cells repeated on every page."""
    return engine.write(lay_out_part(part))


def lay_out_part(part: Part) -> weasyprint.Document:
    """Lay the part out again until the rows fall where its merged cells are cut."""
    known: dict[int, Fall] = {}
    document = _lay_out(part, known)
    for _ in range(MOST_PASSES - 1):
        # Adding up what was seen, rather than replacing it, is what makes the passes come to an end.
        seen = _added(known, {i: fall for i, fall in falls(document).items() if _matters(part, i, fall)})
        if seen == known:
            break
        known = seen
        document = _lay_out(part, known)
    return document


def _added(known: dict[int, Fall], seen: dict[int, Fall]) -> dict[int, Fall]:
    return {index: known.get(index, Fall()) | seen.get(index, Fall()) for index in sorted(known.keys() | seen.keys())}


def _lay_out(part: Part, known: dict[int, Fall]) -> weasyprint.Document:
    blocks = tuple(_cut(block, known.get(index)) for index, block in enumerate(part.blocks))
    breakable = {index: fall.broken for index, fall in known.items()}
    return engine.lay_out(part_html(replace(part, blocks=blocks), breakable))


def _cut(block: Block, fall: Fall | None) -> Block:
    return repeat_labels(block, fall) if fall and isinstance(block, Table) else block


def _matters(part: Part, index: int, fall: Fall) -> bool:
    """Whether another pass would change anything: a merged cell is cut, or a row is longer than a page."""
    block = part.blocks[index]
    return isinstance(block, Table) and (bool(fall.broken) or repeat_labels(block, fall) != block)
