"""Blocks of the running text and the lines around a grid as paragraphs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from perfeval.core.tables.model import Table

from ..blocks import Block, Contents, Cover, Heading, Paragraph, Part, Signature
from ..html import MOST_IN_COVER_TITLE, MOST_IN_FORM_TITLE, MOST_IN_INSET_TITLE, MOST_IN_TITLE, table_fit
from ..sizing import FORM_MM, INSET_MM
from ..titles import balanced_lines
from .fitting import form_fit
from .markup import Characters, Shape, marked, mm_twips, paragraph, run
from .styles import CHARACTER, HEADING_LOOKS, Looks, heading_depth, heading_shape
from .tables import table_xml

Bookmark = tuple[int, str]

_STYLES = {
    "body": "BodyText",
    "title": "Title",
    "center": "PlainText",
    "right": "PlainText",
    "plain": "PlainText",
    "number": "AttachmentNumber",
    "attached-first": "PlainText",
    "attached": "PlainText",
}
_SHAPES = {
    "center": Shape(align="center"),
    "right": Shape(align="right"),
    "attached-first": Shape(left=6 * CHARACTER, first=-4 * CHARACTER, before=580),
    "attached": Shape(left=6 * CHARACTER, first=-CHARACTER),
}
"""What a paragraph has beside its style."""

AT_FOOT = (
    '<w:framePr w:w="8844" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="center" w:yAlign="bottom"/>'
)
"""A frame at the foot of the type area: the date of a cover."""

DIVIDER = mm_twips(70)
"""Above a heading that has a page to itself (第二部分 部门决算表)."""

BELOW_INSET = paragraph(Shape("Break", line=160))


@dataclass(slots=True)
class Marks:
    """Bookmarks of what the table of contents lists, in its order."""

    wanted: bool
    names: list[str] = field(default_factory=list)

    def next(self) -> Bookmark | None:
        """A bookmark for the next thing listed; none where there is no table of contents."""
        if not self.wanted:
            return None
        self.names.append(f"_Toc{len(self.names) + 1:08}")
        return len(self.names), self.names[-1]


@dataclass(frozen=True, slots=True)
class Writer:
    """Turns blocks into paragraphs; ``looks`` are those of the document's heading styles."""

    looks: Looks
    marks: Marks

    def form(self, part: Part, table: Table) -> Iterator[str]:
        """A form with pages of its own: title block, grid, lines below."""
        bookmark = self._mark(part)
        outline = part.listed_level - 1 if part.listed else 2
        width = mm_twips(FORM_MM[table.orientation])
        yield from _above(table, width, bookmark, outline)
        yield table_xml(table, form_fit(table), signed=table.key == "members")
        yield from _below(table)

    def block(self, part: Part, index: int) -> Iterator[str]:
        """One block of a part that is a text; its first block carries the bookmark of the part."""
        block: Block = part.blocks[index]
        first = None if index else self._mark(part)
        if isinstance(block, Table):
            yield from self._inset(part, index, block)
        elif isinstance(block, Heading):
            alone = len(part.blocks) == 1
            own = self.marks.next() if block.listed and part.numbered else None
            yield self._heading(block, alone, first, own)
        elif isinstance(block, Paragraph):
            yield _paragraph(block, part, first)
        elif not isinstance(block, Contents):
            yield from _SPECIAL[type(block)](block)

    def _mark(self, part: Part) -> Bookmark | None:
        """The bookmark of a part that stands in the contents."""
        return self.marks.next() if part.listed and part.numbered else None

    def _heading(self, heading: Heading, alone: bool, *bookmarks: Bookmark | None) -> str:
        """A heading that stands alone on its page stands lower on it."""
        look, before = HEADING_LOOKS[heading.level], DIVIDER if alone else 0
        if heading.run_in is not None:
            lead = _marked(bookmarks, run(heading.text, replace(look, points=0)))
            return paragraph(Shape("BodyText"), lead, run(heading.run_in))
        depth = heading_depth(heading)
        if self.looks.get(depth) == heading.level:
            return paragraph(Shape(f"Heading{depth}", before=before), _marked(bookmarks, run(heading.text)))
        shape = replace(heading_shape(heading.level), style=f"Heading{depth}", before=before)
        if heading.level:
            shape = replace(shape, align="both", line=579)
        return paragraph(shape, _marked(bookmarks, run(heading.text, look)))

    def _inset(self, part: Part, index: int, table: Table) -> Iterator[str]:
        width = mm_twips(INSET_MM[table.orientation])
        yield from _above(table, width, None, None)
        yield table_xml(table, table_fit(part, index), signed=table.key == "members")
        yield from _below(table)
        yield BELOW_INSET


def _marked(bookmarks: Sequence[Bookmark | None], runs: str) -> str:
    for bookmark in bookmarks:
        runs = marked(bookmark, runs)
    return runs


def _above(table: Table, width: int, bookmark: Bookmark | None, outline: int | None) -> Iterator[str]:
    """Number, title, subtitle and captions; the bookmark stands at the first of them."""
    is_form = outline is not None
    shape = Shape("FormTitle", outline=outline, line=0 if is_form else 420)
    size = None if is_form else Characters(points=14)
    most = (MOST_IN_FORM_TITLE if is_form else MOST_IN_INSET_TITLE)[table.orientation]
    if table.number:
        yield paragraph(Shape("FormNumber"), marked(bookmark, run(table.number)))
        bookmark = None
    if table.title:
        yield paragraph(shape, marked(bookmark, run("\n".join(balanced_lines(table.title, most)), size)))
    if table.subtitle:
        yield paragraph(Shape("FormCaption", align="center"), run(table.subtitle))
    for caption in table.captions:
        yield _caption(caption, width)


def _caption(caption: tuple[str, str, str], width: int) -> str:
    """Left, middle and right text on one line, held apart by tab stops."""
    left, centre, right = caption
    if not left and not centre:
        return paragraph(Shape("FormCaption", align="right"), run(right))
    stops = (("center", width // 2), ("right", width)) if centre else (("right", width),)
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{place}"/>' for kind, place in stops)
    text = "\t".join([left, centre, right] if centre else [left, right]).rstrip("\t")
    shape = Shape("FormCaption", place=f"<w:tabs>{tabs}</w:tabs>" if "\t" in text else "")
    return paragraph(shape, run(text))


def _below(table: Table) -> Iterator[str]:
    for line in table.footer:
        yield paragraph(Shape("FormFooter"), run(line))
    for line in table.notes:
        yield paragraph(Shape("FormNote"), run(line))


def _paragraph(block: Paragraph, part: Part, bookmark: Bookmark | None) -> str:
    shape = replace(_SHAPES.get(block.style, Shape()), style=_STYLES[block.style])
    text = block.text
    if block.style == "title":
        text = "\n".join(balanced_lines(block.text, MOST_IN_TITLE))
        shape = replace(shape, outline=part.listed_level - 1 if part.listed else None)
    return paragraph(shape, marked(bookmark, run(text)))


def _cover(cover: Block) -> Iterator[str]:
    assert isinstance(cover, Cover)  # noqa: S101 - chosen by its type
    yield paragraph(Shape("CoverNumber"), run(cover.number))
    yield paragraph(Shape("CoverTitle"), run("\n".join(balanced_lines(cover.title, MOST_IN_COVER_TITLE))))
    for index, line in enumerate(cover.lines):
        yield paragraph(Shape("CoverLine", before=0 if index else 2600), run(line))
    yield paragraph(Shape("CoverDate", place=AT_FOOT), run(cover.date))


def _signature(signature: Block) -> Iterator[str]:
    """落款: the date four characters from the edge, the organisation centred above it."""
    assert isinstance(signature, Signature)  # noqa: S101 - chosen by its type
    half = (_breadth(signature.date) - _breadth(signature.organisation)) * CHARACTER // 2
    yield paragraph(
        Shape("Signature", keep_next=True, before=1160, right=max(4 * CHARACTER + int(half), 0)),
        run(signature.organisation),
    )
    yield paragraph(Shape("Signature", right=4 * CHARACTER), run(signature.date))


def _breadth(text: str) -> Fraction:
    """Width in characters; a figure takes half of one."""
    return sum((Fraction(1, 2) if character < "\u2000" else Fraction(1) for character in text), Fraction(0))


_SPECIAL: dict[type, Callable[[Block], Iterator[str]]] = {Cover: _cover, Signature: _signature}
