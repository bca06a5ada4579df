"""One part → the PDF of its pages, without page numbers.

A form is laid out more than once where that makes it better: smaller, so that its last few lines come back to the page
before; and with its merged cells cut where the pages end, so that their labels can be repeated.
"""

from dataclasses import replace
from fractions import Fraction

import weasyprint
from weasyprint.formatting_structure.boxes import LineBox, TableRowBox

from perfeval.core.tables.model import Table

from . import engine
from .blocks import Block, Part
from .html import Setting, part_html, table_size
from .rowspans import Fall, falls, repeat_labels
from .sizing import smaller_sizes

MOST_PASSES = 5
"""Repeating a label can move a row to the next page; in practice the second pass settles it."""

A_FEW_LINES = Fraction(1, 3)
"""A last page filled less than this, for each page before it, is worth setting the form smaller."""


def render_part(part: Part) -> bytes:
    """The pages of a part as PDF."""
    return engine.write(lay_out_part(part))


def lay_out_part(part: Part) -> weasyprint.Document:
    """Lay the part out until its type size and the cuts of its merged cells suit the pages."""
    document, setting = _saving_a_page(part, engine.lay_out(part_html(part)))
    known: dict[int, Fall] = {}
    for _ in range(MOST_PASSES - 1):
        # Adding up what was seen, rather than replacing it, is what makes the passes come to an end.
        seen = _added(known, {i: fall for i, fall in falls(document).items() if _matters(part, i, fall)})
        if seen == known:
            break
        known = seen
        document = _lay_out_cut(part, known, setting)
    return document


def _saving_a_page(part: Part, document: weasyprint.Document) -> tuple[weasyprint.Document, Setting]:
    """The form in the largest smaller size that saves its last, nearly empty page; else as it was."""
    pages = len(document.pages)
    excess = _filled(document.pages[-1])
    if not part.is_form or pages < 2 or excess > A_FEW_LINES * (pages - 1):
        return document, Setting()
    size = table_size(part, 0)
    room = (pages - 1) / (pages - 1 + excess)
    # Of a text both lines and characters shrink: where not even that makes enough room, it need not be tried.
    for smaller in (other for other in smaller_sizes(size) if (other / size) ** 2 <= room):
        setting = Setting(sizes={0: smaller})
        attempt = engine.lay_out(part_html(part, setting))
        if len(attempt.pages) < pages:
            return attempt, setting
    return document, Setting()


def _filled(page: weasyprint.Page) -> Fraction:
    """How much of the height of a page is used."""
    box = page._page_box
    bottoms = (item.position_y + item.height for item in box.descendants() if isinstance(item, LineBox | TableRowBox))
    return Fraction((max(bottoms, default=0) - box.content_box_y()) / box.height)


def _added(known: dict[int, Fall], seen: dict[int, Fall]) -> dict[int, Fall]:
    return {index: known.get(index, Fall()) | seen.get(index, Fall()) for index in sorted(known.keys() | seen.keys())}


def _lay_out_cut(part: Part, known: dict[int, Fall], setting: Setting) -> weasyprint.Document:
    blocks = tuple(_cut(block, known.get(index)) for index, block in enumerate(part.blocks))
    breakable = {index: fall.broken for index, fall in known.items()}
    return engine.lay_out(part_html(replace(part, blocks=blocks), replace(setting, breakable=breakable)))


def _cut(block: Block, fall: Fall | None) -> Block:
    return repeat_labels(block, fall) if fall and isinstance(block, Table) else block


def _matters(part: Part, index: int, fall: Fall) -> bool:
    """Whether another pass would change anything: a merged cell is cut, or a row is longer than a page."""
    block = part.blocks[index]
    return isinstance(block, Table) and (bool(fall.broken) or repeat_labels(block, fall) != block)
