"""A form to read with room for remarks: each row knows its record, and how many remarks stand there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from perfeval.evaluations.screens.table import ScreenRow, TableScreen

from .remarks import Thread


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row with the record it shows; ``fields`` are its fields with their names."""

    row: ScreenRow
    record: str
    fields: list[tuple[str, str]]
    remarks: int


@dataclass(frozen=True, slots=True)
class Paper:
    """All rows."""

    rows: list[PaperRow]

    @property
    def labels(self) -> dict[str, str]:
        """Record or field → what it is called."""
        named = {row.record: _name_of(row) for row in self.rows if row.record}
        return named | {field: label for row in self.rows for field, label in row.fields}

    def fields_of(self, place: str) -> list[tuple[str, str]]:
        """The fields of the row that a record or a field stands in."""
        rows = (row for row in self.rows if place and (row.record == place or place in dict(row.fields)))
        return next((row.fields for row in rows), [])


def paper_of(screen: TableScreen, threads: Iterable[Thread]) -> Paper:
    """The rows of a screen whose cells know their fields, with the number of unsettled remarks at each."""
    unsettled = Counter(thread.comment.place for thread in threads if thread.comment.resolved_at is None)
    rows, seen = [], set()
    for row in screen.rows:
        fields = [(cell.field, cell.label) for cell in row.cells if cell.field]
        record = fields[0][0].rpartition(".")[0] if fields else ""
        record = "" if record in seen else record
        seen.add(record)
        places = {record, *dict(fields)} - {""}
        rows.append(PaperRow(row, record, fields, sum(unsettled[place] for place in places)))
    return Paper(rows)


def _name_of(row: PaperRow) -> str:
    """What a row is called: the common beginning of its fields' names."""
    words = [label.split(" ")[0] for _field, label in row.fields]
    return words[0] if words else ""
