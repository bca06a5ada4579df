"""Writing the workbook: the forms as on paper, cells to type in open, everything else locked."""

import json
from collections.abc import Iterator, Mapping
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from perfeval.core.language import _
from perfeval.core.tables.model import Cell, Row
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.screens.cells import typed_text
from perfeval.evaluations.screens.labels import entry_labels

from .contents import HIDDEN, Head, Part, SheetPlan, head_of, plan_of

SHEET_WIDTH = 130
"""Characters across a sheet, shared by the columns as on paper."""
LINE_HEIGHT = 15
_HAIR = Side(style="thin", color="8A939E")
_BORDER = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
_HEAD_FILL, _COMPUTED_FILL = PatternFill("solid", fgColor="F5F6F8"), PatternFill("solid", fgColor="F2F5F9")
_OPEN, _LOCKED = Protection(locked=False), Protection(locked=True)
Known = list[tuple[str, str, str, str, str]]
"""Sheet, cell, field, the value as one would type it, and the words of a choice as JSON."""


def write_workbook(loaded: Loaded) -> bytes:
    """The workbook of a self-evaluation, with everything that can be typed in forms, lists and sections."""
    book = Workbook()
    known: Known = []
    for plan in plan_of(loaded):
        sheet = book.create_sheet(plan.title)
        known += _Writer(sheet, plan).write()
    book.remove(book.worksheets[0])
    _write_hidden(book, head_of(loaded), known)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_hidden(book: Workbook, head: Head, known: Known) -> None:
    sheet = book.create_sheet(HIDDEN)
    sheet.append([head.model_dump_json()])
    for line in known:
        sheet.append([""] * len(line))
        for cell, text in zip(sheet[sheet.max_row], line, strict=True):
            put_text(cell, text)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


class _Writer:
    """Writes the grids of one sheet below each other."""

    def __init__(self, sheet: Worksheet, plan: SheetPlan) -> None:
        self._sheet, self._plan = sheet, plan
        self._columns = max(len(part.table.widths) for part in plan.parts)
        self._row = 1
        self._known: Known = []
        self._seen: set[str] = set()

    def write(self) -> Known:
        """Write all grids; the cells that can be typed in."""
        self._set_widths()
        for part in self._plan.parts:
            self._write_part(part)
            self._row += 1
        sheet = self._sheet
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = self._plan.parts[0].table.orientation
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        return self._known

    def _set_widths(self) -> None:
        """As on paper, from the grid with the most columns."""
        widest = next(part.table for part in self._plan.parts if len(part.table.widths) == self._columns)
        whole = sum(widest.widths)
        self._widths = [max(width * SHEET_WIDTH // whole, 6) for width in widest.widths]
        for number, width in enumerate(self._widths, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = width

    def _write_part(self, part: Part) -> None:
        table = part.table
        for text in (table.number, table.title, table.subtitle):
            if text:
                self._write_line(text, bold=text == table.title)
        for caption in table.captions:
            self._write_line("    ".join(text for text in caption if text))
        self._write_grid(part)
        for text in (*table.footer, *table.notes):
            if text:
                self._write_line(text)

    def _write_line(self, text: str, *, bold: bool = False) -> None:
        cell = self._sheet.cell(self._row, 1)
        put_text(cell, text)
        cell.font = Font(bold=bold, size=12 if bold else 10)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        self._sheet.row_dimensions[self._row].height = LINE_HEIGHT * _lines(text, sum(self._widths))
        self._sheet.merge_cells(start_row=self._row, start_column=1, end_row=self._row, end_column=self._columns)
        self._row += 1

    def _write_grid(self, part: Part) -> None:
        covered: set[tuple[int, int]] = set()
        for row, labels in zip(part.table.rows, entry_labels(part.table), strict=True):
            self._write_row(part, row, labels, covered)
            self._row += 1

    def _write_row(self, part: Part, row: Row, labels: list[str], covered: set[tuple[int, int]]) -> None:
        column, height = 1, 1
        for cell, name in zip(row.cells, labels, strict=True):
            while (self._row, column) in covered:
                column += 1
            covered |= {
                (self._row + down, column + across) for down in range(cell.rowspan) for across in range(cell.colspan)
            }
            self._write_cell(part, cell, column, name)
            width = sum(self._widths[column - 1 : column - 1 + cell.colspan])
            height = max(height, _lines(cell.printed, width) if cell.rowspan == 1 else 1)
            column += cell.colspan
        self._sheet.row_dimensions[self._row].height = min(height, 20) * LINE_HEIGHT

    def _write_cell(self, part: Part, cell: Cell, column: int, name: str) -> None:
        target = self._sheet.cell(self._row, column)
        field = self._plan.names.get(cell.ref or "", "") if cell.kind == "entry" else ""
        if field and field not in self._seen:
            self._seen.add(field)
            self._write_entry(part, cell, target, field, name)
        else:
            _write_locked(target, cell)
        _dress(target, cell)
        if cell.colspan > 1 or cell.rowspan > 1:
            end = {"end_row": self._row + cell.rowspan - 1, "end_column": column + cell.colspan - 1}
            self._sheet.merge_cells(start_row=self._row, start_column=column, **end)

    def _write_entry(self, part: Part, cell: Cell, target: ExcelCell, field: str, name: str) -> None:
        """A cell to type in: what is stored, its hint, and its place on the hidden sheet."""
        words = {code: str(word) for code, word in part.choices.get((cell.ref or "").rpartition("/")[2], ())}
        typed = typed_text(cell)
        if cell.value is not None:
            target.value = cell.value
        else:
            put_text(target, words.get(typed, typed))
        target.number_format = "General" if cell.input in ("amount", "number") else "@"
        target.protection = _OPEN
        if words:
            self._offer(target, words)
        if cell.prefix or cell.suffix:
            target.comment = Comment(
                _("只填数据，不填“{around}”").format(around=f"{cell.prefix}…{cell.suffix}"), "perfeval"
            )
        code_of = json.dumps({word: code for code, word in words.items()}, ensure_ascii=False) if words else ""
        self._known.append((self._plan.title, target.coordinate, field, typed, code_of))

    def _offer(self, target: ExcelCell, words: Mapping[str, str]) -> None:
        choice = DataValidation(type="list", formula1=f'"{",".join(words.values())}"', allow_blank=True)
        choice.add(target)
        self._sheet.add_data_validation(choice)


def _write_locked(target: ExcelCell, cell: Cell) -> None:
    """What cannot be typed: printed text, and computed numbers with the way they follow as a note."""
    if cell.value is not None and cell.kind != "entry":
        target.value = cell.value
    else:
        put_text(target, cell.printed)
    target.protection = _LOCKED
    if cell.explanation:
        target.comment = Comment(cell.explanation, "perfeval")


def put_text(target: ExcelCell, text: str) -> None:
    """Text that stays text, be it ``=1+1``: a formula from somebody's form must not run in anybody's Excel."""
    target.value = "".join(_printable(text))
    if target.value == "":
        target.value = None
        return
    target.data_type = "s"
    target.quotePrefix = text[:1] in "=+-@\t\r"


def _printable(text: str) -> Iterator[str]:
    """XML knows no control characters but tab and line breaks."""
    return (character for character in text if character >= " " or character in "\t\n\r")


def _dress(target: ExcelCell, cell: Cell) -> None:
    target.border = _BORDER
    target.alignment = Alignment(horizontal=cell.align, vertical="center", wrap_text=True, indent=cell.indent)
    target.font = Font(bold=cell.bold or cell.kind == "head", size=10)
    if cell.kind == "head":
        target.fill = _HEAD_FILL
    elif cell.kind != "entry":
        target.fill = _COMPUTED_FILL


def _lines(text: str, width: int) -> int:
    """Lines a text takes in a column so many narrow characters wide; a Chinese one is two wide and a bit."""
    return sum(1 + (23 * len(line)) // (10 * max(width - 1, 1)) for line in text.split("\n"))
