"""One value by its field name: ``indicator.1234.actual``, ``fact.income_budget.value``, ``evaluation.7.filing/phone``.

A field name is the label of a table, a primary key (of facts: their key), a column, and inside a JSON column the JSON
pointer of the value. So it stays the same when rows are inserted or moved.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from perfeval.core.language import _
from perfeval.core.package import DepartmentInfo
from perfeval.core.package.base import Key, Number, Text
from perfeval.evaluations import columns as c
from perfeval.evaluations.columns import FACTORS, Columns, Row
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import Economic, Expenditure, Fact, Revenue, Section

from .bodies import BODY, BodyCell
from .cells import Cell
from .errors import FieldError

MAX_NAME = 300
_NAME = re.compile(r"(?P<label>[a-z]+)\.(?P<key>\w+)\.(?P<column>[a-z_]+)(?P<pointer>(/.+)?)\Z", re.ASCII | re.DOTALL)
_FACT_TYPES: dict[str, TypeAdapter[Any]] = {
    "value": TypeAdapter(Number | None),
    "label": TypeAdapter(Text | None),
    "unit": TypeAdapter(Text | None),
}
_KEY: TypeAdapter[str] = TypeAdapter(Key)


@dataclass(frozen=True)
class FieldName:
    """A field name in its parts; ``steps`` lead inside a JSON column."""

    label: str
    key: str
    column: str
    steps: tuple[str, ...] = ()

    @property
    def pk(self) -> int:
        """The primary key; -1, which no row has, where the key is no number."""
        return int(self.key) if self.key.isdecimal() and len(self.key) < 19 else -1


def parse_name(field: str) -> FieldName:
    """Take a field name apart. Raises FieldError for what is none."""
    found = _NAME.match(field) if len(field) <= MAX_NAME else None
    if not found:
        raise FieldError(_("不认识的字段"), field[:MAX_NAME])
    steps = tuple(step.replace("~1", "/").replace("~0", "~") for step in found["pointer"].split("/")[1:])
    return FieldName(found["label"], found["key"], found["column"], steps)


def cell_of(rows: Rows, name: FieldName) -> Cell:
    """The cell a field name means. Raises FieldError where there is none, or none to type in."""
    if name.label == "fact":
        return _fact_cell(rows, name)
    columns = c.ALL.get(name.label)
    row = rows.find(name.label, name.pk)
    if columns is None or row is None:
        raise FieldError(_("这一行已不存在，可能已被删除"))
    if isinstance(row, Section) and (name.column, name.steps) == (BODY, ()):
        return BodyCell(row, "text", columns.adapter("text"))
    if name.label == "evaluation" and name.column == "department_info" and name.steps:
        return Cell(row, name.column, TypeAdapter(DepartmentInfo), DepartmentInfo, name.steps)
    return column_cell(rows, row, columns, name)


def column_cell(rows: Rows, row: Row, columns: Columns, name: FieldName) -> Cell:
    """The cell of a column of this row, stored or new. Raises FieldError where nobody types into it."""
    if name.column not in columns.entered:
        raise FieldError(_("这一项不能填写"))
    factor = _factor(rows, row) if name.column in columns.money else None
    kind = columns.record.model_fields[name.column].annotation
    points = name.column in columns.points
    return Cell(row, name.column, columns.adapter(name.column), kind, name.steps, factor, points)


def _factor(rows: Rows, row: Row) -> Decimal:
    if isinstance(row, Revenue | Expenditure | Economic):
        return FACTORS[row.accounts.money_unit]
    return FACTORS[rows.evaluation.money_unit]


def _fact_cell(rows: Rows, name: FieldName) -> Cell:
    """The figure with this key; a key that forms know and nobody has filled gets its row now."""
    if name.column not in _FACT_TYPES or name.steps:
        raise FieldError(_("这一项不能填写"))
    fact = rows.facts.get(name.key)
    if fact is None:
        try:
            _KEY.validate_python(name.key)
        except ValidationError as error:
            raise FieldError(_("不认识的字段")) from error
        fact = Fact(evaluation=rows.evaluation, key=name.key, order=len(rows.facts))
        rows.facts[name.key] = fact
    return Cell(fact, name.column, _FACT_TYPES[name.column])
