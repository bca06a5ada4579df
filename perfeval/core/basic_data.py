"""绩效评价基础数据表: parent rows that are sums of their children, and columns that are ratios of others."""

from collections.abc import Iterable
from decimal import Decimal

from .numbers import percent, round_half_up, total
from .package.tables import BasicData, ComputedColumn, RowResult, TableRow, TableSection

Values = list[Decimal | None]
Formulas = dict[str, ComputedColumn]


def compute_basic_data(table: BasicData, template: BasicData | None = None) -> BasicData:
    """A copy of the table with ``computed.values`` in every row; ratios in percent points, 2 decimals.

    A section that has no formulas of its own takes those of the scheme's template section with the same rows.
    """
    if not table.sections:
        return table
    known = template.sections if template else []
    return table.model_copy(update={"sections": [_section(section, known) for section in table.sections]})


def _section(section: TableSection, templates: list[TableSection]) -> TableSection:
    if not section.rows:
        return section
    formulas = section.computed if section.computed is not None else _formulas_of(section, templates)
    rows = [_row(row, len(section.columns), formulas or {}) for row in section.rows]
    return section.model_copy(update={"rows": rows})


def _formulas_of(section: TableSection, templates: list[TableSection]) -> Formulas | None:
    keys = {row.key for row in section.rows}
    return next(
        (
            template.computed
            for template in templates
            if len(template.columns) == len(section.columns) and keys & {row.key for row in template.rows}
        ),
        None,
    )


def _row(row: TableRow, columns: int, formulas: Formulas) -> TableRow:
    children = [_row(child, columns, formulas) for child in row.children]
    entered = [*row.values, *[None] * (columns - len(row.values))]
    values = _sums(children, columns) if row.total == "sum" else entered
    update: dict[str, object] = {"computed": RowResult(values=_with_ratios(values, formulas))}
    if children:
        update["children"] = children
    return row.model_copy(update=update)


def _sums(children: Iterable[TableRow], columns: int) -> Values:
    results = [child.computed.values for child in children if child.computed]
    return [total(values[column] for values in results) for column in range(columns)]


def _with_ratios(values: Values, formulas: Formulas) -> Values:
    """The values with computed columns filled from left to right; blank where a side is blank or divides by zero."""
    filled = list(values)
    for column, formula in sorted((int(key), formula) for key, formula in formulas.items()):
        part, whole = (filled[index] for index in formula.ratio)
        filled[column] = round_half_up(percent(part, whole)) if part is not None and whole else None
    return filled
