"""A neutral Table as an entry screen or a read-only screen: which cells are fields, and the formulas in the margin."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from perfeval.core.tables.model import Cell, Row, Table
from perfeval.evaluations.services.structure import ACTS

from .cells import ScreenCell, record_names, record_of, shown_id, typed_text
from .labels import entry_labels

#: Endings of the names of fields on which a score depends.
SCORED = (".actual", ".adjusted", ".executed", ".self_score", ".count")


@dataclass(frozen=True, slots=True)
class MarginNote:
    """What stands beside a row, outside the form: how its score follows, and the way to the grounds of ``name``.

    ``rows`` leads to the panels of the records that are typed in this row.
    """

    id: str
    lines: list[str]
    url: str = ""
    name: str = ""
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """A row of cells with its margin note; ``role`` is head, body or total."""

    cells: list[ScreenCell]
    note: MarginNote | None
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry screen knows beside the table: field names by pointer, and what was typed but not stored."""

    fields: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableScreen:
    """A whole form on the screen; column widths are in percent of the form."""

    table: Table
    rows: list[ScreenRow]
    widths: list[str]
    has_margin: bool

    @property
    def values(self) -> dict[str, str]:
        """Field name → the stored value, of everything that can be typed here."""
        return {cell.field: cell.stored for row in self.rows for cell in row.cells if cell.field}

    @property
    def labels(self) -> dict[str, str]:
        """Field name → what it is called."""
        return {cell.field: cell.label for row in self.rows for cell in row.cells if cell.field}

    @property
    def first_blank(self) -> str:
        """The id of the first cell that is scored by what is typed in it and is still empty."""
        blank = (cell for row in self.rows for cell in row.cells if cell.field and not cell.value)
        return next((cell.id for cell in blank if cell.field.endswith(SCORED)), "")

    def cells_of_records(self, records: Iterable[str]) -> list[ScreenCell]:
        """The cells that show computed values of these records."""
        wanted = set(records)
        return [cell for row in self.rows for cell in row.cells if cell.id and record_of(cell.cell) in wanted]

    def notes_of_records(self, records: Iterable[str]) -> list[MarginNote]:
        """The margin notes beside rows with computed values of these records."""
        wanted = set(records)
        return [row.note for row in self.rows if row.note and any(record_of(cell.cell) in wanted for cell in row.cells)]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the margin of a form leads: an indicator's grounds with ``/0/`` in place of its key, a row's panel."""

    grounds: str = ""
    row: str = ""


NO_ADDRESSES = Addresses()


def screen_of(table: Table, entry: Entry, addresses: Addresses = NO_ADDRESSES) -> TableScreen:
    """The table as a screen; without fields it can only be read.

    Forms have addresses and show their formulas in the margin; lists show them only on hover and focus.
    """
    build = _Builder(entry, addresses)
    rows = [build.row(row, labels) for row, labels in zip(table.rows, entry_labels(table), strict=True)]
    return TableScreen(table, rows, _percent_widths(table), any(row.note for row in rows))


def _percent_widths(table: Table) -> list[str]:
    whole = sum(table.widths)
    return [f"{width * 100 // whole}%" for width in table.widths]


class _Builder:
    def __init__(self, entry: Entry, addresses: Addresses) -> None:
        self._entry = entry
        self._addresses = addresses
        self._names = record_names(entry.fields)
        self._used: Counter[str] = Counter()

    def row(self, row: Row, labels: list[str]) -> ScreenRow:
        """The row with its fields and formulas."""
        name = self._names.get(row.anchor or "", "")
        indicator = name if name.startswith("indicator.") else ""
        note = self._note(row, name, indicator)
        draw = partial(self._cell, noted=note is not None, prose=not indicator)
        return ScreenRow([draw(cell, label) for cell, label in zip(row.cells, labels, strict=True)], note, row.role)

    def _cell(self, cell: Cell, label: str, *, noted: bool, prose: bool) -> ScreenCell:
        name = self._entry.fields.get(cell.ref or "") if cell.kind == "entry" else None
        if name and not self._used[name]:
            self._used[name] += 1
            stored = typed_text(cell)
            typed = self._entry.typed.get(name, stored)
            return ScreenCell(cell, name, name, typed, stored, prose, label, self._entry.errors.get(name, ""))
        if cell.ref and cell.kind != "entry":
            return ScreenCell(cell, self._unique(shown_id(cell.ref, self._names)), noted=noted)
        return ScreenCell(cell)

    def _unique(self, name: str) -> str:
        self._used[name] += 1
        return name if self._used[name] == 1 else f"{name}.{self._used[name]}"

    def _note(self, row: Row, name: str, indicator: str) -> MarginNote | None:
        lines = list(dict.fromkeys(cell.explanation for cell in row.cells if cell.explanation and _needs_margin(cell)))
        rows = tuple(self._row_urls(row))
        if not self._addresses.grounds or not (lines or indicator or rows):
            return None
        refs = [cell.ref for cell in row.cells if cell.kind == "computed" and cell.ref]
        key = name or (shown_id(refs[0], self._names) if refs else row.anchor or rows[0])
        about = next((cell.text for cell in row.cells if cell.ref == f"{row.anchor}/name"), "")
        return MarginNote(self._unique(f"beside-{key}"), lines, self._url(indicator), about, rows)

    def _url(self, indicator: str) -> str:
        return self._addresses.grounds.replace("/0/", f"/{indicator.partition('.')[2]}/") if indicator else ""

    def _row_urls(self, row: Row) -> Iterator[str]:
        """The panels of the records typed in this row, where rows of their kind come and go."""
        fields = (self._entry.fields.get(cell.ref or "", "") for cell in row.cells if cell.kind == "entry")
        records = dict.fromkeys(field.rpartition(".")[0] for field in fields if field)
        for record in records:
            if self._addresses.row and record.partition(".")[0] in ACTS:
                yield self._addresses.row.replace("/-/", f"/{record}/")


def _needs_margin(cell: Cell) -> bool:
    """A plain difference is told on hover and focus only, so that rows stay low."""
    return not (cell.ref or "").endswith("/surplus")
