"""How a county writes its numbers."""

from decimal import Decimal
from typing import Literal

from perfeval.core.numbers import plain, round_half_up

from .base import SchemePart


class NumberFormat(SchemePart):
    """Decimals (None = as they are), zeros kept or dropped, separators, what stands for zero and for blank."""

    decimals: int | None = None
    trailing_zeros: Literal["keep", "drop"] = "drop"
    thousands: bool = False
    zero: Literal["0", "blank"] = "0"
    blank: str = ""
    suffix: str = ""

    def write(self, number: Decimal | None) -> str:
        """Write a number half up: 9.995 → ``10.00`` with two kept decimals; None → ``blank``."""
        if number is None or (number == 0 and self.zero == "blank"):
            return self.blank
        rounded = number if self.decimals is None else round_half_up(number, self.decimals)
        text = f"{rounded:f}" if self.trailing_zeros == "keep" else plain(rounded)
        if self.thousands:
            text = _with_separators(text)
        return text + self.suffix


class Formats(SchemePart):
    """The formats of a scheme: amounts, percent rates, scores and weights."""

    amount: NumberFormat = NumberFormat()
    rate: NumberFormat = NumberFormat(decimals=2, suffix="%")
    score: NumberFormat = NumberFormat(decimals=2)
    weight: NumberFormat = NumberFormat()


def _with_separators(text: str) -> str:
    whole, point, decimals = text.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{decimals}"
