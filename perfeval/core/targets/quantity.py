"""A quantity as targets and actuals have them: sign, number, 万 or 亿, unit, and 增长 or 下降 before it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from perfeval.core.numbers import divide, multiply

from .words import FALLING, SCALES, SYNONYMS, Sign

ONE = Decimal(1)
_PERCENT_POINTS = {"‰": Decimal("0.1")}
_SHARES = ("%", "‰", "个百分点", "百分点")
_IN_BRACKETS = re.compile(r"（[^）]*）")
_PER_YEAR = re.compile(r"[/·](?:每?年|年度)\Z")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A sign, a number and its unit. ``scale`` is the 万 or 亿 before the unit; ``high`` closes a range.

    ``change`` is the word of a change as it was typed (增长, 下降); the number is the amount of that change.
    """

    number: Decimal
    sign: Sign | None = None
    scale: Decimal = ONE
    unit: str = ""
    high: Decimal | None = None
    change: str = ""

    @property
    def factor(self) -> Decimal:
        """What one of the number is in the plain unit; 1‰ is 0.1 percent points."""
        return self.scale * _PERCENT_POINTS.get(self.unit, ONE)

    @property
    def value(self) -> Decimal:
        """The number in the plain unit: 36.17万 → 361700."""
        return multiply(self.number, self.factor)

    @property
    def high_value(self) -> Decimal | None:
        """The upper end of a range in the plain unit."""
        return None if self.high is None else multiply(self.high, self.factor)

    @property
    def has_unit(self) -> bool:
        """Whether a unit or a 万/亿 was typed."""
        return bool(self.unit) or self.scale != ONE

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage or a difference of percentages."""
        return self.unit in _SHARES

    @property
    def is_falling(self) -> bool:
        """Whether it is the amount of a fall: 下降5%."""
        return self.change in FALLING

    def number_in(self, other: "Quantity") -> Decimal:
        """The number on the scale of another quantity: 361700人 beside 40万人 is 36.17."""
        return self.number if self.factor == other.factor else divide(self.value, other.factor)


def unit_text(quantity: Quantity) -> str:
    """The unit with its scale as it is written: 万元."""
    exponent = int(quantity.scale.log10())
    return next(word for word, power in SCALES.items() if power == exponent) + quantity.unit


def units_differ(target: Quantity, actual: Quantity) -> bool:
    """Whether the units do not fit: ``95%`` and ``95`` differ, ``100万元`` and ``9000元`` do not.

    A unit that one of them leaves out is the other's, except a percent sign.
    """
    named_apart = bool(target.unit and actual.unit) and not _spellings(target.unit) & _spellings(actual.unit)
    return named_apart or units_clash(target, actual)


def units_clash(target: Quantity, actual: Quantity) -> bool:
    """Whether the numbers cannot be compared: a percentage beside a plain number, or 98万元 beside a bare 100."""
    if target.is_share != actual.is_share:
        return True
    return any(one.scale != ONE and not other.has_unit for one, other in ((target, actual), (actual, target)))


def _spellings(unit: str) -> set[str]:
    """The ways a unit may be written: 场（次） is 场 or 场次, 次/年 is 次, since an evaluation covers one year."""
    plain = _PER_YEAR.sub("", unit)
    ways = (plain, _IN_BRACKETS.sub("", plain), plain.replace("（", "").replace("）", ""))
    return {SYNONYMS.get(way, way) for way in ways}
