"""The money unit that a list names in a heading or above its headings: the figures below are in that unit."""

import re
from collections.abc import Mapping, Sequence

from perfeval.evaluations.columns import FUND_ROW
from perfeval.evaluations.services.typing_in import plain_number

from .columns import TARGETS
from .grids import Grid

_MONEY = r"(亿元|万元|元)"
_IN_BRACKETS = re.compile(rf"[(（\[【]\s*(?:(?:金额)?单位\s*[:：]?\s*)?{_MONEY}\s*[)）\]】]")
"""Anywhere in a heading: 预算数（元）, 预算数（单位：元）A."""
_AT_END = re.compile(rf"(?:[/，,、\s]|单位[:：])\s*{_MONEY}\s*$")
"""At the end of a heading: 预算数/元, 预算数 元, 预算数，单位：元."""
_ABOVE = re.compile(rf"单位\s*[:：]\s*(?:人民币)?\s*{_MONEY}\s*(?:$|[)）\]】,，;；。\s])")
"""In a line above the headings: 金额单位：元."""


def with_units(grid: Grid, header: int, targets: Mapping[int, str]) -> Grid:
    """The same sheet with its unit behind each number of an amount that has none of its own.

    ``header`` is the row of the headings, from 0; below 0 there are none, and no unit.
    """
    if header < 0:
        return grid
    of_sheet = _unit_above(grid.rows[:header])
    headings = dict(enumerate(grid.rows[header]))
    amounts = [column for column, key in targets.items() if key in TARGETS and TARGETS[key].columns is FUND_ROW]
    units = {column: _unit_in(headings.get(column, "")) or of_sheet for column in amounts}
    below = [
        [_with_unit(cell, units.get(column, "")) for column, cell in enumerate(row)] for row in grid.rows[header + 1 :]
    ]
    return Grid(grid.title, [*grid.rows[: header + 1], *below], grid.problems)


def _unit_in(heading: str) -> str:
    found = _IN_BRACKETS.search(heading) or _AT_END.search(heading)
    return found[1] if found else ""


def _unit_above(rows: Sequence[Sequence[str]]) -> str:
    """The last one named, if any."""
    found = [match[1] for row in rows for cell in row if (match := _ABOVE.search(cell))]
    return found[-1] if found else ""


def _with_unit(cell: str, unit: str) -> str:
    return f"{cell}{unit}" if unit and plain_number(cell) is not None else cell
