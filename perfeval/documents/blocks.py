"""What a printed document is made of, before any HTML: parts of headings, paragraphs and neutral Tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from perfeval.core.tables.model import Table

HeadingLevel = Literal[1, 2, 3, 4]
"""1 一、 黑体 · 2 （一） 楷体 · 3 1. 仿宋 bold · 4 （1） 仿宋 (GB/T 9704)."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the running text; it gets a bookmark."""

    text: str
    level: HeadingLevel = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``title`` is the document's name in 小标宋, ``right`` a signature line, ``plain`` has no indent."""

    text: str
    style: Literal["body", "title", "center", "right", "plain"] = "body"


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Part:
    """A piece that starts on a page of its own. ``numbered`` pages count and carry a page number.

    ``key`` names it in files and errors (``project:3``), ``title`` is what people call it.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    numbered: bool = True

    @classmethod
    def of_table(cls, table: Table) -> "Part":
        """A form or list that stands alone."""
        return cls(key=table.key, title=table.title, blocks=(table,))

    @property
    def is_form(self) -> bool:
        """Whether it is a form with pages of its own, not a text in which tables stand."""
        return len(self.blocks) == 1 and isinstance(self.blocks[0], Table)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every printed text with the place where it stands, in reading order."""
        for block in self.blocks:
            yield from table_texts(block) if isinstance(block, Table) else [(f"“{block.text[:20]}”", block.text)]


def table_texts(table: Table) -> Iterator[tuple[str, str]]:
    """Every printed text of a table with its place: the title block, each cell by row, the lines below."""
    name = f"《{table.title}》"
    yield f"{name}标题", "\n".join([table.number, table.title, table.subtitle])
    for caption in table.captions:
        yield f"{name}表头行", "\n".join(caption)
    for number, row in enumerate(table.rows, start=1):
        for cell in row.cells:
            yield f"{name}第{number}行", cell.printed
    for line in (*table.footer, *table.notes):
        yield f"{name}表下", line
