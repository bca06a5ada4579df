"""Sections of a report → headings, paragraphs and the tables that stand inside the text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from perfeval.core.package import Section
from perfeval.core.package.report import Block as TextBlock
from perfeval.core.package.report import Grid
from perfeval.core.tables.model import Cell, Row, Table
from perfeval.core.text.numbering import heading_number, read_number

from .blocks import DEEPEST, Block, Heading, HeadingLevel, Paragraph
from .inlined import Inlined

LISTED_DEPTH = 2
"""Headings of the report down to this depth stand in the table of contents."""

_LEVELS: dict[str, HeadingLevel] = {"part": 0, "numeral": 1, "bracket": 2, "digit": 3, "digit-bracket": 4}
_BY_DEPTH: tuple[HeadingLevel, ...] = (1, 1, 2, 3, 4)
_ANNOUNCES_A_TABLE = re.compile(r"下表[（(]?[^，。；]{0,12}[）)]?[：:。]?$")


def section_blocks(
    sections: Sequence[Section], inlined: Inlined, depth: int = 1, listed_depth: int = LISTED_DEPTH
) -> Iterator[Block]:
    """The blocks of sections with their subsections; ``inlined`` hands out the tables that the text calls for."""
    for section in sections:
        yield from _one_section(section, inlined, depth, listed_depth)
        yield from section_blocks(section.sections, inlined, depth + 1, listed_depth)


def text_blocks(text: str, inlined: Inlined | None = None) -> Iterator[Block]:
    """Free text: paragraphs, short numbered lines as headings, lines with tabs as a table."""
    lines = [line.strip(" \u3000\n\r") for line in text.splitlines()]
    for tabbed, group in groupby((line for line in lines if line), key=lambda line: "\t" in line):
        if tabbed:
            yield grid_table([line.split("\t") for line in group], heads=1)
        else:
            for line in group:
                yield _line(line)
                yield from inlined.announced() if inlined and _ANNOUNCES_A_TABLE.search(line) else ()


def heading_level(heading: str, depth: int) -> HeadingLevel:
    """The level that a heading's number says; that of its depth where it has no number."""
    number = read_number(heading)
    return _LEVELS[number.style] if number else _BY_DEPTH[min(depth, len(_BY_DEPTH) - 1)]


def grid_table(rows: Sequence[Sequence[str]], heads: int) -> Table:
    """A simple table without title; the first ``heads`` rows are repeated on every page."""
    width = max(len(row) for row in rows)
    drawn = [
        Row(
            tuple(_grid_cell(text, index < heads) for text in (*row, *[""] * (width - len(row)))),
            "head" if index < heads else "body",
        )
        for index, row in enumerate(rows)
    ]
    return Table(key="grid", title="", widths=tuple(_widths(rows, width)), rows=tuple(drawn))


def _one_section(section: Section, inlined: Inlined, depth: int, listed_depth: int) -> Iterator[Block]:
    heading = (section.heading or "").strip()
    body = list(_body(section, inlined))
    if not heading:
        yield from body
        return
    level = heading_level(heading, depth)
    listed = depth if depth <= listed_depth else 0
    first = body[0] if body else None
    run_in = first.text if isinstance(first, Paragraph) and _goes_on(section, level) else None
    yield Heading(heading, level, min(depth, DEEPEST), listed, run_in)
    yield from body if run_in is None else body[1:]


def _goes_on(section: Section, level: HeadingLevel) -> bool:
    """Whether the paragraph goes on behind the heading: as marked, or a low heading that ends like a sentence."""
    return section.run_in or (level >= 3 and (section.heading or "").rstrip().endswith("。"))


def _body(section: Section, inlined: Inlined) -> Iterator[Block]:
    """What stands under the heading itself."""
    members = inlined.members_for(section.heading or "")
    if members is not None:
        yield members
        return
    source = inlined.repeated(section.same_as) if section.same_as else section
    if source.blocks:
        texts = source.computed.blocks if source.computed and source.computed.blocks else [None] * len(source.blocks)
        for block, text in zip(source.blocks, texts, strict=True):
            yield from _text_block(block, text, inlined)
    else:
        text = source.computed.text if source.computed and source.computed.text else source.text
        yield from text_blocks(text or "", inlined)
    if section.same_as:
        yield from section_blocks(source.sections, inlined, depth=DEEPEST, listed_depth=0)


def _text_block(block: TextBlock, text: str | None, inlined: Inlined) -> Iterator[Block]:
    if block.grid is not None:
        yield from _grid(block.grid)
    elif block.table is not None:
        yield from inlined.projects(block.list if isinstance(block.list, str) else None)
    elif text is not None:
        yield from text_blocks(text, inlined)
    elif isinstance(block.list, list):
        yield from (Paragraph(line) for line in block.list)
    else:
        yield from text_blocks(block.text or "", inlined)


def _grid(grid: Grid) -> Iterator[Table]:
    if grid.columns or grid.rows:
        yield grid_table([grid.columns, *grid.rows] if grid.columns else grid.rows, heads=1 if grid.columns else 0)


def _line(line: str) -> Block:
    """A paragraph, or a heading: short, numbered, and no sentence. Its depth lies below all headings of the outline."""
    number = heading_number(line)
    if number is None:
        return Paragraph(line)
    level = _LEVELS[number.style]
    return Heading(line, level, depth=min(level + 2, DEEPEST))


def _grid_cell(text: str, is_head: bool) -> Cell:
    return Cell(text.strip(), "head" if is_head else "text", align="center" if is_head or len(text) < 12 else "left")


def _widths(rows: Iterable[Sequence[str]], count: int) -> Iterator[int]:
    """Columns in proportion to their longest text, none below a fifth of the longest."""
    longest = [max((len(row[index]) for row in rows if index < len(row)), default=1) for index in range(count)]
    least = max(max(longest) // 5, 2)
    return (max(length, least) for length in longest)
