"""A plain list as an Excel workbook: a title, headings, rows; figures are figures, and text is never a formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from perfeval.exchange.workbook.writing import put_text

Value = str | int | Decimal | None
Row = Sequence[Value]
TITLE_SIZE = 14
MOST_CHARACTERS = 32_767
"""Of one cell."""


def workbook_of(sheets: Iterable[tuple[str, str, Row, Sequence[int], Iterable[Row]]], created: datetime) -> bytes:
    """A workbook of lists: each with the name of its sheet, its title, headings, widths of columns, and rows."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "perfeval"
    book.properties.created = book.properties.modified = created.astimezone(UTC).replace(tzinfo=None)
    for name, title, headings, widths, rows in sheets:
        _fill(book.create_sheet(name), title, headings, widths, rows)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _fill(sheet: Worksheet, title: str, headings: Row, widths: Sequence[int], rows: Iterable[Row]) -> None:
    for number, row in enumerate([[title], headings, *rows], start=1):
        for column, value in enumerate(row, start=1):
            _write(sheet.cell(number, column), value)
    sheet["A1"].font = Font(bold=True, size=TITLE_SIZE)
    for cell in sheet[2]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write(cell: Cell, value: Value) -> None:
    if isinstance(value, str):
        put_text(cell, value[:MOST_CHARACTERS])
    else:
        cell.value = value
