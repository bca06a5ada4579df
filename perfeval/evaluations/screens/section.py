"""A section on the screen: its grids with fields, choices, and what can be done with each item."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from perfeval.core.accounts.catalogue import catalogue_names
from perfeval.core.tables.model import Row
from perfeval.evaluations.sections import Block
from perfeval.evaluations.services.lists import KINDS

from .cells import ScreenCell
from .inputs import Option
from .table import Entry, MarginNote, ScreenRow, TableScreen, screen_of


@dataclass(frozen=True, slots=True)
class SectionCell:
    """A cell; with ``options`` one of them is chosen."""

    cell: ScreenCell
    options: list[Option]

    @property
    def shown(self) -> str:
        """What is read where nothing can be chosen."""
        return next((option.label for option in self.options if option.value == self.cell.cell.text), "")


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A row of cells; ``item`` is the stable name of the list item that it shows, empty where it shows none."""

    cells: list[SectionCell]
    item: str
    name: str


@dataclass(frozen=True, slots=True)
class BlockScreen:
    """One grid; ``columns`` are the headings under which a new line's cells go, in order."""

    block: Block
    screen: TableScreen
    rows: list[SectionRow]
    is_live: bool

    @property
    def has_items(self) -> bool:
        """Whether rows can be added, moved and deleted here now."""
        return self.is_live and bool(self.block.kind)

    @property
    def columns(self) -> list[str]:
        """The headings of the cells that a new line has."""
        if not self.block.kind:
            return []
        heads = [cell.text for cell in self.screen.table.rows[0].cells]
        return heads[self.block.counted : self.block.counted + len(KINDS[self.block.kind].cells)]

    @property
    def places(self) -> dict[str, str]:
        """The lists that new items can go into, each as its kind with the row that they hang on, and their names."""
        if self.block.owners:
            return {f"{self.block.kind} {owner}": name for owner, name in self.block.owners}
        return {f"{self.block.kind} {self.block.owner or ''}".strip(): ""}

    @property
    def id(self) -> str:
        """The id of the grid on the page."""
        return f"block-{self.screen.table.key}"


@dataclass(frozen=True, slots=True)
class SectionScreen:
    """All grids of a section. ``catalogues`` are the codes with names that new rows may have, by catalogue."""

    blocks: list[BlockScreen]
    catalogues: dict[str, Mapping[str, str]]

    @property
    def rows(self) -> list[ScreenRow]:
        """The rows of all grids."""
        return [row for block in self.blocks for row in block.screen.rows]

    @property
    def values(self) -> dict[str, str]:
        """Field name → the stored value, of everything that can be typed here."""
        return {name: value for block in self.blocks for name, value in block.screen.values.items()}

    @property
    def labels(self) -> dict[str, str]:
        """Field name → what it is called."""
        return {name: label for block in self.blocks for name, label in block.screen.labels.items()}

    @property
    def first_blank(self) -> str:
        """The id of the first cell that is empty."""
        cells = (cell for row in self.rows for cell in row.cells)
        return next((cell.id for cell in cells if cell.field and not cell.value), "")

    def cells_of_records(self, _records: Iterable[str]) -> list[ScreenCell]:
        """Every computed cell: sums of a section follow from what is typed, and are few."""
        cells = (cell for row in self.rows for cell in row.cells)
        return [cell for cell in cells if cell.id and cell.cell.kind == "computed"]

    def notes_of_records(self, _records: Iterable[str]) -> list[MarginNote]:
        """Sections have no margin."""
        return []


def section_screen(blocks: Iterable[Block], entry: Entry, year: int) -> SectionScreen:
    """The grids as a screen; without fields they can only be read."""
    drawn = [_drawn(block, entry) for block in blocks]
    kinds = {each.block.catalogue for each in drawn if each.block.catalogue and each.is_live}
    return SectionScreen(drawn, {kind: catalogue_names(kind, year) for kind in sorted(kinds)})


def _drawn(block: Block, entry: Entry) -> BlockScreen:
    screen = screen_of(block.table, entry)
    names = item_names(entry.fields)
    rows = [
        SectionRow(
            [_cell(cell, block) for cell in screen_row.cells],
            names.get(row.anchor, "") if block.kind and row.anchor else "",
            _name_of(row),
        )
        for row, screen_row in zip(block.table.rows, screen.rows, strict=True)
    ]
    return BlockScreen(block, screen, rows, is_live=bool(entry.fields))


def _cell(cell: ScreenCell, block: Block) -> SectionCell:
    choices = block.choices.get((cell.cell.ref or "").rpartition("/")[2], ())
    value = cell.value if cell.field else cell.cell.text
    options = [Option(code, str(word), code == value) for code, word in (("", ""), *choices)] if choices else []
    return SectionCell(cell, options)


def _name_of(row: Row) -> str:
    """What the buttons of a row are about: the first words of its item, else of the row."""
    own = (cell.text for cell in row.cells if row.anchor and (cell.ref or "").startswith(f"{row.anchor}/"))
    return next((text for text in (*own, *(cell.text for cell in row.cells)) if text), "")


def item_names(fields: Mapping[str, str]) -> dict[str, str]:
    """JSON pointer of a record → its stable name: ``/tasks/0`` → ``task.5``, ``/facts/x`` → ``fact.x``.

    Records inside a JSON column are named by their place: ``evaluation.7.department_info/units/0``.
    """
    return dict(_names(fields))


def _names(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for pointer, field in fields.items():
        if field.startswith("fact.") and pointer.startswith("/facts/"):
            yield pointer, field.rpartition(".")[0]
            continue
        record, _, key = pointer.rpartition("/")
        for between in (".", "/"):
            if field.endswith(between + key):
                yield record, field[: -len(key) - 1]
