"""HTML from an editor as a body. The HTML is first put in order and cleaned; of what is left only text is taken."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from perfeval.core.package.report import Block, Grid
from perfeval.core.text.numbering import Number, heading_number

from .body import HEADING_TAGS, Body, normal_form

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_STYLES = {tag: style for style, tag in HEADING_TAGS.items()} | {"h6": "digit-bracket"}
_CELL_SPAN = {"colspan", "rowspan"}
_CLEANER = nh3.Cleaner(
    tags={"p", "br", "hr", "ul", "ol", "li", "table", "tbody", "thead", "tr", "th", "td", *_HEADINGS},
    clean_content_tags={"script", "style", "title", "template", "noscript", "iframe", "object", "textarea", "select"},
    attributes={
        "hr": {"data-sentence", "data-text", "data-projects"},
        "th": _CELL_SPAN,
        "td": _CELL_SPAN,
        **{tag: {"data-begins"} for tag in ("p", *_HEADINGS)},
    },
    link_rel=None,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MOST_COLUMNS = 60
_PROJECTS = {"all": None, "own": "own", "transfer": "transfer"}


def read_html(html: str) -> Body:
    """What an editor (or anybody) sends as a body. Anything that is no text, list or table is left out or made text."""
    reader = _Reader()
    reader.feed(_CLEANER.clean(_CONTROL.sub("", html.replace("\r\n", "\n"))))
    reader.close()
    return _body(reader.pieces)


@dataclass(slots=True)
class _Paragraph:
    text: str
    tag: str = "p"
    begins_block: bool = False


@dataclass(slots=True)
class _Table:
    """Rows of cells, each with whether it is a heading; ``spans`` are rows that cells above reach into, by column."""

    rows: list[list[tuple[str, bool]]] = field(default_factory=list)
    spans: dict[int, int] = field(default_factory=dict)

    def skip_spanned(self) -> None:
        """Cells that reach down from above are empty here."""
        while self.rows and self.spans.get(len(self.rows[-1]), 0):
            column = len(self.rows[-1])
            self.spans[column] -= 1
            self.rows[-1].append(("", False))

    def grid(self) -> Grid:
        """A first row of nothing but headings heads the columns."""
        texts = [[text for text, _is_head in row] for row in self.rows]
        if self.rows and self.rows[0] and all(is_head for _text, is_head in self.rows[0]):
            return Grid(columns=texts[0], rows=texts[1:])
        return Grid(columns=[], rows=texts)


_Piece = _Paragraph | _Table | Block


class _Reader(HTMLParser):
    """Goes through clean HTML once, without recursion: nobody can nest it too deep."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[_Piece] = []
        self._list: Block | None = None
        self._list_depth = 0
        self._table: _Table | None = None
        self._table_depth = 0
        self._cell: tuple[bool, int, int] | None = None
        self._text: list[str] | None = None
        self._paragraph: tuple[str, bool] = ("p", False)
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "ul": lambda _given: self._start_list(ordered=False),
            "ol": lambda _given: self._start_list(ordered=True),
            "li": lambda _given: self._start_item(),
            "table": lambda _given: self._start_table(),
            "tr": lambda _given: self._start_row(),
            "th": lambda given: self._start_cell(given, is_head=True),
            "td": lambda given: self._start_cell(given, is_head=False),
            "br": lambda _given: self._write("\n"),
            "hr": self._mark,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "ul": self._end_list,
            "ol": self._end_list,
            "li": self._end_item,
            "table": self._end_table,
            "th": self._end_cell,
            "td": self._end_cell,
        }

    # --- what the parser calls ---

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        given = {name: value or "" for name, value in attrs}
        if tag == "p" or tag in _HEADINGS:
            self._start_paragraph(tag, "data-begins" in given)
        elif tag in self._starts:
            self._starts[tag](given)

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag == "p" or tag in _HEADINGS:
            self._end_paragraph()
        elif tag in self._ends:
            self._ends[tag]()

    def handle_data(self, data: str) -> None:
        """Text; blanks between elements are none."""
        if self._text is not None or data.strip():
            self._write(data)

    def close(self) -> None:
        """The end: text outside any element is a paragraph too."""
        super().close()
        self._end_paragraph()

    # --- paragraphs ---

    @property
    def _is_inside(self) -> bool:
        return self._table is not None or self._list is not None

    def _write(self, text: str) -> None:
        if self._text is None:
            if self._table is not None and self._cell is None:
                return
            self._text = []
        self._text.append(text)

    def _start_paragraph(self, tag: str, begins_block: bool) -> None:
        if self._is_inside:
            if self._text:
                self._write("\n")
            return
        self._end_paragraph()
        self._text, self._paragraph = [], (tag, begins_block)

    def _end_paragraph(self) -> None:
        if self._is_inside or self._text is None:
            return
        tag, begins_block = self._paragraph
        self.pieces.append(_Paragraph(self._taken(), tag, begins_block))
        self._paragraph = ("p", False)

    def _taken(self) -> str:
        text, self._text = "".join(self._text or ()), None
        return text

    # --- lists: deeper ones are drawn flat ---

    def _start_list(self, *, ordered: bool) -> None:
        if self._table is not None:
            return
        if self._list is None:
            self._end_paragraph()
            self._list = Block(list=[], ordered=ordered)
            self.pieces.append(self._list)
        else:
            self._end_item()
        self._list_depth += 1

    def _start_item(self) -> None:
        if self._table is not None:
            if self._text:
                self._write("\n")
        elif self._list is not None:
            self._text = []

    def _end_item(self) -> None:
        if self._table is None and self._list is not None and self._text is not None:
            items = self._list.list
            if isinstance(items, list):
                items.append(self._taken())

    def _end_list(self) -> None:
        if self._table is not None or self._list is None:
            return
        self._end_item()
        self._list_depth -= 1
        if self._list_depth == 0:
            self._list = None

    # --- tables: one inside another is text of its cell ---

    def _start_table(self) -> None:
        self._table_depth += 1
        if self._table_depth > 1:
            return
        while self._list is not None:
            self._end_list()
        self._end_paragraph()
        self._table = _Table()
        self.pieces.append(self._table)

    def _start_row(self) -> None:
        if self._table is not None and self._table_depth == 1:
            self._table.rows.append([])

    def _start_cell(self, given: dict[str, str], *, is_head: bool) -> None:
        if self._table is None or self._table_depth > 1 or not self._table.rows:
            return
        self._table.skip_spanned()
        self._cell = (is_head, _span(given, "colspan"), _span(given, "rowspan"))
        self._text = []

    def _end_cell(self) -> None:
        if self._table is None or self._cell is None or self._table_depth > 1:
            return
        is_head, across, down = self._cell
        row = self._table.rows[-1]
        for column in range(len(row), len(row) + across):
            self._table.spans[column] = down - 1
        row.append((self._taken(), is_head))
        row.extend(("", is_head) for _more in range(across - 1))
        self._table.skip_spanned()
        self._cell = None

    def _end_table(self) -> None:
        self._table_depth = max(self._table_depth - 1, 0)
        if self._table_depth == 0:
            self._table = None

    # --- what the program writes or draws itself ---

    def _mark(self, given: dict[str, str]) -> None:
        if self._is_inside:
            return
        self._end_paragraph()
        sentence, projects = given.get("data-sentence", "").strip(), given.get("data-projects", "")
        if sentence and len(sentence) <= 500:
            self.pieces.append(Block(sentence=sentence, text=given.get("data-text") or None))
        elif projects in _PROJECTS:
            self.pieces.append(Block.model_validate({"table": "projects", "list": _PROJECTS[projects]}))


def _span(given: dict[str, str], name: str) -> int:
    text = given.get(name, "1")
    return min(max(int(text), 1), _MOST_COLUMNS) if text.isdecimal() and len(text) < 4 else 1


def _body(pieces: list[_Piece]) -> Body:
    """Paragraphs alone are text; among other pieces, paragraphs that follow each other are one block."""
    numbered = _Numbering()
    if all(isinstance(piece, _Paragraph) and not piece.begins_block for piece in pieces):
        texts = [numbered.text_of(piece) for piece in pieces if isinstance(piece, _Paragraph)]
        return normal_form("\n\n".join(texts), None)
    return normal_form(None, list(_blocks(pieces, numbered)))


def _blocks(pieces: list[_Piece], numbered: "_Numbering") -> Iterator[Block]:
    run: list[str] = []
    for piece in pieces:
        if run and not (isinstance(piece, _Paragraph) and not piece.begins_block):
            yield Block(text="\n\n".join(run))
            run = []
        if isinstance(piece, _Paragraph):
            run.append(numbered.text_of(piece))
        else:
            yield Block(grid=piece.grid()) if isinstance(piece, _Table) else piece
    if run:
        yield Block(text="\n\n".join(run))


class _Numbering:
    """Gives headings that have no number the one that is due: a heading inside the text is known by it."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def text_of(self, piece: _Paragraph) -> str:
        """The text of a paragraph, a heading with its number."""
        number = heading_number(piece.text)
        if number is None and piece.tag in _HEADINGS:
            return self._numbered(piece)
        if number is not None:
            self._note(number)
        return piece.text

    def _numbered(self, piece: _Paragraph) -> str:
        title, style = " ".join(piece.text.split()), _STYLES[piece.tag]
        due = Number(style, self._last.get(style, 0) + 1, title)
        text = f"{due.written()}{title}"
        number = heading_number(text)
        if number is None or (number.style, number.value) != (due.style, due.value):
            return piece.text
        self._note(number)
        return text

    def _note(self, number: Number) -> None:
        order = list(HEADING_TAGS)
        deeper = order[order.index(number.style) + 1 :]
        self._last[number.style] = number.value
        for style in deeper:
            self._last.pop(style, None)
