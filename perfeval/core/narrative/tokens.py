"""The words of an expression: numbers, 'texts', names and signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .values import NarrativeError

MAX_LENGTH = 2000
"""Longest expression, in characters."""

Kind = Literal["number", "text", "name", "sign", "end"]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>'[^']*')|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign><=|>=|==|!=|[-+*/<>().,]))"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, without the quotes of a text."""

    kind: Kind
    word: str


def tokens(expression: str) -> Iterator[Token]:
    """The words in order, then ``end``. Raises NarrativeError at a character that belongs to no word."""
    if len(expression) > MAX_LENGTH:
        raise NarrativeError(f"算式超过{MAX_LENGTH}个字符")
    source, position = expression.rstrip(), 0
    while position < len(source):
        found = _TOKEN.match(source, position)
        if found is None:
            raise NarrativeError(f"算式“{expression[:60]}”第{position + 1}个字符起读不懂")
        yield _token(found)
        position = found.end()
    yield Token("end", "")


def _token(found: re.Match[str]) -> Token:
    for kind in ("number", "name", "sign"):
        if found[kind] is not None:
            return Token(kind, found[kind])
    return Token("text", found["text"][1:-1])
