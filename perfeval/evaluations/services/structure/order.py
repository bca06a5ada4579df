"""The order of rows that belong together."""

from collections.abc import Sequence
from typing import Any

from perfeval.core.language import _
from perfeval.evaluations.columns import Row
from perfeval.evaluations.services.errors import ChangeRefusedError

#: What a copy does not take over: its identity, and what a source document prints of the original.
_OWN = {"id", "published"}


def renumber(rows: Sequence[Any]) -> None:
    """Store the places of rows that stand in a new order."""
    moved = []
    for place, row in enumerate(rows):
        if row.order != place:
            row.order = place
            moved.append(row)
    if moved:
        type(moved[0])._default_manager.bulk_update(moved, ["order"])


def inserted_after(rows: Sequence[Any], row: Row, new: Row) -> list[Any]:
    """The rows with a new one behind ``row``."""
    place = rows.index(row) + 1
    return [*rows[:place], new, *rows[place:]]


def swapped(rows: Sequence[Any], row: Row, group: Sequence[Any], by: int) -> list[Any]:
    """The rows with ``row`` and its neighbour in ``group`` exchanged. Raises ChangeRefusedError at the ends."""
    there = group.index(row) + by
    if not 0 <= there < len(group):
        raise ChangeRefusedError(_("已经是第一行") if by < 0 else _("已经是最后一行"))
    exchange = {row: group[there], group[there]: row}
    return [exchange.get(each, each) for each in rows]


def copied(row: Any, **changes: Any) -> Any:
    """A copy of a row that is not stored yet."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    kept = {name: value for name, value in values.items() if name not in _OWN}
    return type(row)(**{**kept, **changes})


def free_name(wanted: str, taken: Sequence[str | None], pattern: str = "{name}{number}") -> str:
    """A name that no neighbour has: equal names of neighbours would be printed as one cell."""
    name, number = wanted, 2
    while name in taken:
        name = pattern.format(name=wanted, number=number)
        number += 1
    return name
