"""One value by its field name: ``indicator.1234.actual``, ``fact.income_budget.value``, ``evaluation.7.filing/phone``.

A field name is the label of a table, a primary key (of facts: their key), a column, and inside a JSON column the JSON
pointer of the value. So it stays the same when rows are inserted or moved.
"""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from perfeval.core.language import _
from perfeval.core.numbers import parse_plain, plain
from perfeval.core.package import DepartmentInfo
from perfeval.core.package.base import Key, Number, Text
from perfeval.evaluations import columns as c
from perfeval.evaluations.columns import FACTORS, Columns, DoesNotFitError, Row, in_points, in_unit, in_yuan, tidy
from perfeval.evaluations.loading.places import value_at, with_value
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import Economic, Expenditure, Fact, Revenue, Sheet

from .errors import FieldError
from .typing_in import amount_in_unit, read_typed

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


@dataclass
class Cell:
    """One stored value: a column of ``row``, or what stands at ``steps`` inside its JSON, which is of ``kind``."""

    row: Row
    column: str
    adapter: TypeAdapter[Any]
    kind: Any = None
    steps: tuple[str, ...] = ()
    factor: Decimal | None = None
    points: bool = False

    @property
    def value(self) -> Any:
        """The value as a package has it, amounts in its unit; None where there is none."""
        stored = getattr(self.row, self.column)
        if stored is None:
            return None
        if self.factor is not None:
            return in_unit(stored, self.factor)
        return tidy(stored) if self.points else value_at(stored, self.steps)

    @property
    def written(self) -> str:
        """The value as an officer would type it."""
        return write_value(self.value)

    def read(self, text: str) -> Any:
        """What a typed text means here, as a package would have it. Raises FieldError."""
        if self.factor is not None:
            return read_typed(self._validate, amount_in_unit(text, self.factor))
        return read_typed(self._validate, self._code_of(text), percent=True)

    def put(self, value: Any) -> None:
        """Put what was read into the row. Raises FieldError where the column cannot keep it."""
        setattr(self.row, self.column, self._stored(self._whole(value)))
        if isinstance(self.row, Sheet) and self.column == "execution_weight":
            self.row.execution_weight_given = value is not None  # cleared: the scheme's weight holds again

    def _code_of(self, text: str) -> str:
        """The code of a choice that was written as people say it (一般公共预算); any other text as it is."""
        choices = () if self.steps else getattr(self.row._meta.get_field(self.column), "flatchoices", ())
        return next((code for code, word in choices if str(word) == text.strip()), text)

    def _validate(self, value: Any) -> Any:
        """What the package makes of the value; raises pydantic's ValidationError."""
        return value_at(self.adapter.validate_python(self._whole(value)), self.steps)

    def _whole(self, value: Any) -> Any:
        """The value of the whole column with this one in its place."""
        try:
            return with_value(self.kind, getattr(self.row, self.column), self.steps, value)
        except IndexError as error:
            raise FieldError(_("不认识的字段")) from error

    def _stored(self, value: Any) -> Any:
        try:
            if value is not None and self.factor is not None:
                return in_yuan(parse_plain(value), self.factor)
            if value is not None and self.points:
                return in_points(parse_plain(value))
        except DoesNotFitError as error:
            raise FieldError(str(error)) from error
        return value


def write_value(value: Any) -> str:
    """A value of a package as text to be typed: plain digits, ``true``, a line per text of a list, JSON for records.

    Keys are sorted, since PostgreSQL keeps those of a JSON object in an order of its own.
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def cell_of(rows: Rows, name: FieldName) -> Cell:
    """The cell a field name means. Raises FieldError where there is none, or none to type in."""
    if name.label == "fact":
        return _fact_cell(rows, name)
    columns = c.ALL.get(name.label)
    row = rows.find(name.label, name.pk)
    if columns is None or row is None:
        raise FieldError(_("这一行已不存在，可能已被删除"))
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
