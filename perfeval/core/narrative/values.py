"""What an expression can be worth: numbers, text, yes/no, lists of items, and a figure that is not there."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from perfeval.core.numbers import EXACT


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure or text nobody has entered; it prints as 【label】 and makes whatever uses it missing too."""

    label: str

    def __str__(self) -> str:
        return f"【{self.label}】"


class Typed(str):
    """Text an officer typed: its closing mark gives way to the one of the sentence around it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list, with named fields: a class of spending, a project, an indicator."""

    fields: Mapping[str, "Value"]


Value = Decimal | str | bool | Missing | Item | tuple[Item, ...]


class NarrativeError(ValueError):
    """A template or an expression that cannot be read or worked out; the message is Chinese."""


def number(value: Value) -> Decimal:
    """The value as a number; text and lists are an error of the template."""
    if isinstance(value, Decimal):
        return value
    raise NarrativeError(f"“{describe(value)}”不是数字")


def text(value: Value) -> str:
    """The value as text; anything else is an error of the template."""
    if isinstance(value, str):
        return value
    raise NarrativeError(f"“{describe(value)}”不是文字")


def items(value: Value) -> tuple[Item, ...]:
    """The value as a list of items."""
    if isinstance(value, tuple):
        return value
    raise NarrativeError(f"“{describe(value)}”不是列表")


def first_missing(*values: Value) -> Missing | None:
    """The first value that is not there."""
    return next((value for value in values if isinstance(value, Missing)), None)


def exact_sum(numbers: tuple[Decimal, ...]) -> Decimal:
    """Sum without rounding."""
    whole = Decimal(0)
    for one in numbers:
        whole = EXACT.add(whole, one)
    return whole


def describe(value: Value) -> str:
    """The value in a message, shortened."""
    return str(value)[:40]
