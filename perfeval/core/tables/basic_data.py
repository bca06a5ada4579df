"""绩效评价基础数据表: sections with their own columns, drawn in one grid behind a label column."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from math import lcm

from perfeval.core.package import BasicData, Package, TableRow, TableSection
from perfeval.core.scheme import NumberFormat, Scheme
from perfeval.core.scheme.lists import BasicDataForm

from .cells import amount_entry, computed, head, label, plain_text, shaped, text_entry
from .context import NoSuchTable
from .model import Cell, Row, Table
from .page import attachment_number, page_table
from .placeholders import package_values

MAX_GRID = 24
"""Most grid columns behind the labels; column counts without a common multiple below it share the width as they can."""


def basic_data_table(package: Package, scheme: Scheme) -> Table:
    """The whole table. Raises NoSuchTable where the package has no data or the scheme no layout."""
    layout, data = scheme.basic_data, package.basic_data
    if layout is None or data is None:
        raise NoSuchTable("basic_data")
    values = package_values(package)
    drawing = _Drawing(layout, scheme.formats.amount, _grid_width(data))
    sections = [drawing.section_rows(section, index) for index, section in enumerate(data.sections)]
    return page_table(
        layout,
        key="basic_data",
        values=values,
        widths=_widths(layout, drawing.width),
        rows=[row for rows in sections for row in rows],
        number=attachment_number(scheme, ("basic_data",), values),
        ref="/basic_data",
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with its depth and its JSON pointer."""

    row: TableRow
    depth: int
    ref: str


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What all sections share: number formats and the grid behind the label column, ``width`` columns wide."""

    layout: BasicDataForm
    amount: NumberFormat
    width: int

    def section_rows(self, section: TableSection, index: int) -> list[Row]:
        lines = list(_lines(section.rows, f"/basic_data/sections/{index}/rows", 0))
        if not section.columns:
            return [self._text_row(line) for line in lines]
        if len(lines) == 1 and lines[0].row.label == section.label:
            return self._one_row_section(section, lines[0])
        return [self._head(section), *(self._row(section, line) for line in lines)]

    def _head(self, section: TableSection, rows: int = 1) -> Row:
        first = shaped(label(section.label), 1, rows)
        spans = _shares(self.width, len(section.columns))
        return Row((first, *(head(text, (span, 1)) for text, span in zip(section.columns, spans, strict=True))))

    def _one_row_section(self, section: TableSection, line: _Line) -> list[Row]:
        """The label of the section is that of its only row: one cell over both."""
        return [self._head(section, 2), Row(tuple(self._values(section, line)), anchor=line.ref)]

    def _row(self, section: TableSection, line: _Line) -> Row:
        first = replace(label(line.row.label, f"{line.ref}/label", "left"), indent=line.depth)
        return Row((first, *self._values(section, line)), anchor=line.ref)

    def _values(self, section: TableSection, line: _Line) -> Iterator[Cell]:
        for column, span in enumerate(_shares(self.width, len(section.columns))):
            yield shaped(self._value(section, line, column), span)

    def _value(self, section: TableSection, line: _Line, column: int) -> Cell:
        formula = (section.computed or {}).get(str(column))
        ref = f"{line.ref}/computed/values/{column}"
        number = _at(line.row.computed.values, column) if line.row.computed else None
        if formula is not None:
            explanation = _explain_ratio(section, formula.ratio, number)
            return computed(number, ref, self.layout.rate, explanation)
        if line.row.children and line.row.total == "sum":
            return computed(number, ref, self.amount, "下列各行之和", "right")
        if line.row.children and line.row.total == "none":
            return plain_text("")
        return amount_entry(_at(line.row.values, column), f"{line.ref}/values/{column}", self.amount)

    def _text_row(self, line: _Line) -> Row:
        first = label(line.row.label, f"{line.ref}/label")
        return Row((first, shaped(text_entry(line.row.text, f"{line.ref}/text", "lines"), self.width)), anchor=line.ref)


def _lines(rows: list[TableRow], ref: str, depth: int) -> Iterator[_Line]:
    for index, row in enumerate(rows):
        line = _Line(row, depth, f"{ref}/{index}")
        yield line
        yield from _lines(row.children, f"{line.ref}/children", depth + 1)


def _grid_width(data: BasicData) -> int:
    """Columns into which every section's columns divide evenly, as far as that stays reasonable."""
    counts = [len(section.columns) for section in data.sections if section.columns]
    common = lcm(*counts)
    return common if common <= MAX_GRID else max(counts)


def _shares(width: int, count: int) -> list[int]:
    """``width`` grid columns dealt out to ``count`` columns, none of them empty."""
    bounds = [width * index // count for index in range(count + 1)]
    return [after - before for before, after in pairwise(bounds)]


def _widths(layout: BasicDataForm, width: int) -> list[int]:
    """Relative widths with the label column first; scaled so that the shares stay whole numbers."""
    return [layout.label_width * width, *([layout.data_width] * width)]


def _at(values: list[Decimal | None], column: int) -> Decimal | None:
    return values[column] if column < len(values) else None


def _explain_ratio(section: TableSection, ratio: tuple[int, int], number: Decimal | None) -> str | None:
    part, whole = ratio
    if number is None or max(ratio) >= len(section.columns):
        return None
    return f"{section.columns[part]} ÷ {section.columns[whole]}"
