"""Parts → PDF, with what is needed to trust it: characters that cannot be printed, and the address of the document."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from perfeval.core.package import Package, dump_package
from perfeval.core.scheme import Scheme

from . import fonts
from .blocks import Part
from .cache import PartCache, key_of
from .contents import laid, with_lines
from .html import part_html
from .join import Meta, Piece, join
from .part_pdf import render_part
from .places import program_digest
from .workers import render_all

logger = logging.getLogger(__name__)

_cache = PartCache()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document: the bytes of its PDF, and the characters in it that no font can print, each with its place."""

    pdf: bytes
    uncovered: tuple[fonts.Uncovered, ...] = ()


def render(parts: Sequence[Part], meta: Meta, cache: PartCache | None = None) -> Rendered:
    """The document of these parts. Raises nothing that the data could cause: any text can be printed."""
    uncovered = fonts.uncovered((place, text) for part in parts for place, text in part.texts())
    for character in uncovered:
        logger.warning("%s：%s", meta.title, character)
    kept = _cache if cache is None else cache
    pdf = join(_pieces(parts, kept), meta)
    return Rendered(pdf, tuple(uncovered))


def render_pdf(parts: Sequence[Part], meta: Meta) -> bytes:
    """The PDF of these parts; the same input gives the same bytes in any process. Fonts that lack are logged."""
    return render(parts, meta).pdf


def document_hash(package: Package, scheme: Scheme, part: str) -> str:
    """The address of a document: what was entered, by which scheme, drawn by which program with which fonts."""
    made_from = (
        json.dumps(dump_package(package), ensure_ascii=False, sort_keys=True),
        f"{scheme.slug} {scheme.version}",
        scheme.model_dump_json(),
        part,
        program_digest("core", "documents"),
        fonts.identity(),
    )
    return sha256("\0".join(made_from).encode()).hexdigest()


def with_contents(parts: Sequence[Part], cache: PartCache | None = None) -> list[Part]:
    """The parts with the lines of their table of contents, whose pages are those of the PDF."""
    if not any(part.is_contents for part in parts):
        return list(parts)
    others = [part for part in parts if not part.is_contents]
    drawn = _drawn(others, _cache if cache is None else cache)
    fell = [(part, laid(pdf)) for part, pdf in zip(others, drawn, strict=True)]
    return [with_lines(part, fell) if part.is_contents else part for part in parts]


def _pieces(parts: Sequence[Part], cache: PartCache) -> list[Piece]:
    """The PDF of every part; the table of contents comes last, since it needs the pages of the others."""
    others = [part for part in parts if not part.is_contents]
    drawn = dict(zip(map(id, others), _drawn(others, cache), strict=True))
    if len(others) < len(parts):
        fell = [(part, laid(drawn[id(part)])) for part in others]
        for part in parts:
            if part.is_contents:
                (drawn[id(part)],) = _drawn([with_lines(part, fell)], cache)
    return [Piece(drawn[id(part)], part.numbered, part.group) for part in parts]


def _drawn(parts: Sequence[Part], cache: PartCache) -> list[bytes]:
    """The PDF of these parts, laid out anew only where the cache has it not."""
    sources = [part_html(part) for part in parts]
    keys = [key_of(source) for source in sources]
    found = {key: pdf for key in keys if (pdf := cache.get(key)) is not None}
    missing = [index for index, key in enumerate(keys) if key not in found]
    drawn = render_all([sources[index] for index in missing], lambda position: render_part(parts[missing[position]]))
    for index, pdf in zip(missing, drawn, strict=True):
        cache.put(keys[index], pdf)
        found[keys[index]] = pdf
    return [found[key] for key in keys]
