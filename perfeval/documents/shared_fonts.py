"""The fonts of a joined document: one subset of each for all its parts, which say only which font they want."""

from collections import defaultdict

from pikepdf import Dictionary, Name, Object, Pdf

from . import fonts
from .typography import embedding, faces

_FACE = Name("/" + embedding.FACE)


def embed(whole: Pdf) -> None:
    """Put the fonts in place that the parts left out."""
    wanting: dict[str, list[Object]] = defaultdict(list)
    glyphs: dict[str, set[int]] = defaultdict(set)
    for item in whole.objects:
        program = item.get("/FontFile3") if isinstance(item, Dictionary) else None
        if program is not None and _FACE in program:
            name = str(program[_FACE])
            wanting[name].append(item)
            glyphs[name] |= embedding.wanted_glyphs(program.read_bytes())
    files = fonts.style_files()
    for name, descriptors in sorted(wanting.items()):
        subset = embedding.compact_subset(faces.named(name, files), glyphs[name])
        assert subset is not None  # noqa: S101 - only such faces are left out
        program = whole.make_stream(subset, Subtype=Name.CIDFontType0C)
        for descriptor in descriptors:
            descriptor.FontFile3 = program
