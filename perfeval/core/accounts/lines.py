"""Rows of amounts: adding leaves up, blanks that are not zeros, and writing a row as it is printed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from perfeval.core.numbers import plain, total
from perfeval.core.package.accounts import AccountRow

from .catalogue import parents
from .forms import Side

DASH: Final = "——"
"""What stands in a cell that cannot hold an amount."""

Amount = Decimal | None
Amounts = tuple[Amount, ...]
Cell = Decimal | Literal["——"] | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table; ``place`` is [row, column group] in table 06, ``whole`` marks numbers of things."""

    key: str
    label: str | None
    cells: tuple[Cell, ...]
    side: Side | None = None
    place: tuple[int, int] | None = None
    whole: bool = False

    def amount(self, column: int) -> Decimal:
        """The amount in a column, a blank or a dash as zero."""
        cell = self.cells[column]
        return cell if isinstance(cell, Decimal) else Decimal(0)

    def as_row(self) -> AccountRow:
        """The row as it is printed and stored."""
        row = AccountRow(key=self.key, label=self.label, cells=[_written(cell, self.whole) for cell in self.cells])
        extra = {"side": self.side, "pos": self.place}
        return row.model_copy(update={name: value for name, value in extra.items() if value is not None})


def add(rows: Iterable[Amounts], width: int) -> Amounts:
    """Column sums; a column of blanks stays blank."""
    columns = list(zip(*rows, strict=True)) or [()] * width
    return tuple(total(list(column)) for column in columns)


def with_total(amounts: Sequence[Amount]) -> Amounts:
    """The amounts with their sum before them."""
    return (total(list(amounts)), *amounts)


def difference(*amounts: Amount) -> Decimal:
    """The first amount minus the others, blanks as zero."""
    first, *others = (amount or Decimal(0) for amount in amounts)
    return first - sum(others, Decimal(0))


def sums_by_code(leaves: Iterable[tuple[str, Amounts]]) -> dict[str, Amounts]:
    """Amounts of every code and of all codes above it, in code order; codes without any amount are left out."""
    collected: dict[str, list[Amounts]] = {}
    for code, amounts in leaves:
        for target in (*parents(code), code):
            collected.setdefault(target, []).append(amounts)
    added = {code: add(rows, len(rows[0])) for code, rows in sorted(collected.items())}
    return {code: amounts for code, amounts in added.items() if any(amounts)}


def code_lines(sums: Mapping[str, Amounts], names: Mapping[str, str], width: int) -> list[Line]:
    """合计, then 类, 款 and 项 in code order; 合计 is the sum of the 类."""
    classes = [amounts for code, amounts in sums.items() if len(code) == 3]
    lines = [Line("total", "合计", blank_zeros(add(classes, width)))]
    return lines + [Line(code, names.get(code), blank_zeros(amounts)) for code, amounts in sums.items()]


def blank_zeros(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The published tables print a blank instead of a zero."""
    return tuple(cell or None for cell in cells)


def _written(cell: Cell, whole: bool) -> str | None:
    if not isinstance(cell, Decimal):
        return cell
    digits = plain(cell)
    decimals = len(digits.partition(".")[2])
    return digits if whole or decimals >= 2 else f"{cell:.2f}"
