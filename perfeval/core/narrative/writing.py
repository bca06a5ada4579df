"""Filling a text with values: 「收入合计{total:money2}元」, and joining typed text to the sentence around it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from perfeval.core.numbers import plain
from perfeval.core.scheme.formats import NumberFormat

from .expressions import Scope
from .parser import parse
from .values import Missing, NarrativeError, Typed, Value, describe

_FORMAT = re.compile(r":([a-z][a-z0-9_]*)\Z")
_SLOT = re.compile(r"\{((?:'[^']*'|[^{}'])*)\}")
_CLOSING = "。；;，,、．. \n"
_LAST_CLAUSE = re.compile(r"[^。；，：、（）\s]*\Z")
_MIN_LEAD_IN = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder: an expression and the name of a number format."""

    expression: str
    format: str | None = None


Piece = str | Slot


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[Piece, ...]:
    """Fixed wording and placeholders in turn. Raises NarrativeError for a brace that is not closed."""
    found: list[Piece] = []
    for index, part in enumerate(_SLOT.split(text)):
        if index % 2:
            found.append(_slot(part))
        elif "{" in part or "}" in part:
            raise NarrativeError(f"“{text[:40]}”的花括号不成对")
        elif part:
            found.append(part)
    return tuple(found)


def _slot(inside: str) -> Slot:
    shape = _FORMAT.search(inside)
    return Slot(inside[: shape.start()], shape[1]) if shape else Slot(inside)


def write(text: str, scope: Scope, formats: Mapping[str, NumberFormat], *, is_part: bool = False) -> str:
    """The text with every placeholder filled. ``is_part``: more wording follows, so typed text ends without a mark."""
    parts, written = pieces(text), ""
    for index, part in enumerate(parts):
        if isinstance(part, str):
            written += part
            continue
        value = parse(part.expression).evaluate(scope)
        shown = show(value, part.format, formats)
        written += _joined(written, shown, _follows(parts, index, is_part)) if isinstance(value, Typed) else shown
    return written


def show(value: Value, format_name: str | None, formats: Mapping[str, NumberFormat]) -> str:
    """A value as text: numbers in their format, else as plain digits; what is missing as 【label】."""
    if isinstance(value, Decimal):
        return _number_format(format_name, formats).write(value) if format_name else plain(value)
    if isinstance(value, str | Missing):
        return str(value)
    raise NarrativeError(f"“{describe(value)}”不能直接写进句子")


def _number_format(name: str, formats: Mapping[str, NumberFormat]) -> NumberFormat:
    if name not in formats:
        raise NarrativeError(f"没有数字格式“{name}”")
    return formats[name]


def _follows(parts: Sequence[Piece], index: int, is_part: bool) -> bool:
    """Whether the wording after this piece goes on with a mark, or with 等: then typed text ends without one."""
    if index + 1 == len(parts):
        return is_part
    following = parts[index + 1]
    return isinstance(following, str) and following[0] in "。；，、）等"


def _joined(before: str, typed: str, mark_follows: bool) -> str:
    """Typed text without the lead-in it repeats (主要原因是…) and without a mark that would stand twice."""
    lead_in = _LAST_CLAUSE.search(before)
    repeated = lead_in[0] if lead_in else ""
    if len(repeated) >= _MIN_LEAD_IN and typed.startswith(repeated):
        typed = typed[len(repeated) :].lstrip("：:")
    return typed.strip().rstrip(_CLOSING) if mark_follows else typed.strip()
