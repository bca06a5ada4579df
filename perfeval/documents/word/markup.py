"""Pieces of WordprocessingML as text: the order of elements is that of the schema (ECMA-376), which Word insists on."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Literal

from ..archives import plain_text

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

Justification = Literal["both", "left", "center", "right"]

SONG, HEI, KAI, FANG, XIAOBIAO = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312", "方正小标宋简体"
"""The fonts that GB/T 9704 wants; fonts.xml names what stands in for those a machine lacks."""


@dataclass(frozen=True, slots=True)
class Characters:
    """How characters look where that differs from the style: font, size in points, bold."""

    font: str = ""
    points: Fraction | int = 0
    bold: bool = False
    tightened: bool = False

    def xml(self) -> str:
        """The properties of a run."""
        parts = (
            fonts_xml(self.font) if self.font else "",
            "<w:b/>" if self.bold else "",
            '<w:spacing w:val="-5"/>' if self.tightened else "",
            f'<w:sz w:val="{int(self.points * 2)}"/><w:szCs w:val="{int(self.points * 2)}"/>' if self.points else "",
        )
        inner = "".join(parts)
        return f"<w:rPr>{inner}</w:rPr>" if inner else ""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands: lengths in twips (twentieths of a point), first-line and hanging indents in characters.

    ``line`` is the pitch, 0 for the style's (``auto``: in 240ths of what the font asks for); ``place`` is a frame or
    tab stops, finished.
    """

    style: str = ""
    keep_next: bool = False
    page_break: bool = False
    before: int = 0
    after: int = 0
    line: int = 0
    pitch: Literal["exact", "auto"] = "exact"
    left: int = 0
    right: int = 0
    first: int = 0
    align: Justification | None = None
    outline: int | None = None
    place: str = ""

    def xml(self, inner: str = "") -> str:
        """The properties of a paragraph; ``inner`` are those of a section that ends with it."""
        parts = (
            f'<w:pStyle w:val="{self.style}"/>' if self.style else "",
            "<w:keepNext/>" if self.keep_next else "",
            "<w:pageBreakBefore/>" if self.page_break else "",
            self.place,
            self._spacing(),
            self._indent(),
            f'<w:jc w:val="{self.align}"/>' if self.align else "",
            f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline is not None else "",
            inner,
        )
        joined = "".join(parts)
        return f"<w:pPr>{joined}</w:pPr>" if joined else ""

    def _spacing(self) -> str:
        values = [f' w:{name}="{value}"' for name, value in (("before", self.before), ("after", self.after)) if value]
        values += [f' w:line="{self.line}" w:lineRule="{self.pitch}"'] if self.line else []
        return f"<w:spacing{''.join(values)}/>" if values else ""

    def _indent(self) -> str:
        values = [f' w:{name}="{value}"' for name, value in (("left", self.left), ("right", self.right)) if value]
        values += [f' w:firstLine="{self.first}"'] if self.first > 0 else []
        values += [f' w:hanging="{-self.first}"'] if self.first < 0 else []
        return f"<w:ind{''.join(values)}/>" if values else ""


def fonts_xml(font: str) -> str:
    """One font for all characters, as a document of the state is set."""
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}" w:hint="eastAsia"/>'


def text_xml(text: str) -> str:
    """Text inside a run: tabs and line ends as elements, spaces kept."""
    lines = []
    for line in plain_text(text).split("\n"):
        cells = (f'<w:t xml:space="preserve">{escape(cell, quote=False)}</w:t>' for cell in line.split("\t"))
        lines.append("<w:tab/>".join(cells))
    return "<w:br/>".join(lines)


def attribute(text: str) -> str:
    """Text inside an attribute, on one line."""
    return escape(" ".join(plain_text(text).split()))


def run(text: str, look: Characters | None = None) -> str:
    """A run of text; nothing where there is none."""
    return f"<w:r>{look.xml() if look else ''}{text_xml(text)}</w:r>" if text else ""


def paragraph(shape: Shape, *runs: str, section: str = "") -> str:
    """A paragraph of finished runs; ``section`` are the properties of the section that ends with it."""
    return f"<w:p>{shape.xml(section)}{''.join(runs)}</w:p>"


def field(instruction: str, shown: str, look: Characters | None = None) -> str:
    """A field with what it shows until somebody updates it; ``shown`` are finished runs."""
    form = look.xml() if look else ""
    return (
        f'<w:r>{form}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{form}<w:instrText xml:space="preserve"> {escape(instruction, quote=False)} </w:instrText></w:r>'
        f'<w:r>{form}<w:fldChar w:fldCharType="separate"/></w:r>{shown}'
        f'<w:r>{form}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def marked(bookmark: tuple[int, str] | None, runs: str) -> str:
    """Runs with a bookmark around them: its number, which no other has, and its name."""
    if bookmark is None:
        return runs
    number, name = bookmark
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def twips(points: Fraction | Decimal | int) -> int:
    """Points in twentieths."""
    return int(points * 20)


def mm_twips(millimetres: Fraction | int) -> int:
    """Millimetres in twentieths of a point."""
    return int(Fraction(millimetres) * 14400 / 254)


def shares(widths: Sequence[Fraction], whole: int) -> list[int]:
    """Relative widths as whole twips that add up to the whole."""
    total, used, given = sum(widths), Fraction(0), 0
    result: list[int] = []
    for width in widths:
        used += width
        result.append(int(used * whole / total) - given)
        given += result[-1]
    return result
