"""The table of contents: which lines it has, and on which printed page what they name begins."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pikepdf
from pikepdf import Array, OutlineItem

from .blocks import Contents, ContentsLine, Heading, Part


@dataclass(frozen=True, slots=True)
class Laid:
    """How a part fell on pages: how many it has, and on which of them (from 0) each bookmark stands, in order."""

    pages: int
    bookmarks: tuple[int, ...]


def laid(pdf: bytes) -> Laid:
    """Read a finished part."""
    document = pikepdf.open(io.BytesIO(pdf))
    numbers = {page.obj.objgen: index for index, page in enumerate(document.pages)}
    with document.open_outline() as outline:
        places = [_page_of(item, numbers) for item in _flat(outline.root)]
    return Laid(len(numbers), tuple(places))


def with_lines(part: Part, others: Sequence[tuple[Part, Laid]]) -> Part:
    """The contents of a document of these other parts, which stand in their order."""
    lines = tuple(_lines(others))
    return replace(
        part, blocks=tuple(Contents(lines) if isinstance(block, Contents) else block for block in part.blocks)
    )


def _lines(parts: Sequence[tuple[Part, Laid]]) -> Iterator[ContentsLine]:
    first = 1
    for part, fell in parts:
        if not part.numbered:
            continue
        if part.listed:
            yield ContentsLine(part.listed, part.listed_level, first)
        for block, page in zip(part.bookmarked(), fell.bookmarks, strict=True):
            if isinstance(block, Heading) and block.listed:
                yield ContentsLine(block.text, block.listed, first + page)
        first += fell.pages


def _flat(items: Sequence[OutlineItem]) -> Iterator[OutlineItem]:
    for item in items:
        yield item
        yield from _flat(item.children)


def _page_of(item: OutlineItem, numbers: dict[tuple[int, int], int]) -> int:
    assert isinstance(item.destination, Array)  # noqa: S101 - WeasyPrint writes explicit places
    return numbers[item.destination[0].objgen]
