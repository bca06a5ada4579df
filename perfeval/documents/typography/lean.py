"""What WeasyPrint works out for any page of the web, box by box, and ours do not need.

They have no notes, list markers, backgrounds, round corners, nothing in the margins of a page; and the thousand cells
of a form share a dozen styles, so that sizes and struts need be worked out once for each style.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import weasyprint
from weasyprint import layout
from weasyprint.css.counters import CounterStyle
from weasyprint.formatting_structure import boxes
from weasyprint.html import UA
from weasyprint.layout import background, block, inline, page, percent, table
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango

from .guard import Improvement

_OF_EVERY_ELEMENT = re.compile(r"^::[a-z-]+ \{[^}]*\}$", re.MULTILINE)
"""Rules of the browser's own style sheet for markers and notes, by which every element would get six more styles."""

_CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))

_SQUARE = (0, 0)

_SIDES = ("top", "right", "bottom", "left")
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_SIZES = (
    *(f"margin_{side}" for side in _SIDES),
    *(f"padding_{side}" for side in _SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)

_plain_stylesheets = weasyprint.HTML._ua_stylesheets
_plain_layout = background.layout_box_backgrounds
_plain_resolve = percent.resolve_percentages
_plain_strut = line_break.strut
_plain_margins = page.make_margin_boxes
_plain_setup = line_break.Layout.setup
_plain_reactivate = line_break.Layout.reactivate

_LINES = ("underline", "strikethrough")
_SET_UP = {
    *("style", "first_line_direction", "language", "ascent"),
    *(f"{line}_{what}" for line in _LINES for what in ("position", "thickness")),
}
"""What setting up a layout finds out about its style."""

ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *src);")


@cache
def browser_styles() -> weasyprint.CSS:
    """The browser's own style sheet without those rules."""
    return weasyprint.CSS(string=_OF_EVERY_ELEMENT.sub("", UA), counter_style=CounterStyle())


def _own_stylesheets(_html: weasyprint.HTML, _forms: bool = False) -> list[weasyprint.CSS]:
    return [browser_styles()]


def _layout_box_backgrounds(
    page: Any, box: Any, get_image: Callable[..., Any], layout_children: bool = True, style: Any = None
) -> None:
    """Only a page may have a background; everything on it is clear, with square corners."""
    if box is not page:
        _plain_layout(page, box, get_image, layout_children, style)
        return
    _plain_layout(page, box, get_image, layout_children=False, style=style)
    for child in _below(box) if layout_children else ():
        child.background = None
        for corner in _CORNERS:
            setattr(child, corner, _SQUARE)


def _below(box: Any) -> Iterator[Any]:
    for child in box.all_children():
        yield child
        yield from _below(child)


def _resolve_percentages(box: Any, containing_block: Any) -> None:
    """The sizes of a box; those of a style without percentages are the same for all its boxes."""
    style = box.style
    if isinstance(box, boxes.PageBox) or style["box_sizing"] != "content-box" or not _is_fixed(style):
        _plain_resolve(box, containing_block)
        return
    sizes = getattr(style, "lean_sizes", None)
    if sizes is None:
        _plain_resolve(box, containing_block)
        style.lean_sizes = {name: getattr(box, name) for name in _SIZES}
        return
    box.__dict__.update(sizes)
    collapse = style["border_collapse"] == "collapse"
    for name in _BORDERS:
        if not (collapse and hasattr(box, name)):
            setattr(box, name, style[name])


def _is_fixed(style: Any) -> bool:
    fixed: bool | None = getattr(style, "lean_fixed", None)
    if fixed is None:
        fixed = style.lean_fixed = all(
            style[name] in ("auto", None) or getattr(style[name], "unit", None) == "px" for name in _SIZES
        )
    return fixed


def _strut(style: Any) -> Any:
    known = getattr(style, "lean_strut", None)
    if known is None:
        known = style.lean_strut = _plain_strut(style)
    return known


def _setup(layout: Any, style: Any) -> None:
    """A layout for texts of a style: set up once, then copied."""
    pattern = getattr(style, "lean_layout", None)
    if pattern is None:
        _plain_setup(layout, style)
        kept = {name: value for name, value in layout.__dict__.items() if name in _SET_UP}
        style.lean_layout = {**kept, "layout": _copy(layout.layout)}
        return
    layout.__dict__.update(pattern, layout=_copy(pattern["layout"]))


def _copy(pango_layout: Any) -> Any:
    return ffi.gc(pango.pango_layout_copy(pango_layout), gobject.g_object_unref)


def _deactivate(_layout: Any) -> None:
    """A layout is kept until it is drawn."""


def _reactivate(layout: Any, style: Any) -> None:
    if layout.style is not style or layout.justification_spacing:
        _plain_reactivate(layout, style)
    else:
        pango.pango_layout_set_width(layout.layout, -1)


def _no_margin_boxes(_context: Any, _page: Any, _state: Any) -> tuple[Any, ...]:
    """The sixteen boxes around each page: page numbers are laid over finished pages (page_numbers.py)."""
    return ()


def _apply() -> None:
    weasyprint.HTML._ua_stylesheets = _own_stylesheets
    background.layout_box_backgrounds = _layout_box_backgrounds
    for module in (block, inline, table):
        module.resolve_percentages = _resolve_percentages
    inline.strut = _strut
    line_break.Layout.setup = _setup
    line_break.Layout.deactivate = _deactivate
    line_break.Layout.reactivate = _reactivate
    layout.make_margin_boxes = _no_margin_boxes


IMPROVEMENT = Improvement(
    name="省去用不到的计算",
    relies_on={
        _plain_stylesheets: ("self", "forms"),
        _plain_layout: ("page", "box", "get_image_from_uri", "layout_children", "style"),
        background.resolve_radii_percentages: ("box",),
        _plain_resolve: ("box", "containing_block"),
        _plain_strut: ("style",),
        _plain_margins: ("context", "page", "state"),
        _plain_setup: ("self", "style"),
        _plain_reactivate: ("self", "style"),
        line_break.Layout.deactivate: ("self",),
    },
    apply=_apply,
)
