"""Where single values may stand inside a JSON column, be they filled or not."""

from collections.abc import Iterator, Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

Place = tuple[int | str, ...]

MAX_GROWTH = 1000
"""Longest list that a value put behind its end may make."""

_NOT_ENTERED = {"computed", "published", "note"}


def places_in(kind: Any, value: Any) -> Iterator[Place]:
    """The places of the single values of a record type; lists and free keys reach as far as ``value`` does."""
    kind = _plain(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from _in_record(kind, value)
    elif get_origin(kind) is list and isinstance(value, Sequence):
        for index, item in enumerate(value):
            yield from _below(index, get_args(kind)[0], item)
    elif get_origin(kind) is dict and isinstance(value, Mapping):
        for key, item in value.items():
            yield from _below(key, get_args(kind)[1], item)
    elif get_origin(kind) not in (list, dict):
        yield ()


def _in_record(kind: type[BaseModel], value: Any) -> Iterator[Place]:
    given = value if isinstance(value, Mapping) else {}
    for name, field in kind.model_fields.items():
        if name not in _NOT_ENTERED:
            yield from _below(name, field.annotation, given.get(name))
    for key in given:
        if key not in kind.model_fields:
            yield (key,)


def _below(step: int | str, kind: Any, value: Any) -> Iterator[Place]:
    for place in places_in(kind, value):
        yield (step, *place)


def _plain(kind: Any) -> Any:
    """The type without ``Annotated`` and ``None``; a union of several kinds of value is a single value."""
    while get_origin(kind) in (Annotated, Union, UnionType):
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
            continue
        members = [member for member in get_args(kind) if member is not type(None)]
        if len(members) != 1:
            return None
        kind = members[0]
    return kind


def value_at(value: Any, steps: Sequence[str]) -> Any:
    """What stands at the end of the steps, in JSON data or in a record; None where they lead nowhere."""
    for step in steps:
        value = _one_step(value, step)
    return value


def _one_step(value: Any, step: str) -> Any:
    if isinstance(value, list):
        return value[int(step)] if step.isdecimal() and int(step) < len(value) else None
    if isinstance(value, BaseModel):
        return getattr(value, step, None)
    return value.get(step) if isinstance(value, Mapping) else None


def with_value(kind: Any, value: Any, steps: Sequence[str], new: Any) -> Any:
    """A copy of ``value`` with ``new`` at the end of the steps; what is missing on the way is made as ``kind`` says."""
    if not steps:
        return new
    step, rest = steps[0], steps[1:]
    kind = _plain(kind)
    if get_origin(kind) is list:
        return _list_with(get_args(kind)[0], list(value or []), step, rest, new)
    below = _kind_below(kind, step)
    given = dict(value or {})
    return {**given, step: with_value(below, given.get(step), rest, new)}


def _list_with(kind: Any, items: list[Any], step: str, rest: Sequence[str], new: Any) -> list[Any]:
    index = int(step) if step.isdecimal() and len(step) < 6 else MAX_GROWTH
    if index >= max(len(items), MAX_GROWTH):
        raise IndexError(step)
    items += [None] * (index + 1 - len(items))
    items[index] = with_value(kind, items[index], rest, new)
    return items


def _kind_below(kind: Any, step: str) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = kind.model_fields.get(step)
        return field.annotation if field else None
    return get_args(kind)[1] if get_origin(kind) is dict else None
