"""How explanations write numbers: what was entered as it stands, what was computed with two decimals."""

from decimal import Decimal
from fractions import Fraction

from perfeval.core.numbers import plain, round_half_up

PERCENT = "%"
LONGEST_QUOTE = 20
LONGEST_LIST = 3


def computed(number: Decimal | Fraction) -> str:
    """A computed number with two decimals: ``0.60``."""
    return f"{round_half_up(number):f}"


def entered(number: Decimal | Fraction) -> str:
    """A number without trailing zeros, at most six decimals: ``95``."""
    return plain(round_half_up(number, 6) if isinstance(number, Fraction) else number)


def share(fraction: Fraction) -> str:
    """A share of the weight in percent: ``75%``."""
    return plain(round_half_up(fraction * 100)) + PERCENT


def step_unit(unit: str) -> str:
    """The unit of a difference: percentages differ by 个百分点."""
    return "个百分点" if unit == PERCENT else unit


def quote(text: str) -> str:
    """A typed text in quotation marks, shortened."""
    short = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"
    return f"“{short}”"


def listed(names: list[str]) -> str:
    """Some names: at most three, then 等."""
    return "、".join(names[:LONGEST_LIST]) + ("等" if len(names) > LONGEST_LIST else "")
