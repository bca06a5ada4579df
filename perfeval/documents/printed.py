"""What stands on the pages of a PDF of ours, read back from its page descriptions.

Our PDFs name their glyphs in fonts with a table of what each says (ToUnicode), so nothing but that table is needed.
Files come from strangers too: nothing is unpacked beyond a bound, and nothing is followed deeper than our own nest.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Name, Object, Pdf

MOST_BYTES = 20 * 1024 * 1024
"""A page of ours has some hundred kilobytes of description at most."""

DEEPEST = 4
"""Sheets of page numbers lie one level deep."""

_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)

Says = Mapping[int, str]
"""What a glyph of a font says."""


class UnreadableError(ValueError):
    """A page is not described the way our pages are."""


def page_texts(document: Pdf) -> list[str]:
    """The text of each page in the order in which it is drawn, a line for each run. Raises UnreadableError."""
    fonts: dict[tuple[int, int], Says] = {}
    try:
        return ["".join(_texts(_content(page.obj), page.obj.get("/Resources"), fonts, 0)) for page in document.pages]
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, zlib.error) as error:
        raise UnreadableError(str(error)) from error


def _content(page: Object) -> bytes:
    contents = page.get("/Contents")
    if contents is None:
        return b""
    return b"\n".join(map(unpacked, contents if isinstance(contents, pikepdf.Array) else [contents]))


def unpacked(stream: Object, most: int = MOST_BYTES) -> bytes:
    """The bytes of a stream. Raises ValueError where they are more than that."""
    if stream.get("/Filter") == Name.FlateDecode and "/DecodeParms" not in stream:
        data = zlib.decompressobj().decompress(stream.read_raw_bytes(), most + 1)
    else:
        data = stream.read_bytes()
    if len(data) > most:
        raise ValueError("too long")
    return data


def _texts(content: bytes, resources: Object | None, fonts: dict[tuple[int, int], Says], depth: int) -> Iterator[str]:
    if depth > DEEPEST or resources is None:
        return
    says: Says = {}
    for operands, name in _instructions(content):
        if name == "Tf":
            says = _font(resources.Font[str(operands[0])], fonts)
        elif name in ("Tj", "TJ"):
            yield from (_said(shown, says) for shown in _strings(operands[0]))
        elif name in ("Tm", "Td"):
            yield "\n"
        elif name == "Do":
            form = resources.XObject[str(operands[0])]
            inner = unpacked(form) if form.get("/Subtype") == Name.Form else b""
            yield from _texts(inner, form.get("/Resources"), fonts, depth + 1)


def _instructions(content: bytes) -> Iterator[tuple[list[Any], str]]:
    """What a page description does, step by step; pictures inside it are passed over."""
    holder = pikepdf.new()
    for step in pikepdf.parse_content_stream(pikepdf.Stream(holder, content)):
        if isinstance(step, pikepdf.ContentStreamInstruction):
            yield list(step.operands), str(step.operator)


def _strings(operand: Object) -> Iterator[bytes]:
    items = operand if isinstance(operand, pikepdf.Array) else [operand]
    yield from (bytes(item) for item in items if isinstance(item, pikepdf.String))


def _said(shown: bytes, says: Says) -> str:
    codes = (int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown), 2))
    return "".join(says.get(code, "\ufffd") for code in codes)


def _font(font: Object, fonts: dict[tuple[int, int], Says]) -> Says:
    if font.objgen not in fonts:
        fonts[font.objgen] = dict(_map(unpacked(font.ToUnicode)))
    return fonts[font.objgen]


def _map(table: bytes) -> Iterator[tuple[int, str]]:
    for block in _BLOCK.findall(table):
        yield from ((int(glyph, 16), _unicode(text)) for glyph, text in _PAIR.findall(block))


def _unicode(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")
