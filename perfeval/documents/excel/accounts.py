"""Formulas of the final accounts: by the numbers of lines (行) and columns (栏) that a form names, and by codes.

A 类 (three digits) is the sum of its 款, a 款 (five) that of its 项 (seven); the total is the sum of all 类.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..grid import Placed
from .formulas import Formula, Place, Sum

Cells = Mapping[Place, Placed]

_AMOUNT = re.compile(r"/final_accounts/computed/tables/\w+/(\d+)/cells/(\d+)")
_TERM = re.compile(r"([＋－]?)(\d+)([行栏])(?:至(\d+)行)?")
_CODES = re.compile(r"([\d＋]+)各类之和")
CODE_LENGTHS = (3, 5, 7)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount: the record it belongs to, its column there, and the number or code of its line, if it has one."""

    record: str
    column: int
    key: str


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of one table. ``lines``: column → key of a line → place; ``records``: record → 栏 → place."""

    cells: Cells
    by_place: dict[Place, Amount] = field(default_factory=dict)
    lines: dict[int, dict[str, Place]] = field(default_factory=dict)
    records: dict[str, dict[str, Place]] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: Cells) -> "Amounts":
        """Read a table; empty for one that is not of the final accounts."""
        amounts = cls(cells)
        for place, item in cells.items():
            ref = _AMOUNT.fullmatch(item.cell.ref or "")
            if ref:
                amounts._add(place, Amount(ref[1], int(ref[2]), _key_left_of(cells, place)))
        return amounts

    def _add(self, place: Place, amount: Amount) -> None:
        self.by_place[place] = amount
        self.records.setdefault(amount.record, {})[str(amount.column + 1)] = place
        lines = self.lines.setdefault(amount.column, {})
        if amount.key:
            lines.setdefault(amount.key, place)

    def formulas(self, place: Place) -> Iterator[Formula]:
        """What the amount at this place may follow from, the form's own wording first."""
        amount = self.by_place.get(place)
        if amount is None:
            return
        yield from self._worded(amount, self.cells[place].cell.explanation or "")
        lines = self.lines[amount.column]
        below = _below(amount.key, lines)
        if below and place not in below:
            yield Sum(tuple(below))

    def _worded(self, amount: Amount, explanation: str) -> Iterator[Formula]:
        """2栏＋3栏－4栏, 58行－59行, 1行至8行之和, 302＋307各类之和."""
        lines, columns = self.lines[amount.column], self.records[amount.record]
        codes = _CODES.fullmatch(explanation)
        if codes:
            yield Sum(tuple(lines[code] for code in codes[1].split("＋") if code in lines))
            return
        plus: list[Place] = []
        minus: list[Place] = []
        for sign, number, kind, last in _TERM.findall(explanation):
            where = lines if kind == "行" else columns
            numbers = map(str, range(int(number), int(last or number) + 1))
            (minus if sign == "－" else plus).extend(where[each] for each in numbers if each in where)
        if plus:
            yield Sum(tuple(plus), tuple(minus))


def _below(key: str, lines: Mapping[str, Place]) -> list[Place]:
    """The next longer codes that begin with this one; all 类 for a total, which has no code."""
    longer = next((length for length in CODE_LENGTHS if length > len(key)), None)
    return [where for code, where in lines.items() if len(code) == longer and code.startswith(key)]


def _key_left_of(cells: Cells, place: Place) -> str:
    """The nearest number or code among the labels to the left."""
    row, column = place
    labels = (cells[(row, at)].cell for at in range(column - 1, -1, -1) if (row, at) in cells)
    return next((cell.text for cell in labels if cell.kind == "label" and cell.text.isdecimal()), "")
