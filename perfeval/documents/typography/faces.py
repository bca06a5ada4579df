"""Faces of fonts by name: what a part that is laid out in one process says, so that another can embed the font."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from weasyprint.text.ffi import ffi, fontconfig, harfbuzz, pangoft2

_MARK = "face:"

ffi.cdef("""
    FcPattern * pango_fc_font_get_pattern (void *font);
    hb_blob_t * hb_blob_create_from_file (const char *file_name);
    hb_face_t * hb_face_create (hb_blob_t *blob, unsigned int index);
""")


def file_of(pango_font: Any) -> Path | None:
    """The file of a font that Pango has chosen; None with a Pango that does not tell (before 1.48)."""
    if not hasattr(pangoft2, "pango_fc_font_get_pattern"):
        return None
    pattern = pangoft2.pango_fc_font_get_pattern(pango_font)
    found = ffi.new("FcChar8 **")
    if fontconfig.FcPatternGetString(pattern, b"file", 0, found) != fontconfig.FcResultMatch:
        return None
    return Path(ffi.string(found[0]).decode())


def name_of(file: Path, index: int) -> str:
    """What a face is called in a part."""
    return f"{_MARK}{file.name}#{index}"


def is_name(content: bytes) -> bool:
    """Whether this stands for a font that was left out."""
    return content.startswith(_MARK.encode())


def named(name: str, files: Iterable[Path]) -> Any:
    """The face of that name, which is in one of these files."""
    file_name, _, index = name.removeprefix(_MARK).rpartition("#")
    return face(next(file for file in files if file.name == file_name), int(index))


@cache
def face(file: Path, index: int) -> Any:
    """A face of a font file, read as far as it is used."""
    blob = ffi.gc(harfbuzz.hb_blob_create_from_file(bytes(file)), harfbuzz.hb_blob_destroy)
    return ffi.gc(harfbuzz.hb_face_create(blob, index), harfbuzz.hb_face_destroy)
