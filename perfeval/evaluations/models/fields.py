"""Columns that keep what a package says: an empty cell is NULL, a text is kept to the letter.

Their classes tell the services how to read what an officer types: see ``services/typing_in.py``.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    OptionalDecimal = models.DecimalField[Decimal | str | None, Decimal | None]
    OptionalText = models.TextField[str | None, str | None]
    OptionalChar = models.CharField[str | None, str | None]
    OptionalJson = models.JSONField[Any, Any]
else:
    OptionalDecimal, OptionalText, OptionalChar, OptionalJson = (
        models.DecimalField,
        models.TextField,
        models.CharField,
        models.JSONField,
    )


def _optional(options: dict[str, Any]) -> dict[str, Any]:
    return {"null": True, "blank": True, "default": None, **options}


class MoneyField(OptionalDecimal):
    """An amount in 元; 15 digits are exact on SQLite too."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **_optional({"max_digits": 15, "decimal_places": 2, **options}))


class NumberField(OptionalDecimal):
    """Points or any number that is not money, with the decimals a package may have."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **_optional({"max_digits": 15, "decimal_places": 6, **options}))


class RateField(OptionalDecimal):
    """A stored rate in percent points, to query by: wide enough for 0.01元 of budget and ten thousand 亿 spent."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **_optional({"max_digits": 20, "decimal_places": 2, **options}))


class FreeTextField(OptionalText):
    """Text of any length; NULL where the package has null, which is not the empty text."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **_optional(options))


class ChoiceField(OptionalChar):
    """One word of a list, or nothing."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **_optional({"max_length": 20, **options}))


class RecordField(OptionalJson):
    """A small record of the package as its JSON, validated by the core model before it is stored."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **_optional(options))
