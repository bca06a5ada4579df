"""What a printed document is made of, before any HTML: parts of headings, paragraphs and neutral Tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from perfeval.core.charts import Chart
from perfeval.core.tables.model import Table

HeadingLevel = Literal[0, 1, 2, 3, 4]
"""0 第一部分 小标宋 · 1 一、 黑体 · 2 （一） 楷体 · 3 1. 仿宋 bold · 4 （1） 仿宋 (GB/T 9704)."""

DEEPEST = 6
"""Deepest level of a bookmark that styles/text.css knows."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the running text; it gets a bookmark.

    ``depth`` is its place in the outline where that is not its level (a numbering may jump); ``listed`` its level in
    the table of contents, 0 where it does not stand there. With ``run_in`` the paragraph goes on behind it.
    """

    text: str
    level: HeadingLevel = 1
    depth: int | None = None
    listed: int = 0
    run_in: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``title`` is the document's name in 小标宋, ``right`` a signature line, ``plain`` has no indent.

    ``number`` is the number of an attachment above its title, ``attached`` a line of the list of attachments.
    """

    text: str
    style: Literal["body", "title", "center", "right", "plain", "number", "attached-first", "attached"] = "body"


@dataclass(frozen=True, slots=True)
class Signature:
    """落款: who signs, and below it when."""

    organisation: str
    date: str

    @property
    def text(self) -> str:
        """Both lines."""
        return f"{self.organisation}\n{self.date}".strip()


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover page: number of the attachment, title, a few lines, and the date at the foot."""

    title: str
    lines: tuple[str, ...] = ()
    date: str = ""
    number: str = ""

    @property
    def text(self) -> str:
        """Everything that is printed on it."""
        return "\n".join([self.number, self.title, *self.lines, self.date])


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the table of contents; ``page`` is the printed number."""

    text: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents. Its lines are known once all other parts have their pages (contents.py)."""

    lines: tuple[ContentsLine, ...] = ()

    @property
    def text(self) -> str:
        """Everything that is printed."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart. In Word and Excel its figures stand as a table (charts.py)."""

    chart: Chart

    @property
    def text(self) -> str:
        """Everything that is printed."""
        return "\n".join([self.chart.title, *(f"{bar.label} {bar.written}" for bar in self.chart.bars)])


Block = Heading | Paragraph | Table | Signature | Cover | Contents | Drawing


@dataclass(frozen=True, slots=True)
class Part:
    """A piece that starts on a page of its own. ``numbered`` pages count and carry a page number.

    ``key`` names it in files and errors (``project:3``), ``title`` is what people call it. ``listed`` is its line in
    the table of contents, at ``listed_level``; ``group`` the bookmark under which its own bookmarks stand.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    numbered: bool = True
    listed: str = ""
    listed_level: int = 1
    group: str = ""

    @classmethod
    def of_table(cls, table: Table) -> "Part":
        """A form or list that stands alone."""
        return cls(key=table.key, title=table.title, blocks=(table,))

    @property
    def is_form(self) -> bool:
        """Whether it is a form with pages of its own, not a text in which tables stand."""
        return len(self.blocks) == 1 and isinstance(self.blocks[0], Table)

    @property
    def is_contents(self) -> bool:
        """Whether it is the table of contents, which can only be drawn when all the rest is."""
        return any(isinstance(block, Contents) for block in self.blocks)

    def bookmarked(self) -> Iterator[Block]:
        """The blocks that have a bookmark, in order."""
        for block in self.blocks:
            titled = isinstance(block, Table) and bool(block.title)
            if titled or isinstance(block, Heading) or (isinstance(block, Paragraph) and block.style == "title"):
                yield block

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every printed text with the place where it stands, in reading order."""
        for block in self.blocks:
            yield from table_texts(block) if isinstance(block, Table) else [(f"“{block.text[:20]}”", _whole(block))]


def _whole(block: Heading | Paragraph | Signature | Cover | Contents | Drawing) -> str:
    return f"{block.text}{block.run_in or ''}" if isinstance(block, Heading) else block.text


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
