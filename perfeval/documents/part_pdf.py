"""One part → the PDF of its pages, without page numbers.

A form is laid out more than once where that makes it better: smaller, so that its last few lines come back to the page
before; and with its merged cells cut where the pages end, so that their labels can be repeated.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import weasyprint
from weasyprint.formatting_structure.boxes import LineBox, TableRowBox

from perfeval.core.tables.model import Table

from . import engine
from .bands import Band, band_over, parted
from .blocks import Block, Part
from .guess import guess
from .html import Setting, part_html, table_fit
from .rowspans import Fall, falls, repeat_labels, rows_of
from .sizing import smaller_sizes

MOST_PASSES = 5
"""Repeating a label can move a row to the next page; in practice the second pass settles it."""

A_FEW_LINES = Fraction(1, 3)
"""A last page filled less than this, for each page before it, is worth setting the form smaller."""


SURELY_OVER = Fraction(8, 100)
"""How much of a second page must be filled by a reckoning for it to be believed that there is one."""

MOST_LEFT_EMPTY = Fraction(1, 2)
"""A page of a form filled less than this, because the next row does not fit, takes the beginning of that row."""


Settled = tuple[weasyprint.Document, Setting]
"""Pages, and the setting that suits them."""


def render_part(part: Part) -> bytes:
    """The pages of a part as PDF."""
    with engine.without_collection():
        return engine.write_part(lay_out_part(part))


def draft_part(part: Part, setting: Setting) -> bytes:
    """The pages of a part laid out once, as they suited it when it was last laid out with care."""
    with engine.without_collection():
        return engine.write_part(engine.lay_out(part_html(part, setting)))


def lay_out_part(part: Part) -> weasyprint.Document:
    """Lay the part out until its type size and the cuts of its merged cells suit the pages."""
    return settled(part)[0]


def settled(part: Part) -> Settled:
    """The part as it is printed, and the type size that turned out to suit it."""
    saved = _on_one_page(part)
    if saved:
        return saved
    part, document, setting = _repeating_headings(part, engine.lay_out(part_html(part)))
    document, setting = _saving_a_page(part, document, setting)
    known: dict[int, Fall] = {}
    for _ in range(MOST_PASSES - 1):
        # Adding up what was seen, rather than replacing it, is what makes the passes come to an end.
        fell = _added(falls(document), _after_holes(part, document))
        seen = _added(known, {i: fall for i, fall in fell.items() if _matters(part, i, fall)})
        if seen == known:
            break
        known = seen
        document = _lay_out_cut(part, known, setting)
    return document, setting


def _on_one_page(part: Part) -> Settled | None:
    """The form on one page, in a smaller size, where a reckoning says that it would run over by a few lines.

    So its two pages need not be laid out first, to find that out; None where it had better be tried.
    """
    if not part.is_form or not isinstance(part.blocks[0], Table):
        return None
    expected = guess(part.blocks[0], table_fit(part, 0))
    if expected.pages != 2 or not SURELY_OVER <= expected.filled <= A_FEW_LINES:
        return None
    return next(_smaller(part, Setting(), 2, expected.filled), None)


def _saving_a_page(part: Part, document: weasyprint.Document, setting: Setting) -> Settled:
    """The form in the largest smaller size that saves its last, nearly empty page; else as it was."""
    pages = len(document.pages)
    excess = _filled(document.pages[-1])
    if not part.is_form or pages < 2 or excess > A_FEW_LINES * (pages - 1):
        return document, setting
    return next(_smaller(part, setting, pages, excess), (document, setting))


def _smaller(part: Part, setting: Setting, pages: int, excess: Fraction) -> Iterator[Settled]:
    """The form in each smaller size in which it takes fewer pages, largest first."""
    size = table_fit(part, 0).size
    room = (pages - 1) / (pages - 1 + excess)
    # Of a text both lines and characters shrink: where not even that makes enough room, it need not be tried.
    for smaller in (other for other in smaller_sizes(size) if (other / size) ** 2 <= room):
        attempted = replace(setting, sizes={0: smaller})
        attempt = engine.lay_out(part_html(part, attempted))
        if len(attempt.pages) < pages:
            yield attempt, attempted


def _repeating_headings(part: Part, document: weasyprint.Document) -> tuple[Part, weasyprint.Document, Setting]:
    """The part with the headings of each block repeated that a page end cuts; else as it was."""
    setting = Setting()
    bands = {index: band for index, fall in falls(document).items() if (band := _band(part.blocks[index], fall))}
    if not bands:
        return part, document, setting
    blocks = (_parted(block, bands.get(index)) for index, block in enumerate(part.blocks))
    part, setting = replace(part, blocks=tuple(blocks)), replace(setting, bands=bands)
    return part, engine.lay_out(part_html(part, setting)), setting


def _band(block: Block, fall: Fall) -> Band | None:
    return band_over(block, fall.cuts) if isinstance(block, Table) else None


def _parted(block: Block, band: Band | None) -> Block:
    return parted(block, band) if band and isinstance(block, Table) else block


def _filled(page: weasyprint.Page) -> Fraction:
    """How much of the height of a page is used."""
    box = page._page_box
    bottoms = (item.position_y + item.height for item in box.descendants() if isinstance(item, LineBox | TableRowBox))
    return Fraction((max(bottoms, default=0) - box.content_box_y()) / box.height)


def _after_holes(part: Part, document: weasyprint.Document) -> dict[int, Fall]:
    """The rows of a form that left more than half of the page before them empty: they may break instead."""
    found: dict[int, Fall] = {}
    for before, after in pairwise(document.pages if part.is_form else []):
        place = next(rows_of(after), None)
        if place is not None and _filled(before) < MOST_LEFT_EMPTY:
            found = _added(found, {place[0]: Fall(broken=frozenset({place[1]}))})
    return found


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
