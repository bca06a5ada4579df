"""Embedded fonts: only the glyphs that are used, and no font file copied into Python before it is needed.

WeasyPrint reads every font file whole (a Noto CJK collection has 25 MB) when a page first uses it, and keeps in the
subset an empty place for every glyph it leaves out: 65,535 of them in a Chinese font, which costs more time and bytes
than the text. A CID-keyed font names its glyphs itself, so the empty places are not needed: in the subset made here a
glyph's name (CID) is the number it had in the whole font, which is what the text refers to. Such a font is embedded as
bare CFF (/CIDFontType0C), the form in which every reader goes by the names.
"""

import io
from collections.abc import Collection
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint import pdf
from weasyprint.pdf import fonts
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data

from .guard import Improvement

UNUSED_TABLES = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "OS/2", "VORG", "name", "vhea", "vmtx")
_BARE_CFF = b"\x01\x00"

_plain_init = fonts.Font.__init__
_plain_subset = fonts.Font.subset
_plain_build = fonts.build_fonts_dictionary


def compact_subset(face: Any, glyphs: Collection[int], hinting: bool) -> bytes | None:
    """Bare CFF with only these glyphs (numbers in the whole font); None where that cannot be made.

    So it is for a font that is not CID-keyed, or to which HarfBuzz adds variants; WeasyPrint's own subset then serves.
    """
    face = ffi.gc(harfbuzz_subset.hb_subset_or_fail(face, _plan(glyphs, hinting)), harfbuzz.hb_face_destroy)
    data = get_hb_object_data(face) if face else None
    if not data or data[:4] != b"OTTO":
        return None
    return _named_by_number(TTFont(io.BytesIO(data), lazy=True), [0, *sorted(set(glyphs) - {0})])


def _plan(glyphs: Collection[int], hinting: bool) -> Any:
    plan = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    wanted = ffi.new("hb_codepoint_t[]", sorted(glyphs))
    harfbuzz.hb_set_add_sorted_array(harfbuzz_subset.hb_subset_input_glyph_set(plan), wanted, len(wanted))
    tags = ffi.new("hb_codepoint_t[]", sorted(harfbuzz.hb_tag_from_string(tag.encode(), -1) for tag in UNUSED_TABLES))
    dropped = harfbuzz_subset.hb_subset_input_set(plan, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG)
    harfbuzz.hb_set_add_sorted_array(dropped, tags, len(tags))
    # Without closure no alternate forms come in beside the glyphs that are used.
    flags = harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE | harfbuzz_subset.HB_SUBSET_FLAGS_NO_LAYOUT_CLOSURE
    harfbuzz_subset.hb_subset_input_set_flags(
        plan, flags if hinting else flags | harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    )
    return plan


def _named_by_number(font: TTFont, numbers: list[int]) -> bytes | None:
    """CFF whose glyphs are named by their number in the whole font; None where there are other glyphs or no CIDs."""
    table = font["CFF "]
    top = table.cff.topDictIndex[0]
    names = [".notdef", *(f"cid{number:05d}" for number in numbers[1:])]
    if not hasattr(top, "ROS") or len(top.charset) != len(names):
        return None
    if top.charset == names:
        unchanged: bytes = font.reader["CFF "]
        return unchanged
    strings = top.CharStrings
    strings.charStrings = {name: strings.charStrings[old] for name, old in zip(names, top.charset, strict=True)}
    top.charset = names
    compiled: bytes = table.compile(font)
    return compiled


def _nothing(_face: Any) -> None:
    """Stands for reading the file while a font is set up."""


def _init(font: Any, pango_font: Any, description: Any, font_size: float) -> None:
    fonts.get_hb_object_data = _nothing
    try:
        _plain_init(font, pango_font, description, font_size)
    finally:
        fonts.get_hb_object_data = get_hb_object_data


def _subset(font: Any, to_unicode: Any, hinting: Any) -> None:
    able = harfbuzz_subset is not None and harfbuzz.hb_version_atleast(4, 1, 0)
    if able and to_unicode and not font.missing:
        font.file_content = compact_subset(font.hb_face, to_unicode, hinting)
    if font.file_content is None:
        font.file_content = get_hb_object_data(font.hb_face)
        _plain_subset(font, to_unicode, hinting)


def _build_fonts_dictionary(file: Any, used: Any, compress: bool, subset: bool, options: Any) -> Any:
    dictionary = _plain_build(file, used, compress, subset, options)
    for item in file.objects:
        if isinstance(item, fonts.pydyf.Stream) and item.extra.get("Subtype") == "/OpenType":
            item.extra["Subtype"] = "/CIDFontType0C" if item.stream[0][:2] == _BARE_CFF else "/OpenType"
        if isinstance(item, fonts.pydyf.Dictionary) and item.get("Subtype") == "/CIDFontType0":
            item.pop("CIDToGIDMap", None)
    return dictionary


def _type(font: Any) -> str:
    return "otf" if font.file_content[:4] == b"OTTO" or font.file_content[:2] == _BARE_CFF else "ttf"


def _apply() -> None:
    fonts.Font.__init__ = _init
    fonts.Font.subset = _subset
    fonts.Font.type = property(_type)
    pdf.build_fonts_dictionary = _build_fonts_dictionary


IMPROVEMENT = Improvement(
    name="字体子集",
    relies_on={
        _plain_init: ("self", "pango_font", "description", "font_size"),
        _plain_subset: ("self", "to_unicode", "hinting"),
        _plain_build: ("pdf", "fonts", "compress", "subset", "options"),
        get_hb_object_data: ("hb_object", "ot_color", "glyph"),
    },
    apply=_apply,
)
