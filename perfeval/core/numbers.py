"""Numbers of the field: plain decimals, half-up rounding, money units, percent, and how documents write them.

Every amount, rate and score is a ``decimal.Decimal``; no float touches one. Rates are kept exact inside a
calculation and rounded once, half up, when a figure is awarded, shown or printed. Scores are worked out as fractions
(shares such as 1/3 have no decimal), which ``round_half_up`` turns into the decimal that is awarded.
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import cache

from perfeval.core.language import _

ZERO = Decimal(0)
HUNDRED = Decimal(100)
YUAN_PER_WAN = Decimal(10000)

MAX_INTEGER_DIGITS = 15
MAX_DECIMALS = 6

#: Wide enough that a quotient of two amounts never loses a digit that rounding could see.
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)

_PLAIN = re.compile(r"-?\d+(\.\d+)?\Z", re.ASCII)


class NumberError(ValueError):
    """A text that is not the number it should be; the message is Chinese and fit to be shown."""


def parse_plain(text: str) -> Decimal:
    """Read a plain decimal such as ``-12.50``: no sign but minus, no exponent, no separators.

    Raises NumberError for anything else, for more than 15 digits before or 6 after the point.
    """
    if not _PLAIN.match(text):
        raise NumberError(_("“{text}”不是数字").format(text=_shorten(text)))
    whole, _point, decimals = text.lstrip("-").partition(".")
    if len(decimals) > MAX_DECIMALS:
        raise NumberError(_("“{text}”的小数超过{limit}位").format(text=_shorten(text), limit=MAX_DECIMALS))
    if len(whole) > MAX_INTEGER_DIGITS:
        raise NumberError(_("“{text}”的整数超过{limit}位").format(text=_shorten(text), limit=MAX_INTEGER_DIGITS))
    return Decimal(text)


def plain(number: Decimal) -> str:
    """Write a decimal as plain digits without trailing zeros: ``Decimal("10.00")`` → ``10``."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def round_half_up(number: Decimal | Fraction, places: int = 2) -> Decimal:
    """Round half up (away from zero at a tie) to ``places`` decimals: 66.315 → 66.32."""
    if isinstance(number, Fraction):
        return _round_fraction(number, places)
    return number.quantize(_quantum(places), rounding=ROUND_HALF_UP, context=EXACT)


@cache
def _quantum(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def _round_fraction(number: Fraction, places: int) -> Decimal:
    numerator, denominator = number.as_integer_ratio()
    digits = (2 * abs(numerator) * 10**places // denominator + 1) // 2
    return Decimal(digits if numerator >= 0 else -digits).scaleb(-places, context=EXACT)


def divide(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Quotient to 60 digits. The caller decides what a zero denominator means; here it is an error."""
    return EXACT.divide(numerator, denominator)


def multiply(*factors: Decimal) -> Decimal:
    """Product to 60 digits."""
    product = Decimal(1)
    for factor in factors:
        product = EXACT.multiply(product, factor)
    return product


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` ÷ ``whole`` in percent points, exact; ``whole`` must not be zero."""
    return divide(multiply(part, HUNDRED), whole)


def total(numbers: Iterable[Decimal | None]) -> Decimal | None:
    """Sum of the numbers that are there; None when none is (a blank is not a zero)."""
    result: Decimal | None = None
    for number in numbers:
        if number is not None:
            result = number if result is None else EXACT.add(result, number)
    return result


def _shorten(text: str, length: int = 20) -> str:
    return text if len(text) <= length else text[:length] + "…"
