"""Ground of the package models: strict keys, plain decimals, and errors that name the path."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints

from perfeval.core.language import _
from perfeval.core.numbers import NumberError, parse_plain, plain

MAX_TEXT = 200_000
"""Longest single text, in characters: longer than any section of a real report."""


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str):
        raise ValueError(_('数字须写成字符串，如 "12.50"'))
    return parse_plain(value)


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise ValueError(_("{number}不能小于0").format(number=plain(value)))
    return value


def _share(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if not isinstance(value, str):
        raise ValueError(_('比例须写成字符串，如 "0.5" 或 "1/3"'))
    numerator, slash, denominator = value.partition("/")
    divisor = Fraction(parse_plain(denominator)) if slash else Fraction(1)
    if divisor == 0:
        raise NumberError(_("“{share}”的分母为0").format(share=value))
    return Fraction(parse_plain(numerator)) / divisor


def write_share(share: Fraction) -> str:
    """Write a share as it was read: a plain decimal where it has one, else ``1/3``."""
    denominator = share.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return f"{share.numerator}/{share.denominator}"
    return plain(Decimal(share.numerator) / Decimal(share.denominator))


Number = Annotated[Decimal, BeforeValidator(_number), PlainSerializer(plain, return_type=str)]
"""A plain decimal, written in JSON as a string: ``"8779.43129"``."""

Weight = Annotated[
    Decimal, BeforeValidator(lambda v: _not_negative(_number(v))), PlainSerializer(plain, return_type=str)
]
"""Points of an indicator or a sheet (分值): never negative."""

Share = Annotated[Fraction, BeforeValidator(_share), PlainSerializer(write_share, return_type=str)]
"""A part of the weight: ``"0.1"`` or ``"1/3"``."""

Text = Annotated[str, StringConstraints(max_length=MAX_TEXT)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=100)]
Count = Annotated[int, Field(ge=0, le=10**12, strict=True)]
Year = Annotated[int, Field(ge=1990, le=2200, strict=True)]


class Record(BaseModel):
    """One object of a package: unknown keys are errors, ``note`` and ``published`` may stand anywhere.

    ``published`` holds what a source document prints; no calculation reads it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, arbitrary_types_allowed=True)

    published: dict[str, Any] | None = None
    note: Text | None = None


class Result(BaseModel):
    """One ``computed`` object: what ``compute`` writes beside ``published``, with the same keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)
