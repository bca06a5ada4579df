"""Chinese justification: room between characters instead of between words, and narrow punctuation in pairs.

WeasyPrint stretches spaces only, so lines of Chinese end ragged. Here a justified line spreads what is left over its
Han characters. Of two punctuation marks that meet (”， or 》（) one gives up its empty half, as GB/T 15834
recommends. Both are attributes of the text layout, so the text stays selectable and searchable.
"""

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, create_layout, line_size

from .guard import Improvement

_HAN = re.compile(
    "[\u2e80-\u2fdf\u3000-\u30ff\u3105-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
    "\u2018\u2019\u201c\u201d\u2026\u2014\u2460-\u24ff\U00020000-\U0003ffff]+"
)
_CLOSING = "，。、；：？！）》〉】〕」』”’"
_OPENING = "（《〈【〔「『“‘"
#: Of 》（ the opening mark gives way: a line may end between the two, and the mark that ends it must keep its width.
_PAIRED = re.compile(f"[{_CLOSING}](?=[{_CLOSING}])|(?<=[{_CLOSING}{_OPENING}])[{_OPENING}]")

MAX_STRETCH_EM = 0.5
"""A line that would need more room than this between two characters stays ragged: a narrow column, a long word."""

_plain_set_text = Layout.set_text
_plain_justify_line = inline.justify_line


def han_spans(text: str) -> list[tuple[int, int]]:
    """Stretches of Han characters and punctuation, as positions of bytes in UTF-8."""
    return [_byte_span(text, match) for match in _HAN.finditer(text)]


def narrow_spans(text: str) -> list[tuple[int, int]]:
    """Punctuation marks that give up half their width beside another one, as positions of bytes in UTF-8."""
    return [_byte_span(text, match) for match in _PAIRED.finditer(text)]


def _byte_span(text: str, match: re.Match[str]) -> tuple[int, int]:
    start = len(text[: match.start()].encode())
    return start, start + len(match.group().encode())


def _set_text(layout: Any, text: str, justify: bool = False) -> None:
    _plain_set_text(layout, text, justify)
    spacing = getattr(layout, "han_spacing", 0) if justify else 0
    narrow = narrow_spans(layout.text)
    if not spacing and not narrow:
        return
    attributes = _attributes(layout)
    if spacing:
        _add_spacing(layout, attributes, spacing)
    for start, end in narrow:
        feature = pango.pango_attr_font_features_new(b"halt 1")
        feature.start_index, feature.end_index = start, end
        pango.pango_attr_list_insert(attributes, feature)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def _attributes(layout: Any) -> Any:
    present = pango.pango_layout_get_attributes(layout.layout)
    if present != ffi.NULL:
        return present
    return ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)


def _add_spacing(layout: Any, attributes: Any, spacing: float) -> None:
    own = layout.style["letter_spacing"]
    units = int(((0 if own == "normal" else own) + spacing) * TO_UNITS)
    for start, end in han_spans(layout.text):
        attribute = pango.pango_attr_letter_spacing_new(units)
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_change(attributes, attribute)


def _justify_line(context: Any, line: Any, extra_width: float) -> None:
    gaps = sum(_han_count(box.text) for box in _text_boxes(line)) - 1
    if gaps < 1:
        _plain_justify_line(context, line, extra_width)
    elif extra_width / gaps <= line.style["font_size"] * MAX_STRETCH_EM:
        _spread(context, line, extra_width / gaps, 0)


def _han_count(text: str) -> int:
    return sum(len(match.group()) for match in _HAN.finditer(text))


def _text_boxes(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            yield from _text_boxes(child)


def _spread(context: Any, box: Any, spacing: float, advance: float) -> float:
    """Widen the texts of a box, move what follows them, and return how far."""
    if isinstance(box, boxes.TextBox):
        return _spread_text(context, box, spacing, advance)
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(advance, 0)
        return advance
    box.position_x += advance
    start = advance
    for child in box.children:
        if child.is_in_normal_flow():
            advance = _spread(context, child, spacing, advance)
    box.width += advance - start
    return advance


def _spread_text(context: Any, box: Any, spacing: float, advance: float) -> float:
    box.position_x += advance
    if not _han_count(box.text):
        return advance
    layout = create_layout(box.text, box.style, context, None, 0)
    layout.han_spacing = spacing
    layout.set_text(box.text, justify=True)
    width, _ = line_size(layout.get_first_line()[0], box.style)
    layout.deactivate()
    advance += width - box.width
    box.width = width
    box.pango_layout = layout
    return advance


def _apply() -> None:
    Layout.set_text = _set_text
    inline.justify_line = _justify_line


IMPROVEMENT = Improvement(
    name="中文两端对齐",
    relies_on={
        _plain_set_text: ("self", "text", "justify"),
        _plain_justify_line: ("context", "line", "extra_width"),
        create_layout: ("text", "style", "context", "max_width", "justification_spacing"),
        line_size: ("line", "style"),
        Layout.deactivate: ("self",),
        Layout.reactivate: ("self", "style"),
    },
    apply=_apply,
)
