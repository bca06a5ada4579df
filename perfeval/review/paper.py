"""A form to read with room for remarks: each row knows its record, and how many remarks stand there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from perfeval.evaluations.screens.report import ReportScreen
from perfeval.evaluations.screens.screen import Screen
from perfeval.evaluations.screens.section import SectionScreen
from perfeval.evaluations.screens.table import ScreenRow, TableScreen

from .remarks import Thread
from .texts import Passage, passages_of


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row with the record it shows; ``fields`` are its fields with their names."""

    row: ScreenRow
    record: str
    fields: list[tuple[str, str]]
    remarks: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of a section; ``widths`` are those of its columns in percent, where they are set."""

    title: str
    widths: list[str]
    rows: list[PaperRow]


@dataclass(frozen=True, slots=True)
class Paper:
    """All tables of a section, and the passages of a report."""

    grids: list[Grid]
    passages: list[Passage]

    @property
    def rows(self) -> list[PaperRow]:
        """The rows of all tables."""
        return [row for grid in self.grids for row in grid.rows]

    @property
    def labels(self) -> dict[str, str]:
        """Record or field → what it is called."""
        named = {row.record: _name_of(row) for row in self.rows if row.record}
        fields = {field: label for row in self.rows for field, label in row.fields}
        return named | fields | {passage.place: passage.label for passage in self.passages}

    def fields_of(self, place: str) -> list[tuple[str, str]]:
        """The fields of the row that a record or a field stands in."""
        rows = (row for row in self.rows if place and (row.record == place or place in dict(row.fields)))
        return next((row.fields for row in rows), [])


def paper_of(screen: Screen, threads: Iterable[Thread]) -> Paper:
    """A screen whose cells know their fields, with the number of unsettled remarks at each row."""
    unsettled = Counter(thread.comment.place for thread in threads if thread.comment.resolved_at is None)
    if isinstance(screen, ReportScreen):
        return Paper([], passages_of(screen, unsettled))
    tables = [block.screen for block in screen.blocks] if isinstance(screen, SectionScreen) else [screen]
    seen: set[str] = set()
    grids = [_grid(table, unsettled, seen) for table in tables if isinstance(table, TableScreen)]
    return Paper(grids, [])


def _grid(screen: TableScreen, unsettled: Counter[str], seen: set[str]) -> Grid:
    return Grid(screen.table.title, screen.widths, [_row(row, unsettled, seen) for row in screen.rows])


def _row(row: ScreenRow, unsettled: Counter[str], seen: set[str]) -> PaperRow:
    """A record that fills several rows has its remarks at the first."""
    fields = [(cell.field, cell.label) for cell in row.cells if cell.field]
    record = fields[0][0].rpartition(".")[0] if fields else ""
    record = "" if record in seen else record
    seen.add(record)
    places = {record, *dict(fields)} - {""}
    return PaperRow(row, record, fields, sum(unsettled[place] for place in places))


def _name_of(row: PaperRow) -> str:
    """What a row is called: the common beginning of its fields' names."""
    words = [label.split(" ")[0] for _field, label in row.fields]
    return words[0] if words else ""
