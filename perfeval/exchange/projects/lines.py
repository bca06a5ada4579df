"""From a grid with known columns to projects."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from perfeval.core.language import _
from perfeval.exchange.workbook import CellProblem

from .columns import TARGETS
from .grids import Grid, place
from .units import with_units

_TOTALS = ("合计", "总计", "小计")


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project as its line says: target key → text, and target key → cell, for messages."""

    sheet: str
    values: dict[str, str]
    cells: dict[str, str]

    @property
    def name(self) -> str:
        """The project's name."""
        return self.values.get("name", "")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a sheet is not taken: the headings of columns, and rows (number from 1, first word)."""

    columns: list[str]
    rows: list[tuple[int, str]]


def left_out(grid: Grid, header: int, targets: Mapping[int, str]) -> LeftOut:
    """Columns that are not wanted and hold something, and lines of totals; blank ones are nothing."""
    below = list(enumerate(grid.rows[header + 1 :], header + 1))
    used = {column for _number, row in below for column, text in enumerate(row) if text}
    columns = [
        grid.rows[header][column] or place(header, column)
        for column in sorted(used - set(targets))
        if column < len(grid.rows[header])
    ]
    rows = [(number + 1, next(text for text in row if text)) for number, row in below if _is_total(row)]
    return LeftOut(columns, rows)


def _is_total(row: Sequence[str]) -> bool:
    return any(text.replace(" ", "") in _TOTALS for text in row)


def lines_of(grid: Grid, header: int, targets: Mapping[int, str]) -> tuple[list[ProjectLine], list[CellProblem]]:
    """The projects below the headings, and every cell that cannot be taken; lines of totals are left out.

    An amount carries the unit that the list names for it, e.g. ``1200元`` below 预算数（元）.
    """
    grid = with_units(grid, header, targets)
    lines: list[ProjectLine] = []
    problems = list(_wrong_columns(grid, targets))
    for number, row in enumerate(grid.rows[header + 1 :], header + 1):
        taken = {column: key for column, key in targets.items() if column < len(row)}
        values = {key: row[column] for column, key in taken.items()}
        if not any(values.values()) or _is_total(row):
            continue
        cells = {key: place(number, column) for column, key in taken.items()}
        problems += _unreadable(grid, number, taken)
        if "name" in values and not values["name"] and not grid.problem_at(number, _column_of(targets, "name")):
            problems.append(CellProblem(grid.title, cells.get("name", ""), _("缺项目名称")))
        lines.append(ProjectLine(grid.title, values, cells))
    return lines, problems


def _wrong_columns(grid: Grid, targets: Mapping[int, str]) -> Iterator[CellProblem]:
    chosen = [key for key in targets.values() if key in TARGETS]
    if "name" not in chosen:
        yield CellProblem(grid.title, "", _("请指出哪一列是项目名称"))
    for key in sorted({key for key in chosen if chosen.count(key) > 1}):
        yield CellProblem(grid.title, "", _("有两列都选了“{title}”").format(title=TARGETS[key].title))


def _unreadable(grid: Grid, row: int, targets: Mapping[int, str]) -> Iterator[CellProblem]:
    for column in targets:
        problem = grid.problem_at(row, column)
        if problem:
            yield CellProblem(grid.title, place(row, column), problem)


def _column_of(targets: Mapping[int, str], key: str) -> int:
    return next((column for column, found in targets.items() if found == key), -1)
