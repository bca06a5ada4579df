"""The sheets of any workbook as texts."""

from dataclasses import dataclass, field
from typing import IO

from openpyxl.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from perfeval.core.language import _
from perfeval.evaluations.files import UnsafeFileError
from perfeval.exchange.workbook.opening import open_workbook
from perfeval.exchange.workbook.reading import text_of

MOST_ROWS, MOST_COLUMNS = 3000, 60


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its rows of texts, and by place (row, column from 0) why a cell cannot be read."""

    title: str
    rows: list[list[str]]
    problems: dict[str, str] = field(default_factory=dict)

    def problem_at(self, row: int, column: int) -> str:
        """Why this cell cannot be read; empty where it can."""
        return self.problems.get(place(row, column), "")


def place(row: int, column: int) -> str:
    """The name of a cell, counted from 0: (0, 0) is A1."""
    return f"{get_column_letter(column + 1)}{row + 1}"


def read_grids(name: str, size: int, file: IO[bytes]) -> list[Grid]:
    """The sheets that hold anything. Raises UnsafeFileError for a file or a sheet that is not taken."""
    book = open_workbook(name, size, file)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            raise UnsafeFileError(_("工作表“{sheet}”被隐藏，请取消隐藏或删除").format(sheet=sheet.title))
    grids = [grid for sheet in book.worksheets if (grid := _grid(sheet)).rows]
    if not grids:
        raise UnsafeFileError(_("工作簿里没有内容"))
    return grids


def _grid(sheet: Worksheet) -> Grid:
    if (sheet.max_row or 0) > MOST_ROWS or (sheet.max_column or 0) > MOST_COLUMNS:
        message = _("工作表“{sheet}”超过{rows}行或{columns}列")
        raise UnsafeFileError(message.format(sheet=sheet.title, rows=MOST_ROWS, columns=MOST_COLUMNS))
    grid = Grid(sheet.title, [])
    for number, row in enumerate(sheet.iter_rows()):
        grid.rows.append([_text(grid, number, column, cell) for column, cell in enumerate(row)])
    while grid.rows and not any(grid.rows[-1]):
        grid.rows.pop()
    return grid


def _text(grid: Grid, row: int, column: int, cell: object) -> str:
    try:
        if isinstance(cell, MergedCell):
            raise UnsafeFileError(_("这一格被合并到别的格里，请取消合并"))
        return text_of(cell).strip()
    except UnsafeFileError as error:
        grid.problems[place(row, column)] = str(error)
        return ""
