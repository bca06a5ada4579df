"""绩效评价基础数据表: parent rows that are sums of their children, and columns that are ratios of others."""

from collections.abc import Iterable
from decimal import Decimal

from .numbers import percent, round_half_up, total
from .package.tables import BasicData, RowResult, TableRow, TableSection

Values = list[Decimal | None]


def compute_basic_data(table: BasicData) -> BasicData:
    """A copy of the table with ``computed.values`` in every row; ratios in percent points, 2 decimals."""
    if not table.sections:
        return table
    return table.model_copy(update={"sections": [_section(section) for section in table.sections]})


def _section(section: TableSection) -> TableSection:
    if not section.rows:
        return section
    return section.model_copy(update={"rows": [_row(row, section) for row in section.rows]})


def _row(row: TableRow, section: TableSection) -> TableRow:
    children = [_row(child, section) for child in row.children]
    entered = [*row.values, *[None] * (len(section.columns) - len(row.values))]
    values = _sums(children, len(section.columns)) if row.total == "sum" else entered
    update: dict[str, object] = {"computed": RowResult(values=_with_ratios(values, section))}
    if children:
        update["children"] = children
    return row.model_copy(update=update)


def _sums(children: Iterable[TableRow], columns: int) -> Values:
    results = [child.computed.values for child in children if child.computed]
    return [total(values[column] for values in results) for column in range(columns)]


def _with_ratios(values: Values, section: TableSection) -> Values:
    """The values with computed columns filled from left to right; blank where a side is blank or divides by zero."""
    filled = list(values)
    for column, formula in sorted((int(key), formula) for key, formula in (section.computed or {}).items()):
        part, whole = (filled[index] for index in formula.ratio)
        filled[column] = round_half_up(percent(part, whole)) if part is not None and whole else None
    return filled
