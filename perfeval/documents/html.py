"""Blocks → HTML: plain elements with classes, so that styles/*.css alone decides how they look."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape
from itertools import takewhile

from perfeval.core.tables.model import Cell, Row, Table

from .blocks import Block, Contents, ContentsLine, Cover, Heading, Paragraph, Part, Signature
from .sizing import FORM_MM, INSET_MM, fitting_size
from .titles import balanced_lines

MOST_IN_TITLE = 19
"""Characters of 22 points in a line of 156 mm."""

MOST_IN_COVER_TITLE = 19
"""Characters in a line of the cover's title."""

_UNPRINTABLE = {code: None for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF) if chr(code) not in "\t\n"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What was learnt by laying a part out: rows that no page holds and may break, type sizes of tables in points.

    Both by the index of the table in its part.
    """

    breakable: Mapping[int, Collection[int]] = field(default_factory=dict)
    sizes: Mapping[int, Fraction] = field(default_factory=dict)


def page_html(body: str) -> str:
    """A whole document around the body."""
    return f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"></head><body>{body}</body></html>'


def part_html(part: Part, setting: Setting | None = None) -> str:
    """The section of a part. A body row of a table carries ``data-row="index:row"``."""
    drawn = [_block_html(part, index, setting or Setting()) for index in range(len(part.blocks))]
    if part.is_form:
        return drawn[0]
    alone = len(part.blocks) == 1 and isinstance(part.blocks[0], Heading)
    return f'<section class="prose{" divider" if alone else ""}">{"".join(drawn)}</section>'


def table_size(part: Part, index: int) -> Fraction:
    """The type size in points in which a table of the part fits the width it has."""
    table = part.blocks[index]
    assert isinstance(table, Table)  # noqa: S101 - callers have looked
    return fitting_size(table, (FORM_MM if part.is_form else INSET_MM)[table.orientation])


def text_html(text: str) -> str:
    """Escaped text; line breaks are kept, control characters that no paper shows are dropped."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNPRINTABLE)
    return escape(lines).replace("\n", "<br>")


def _block_html(part: Part, index: int, setting: Setting) -> str:
    block: Block = part.blocks[index]
    if not isinstance(block, Table):
        return _text_block_html(block)
    kind = f"{'form' if part.is_form else 'inset'}{' signed' if block.key == 'members' else ''}"
    size = setting.sizes.get(index) or table_size(part, index)
    grid = _grid_html(block, index, size, setting.breakable.get(index, ()))
    return f'<section class="{kind} {block.orientation}">{_around_grid(block, grid)}</section>'


def _text_block_html(block: Heading | Paragraph | Signature | Cover | Contents) -> str:
    if isinstance(block, Heading):
        return _heading_html(block)
    if isinstance(block, Paragraph):
        return _paragraph_html(block)
    if isinstance(block, Signature):
        return f'<div class="signature"><p>{text_html(block.organisation)}</p><p>{text_html(block.date)}</p></div>'
    return _cover_html(block) if isinstance(block, Cover) else _contents_html(block)


def _heading_html(block: Heading) -> str:
    depth = f" depth-{block.depth}" if block.depth else ""
    if block.run_in is not None:
        lead = f'<span class="lead-{block.level}{depth}">{text_html(block.text)}</span>'
        return f'<p class="paragraph-body">{lead}{text_html(block.run_in)}</p>'
    tag = f"h{block.level + 1}"
    return f'<{tag} class="level-{block.level}{depth}">{text_html(block.text)}</{tag}>'


def _paragraph_html(block: Paragraph) -> str:
    if block.style == "title":
        lines = "<br>".join(map(text_html, balanced_lines(block.text, MOST_IN_TITLE)))
        return f'<h1 class="paragraph-title" data-bookmark="{escape(block.text)}">{lines}</h1>'
    return f'<p class="paragraph-{block.style}">{text_html(block.text)}</p>'


def _cover_html(block: Cover) -> str:
    title = "<br>".join(map(text_html, balanced_lines(block.title, MOST_IN_COVER_TITLE)))
    lines = "".join(f"<p>{text_html(line)}</p>" for line in block.lines)
    return (
        f'<div class="cover"><p class="cover-number">{text_html(block.number)}</p><p class="cover-title">{title}</p>'
        f'<div class="cover-lines">{lines}</div><p class="cover-date">{text_html(block.date)}</p></div>'
    )


def _contents_html(block: Contents) -> str:
    return f'<p class="contents-title">目\u3000录</p>{"".join(map(_contents_line_html, block.lines))}'


def _contents_line_html(line: ContentsLine) -> str:
    return f'<p class="contents-{line.level}" data-page="{line.page}">{text_html(line.text)}</p>'


def _around_grid(table: Table, grid: str) -> str:
    """Title block, grid, and the lines below."""
    return "".join(
        [
            f'<p class="number">{text_html(table.number)}</p>' if table.number else "",
            _title_html(table),
            f'<p class="subtitle">{text_html(table.subtitle)}</p>' if table.subtitle else "",
            *(_caption_html(caption) for caption in table.captions),
            grid,
            *(f'<p class="footer">{text_html(line)}</p>' for line in table.footer),
            *(f'<p class="note">{text_html(line)}</p>' for line in table.notes),
        ]
    )


def _title_html(table: Table) -> str:
    if not table.title:
        return ""
    return f'<h1 class="title" data-bookmark="{escape(table.bookmark or table.title)}">{text_html(table.title)}</h1>'


def _caption_html(caption: tuple[str, str, str]) -> str:
    cells = zip(("left", "center", "right"), caption, strict=True)
    inner = "".join(f'<td class="caption-{side}">{text_html(text)}</td>' for side, text in cells)
    return f'<table class="caption{" caption-even" if caption[1] else ""}"><tr>{inner}</tr></table>'


def _grid_html(table: Table, index: int, size: Fraction, breakable: Collection[int]) -> str:
    heads = len(list(takewhile(lambda row: row.role == "head", table.rows)))
    head = "".join(_row_html(row, "") for row in table.rows[:heads])
    body = "".join(
        _row_html(row, f' data-row="{index}:{number}"', number in breakable)
        for number, row in enumerate(table.rows[heads:], start=heads)
    )
    classes = f"grid size-{int(size * 10)}" + (" grid-open" if breakable else "")
    thead = f"<thead>{head}</thead>" if head else ""
    return f'<table class="{classes}">{_columns_html(table.widths)}{thead}<tbody>{body}</tbody></table>'


def _columns_html(widths: tuple[int, ...]) -> str:
    shares = (width * 10**6 // sum(widths) for width in widths)
    return "".join(f'<col style="width:{share // 10**4}.{share % 10**4:04}%">' for share in shares)


def _row_html(row: Row, name: str, breakable: bool = False) -> str:
    kind = "row-breakable" if breakable else f"row-{row.role}"
    return f'<tr class="{kind}"{name}>{"".join(map(_cell_html, row.cells))}</tr>'


def _cell_html(cell: Cell) -> str:
    tag = "th" if cell.kind == "head" else "td"
    spans = [f' {name}="{span}"' for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if span > 1]
    return f'<{tag} class="{" ".join(_classes(cell))}"{"".join(spans)}>{text_html(cell.printed)}</{tag}>'


def _classes(cell: Cell) -> Iterator[str]:
    yield from ("cell", f"cell-{cell.kind}", f"align-{cell.align}")
    if cell.value is not None:
        yield "figure"
    if cell.bold:
        yield "bold"
    if cell.indent:
        yield f"indent-{min(cell.indent, 4)}"
