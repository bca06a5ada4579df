"""The few kinds of formula that a sheet has: each knows what it gives and how Excel writes it.

Places are (row, column) in the grid of a table; ``numbers`` are those that stand on the sheet.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from perfeval.core.numbers import ZERO, round_half_up

Place = tuple[int, int]
Numbers = Mapping[Place, Decimal]
Address = Callable[[Place], str]

MOST_ARGUMENTS = 200
"""Excel takes 255 arguments of a function."""


class Formula(Protocol):
    """A formula over other cells of its sheet."""

    def result(self, numbers: Numbers) -> Decimal | None:
        """What it gives for these numbers; None where it gives none (division by zero)."""
        ...

    def written(self, numbers: Numbers, address: Address) -> str:
        """The formula without its equals sign."""
        ...


@dataclass(frozen=True, slots=True)
class Sum:
    """Cells added up, others taken off."""

    plus: tuple[Place, ...]
    minus: tuple[Place, ...] = ()

    def result(self, numbers: Numbers) -> Decimal | None:
        """An empty cell counts as nothing, but there has to be one number."""
        if not any(place in numbers for place in self.plus):
            return None
        taken = sum((numbers.get(place, ZERO) for place in self.minus), ZERO)
        return sum((numbers.get(place, ZERO) for place in self.plus), ZERO) - taken

    def written(self, numbers: Numbers, address: Address) -> str:
        """SUM(E4:E9,E12)-F3."""
        added = _sum_text(self.plus, numbers, address)
        return added + "".join(f"-{address(place)}" for place in self.minus)


@dataclass(frozen=True, slots=True)
class Quotient:
    """A share of a whole, ``times`` 100 where the cell holds percent points, rounded half up."""

    part: Place
    whole: Place
    times: int = 1
    digits: int = 4

    def result(self, numbers: Numbers) -> Decimal | None:
        """None where there is nothing to divide by."""
        part, whole = numbers.get(self.part), numbers.get(self.whole)
        if part is None or not whole:
            return None
        return round_half_up(Fraction(part) / Fraction(whole) * self.times, self.digits)

    def written(self, _numbers: Numbers, address: Address) -> str:
        """ROUND(F5/E5,4)."""
        times = f"*{self.times}" if self.times > 1 else ""
        return f"ROUND({address(self.part)}/{address(self.whole)}{times},{self.digits})"


@dataclass(frozen=True, slots=True)
class Share:
    """Points by a rate, between none and all of them; ``full`` is what the rate's cell holds for 100 %."""

    weight: Place
    rate: Place
    full: int = 1

    def result(self, numbers: Numbers) -> Decimal | None:
        """Rounded to two decimals, as points are."""
        weight, rate = numbers.get(self.weight), numbers.get(self.rate)
        if weight is None or rate is None:
            return None
        reached = min(max(Fraction(rate), Fraction(0)), Fraction(self.full))
        return round_half_up(Fraction(weight) * reached / self.full)

    def written(self, _numbers: Numbers, address: Address) -> str:
        """ROUND(G5*MIN(MAX(H5,0),1),2)."""
        part = f"MIN(MAX({address(self.rate)},0),{self.full})"
        over = f"/{self.full}" if self.full > 1 else ""
        return f"ROUND({address(self.weight)}*{part}{over},2)"


@dataclass(frozen=True, slots=True)
class Products:
    """Two columns of the same rows multiplied and added up."""

    first: tuple[Place, ...]
    second: tuple[Place, ...]

    def result(self, numbers: Numbers) -> Decimal | None:
        """An empty cell counts as nothing."""
        pairs = zip(self.first, self.second, strict=True)
        return sum((numbers.get(one, ZERO) * numbers.get(other, ZERO) for one, other in pairs), ZERO)

    def written(self, _numbers: Numbers, address: Address) -> str:
        """SUMPRODUCT(D2:D9,E2:E9)."""
        ends = [f"{address(column[0])}:{address(column[-1])}" for column in (self.first, self.second)]
        return f"SUMPRODUCT({','.join(ends)})"


def _sum_text(places: Sequence[Place], numbers: Numbers, address: Address) -> str:
    runs = [
        address(first) if first == last else f"{address(first)}:{address(last)}"
        for first, last in _runs(places, numbers)
    ]
    if len(runs) == 1 and ":" not in runs[0]:
        return runs[0]
    sums = [",".join(runs[start : start + MOST_ARGUMENTS]) for start in range(0, len(runs), MOST_ARGUMENTS)]
    return "+".join(f"SUM({arguments})" for arguments in sums)


def _runs(places: Sequence[Place], numbers: Numbers) -> Iterator[tuple[Place, Place]]:
    """Ranges down a column that hold the numbers of these places and no others."""
    ordered = sorted(set(places), key=lambda place: (place[1], place[0]))
    first = last = ordered[0]
    for place in ordered[1:]:
        between = ((row, place[1]) for row in range(last[0] + 1, place[0]))
        if place[1] == last[1] and not any(each in numbers for each in between):
            last = place
        else:
            yield first, last
            first = last = place
    yield first, last
