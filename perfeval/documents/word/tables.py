"""A neutral Table as a table of Word: fixed columns, merged cells, repeated heads, rows that do not break."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import takewhile

from perfeval.core.tables.model import Cell, Table

from ..grid import placed
from ..sizing import Fit
from .fitting import LINE
from .markup import HEI, SONG, Characters, Justification, Shape, attribute, mm_twips, paragraph, run, shares, twips

_ALIGN: dict[str, Justification] = {"left": "both", "center": "center", "right": "right"}

Slot = tuple[int, Cell, bool]
"""Column, cell, and whether it begins in this row (else it comes down from above)."""


def table_xml(table: Table, fitted: Fit, *, signed: bool = False) -> str:
    """The grid with these columns and this type. ``signed`` rows leave room for signatures."""
    columns, points = shares(fitted.columns_mm, mm_twips(sum(fitted.columns_mm))), fitted.size
    heads = len(list(takewhile(lambda row: row.role == "head", table.rows)))
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    rows = "".join(
        f"<w:tr>{_row_properties(number < heads, twips(points * 3) if signed else 0)}"
        f"{''.join(_cell_xml(slot, columns, points) for slot in slots)}</w:tr>"
        for number, slots in enumerate(_slots(table))
    )
    return f"<w:tbl>{_properties(table, sum(columns), points)}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _properties(table: Table, width: int, points: Fraction) -> str:
    beside, above = twips(points / 4), twips(points * 15 / 100)
    sides = (("top", above), ("left", beside), ("bottom", above), ("right", beside))
    margins = "".join(f'<w:{side} w:w="{value}" w:type="dxa"/>' for side, value in sides)
    name = attribute(table.bookmark or table.title)
    caption = f'<w:tblCaption w:val="{name}"/>' if name else ""
    return (
        f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
        ' w:noVBand="1"/>'
        f"{caption}</w:tblPr>"
    )


def _row_properties(is_head: bool, height: int) -> str:
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    return f"<w:trPr><w:cantSplit/>{least}{'<w:tblHeader/>' if is_head else ''}</w:trPr>"


def _slots(table: Table) -> list[list[Slot]]:
    """The cells of each row, those that reach into it from above among them."""
    rows: list[list[Slot]] = [[] for _ in table.rows]
    for item in placed(table):
        for down in range(item.cell.rowspan):
            rows[item.row + down].append((item.column, item.cell, down == 0))
    return [sorted(row, key=lambda slot: slot[0]) for row in rows]


def _cell_xml(slot: Slot, columns: list[int], points: Fraction) -> str:
    column, cell, begins = slot
    width = sum(columns[column : column + cell.colspan])
    across = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    down = ('<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>") if cell.rowspan > 1 else ""
    inner = "".join(_lines(cell, points)) if begins else paragraph(Shape("FormText"))
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{across}{down}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def _lines(cell: Cell, points: Fraction) -> Iterator[str]:
    """A paragraph for each line: Word would stretch a justified line that a break ends."""
    is_strong = cell.bold or cell.kind == "head"
    look = Characters(HEI if is_strong else SONG, points)
    shape = Shape(
        "FormText",
        line=twips(points * LINE),
        left=twips(points) * min(cell.indent, 4),
        align=_ALIGN[cell.align],
    )
    for line in cell.printed.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        yield paragraph(shape, run(line, look))
