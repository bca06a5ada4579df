"""Figures: percent, rounding, sign, Chinese numerals, and whether a figure is there."""

from decimal import Decimal

from perfeval.core.narrative.book import Book
from perfeval.core.narrative.numerals import chinese_numeral
from perfeval.core.narrative.values import Missing, Value, number
from perfeval.core.numbers import percent, round_half_up

from .registry import function


@function("pct", 2, 3)
def share(book: Book, part: Value, whole: Value, places: Value = Decimal(2)) -> Value:
    """``part`` ÷ ``whole`` in percent, half up; 0 where the whole is blank or zero."""
    return round_half_up(percent(number(part), number(whole)), int(number(places))) if number(whole) else Decimal(0)


@function("r", 1, 2)
def rounded(book: Book, value: Value, places: Value = Decimal(2)) -> Value:
    """Half up to two places, or to as many as are said."""
    return round_half_up(number(value), int(number(places)))


@function("abs", 1)
def size(book: Book, value: Value) -> Value:
    """Without its sign."""
    return number(value).copy_abs()


@function("CN", 1)
def numeral(book: Book, value: Value) -> Value:
    """A count as a Chinese numeral."""
    return chinese_numeral(int(number(value)))


@function("known", 1, tolerant=True)
def is_known(book: Book, value: Value) -> Value:
    """Whether a figure or text is there."""
    return not isinstance(value, Missing)
