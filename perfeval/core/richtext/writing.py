"""A body as HTML: paragraphs, headings, lists, tables, and marks where the program writes or draws something itself."""

from collections.abc import Iterable, Sequence
from html import escape

from perfeval.core.package.report import Block, Grid
from perfeval.core.text.numbering import heading_number

from .body import HEADING_TAGS, normal_form


def write_html(text: str | None, blocks: Sequence[Block] | None) -> str:
    """The one way in which a body is written; ``read_html`` gives its normal form back.

    A paragraph that begins a block of text of its own is marked with ``data-begins``.
    """
    body = normal_form(text, blocks)
    if body.blocks is not None:
        return "".join(map(_block, body.blocks))
    return _paragraphs(body.text) if body.text is not None else ""


def _block(block: Block) -> str:
    if block.sentence is not None:
        free = f' data-text="{_quoted(block.text)}"' if block.text else ""
        return f'<hr data-sentence="{_quoted(block.sentence)}"{free}>'
    if block.grid is not None:
        return _table(block.grid)
    if block.table is not None:
        return f'<hr data-projects="{block.list or "all"}">'
    if isinstance(block.list, list):
        tag = "ol" if block.ordered else "ul"
        items = "".join(f"<li>{_paragraph(item)}</li>" for item in block.list)
        return f"<{tag}>{items}</{tag}>"
    return _paragraphs(block.text or "", begins_block=True)


def _paragraphs(text: str, *, begins_block: bool = False) -> str:
    first, *others = text.split("\n\n")
    mark = ' data-begins="1"' if begins_block else ""
    return _heading_or_paragraph(first, mark) + "".join(_heading_or_paragraph(other) for other in others)


def _heading_or_paragraph(text: str, mark: str = "") -> str:
    number = heading_number(text)
    return _paragraph(text, mark, HEADING_TAGS[number.style] if number and "\n" not in text else "p")


def _paragraph(text: str, mark: str = "", tag: str = "p") -> str:
    inside = escape(text, quote=False).replace("\n", "<br>")
    return f"<{tag}{mark}>{inside}</{tag}>"


def _table(grid: Grid) -> str:
    heads = _row(grid.columns, "th") if grid.columns else ""
    rows = "".join(_row(row, "td") for row in grid.rows)
    return f"<table><tbody>{heads}{rows}</tbody></table>"


def _row(cells: Iterable[str], tag: str) -> str:
    drawn = "".join(f"<{tag}>{_paragraph(cell)}</{tag}>" for cell in cells)
    return f"<tr>{drawn}</tr>"


def _quoted(text: str | None) -> str:
    return escape(text or "")
