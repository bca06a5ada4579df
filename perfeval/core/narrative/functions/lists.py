"""Lists of items: how many, their names in a row, their sum, those that meet a condition."""

from decimal import Decimal

from perfeval.core.narrative.book import Book
from perfeval.core.narrative.values import Item, Missing, NarrativeError, Value, exact_sum, items, number, text

from .registry import function


@function("N", 1)
def length(book: Book, listed: Value) -> Value:
    """How many items a list has."""
    return Decimal(len(items(listed)))


@function("JOIN", 2, 3)
def join(book: Book, listed: Value, between: Value, field: Value = "name") -> Value:
    """One field of every item in a row: JOIN(UNITS(), '、')."""
    found = [_field(item, text(field)) for item in items(listed)]
    return text(between).join(str(one) for one in found)


@function("TOTAL", 2)
def total_of(book: Book, listed: Value, field: Value) -> Value:
    """Sum of one field; missing where one of the figures is."""
    found = [_field(item, text(field)) for item in items(listed)]
    missing = next((one for one in found if isinstance(one, Missing)), None)
    return missing or exact_sum(tuple(number(one) for one in found))


@function("ONLY", 3)
def only(book: Book, listed: Value, field: Value, wanted: Value) -> Value:
    """The items whose field has a certain value."""
    return tuple(item for item in items(listed) if _field(item, text(field)) == wanted)


def _field(item: Item, name: str) -> Value:
    if name not in item.fields:
        raise NarrativeError(f"没有“{name}”这一项")
    return item.fields[name]
