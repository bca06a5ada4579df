"""One stored value with what reads and writes it."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from perfeval.core.language import _
from perfeval.core.numbers import parse_plain, plain
from perfeval.evaluations.columns import DoesNotFitError, Row, in_points, in_unit, in_yuan, tidy
from perfeval.evaluations.loading.places import value_at, with_value
from perfeval.evaluations.models import Sheet

from .errors import FieldError
from .typing_in import amount_in_unit, read_typed


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

    def shown(self, written: str) -> str:
        """A value as a message shows it."""
        return written

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
