"""Sections: paper, margins and page numbers as styles/page.css and number.css have them (GB/T 9704-2012)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from .markup import NAMESPACES, Shape, field, mm_twips, paragraph, run

Layout = Literal["text", "portrait", "landscape"]
"""Running text in its type area; a form on a page of its own."""

Kind = Literal["portrait", "landscape", "none"]
"""Footers: a landscape page has its number where the portrait page has it, turned; a cover has none."""

_MARGINS_MM: dict[Layout, tuple[int, int, int, int]] = {
    "text": (37, 26, 35, 28),
    "portrait": (20, 18, 32, 20),
    "landscape": (20, 20, 18, 32),
}
_FOOTER_MM = 23
"""From the edge of the paper to the page number: 7 mm below the type area."""

_TURNED = 480
"""Width of the cell with a turned page number: no less than a line takes with some air."""

SHORT, LONG = 11906, 16838
"""A4 in twips."""

End = Literal["odd", "even"]
Footers = Mapping[Kind, tuple[str, str]]
"""Relations of the footers of odd and of even pages."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the pages of a section have in common."""

    layout: Layout
    numbered: bool

    @property
    def footer(self) -> Kind:
        """Which footers it has."""
        if not self.numbered:
            return "none"
        return "landscape" if self.layout == "landscape" else "portrait"


def section_xml(setup: Setup, footers: Footers, *, starts: bool) -> str:
    """The properties of a section; ``starts``: its pages are counted from 1."""
    top, right, bottom, left = map(mm_twips, _MARGINS_MM[setup.layout])
    turned = setup.layout == "landscape"
    width, height = (LONG, SHORT) if turned else (SHORT, LONG)
    odd, even = footers[setup.footer]
    orient = ' w:orient="landscape"' if turned else ""
    count = '<w:pgNumType w:start="1"/>' if starts else ""
    return (
        f'<w:sectPr {NAMESPACES}><w:footerReference w:type="default" r:id="{odd}"/>'
        f'<w:footerReference w:type="even" r:id="{even}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="{mm_twips(10)}" w:footer="{mm_twips(10 if turned else _FOOTER_MM)}" w:gutter="0"/>'
        f'{count}<w:cols w:space="425"/></w:sectPr>'
    )


def footer_xml(kind: Kind, end: End) -> str:
    """A footer: — 2 — on the outer side, one character in."""
    if kind == "none":
        inner = paragraph(Shape("Footer"))
    elif kind == "portrait":
        inner = _number(end)
    else:
        inner = _turned(end)
    return f"<w:ftr {NAMESPACES}>{inner}</w:ftr>"


def _number(end: End, line: int = 0) -> str:
    """``line`` 240: as high as the font asks for; in a turned cell an exact pitch would cut the figures off."""
    side = Shape("Footer", align="right", right=280) if end == "odd" else Shape("Footer", left=280)
    return paragraph(replace(side, line=line, pitch="auto"), run("— "), field("PAGE", run("1")), run(" —"))


def _turned(end: End) -> str:
    """A table of one cell at the left side of the page, its text turned, where the foot of a portrait page is."""
    foot = mm_twips(_FOOTER_MM)
    top, height = mm_twips(28), SHORT - mm_twips(28 + 26)
    properties = (
        f'<w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page"'
        f' w:tblpX="{foot - _TURNED // 4}" w:tblpY="{top}"/><w:tblW w:w="{_TURNED}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
    )
    turned = f'<w:tcW w:w="{_TURNED}" w:type="dxa"/><w:textDirection w:val="tbRl"/>'
    cell = f"<w:tc><w:tcPr>{turned}</w:tcPr>{_number(end, 240)}</w:tc>"
    row = f'<w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>{cell}</w:tr>'
    table = f'<w:tbl>{properties}<w:tblGrid><w:gridCol w:w="{_TURNED}"/></w:tblGrid>{row}</w:tbl>'
    return table + paragraph(Shape("Footer"))
