"""Reading a workbook back: what was changed, and every cell that cannot be taken."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import ValidationError

from perfeval.core.language import _
from perfeval.core.numbers import plain
from perfeval.evaluations.files import UnsafeFileError
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.services.typing_in import plain_number

from .contents import FORMAT, HIDDEN, Head
from .opening import open_workbook

MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that cannot be taken, and why; sheet and cell are empty where it is the whole workbook."""

    sheet: str
    cell: str
    message: str

    def __str__(self) -> str:
        place = _("工作表“{sheet}”{cell}").format(sheet=self.sheet, cell=self.cell) if self.sheet else ""
        return f"{place}：{self.message}" if place else self.message


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell that says something else than when the workbook was written."""

    sheet: str
    cell: str
    field: str
    value: str
    seen: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All changes of a workbook, and all problems that reading shows; ``version`` is what it was written from."""

    version: int = 0
    changes: list[ChangedCell] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    """A line of the hidden sheet."""

    sheet: str
    cell: str
    field: str
    written: str
    codes: Mapping[str, str]


def read_workbook(name: str, size: int, file: IO[bytes], evaluation: SelfEvaluation) -> Reading:
    """What was changed in the workbook of this self-evaluation. Raises UnsafeFileError for a file that is refused."""
    book = open_workbook(name, size, file)
    head = _head(book)
    problems = list(_wrong_owner(head, evaluation)) or list(_hidden_sheets(book))
    if problems:
        return Reading(head.version, [], problems)
    reading = Reading(head.version)
    for known in _known_cells(book):
        _read_cell(book, known, reading)
    return reading


def _head(book: Workbook) -> Head:
    if HIDDEN not in book.sheetnames:
        raise UnsafeFileError(_("这不是从本程序下载的工作簿；项目清单请用“导入清单”"))
    try:
        head = Head.model_validate_json(str(book[HIDDEN]["A1"].value))
    except ValidationError as error:
        raise UnsafeFileError(_("工作簿里的标识已被改动，请重新下载")) from error
    if head.format != FORMAT:
        raise UnsafeFileError(_("工作簿的版本不同，请重新下载"))
    return head


def _wrong_owner(head: Head, evaluation: SelfEvaluation) -> Iterator[CellProblem]:
    expected = (evaluation.pk, evaluation.department.name, evaluation.year, evaluation.scheme.slug)
    if (head.evaluation, head.department, head.year, head.scheme) != expected:
        message = _("这是{department}{year}年度的工作簿，不能填到{mine}{my_year}年度的自评里")
        said = message.format(
            department=head.department, year=head.year, mine=evaluation.department.name, my_year=evaluation.year
        )
        yield CellProblem("", "", said)


def _hidden_sheets(book: Workbook) -> Iterator[CellProblem]:
    for sheet in book.worksheets:
        if sheet.title != HIDDEN and sheet.sheet_state != "visible":
            yield CellProblem(sheet.title, "", _("工作表被隐藏，请取消隐藏或删除"))


def _known_cells(book: Workbook) -> Iterator[_Known]:
    rows = book[HIDDEN].iter_rows(min_row=2, max_row=MOST_CELLS, max_col=5, values_only=True)
    for row in rows:
        sheet, cell, name, written, codes = (str(each) if each is not None else "" for each in row)
        if name:
            yield _Known(sheet, cell, name, written, _codes(codes))


def _codes(text: str) -> dict[str, str]:
    """The words of a choice with their codes; none where they did not survive."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return {str(word): str(code) for word, code in found.items()} if isinstance(found, dict) else {}


def _read_cell(book: Workbook, known: _Known, reading: Reading) -> None:
    """Note what the cell says now, where that is something else, or why it cannot be read."""
    if known.sheet not in book.sheetnames:
        reading.problems.append(CellProblem(known.sheet, "", _("工作表已被删除或改名")))
        return
    try:
        value = text_of(_cell(book[known.sheet], known.cell))
    except UnsafeFileError as error:
        reading.problems.append(CellProblem(known.sheet, known.cell, str(error)))
        return
    value = known.codes.get(value, value)
    if _plain(value) != _plain(known.written):
        reading.changes.append(ChangedCell(known.sheet, known.cell, known.field, value, known.written))


def _cell(sheet: Worksheet, place: str) -> ExcelCell:
    try:
        cell = sheet[place]
    except ValueError as error:
        raise UnsafeFileError(_("工作簿里的标识已被改动，请重新下载")) from error
    if isinstance(cell, MergedCell) or not isinstance(cell, ExcelCell):
        raise UnsafeFileError(_("这一格被合并到别的格里，请取消合并"))
    return cell


def text_of(cell: ExcelCell) -> str:
    """A cell as one would type it. Raises UnsafeFileError for a formula and an Excel error."""
    value = cell.value
    if cell.data_type == "f":
        raise UnsafeFileError(_("这一格是公式，请改成数值再上传"))
    if cell.data_type == "e":
        raise UnsafeFileError(_("这一格是Excel错误值“{value}”").format(value=value))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal) or type(value).__name__ == "float":
        return _number(Decimal(str(value)), cell.number_format)
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    return str(value).replace("\r\n", "\n").replace("_x000D_", "")


def _number(number: Decimal, number_format: str) -> str:
    """Plain digits; what Excel made a percentage of (95% is 0.95 there) as it was typed."""
    return f"{plain(number * 100)}%" if "%" in number_format else plain(number)


def _plain(text: str) -> str:
    """To compare: digits without separators and zeros behind them."""
    number = plain_number(text)
    return plain(Decimal(number)) if number is not None else text.strip()
