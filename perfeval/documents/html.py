"""Blocks → HTML: plain elements with classes, so that styles/*.css alone decides how they look."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from html import escape
from itertools import takewhile

from perfeval.core.charts import draw
from perfeval.core.tables.model import Cell, Table

from .bands import Band, is_open_below
from .blocks import Block, Contents, ContentsLine, Cover, Drawing, Heading, Paragraph, Part, Signature
from .fonts import uncovered_characters
from .grid import Placed, placed
from .sizing import FORM_MM, INSET_MM, Fit, fit
from .titles import balanced_lines, heading_lines

MOST_IN_TITLE = 19
"""Characters of 22 points in a line of 156 mm."""

MOST_IN_COVER_TITLE = 19
"""Characters in a line of the cover's title."""

MOST_IN_FORM_TITLE = {"portrait": 27, "landscape": 38}
"""Characters of 18 points in a line as wide as the grid."""

MOST_IN_INSET_TITLE = {"portrait": 31, "landscape": 49}
"""Characters of 14 points."""

MOST_IN_CONTENTS = {1: 28, 2: 26}
"""Characters of 14 points in a line of the table of contents, with room for a leader and the number of the page."""

MISSING = "〓"

_WHOLE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
"""What a cell never breaks: a date."""

CHART_FONTS = "宋体, SimSun, FandolSong, Noto Serif CJK SC"

_UNPRINTABLE = {code: None for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF) if chr(code) not in "\t\n"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What was learnt by laying a part out, by the index of the table in its part: rows that no page holds and may
    break, type sizes in points, blocks whose headings must be repeated.
    """

    breakable: Mapping[int, Collection[int]] = field(default_factory=dict)
    sizes: Mapping[int, Fraction] = field(default_factory=dict)
    bands: Mapping[int, Band] = field(default_factory=dict)


def page_html(body: str) -> str:
    """A whole document around the body."""
    return f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"/></head><body>{body}</body></html>'


def part_html(part: Part, setting: Setting | None = None) -> str:
    """The section of a part. A body row of a table carries ``data-row="index:row"``."""
    drawn = [_block_html(part, index, setting or Setting()) for index in range(len(part.blocks))]
    if part.is_form:
        return drawn[0]
    alone = len(part.blocks) == 1 and isinstance(part.blocks[0], Heading)
    return f'<section class="prose{" divider" if alone else ""}">{"".join(drawn)}</section>'


def table_fit(part: Part, index: int) -> Fit:
    """The columns and the type in which a table of the part fits the width it has."""
    table = part.blocks[index]
    assert isinstance(table, Table)  # noqa: S101 - callers have looked
    return fit(table, (FORM_MM if part.is_form else INSET_MM)[table.orientation])


def text_html(text: str) -> str:
    """Escaped text; line breaks are kept, control characters that no paper shows are dropped.

    A character that no font has is printed as 〓, as type founders do, never as the box of some font.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNPRINTABLE)
    for character in () if lines.isascii() else uncovered_characters(lines):
        lines = lines.replace(character, MISSING)
    return escape(lines).replace("\n", "<br/>")


def _block_html(part: Part, index: int, setting: Setting) -> str:
    block: Block = part.blocks[index]
    if not isinstance(block, Table):
        return _text_block_html(block)
    kind = f"{'form' if part.is_form else 'inset'}{' signed' if block.key == 'members' else ''}"
    fitted = table_fit(part, index)
    fitted = replace(fitted, size=setting.sizes.get(index, fitted.size))
    grid = _grids_html(block, _Drawn(index, fitted, setting.breakable.get(index, ()), setting.bands.get(index)))
    most = (MOST_IN_FORM_TITLE if part.is_form else MOST_IN_INSET_TITLE)[block.orientation]
    return f'<section class="{kind} {block.orientation}">{_around_grid(block, grid, most)}</section>'


def _text_block_html(block: Heading | Paragraph | Signature | Cover | Contents | Drawing) -> str:
    if isinstance(block, Heading):
        return _heading_html(block)
    if isinstance(block, Paragraph):
        return _paragraph_html(block)
    if isinstance(block, Signature):
        return f'<div class="signature"><p>{text_html(block.organisation)}</p><p>{text_html(block.date)}</p></div>'
    if isinstance(block, Drawing):
        title = text_html(block.chart.title)
        return f'<div class="drawing"><p class="drawing-title">{title}</p>{draw(block.chart, CHART_FONTS)}</div>'
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
        lines = "<br/>".join(map(text_html, balanced_lines(block.text, MOST_IN_TITLE)))
        return f'<h1 class="paragraph-title" data-bookmark="{escape(block.text)}">{lines}</h1>'
    return f'<p class="paragraph-{block.style}">{text_html(block.text)}</p>'


def _cover_html(block: Cover) -> str:
    title = "<br/>".join(map(text_html, balanced_lines(block.title, MOST_IN_COVER_TITLE)))
    lines = "".join(f"<p>{text_html(line)}</p>" for line in block.lines)
    return (
        f'<div class="cover"><p class="cover-number">{text_html(block.number)}</p><p class="cover-title">{title}</p>'
        f'<div class="cover-lines">{lines}</div><p class="cover-date">{text_html(block.date)}</p></div>'
    )


def _contents_html(block: Contents) -> str:
    return f'<p class="contents-title">目\u3000录</p>{"".join(map(_contents_line_html, block.lines))}'


def _contents_line_html(line: ContentsLine) -> str:
    first, *more = map(text_html, balanced_lines(line.text, MOST_IN_CONTENTS[line.level]))
    text = "".join([first, *(f'<br/><span class="contents-more">{text}</span>' for text in more)])
    return f'<p class="contents-{line.level}" data-page="{line.page}">{text}</p>'


def _around_grid(table: Table, grid: str, most_in_title: int) -> str:
    """Title block, grid, and the lines below."""
    return "".join(
        [
            f'<p class="number">{text_html(table.number)}</p>' if table.number else "",
            _title_html(table, most_in_title),
            f'<p class="subtitle">{text_html(table.subtitle)}</p>' if table.subtitle else "",
            *(_caption_html(caption) for caption in table.captions),
            grid,
            *(f'<p class="footer">{text_html(line)}</p>' for line in table.footer),
            *(f'<p class="note">{text_html(line)}</p>' for line in table.notes),
        ]
    )


def _title_html(table: Table, most: int) -> str:
    if not table.title:
        return ""
    lines = "<br/>".join(map(text_html, balanced_lines(table.title, most)))
    return f'<h1 class="title" data-bookmark="{escape(table.bookmark or table.title)}">{lines}</h1>'


def _caption_html(caption: tuple[str, str, str]) -> str:
    cells = zip(("left", "center", "right"), caption, strict=True)
    inner = "".join(f'<td class="caption-{side}">{text_html(text)}</td>' for side, text in cells)
    return f'<table class="caption{" caption-even" if caption[1] else ""}"><tbody><tr>{inner}</tr></tbody></table>'


@dataclass(frozen=True, slots=True)
class _Drawn:
    """How the grid of a table is drawn."""

    index: int
    fitted: Fit
    breakable: Collection[int]
    band: Band | None


def _grids_html(table: Table, drawn: _Drawn) -> str:
    """The grid; in up to three pieces, one below the other, where a block in the middle repeats its headings."""
    heads = len(list(takewhile(lambda row: row.role == "head", table.rows)))
    rows = _rows_html(table, drawn)
    band = drawn.band
    if band is None:
        return _grid_html(drawn, rows[:heads], rows[heads:])
    above = _grid_html(drawn, rows[:heads], rows[heads : band.start])
    middle = _grid_html(drawn, rows[band.start : band.body], rows[band.body : band.stop], " grid-next")
    below = _grid_html(drawn, [], rows[band.stop :], " grid-next") if rows[band.stop :] else ""
    return f"{above}{middle}{below}"


def _grid_html(drawn: _Drawn, head: Sequence[str], body: Sequence[str], further: str = "") -> str:
    classes = f"grid size-{int(drawn.fitted.size * 10)}" + (" grid-open" if drawn.breakable else "") + further
    thead = f"<thead>{''.join(head)}</thead>" if head else ""
    columns = _columns_html(drawn.fitted.columns_mm)
    return f'<table class="{classes}">{columns}{thead}<tbody>{"".join(body)}</tbody></table>'


def _rows_html(table: Table, drawn: _Drawn) -> list[str]:
    """Each row; one that is not a head carries its number."""
    cells = [""] * len(table.rows)
    for item in placed(table):
        cells[item.row] += _cell_html(item, drawn)
    repeated = range(drawn.band.start, drawn.band.body) if drawn.band else range(0)
    found = []
    for number, row in enumerate(table.rows):
        name = "" if row.role == "head" or number in repeated else f' data-row="{drawn.index}:{number}"'
        kind = "row-breakable" if number in drawn.breakable else f"row-{row.role}"
        found.append(f'<tr class="{kind}"{name}>{cells[number]}</tr>')
    return found


def _columns_html(widths: Sequence[Fraction]) -> str:
    shares = (int(width * 10**6 / sum(widths)) for width in widths)
    return "".join(f'<col style="width:{share // 10**4}.{share % 10**4:04}%"/>' for share in shares)


def _cell_html(item: Placed, drawn: _Drawn) -> str:
    cell = item.cell
    tag = "th" if cell.kind == "head" else "td"
    spans = [f' {name}="{span}"' for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if span > 1]
    content = _content_html(item, drawn.fitted)
    further = " open-below" if drawn.band and is_open_below(item, drawn.band) else ""
    return f'<{tag} class="{" ".join(_classes(cell))}{further}"{"".join(spans)}>{content}</{tag}>'


def _content_html(item: Placed, fitted: Fit) -> str:
    """What stands in a cell: a heading in balanced lines, a figure with the unseen decimals that align it."""
    cell = item.cell
    if cell.kind == "head":
        return "<br/>".join(map(text_html, heading_lines(cell.printed, fitted.ems(item.column, cell.colspan))))
    rest = fitted.rests.get((item.row, item.column))
    if rest:
        return f'{text_html(cell.printed)}<span class="rest">{rest}</span>'
    return _WHOLE.sub(r'<span class="whole">\g<0></span>', text_html(cell.printed))


def _classes(cell: Cell) -> Iterator[str]:
    yield from ("cell", f"cell-{cell.kind}", f"align-{cell.align}")
    if cell.value is not None:
        yield "figure"
    if cell.bold:
        yield "bold"
    if cell.indent:
        yield f"indent-{min(cell.indent, 4)}"
