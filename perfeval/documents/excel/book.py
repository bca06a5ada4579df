"""The workbook: its sheets with their names, a list of them, and what makes its bytes the same every time."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink

from perfeval.core.numbers import plain
from perfeval.core.tables.model import Table

from ..archives import Change, sealed
from ..join import Meta
from .sheets import Look, write_sheet, write_text

LONGEST_NAME = 31
"""Characters that Excel allows in the name of a sheet."""

CONTENTS = "目录"
FEW_SHEETS = 3
"""So many sheets are found by their tabs alone."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_UNCOUNTED = re.compile(
    rb'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v\s*/>|(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v></v>'
)
_MERGED = re.compile(rb"(?:<mergeCell [^>]*/>)+")


def workbook_of(tables: Sequence[Table], meta: Meta) -> bytes:
    """The workbook of these tables. The same tables give the same bytes in any process."""
    book = Workbook()
    book.remove(book.worksheets[0])
    named = list(zip(_names(tables), tables, strict=True))
    if len(named) > FEW_SHEETS:
        _write_contents(book, named)
    look = Look()
    changes: dict[str, Change] = {}
    for name, table in named:
        results = write_sheet(book.create_sheet(name), table, look)
        changes[f"xl/worksheets/sheet{len(book.worksheets)}.xml"] = _filling(results)
    book.properties.creator, book.properties.title = meta.author, meta.title
    file = io.BytesIO()
    book.save(file)
    return sealed(file.getvalue(), meta.created, changes)


def _write_contents(book: Workbook, named: Sequence[tuple[str, Table]]) -> None:
    """A first sheet from which every other is reached."""
    sheet = book.create_sheet(CONTENTS)
    sheet.column_dimensions["A"].width = 100
    write_text(sheet.cell(1, 1), CONTENTS)
    sheet.cell(1, 1).font = Font(name="黑体", size=14)
    for row, (name, table) in enumerate(named, start=2):
        cell = sheet.cell(row, 1)
        write_text(cell, table.bookmark or table.title or name)
        place = f"'{name.replace(chr(39), chr(39) * 2)}'!A1"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=name)
        cell.font = Font(name="宋体", size=11, underline="single", color="1F4E79")


def _filling(results: Mapping[str, Decimal]) -> Change:
    """Formulas with what they give, for readers that do not count themselves; merged cells in one order always."""

    def fill(content: bytes) -> bytes:
        content = _MERGED.sub(lambda found: b"".join(sorted(found[0].replace(b"/>", b"/>\0").split(b"\0"))), content)
        return _UNCOUNTED.sub(
            lambda found: (found[1] or found[3]) + b"<v>%s</v>" % _result(results, found[2] or found[4]), content
        )

    return fill


def _result(results: Mapping[str, Decimal], address: bytes) -> bytes:
    return plain(results[address.decode()]).encode()


def _names(tables: Sequence[Table]) -> Iterable[str]:
    """Names as Excel allows them, each once, whether one writes it large or small."""
    taken = {CONTENTS.casefold(), "history"}
    for table in tables:
        wanted = _FORBIDDEN.sub(" ", table.bookmark or table.title).strip(" '") or "表"
        name, number = wanted[:LONGEST_NAME].strip(" '"), 2
        while name.casefold() in taken:
            ending = f"（{number}）"
            name, number = wanted[: LONGEST_NAME - len(ending)] + ending, number + 1
        taken.add(name.casefold())
        yield name
