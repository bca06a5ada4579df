"""Workbooks for tests: written, changed, and made hostile."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from perfeval.evaluations.loading import load
from perfeval.evaluations.models import SelfEvaluation
from perfeval.exchange.workbook import Reading, read_workbook, write_workbook
from perfeval.exchange.workbook.contents import HIDDEN


def written(evaluation: SelfEvaluation) -> bytes:
    return write_workbook(load(evaluation))


def changed(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """The workbook after somebody changed it."""
    book = load_workbook(BytesIO(content))
    change(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def reading_of(content: bytes, evaluation: SelfEvaluation, name: str = "自评.xlsx") -> Reading:
    return read_workbook(name, len(content), BytesIO(content), evaluation)


def place_of(content: bytes, field: str) -> tuple[str, str]:
    """Sheet and cell of the first place where a field is typed."""
    rows = load_workbook(BytesIO(content))[HIDDEN].iter_rows(min_row=2, values_only=True)
    return next((sheet, cell) for sheet, cell, name, *_rest in rows if name == field)


def set_field(content: bytes, field: str, value: object) -> bytes:
    sheet, cell = place_of(content, field)

    def put(book: Workbook) -> None:
        book[sheet][cell] = value

    return changed(content, put)


def with_entry(content: bytes, name: str, data: bytes) -> bytes:
    """The same file with one more part inside."""
    file = BytesIO(content)
    with ZipFile(file, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def upload(content: bytes, name: str = "自评.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def list_book(rows: list[list[object]], title: str = "清单") -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book
