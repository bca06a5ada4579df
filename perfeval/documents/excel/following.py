"""Which numbers of a table follow from which others, read from the pointers and explanations of its cells.

What is proposed here is written only where it gives exactly the number that the program computed: a rule that awards
otherwise (a ceiling, a step, amounts rounded before they were added) keeps its number.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from perfeval.core.tables.model import Cell, Table

from ..grid import Placed, placed
from .accounts import Amounts
from .formulas import Formula, Place, Products, Quotient, Share, Sum
from .numbers import SheetNumber, sheet_number

DIGITS_OF_RATES = (2, 4, 1, 0)
"""Decimals of percent points to which a rate may have been rounded, the usual one first."""


@dataclass(slots=True)
class Grid:
    """The numbers of a table by their place, and the places by the pointers of their data."""

    table: Table
    cells: dict[Place, Placed] = field(default_factory=dict)
    shown: dict[Place, SheetNumber] = field(default_factory=dict)
    numbers: dict[Place, Decimal] = field(default_factory=dict)
    at: dict[str, Place] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Table) -> "Grid":
        """Read the table."""
        grid = cls(table)
        for item in placed(table):
            place = (item.row, item.column)
            grid.cells[place] = item
            if item.cell.ref:
                grid.at.setdefault(item.cell.ref, place)
            number = sheet_number(item.cell)
            if number is not None:
                grid.shown[place], grid.numbers[place] = number, number.value
        return grid

    def places(self, pattern: str) -> list[Place]:
        """Where the data stand whose whole pointer matches, in the order of the table."""
        matching = re.compile(pattern)
        return [place for ref, place in self.at.items() if matching.fullmatch(ref)]


def formulas_of(grid: Grid) -> dict[Place, Formula]:
    """The formula of every number that follows from others on the sheet."""
    amounts = Amounts.of(grid.cells)
    found: dict[Place, Formula] = {}
    for place, number in grid.numbers.items():
        if place in amounts.by_place:
            proposed = amounts.formulas(place)
        else:
            proposed = (formula for propose in _PROPOSERS for formula in propose(grid, place))
        formula = next((each for each in proposed if each.result(grid.numbers) == number), None)
        if formula is not None:
            found[place] = formula
    return found


def _quotients(grid: Grid, place: Place, part: Place, wholes: Sequence[Place]) -> Iterator[Formula]:
    is_percent = grid.shown[place].is_percent
    for whole in wholes:
        for digits in DIGITS_OF_RATES:
            yield Quotient(part, whole, 1 if is_percent else 100, digits + 2 if is_percent else digits)


def _funds(grid: Grid, place: Place) -> Iterator[Formula]:
    """Rate, surplus and points of a fund row; the rate of a sheet is that of its total row, the first."""
    ref = grid.cells[place].cell.ref or ""
    row, _computed, name = ref.rpartition("/computed/")
    if name == "execution_rate":
        row, name = f"{row}/funds/0", "rate"
    part = grid.at.get(f"{row}/executed")
    wholes = [grid.at[key] for key in (f"{row}/adjusted", f"{row}/initial") if key in grid.at]
    if name == "rate" and part:
        yield from _quotients(grid, place, part, wholes)
    if name == "surplus" and part and wholes:
        yield Sum((wholes[0],), (part,))
    if name in ("score", "execution_score"):
        yield from _points(grid, row)


def _points(grid: Grid, row: str) -> Iterator[Formula]:
    """Points of a fund row; where a form has them in cells of the sheet, by those."""
    weight = grid.at.get(f"{row}/computed/weight")
    rate = grid.at.get(f"{row}/computed/rate") or grid.at.get(f"{row}/computed/execution_rate")
    if weight and rate and rate in grid.shown:
        yield Share(weight, rate, 1 if grid.shown[rate].is_percent else 100)


def _fund_total(grid: Grid, place: Place) -> Iterator[Formula]:
    """The first fund row, where it is what two others or more add up to."""
    found = re.fullmatch(r"(.*/funds/)0/(\w+)", grid.cells[place].cell.ref or "")
    if found:
        others = grid.places(re.escape(found[1]) + r"[1-9]\d*/" + found[2])
        if sum(1 for other in others if other in grid.numbers) > 1:
            yield Sum(tuple(others))


_OF_SHEET = {
    "total": (r"(funds/0/computed/score|computed/execution_score)", r"(computed/score|self_score)"),
    "weight_total": (r"(funds/0/computed/weight|computed/execution_weight)", r"(weight|computed/weight)"),
}
"""Of a sheet's sum: the pointers of what the execution gives, and of what an indicator gives."""


def _sheet_sums(grid: Grid, place: Place) -> Iterator[Formula]:
    """Total and weight of a sheet, and of an indicator that has others below it."""
    ref = grid.cells[place].cell.ref or ""
    where, _computed, name = ref.rpartition("/computed/")
    if name in _OF_SHEET:
        execution, indicator = _OF_SHEET[name]
        leaves = _deepest(grid, re.escape(where) + rf"/indicators/.*/{indicator}")
        yield from _sum([*grid.places(re.escape(where) + "/" + execution), *leaves])
    elif name in ("score", "weight") and "/indicators/" in where:
        ending = _OF_SHEET["total" if name == "score" else "weight_total"][1]
        yield from _sum(_deepest(grid, re.escape(where) + rf"/children/.*/{ending}"))


def _deepest(grid: Grid, pattern: str) -> list[Place]:
    """Places of matching data that have none of the same kind below them."""
    matching = re.compile(pattern)
    nodes = {re.sub(r"/(computed/)?\w+$", "", ref): place for ref, place in grid.at.items() if matching.fullmatch(ref)}
    return [place for node, place in nodes.items() if not any(other.startswith(f"{node}/children/") for other in nodes)]


def _list_total(grid: Grid, place: Place) -> Iterator[Formula]:
    """The last line of a project list: sums of its columns, and the rate of two of them."""
    row, column = place
    if grid.table.rows[row].role != "total" or not grid.table.key.startswith("list:"):
        return
    yield from _sum([each for each in grid.numbers if each[1] == column and each[0] < row])
    columns = {name: _column_of(grid, name) for name in ("executed", "adjusted")}
    if None not in columns.values():
        yield from _quotients(grid, place, (row, columns["executed"] or 0), [(row, columns["adjusted"] or 0)])


def _column_of(grid: Grid, name: str) -> int | None:
    found = grid.places(rf"/projects/\d+/funds/\d+/{name}")
    return found[0][1] if found else None


def _survey(grid: Grid, place: Place) -> Iterator[Formula]:
    """Points times questionnaires, and their average."""
    name = (grid.cells[place].cell.ref or "").removeprefix("/survey/computed/")
    points, counts = grid.places("/survey/questions/.*/points"), grid.places("/survey/questions/.*/count")
    if name == "total" and points and len(points) == len(counts):
        yield Products(tuple(points), tuple(counts))
    total, valid = grid.at.get("/survey/computed/total"), grid.at.get("/survey/valid")
    if name == "average" and total and valid:
        yield from (Quotient(total, valid, 1, digits) for digits in DIGITS_OF_RATES)


def _basic_data(grid: Grid, place: Place) -> Iterator[Formula]:
    """Rows that add up the rows below them, and columns that are a share of two others."""
    found = re.fullmatch(r"(/basic_data/.*)/computed/values/(\d+)", grid.cells[place].cell.ref or "")
    if not found:
        return
    yield from _sum(grid.places(rf"{re.escape(found[1])}/children/\d+/(computed/)?values/{found[2]}"))
    part, divided, whole = (grid.cells[place].cell.explanation or "").partition(" ÷ ")
    columns = [_heading_above(grid, place, text) for text in (part, whole)] if divided else []
    if columns and None not in columns:
        yield from _quotients(grid, place, (place[0], columns[0] or 0), [(place[0], columns[1] or 0)])


def _heading_above(grid: Grid, place: Place, text: str) -> int | None:
    """The column of the nearest heading of these words above a place."""
    headings = [where for where, item in grid.cells.items() if _is_heading(item.cell, text) and where[0] < place[0]]
    return max(headings)[1] if headings else None


def _is_heading(cell: Cell, text: str) -> bool:
    return cell.kind == "head" and cell.text == text


def _sum(places: Sequence[Place]) -> Iterator[Formula]:
    if places:
        yield Sum(tuple(places))


Proposer = Callable[[Grid, Place], Iterator[Formula]]

_PROPOSERS: tuple[Proposer, ...] = (_funds, _fund_total, _sheet_sums, _list_total, _survey, _basic_data)
