"""Page numbers (GB/T 9704), laid over the finished pages: so a part is the same wherever it stands.

Their few characters are laid out once, in the font that the style sheets choose; each number is put together from them.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from . import engine

CHARACTERS = "— 0123456789"
PT_PER_MM = Decimal(72) / Decimal("25.4")
PAGE_MM = (210, 297)
MARGINS_MM = {"odd": 26, "even": 28}
"""From the outer side of the page to the type area."""

_PT_PER_PIXEL = Decimal("0.75")


@dataclass(frozen=True, slots=True)
class _Glyph:
    font: str
    code: str
    width: Decimal
    """In type sizes."""


@dataclass(frozen=True, slots=True)
class _Characters:
    """How each character is drawn, the type size and the height of the line above the foot of the page, in points."""

    glyphs: dict[str, _Glyph]
    size: Decimal
    foot: Decimal


class PageNumbers:
    """The numbers of one document, each a form (PDF) as large as its page."""

    def __init__(self, whole: Pdf) -> None:
        sheet = pikepdf.open(io.BytesIO(_sheet()))
        self._whole = whole
        self._fonts = whole.copy_foreign(sheet.pages[0].obj.Resources.Font)
        self._characters = _characters(sheet.pages[0])

    def form(self, number: int, landscape: bool) -> Object:
        """A number outside, one character from the type area; on a landscape page where the portrait page has it."""
        width, height = (length * PT_PER_MM for length in PAGE_MM)
        turn = f"0 -1 1 0 0 {width:.3f} cm " if landscape else ""
        place = f"1 0 0 1 {self._left(number):.3f} {self._characters.foot:.3f} Tm"
        return self._whole.make_stream(
            f"{turn}BT {place} {self._shown(number)}ET".encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, height, width] if landscape else [0, 0, width, height],
            Resources=Dictionary(Font=self._fonts),
        )

    def _left(self, number: int) -> Decimal:
        size = self._characters.size
        if number % 2 == 0:
            return MARGINS_MM["even"] * PT_PER_MM + size
        width = sum((glyph.width for glyph in self._glyphs(number)), Decimal(0)) * size
        return (PAGE_MM[0] - MARGINS_MM["odd"]) * PT_PER_MM - size - width

    def _shown(self, number: int) -> str:
        return "".join(
            f"{font} {self._characters.size:.3f} Tf <{''.join(glyph.code for glyph in run)}> Tj "
            for font, run in groupby(self._glyphs(number), key=lambda glyph: glyph.font)
        )

    def _glyphs(self, number: int) -> list[_Glyph]:
        return [self._characters.glyphs[character] for character in f"— {number} —"]


@cache
def _sheet() -> bytes:
    """A page with all characters where numbers stand."""
    return engine.write_part(engine.lay_out(f'<section class="number-sheet"><p>{CHARACTERS}</p></section>'))


def _characters(sheet: pikepdf.Page) -> _Characters:
    """Read from the description of the page how it draws them."""
    size = top = Decimal(0)
    drawn: list[_Glyph] = []
    font, widths = "", dict[int, Decimal]()
    for step in pikepdf.parse_content_stream(sheet, "Tm Tf TJ"):
        operator, operands = str(step.operator), list(step.operands)
        if operator == "Tm":
            top = Decimal(str(operands[5])) * _PT_PER_PIXEL
        elif operator == "Tf":
            font, size = str(operands[0]), Decimal(str(operands[1])) * _PT_PER_PIXEL
            widths = dict(_widths(sheet.obj.Resources.Font[font].DescendantFonts[0].W))
        else:
            codes = (
                code for shown in operands[0].as_list() if isinstance(shown, pikepdf.String) for code in _codes(shown)
            )
            drawn += [_Glyph(font, f"{code:04x}", widths[code] / 1000) for code in codes]
    glyphs = dict(zip(CHARACTERS, drawn, strict=True))
    return _Characters(glyphs, size, PAGE_MM[1] * PT_PER_MM - top)


def _codes(shown: pikepdf.String) -> Iterator[int]:
    data = bytes(shown)
    yield from (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))


def _widths(widths: Object) -> Iterator[tuple[int, Decimal]]:
    """(glyph, width) as a CIDFont states them: ``first [width …] first [width …]``."""
    first = 0
    for entry in widths.as_list():
        if isinstance(entry, pikepdf.Array):
            yield from ((first + place, Decimal(str(width))) for place, width in enumerate(entry.as_list()))
        else:
            first = int(entry)
