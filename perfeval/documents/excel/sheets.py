"""One table on one sheet: as on paper in order, merged cells, widths and print set-up."""

from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile
from typing import Any

from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from perfeval.core.tables.model import Cell, Table

from ..archives import plain_text
from ..grid import Placed
from ..sizing import FORM_MM, fit
from .following import Grid, formulas_of
from .formulas import Formula, Place

FONT_SIZE = 10
CHARACTERS_PER_MM = Decimal("0.53")
"""Of a sheet at its full size: what a column's width is counted in."""

LEAST_WIDTH, LINE_HEIGHT, TALLEST = 4, 14, 400
INCHES = {"portrait": (0.79, 0.71, 1.0, 0.79), "landscape": (0.79, 0.79, 0.71, 0.79)}
"""Margins top, right, bottom, left."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
_HAIR = Side(style="thin", color="000000")
_FRAME = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)


@dataclass(slots=True)
class Look:
    """Styles that cells share: openpyxl takes its time over each new one."""

    styles: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def dress(self, target: ExcelCell, cell: Cell, shown_as: str, is_formula_like: bool) -> None:
        """Give the cell of a grid its look."""
        key = (cell.align, cell.indent, cell.bold or cell.kind == "head", shown_as, is_formula_like)
        if key not in self.styles:
            target.border = _FRAME
            target.font = Font(name="黑体" if key[2] else "宋体", size=FONT_SIZE)
            target.alignment = Alignment(cell.align, "center", wrap_text=True, indent=cell.indent)
            target.number_format, target.quotePrefix = shown_as, is_formula_like
            self.styles[key] = copy(target._style)
        target._style = copy(self.styles[key])

    def dress_line(self, target: ExcelCell, align: str, font: str, size: int, is_formula_like: bool) -> None:
        """Give a line above or below a grid its look."""
        key = (align, font, size, is_formula_like)
        if key not in self.styles:
            target.font, target.alignment = Font(name=font, size=size), Alignment(align, "center", wrap_text=True)
            target.quotePrefix = is_formula_like
            self.styles[key] = copy(target._style)
        target._style = copy(self.styles[key])


def write_sheet(sheet: Worksheet, table: Table, look: Look) -> dict[str, Decimal]:
    """Write the table; what its formulas give, by address."""
    writer = _Writer(sheet, table, look, Grid.of(table))
    writer.write()
    return writer.results


def write_text(target: ExcelCell, text: str) -> None:
    """Text that stays text, be it ``=1+1``: a formula from somebody's form must not run in anybody's Excel."""
    target.value = plain_text(text) or None
    if target.value is not None:
        target.data_type = "s"


@dataclass(slots=True)
class _Writer:
    """Writes downwards; ``top`` is the row of the sheet before the grid."""

    sheet: Worksheet
    table: Table
    look: Look
    grid: Grid
    widths: list[int] = field(default_factory=list)
    top: int = 0
    formulas: dict[Place, Formula] = field(default_factory=dict)
    results: dict[str, Decimal] = field(default_factory=dict)

    def write(self) -> None:
        table = self.table
        self._set_widths()
        self.formulas = formulas_of(self.grid)
        self._lines(
            (table.number, "left", 10, False), (table.title, "center", 16, True), (table.subtitle, "center", 10, False)
        )
        for caption in table.captions:
            self._caption(caption)
        heights = [LINE_HEIGHT + 4] * len(table.rows)
        for place, item in self.grid.cells.items():
            self._cell(place, item)
            if item.cell.rowspan == 1:
                heights[item.row] = max(heights[item.row], self._height(item))
        self._stretch(heights)
        for number, height in enumerate(heights, start=self.top + 1):
            self.sheet.row_dimensions[number].height = min(height, TALLEST)
        self._set_up_print()
        self.top += len(table.rows)
        self._lines(*((line, "left", 10, False) for line in (*table.footer, *table.notes)))

    def _set_widths(self) -> None:
        """Shares of the paper's width; a form that is set smaller on paper gets a wider sheet, which print shrinks."""
        width_mm, table = FORM_MM[self.table.orientation], self.table
        fitted = fit(table, width_mm)
        whole = width_mm * CHARACTERS_PER_MM * 10 / Decimal(int(fitted.size * 10)) * 10
        shares = (Decimal(int(width * 1000)) / (width_mm * 1000) for width in fitted.columns_mm)
        self.widths = [max(int(whole * share), LEAST_WIDTH) for share in shares]
        for number, width in enumerate(self.widths, start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width

    def _lines(self, *lines: tuple[str, str, int, bool]) -> None:
        """Lines above or below the grid, each over its whole width."""
        for text, align, size, is_title in lines:
            if not text:
                continue
            self.top += 1
            self._line(1, len(self.widths), text, align, "黑体" if is_title else "宋体", size)
            self.sheet.row_dimensions[self.top].height = (
                size * 3 // 2 * _line_count(text, sum(self.widths) * 10 // size)
            )

    def _caption(self, caption: tuple[str, str, str]) -> None:
        """The line above the grid: its texts at the left, in the middle, at the right."""
        if not any(caption):
            return
        self.top += 1
        last = len(self.widths)
        filled = [(text, align) for text, align in zip(caption, ("left", "center", "right"), strict=True) if text]
        bounds = [1 + last * index // len(filled) for index in range(len(filled) + 1)]
        for (text, align), start, end in zip(filled, bounds, bounds[1:], strict=False):
            if end > start:
                self._line(start, end - 1, text, align, "宋体", FONT_SIZE)
        self.sheet.row_dimensions[self.top].height = LINE_HEIGHT + 2

    def _line(self, first: int, last: int, text: str, align: str, font: str, size: int) -> None:
        cell = self.sheet.cell(self.top, first)
        write_text(cell, text)
        self.look.dress_line(cell, align, font, size, text.startswith(FORMULA_SIGNS))
        if last > first:
            self._merge(cell, 1, last - first + 1)

    def _cell(self, place: Place, item: Placed) -> None:
        cell, number, formula = item.cell, self.grid.shown.get(place), self.formulas.get(place)
        row, column = self.top + item.row + 1, item.column + 1
        target = self.sheet.cell(row, column)
        if formula is not None:
            target.value = "=" + formula.written(self.grid.numbers, self._address)
            self.results[self._address(place)] = self.grid.numbers[place]
        elif number is not None:
            target.value = number.value
        else:
            write_text(target, cell.printed)
        is_formula_like = number is None and cell.printed.startswith(FORMULA_SIGNS)
        self.look.dress(target, cell, number.shown_as if number else "General", is_formula_like)
        if cell.colspan > 1 or cell.rowspan > 1:
            self._merge(target, cell.rowspan, cell.colspan)

    def _merge(self, first: ExcelCell, rows: int, columns: int) -> None:
        """Merge cells (openpyxl's own way of it looks at each border anew, which takes most of the time)."""
        last_row, last_column = first.row + rows - 1, first.column + columns - 1
        for row in range(first.row, last_row + 1):
            for column in range(first.column, last_column + 1):
                self.sheet.cell(row, column)._style = copy(first._style)
        self.sheet.merged_cells.ranges.add(CellRange(None, first.column, first.row, last_column, last_row))

    def _address(self, place: Place) -> str:
        return f"{get_column_letter(place[1] + 1)}{self.top + place[0] + 1}"

    def _height(self, item: Placed) -> int:
        width = sum(self.widths[item.column : item.column + item.cell.colspan])
        return LINE_HEIGHT * _line_count(item.cell.printed, width) + 4

    def _stretch(self, heights: list[int]) -> None:
        """A cell over several rows that needs more room than they have gets it from the last of them."""
        for item in self.grid.cells.values():
            if item.cell.rowspan > 1:
                covered = slice(item.row, item.row + item.cell.rowspan)
                missing = self._height(item) - sum(heights[covered])
                heights[covered.stop - 1] += max(missing, 0)

    def _set_up_print(self) -> None:
        sheet, table = self.sheet, self.table
        sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, table.orientation
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.top, margins.right, margins.bottom, margins.left = INCHES[table.orientation]
        sheet.oddFooter.center.text = "— &P —"
        sheet.sheet_view.showGridLines = False
        heads = len(list(takewhile(lambda row: row.role == "head", table.rows)))
        if heads:
            sheet.print_title_rows = f"{self.top + 1}:{self.top + heads}"
            sheet.freeze_panes = f"A{self.top + heads + 1}"


def _line_count(text: str, width: int) -> int:
    """Lines a text takes in a column so many narrow characters wide; a Chinese one is two wide and a bit."""
    return sum(1 + (21 * _breadth(line)) // (20 * max(width - 1, 1)) for line in text.split("\n"))


def _breadth(line: str) -> int:
    return sum(1 if character < "\u2000" else 2 for character in line)
