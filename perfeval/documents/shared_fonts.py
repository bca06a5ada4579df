"""The fonts of a joined document: one subset of each for all its parts, which say only which font they want."""

from collections import defaultdict

from pikepdf import Dictionary, Name, Object, Pdf

from . import fonts
from .page_numbers import glyph_widths
from .typography import embedding, faces

_FACE = Name("/" + embedding.FACE)


def embed(whole: Pdf) -> None:
    """Put the fonts in place that the parts left out."""
    wanting: dict[str, list[Object]] = defaultdict(list)
    for font in whole.objects:
        program = _program(font)
        if program is not None and _FACE in program:
            wanting[str(program[_FACE])].append(font)
    files = fonts.style_files()
    for name, users in sorted(wanting.items()):
        glyphs = {glyph for font in users for glyph, _width in glyph_widths(font.W)}
        subset = embedding.compact_subset(faces.named(name, files), glyphs)
        assert subset is not None  # noqa: S101 - only such faces are left out
        program = whole.make_stream(subset, Subtype=Name.CIDFontType0C)
        for font in users:
            font.FontDescriptor.FontFile3 = program


def _program(font: Object) -> Object | None:
    """The embedded font of a CIDFont."""
    if not isinstance(font, Dictionary) or font.get("/Subtype") != "/CIDFontType0":
        return None
    program: Object | None = font.FontDescriptor.get("/FontFile3")
    return program
