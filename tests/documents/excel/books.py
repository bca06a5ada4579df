"""Ways to look into a workbook."""

import io
import zipfile
from typing import Any

from openpyxl import Workbook, load_workbook

from perfeval.core.tables.model import Table
from perfeval.documents.excel import workbook_of
from perfeval.documents.join import Meta

META = Meta("测试局2023年度 自评表", "测试局")


def opened(content: bytes, *, results: bool = False) -> Workbook:
    """The workbook with its formulas, or with what they give."""
    return load_workbook(io.BytesIO(content), data_only=results)


def made(*tables: Table) -> Workbook:
    return opened(workbook_of(tables, META))


def values(book: Workbook, name: str) -> dict[str, Any]:
    """What stands in the cells of a sheet, by address."""
    return {cell.coordinate: cell.value for row in book[name].iter_rows() for cell in row if cell.value is not None}


def formulas(book: Workbook) -> dict[str, str]:
    """The formulas of a workbook, by sheet and address."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def member(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)
