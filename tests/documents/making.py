"""Small tables and parts, and ways to look into a finished PDF."""

import io
import subprocess
from decimal import Decimal
from typing import Any

import pikepdf

from perfeval.core.tables.model import Cell, Row, Table
from perfeval.documents.blocks import Part

SENTENCE = "根据《关于开展绩效自评工作的通知》（财绩〔2024〕3号）要求，我局“精心组织”，完成率为100%。"


def head_cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, "head", align="center") for text in texts)


def heads(*texts: str) -> Row:
    return Row(head_cells(*texts), "head")


def label(text: str, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(text, "label", rowspan=rows, colspan=columns, align="center")


def figure(number: str) -> Cell:
    return Cell(number, "computed", align="right", value=Decimal(number))


def table(*rows: Row, widths: tuple[int, ...] = (1, 1), **changes: Any) -> Table:
    return Table(**{"key": "small", "title": "小表", "widths": widths, "rows": rows, **changes})


def indicators(count: int, merged: int, text: str = SENTENCE, **changes: Any) -> Table:
    """A head, then rows of name, figure and text; the first column is merged over so many rows."""
    rows = [heads("一级指标", "三级指标", "得分", "说明")]
    for number in range(count):
        first = (label(f"产出{number // merged + 1}", min(merged, count - number)),) if number % merged == 0 else ()
        rows.append(Row((*first, label(f"指标{number + 1}"), figure(f"{number}.50"), Cell(text))))
    return table(*rows, widths=(10, 20, 10, 60), **{"title": "指标表", **changes})


def part_of(made: Table) -> Part:
    return Part.of_table(made)


def text_of(pdf: bytes, *options: str) -> str:
    """The text of a PDF as poppler extracts it; pages end with a form feed."""
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def pages_of(pdf: bytes) -> list[str]:
    return text_of(pdf).split("\f")[:-1]


def squeezed(text: str) -> str:
    """Text without spaces and line ends, as cells break lines anywhere."""
    return "".join(text.split())


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))
