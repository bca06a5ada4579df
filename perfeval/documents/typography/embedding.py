"""Embedded fonts: only the glyphs that are used, and no font file copied into Python before it is needed.

WeasyPrint reads every font file whole (a Noto CJK collection has 25 MB) when a page first uses it, and keeps in the
subset an empty place for every glyph it leaves out: 65,535 of them in a Chinese font, which costs more time and bytes
than the text. A CID-keyed font names its glyphs itself, so the empty places are not needed: in the subset made here a
glyph's name (CID) is the number it had in the whole font, which is what the text refers to. Such a font is embedded as
bare CFF (/CIDFontType0C), the form in which every reader goes by the names.

A part of a document leaves its fonts out (``left_out``) and says only which they are: one subset of each serves the
whole document (shared_fonts.py).
"""

import io
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint import pdf
from weasyprint.pdf import fonts
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data

from . import faces
from .guard import Improvement

ffi.cdef("""
    typedef ... hb_subset_plan_t;
    typedef ... hb_map_t;
    hb_subset_plan_t * hb_subset_plan_create_or_fail (hb_face_t *face, const hb_subset_input_t *input);
    void hb_subset_plan_destroy (hb_subset_plan_t *plan);
    hb_face_t * hb_subset_plan_execute_or_fail (hb_subset_plan_t *plan);
    hb_map_t * hb_subset_plan_new_to_old_glyph_mapping (const hb_subset_plan_t *plan);
    hb_codepoint_t hb_map_get (const hb_map_t *map, hb_codepoint_t key);
    unsigned int hb_map_get_population (const hb_map_t *map);
""")

UNUSED_TABLES = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "OS/2", "VORG", "name", "vhea", "vmtx")
_BARE_CFF = b"\x01\x00"

FACE = "Face"
"""The entry of an embedded font that is left out: which face it is (faces.name_of)."""


def wanted_glyphs(program: bytes) -> set[int]:
    """The glyphs that stand in place of a font that is left out."""
    return set(map(int, program.partition(b"\n")[2].split()))


_plain_init = fonts.Font.__init__
_plain_subset = fonts.Font.subset
_plain_build = fonts.build_fonts_dictionary


def compact_subset(face: Any, glyphs: Collection[int], hinting: bool = False) -> bytes | None:
    """Bare CFF with these glyphs (numbers in the whole font); None for a font that is not CID-keyed.

    WeasyPrint's own subset then serves.
    """
    plan = harfbuzz_subset.hb_subset_plan_create_or_fail(face, _wanted(glyphs, hinting))
    if plan == ffi.NULL:
        return None
    plan = ffi.gc(plan, harfbuzz_subset.hb_subset_plan_destroy)
    made = ffi.gc(harfbuzz_subset.hb_subset_plan_execute_or_fail(plan), harfbuzz.hb_face_destroy)
    data = get_hb_object_data(made) if made else None
    if not data or data[:4] != b"OTTO":
        return None
    return _named_by_number(TTFont(io.BytesIO(data), lazy=True), _numbers(plan))


def _numbers(plan: Any) -> list[int]:
    """For each glyph of the subset its number in the whole font: those asked for, and variants that HarfBuzz adds."""
    mapping = harfbuzz_subset.hb_subset_plan_new_to_old_glyph_mapping(plan)
    return [harfbuzz.hb_map_get(mapping, new) for new in range(harfbuzz.hb_map_get_population(mapping))]


def _wanted(glyphs: Collection[int], hinting: bool) -> Any:
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
    """CFF whose glyphs are named by their number in the whole font; None where it has no CIDs."""
    if "CFF " not in font:
        return None
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


_leaving_out: set[Path] = set()
"""While a part is written: the font files that it may leave out."""


@contextmanager
def left_out(files: Collection[Path]) -> Iterator[None]:
    """Write PDFs without these font files where one subset for several PDFs can be made; each says which it wants."""
    _leaving_out.update(files)
    try:
        yield
    finally:
        _leaving_out.clear()


@cache
def _is_cid_keyed(file: Path, index: int) -> bool:
    return compact_subset(faces.face(file, index), {1}) is not None


def _nothing(_face: Any) -> None:
    """Stands for reading the file while a font is set up."""


def _init(font: Any, pango_font: Any, description: Any, font_size: float) -> None:
    fonts.get_hb_object_data = _nothing
    try:
        _plain_init(font, pango_font, description, font_size)
    finally:
        fonts.get_hb_object_data = get_hb_object_data
    font.file = faces.file_of(pango_font)


def _subset(font: Any, to_unicode: Any, hinting: Any) -> None:
    able = harfbuzz_subset is not None and harfbuzz.hb_version_atleast(4, 1, 0)
    if able and to_unicode and not font.missing:
        if font.file in _leaving_out and _is_cid_keyed(font.file, font.index):
            glyphs = " ".join(map(str, sorted(to_unicode)))
            font.file_content = _BARE_CFF + f"{faces.name_of(font.file, font.index)}\n{glyphs}".encode()
            return
        font.file_content = compact_subset(font.hb_face, to_unicode, hinting)
    if font.file_content is None:
        font.file_content = get_hb_object_data(font.hb_face)
        _plain_subset(font, to_unicode, hinting)


def _build_fonts_dictionary(file: Any, used: Any, compress: bool, subset: bool, options: Any) -> Any:
    dictionary = _plain_build(file, used, compress, subset, options)
    for item in file.objects:
        if isinstance(item, fonts.pydyf.Stream) and item.extra.get("Subtype") == "/OpenType":
            content = item.stream[0]
            item.extra["Subtype"] = "/CIDFontType0C" if content[:2] == _BARE_CFF else "/OpenType"
            if _leaving_out and faces.is_name(content[2:]):
                item.extra[FACE] = fonts.pydyf.String(content[2:].partition(b"\n")[0].decode())
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
