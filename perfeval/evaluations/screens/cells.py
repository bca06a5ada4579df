"""A cell of a neutral Table as the screen draws it: with a field to type in, or with the formula behind it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from perfeval.core.numbers import plain
from perfeval.core.tables.model import Cell

from .markup import cell_html

#: Characters of an entry line of average width: how high a textarea starts where scripts cannot grow it.
CHARACTERS_PER_LINE = 40
MAX_LINES = 12


@dataclass(frozen=True, slots=True)
class ScreenCell:
    """One cell; ``field`` is empty where nothing can be typed, ``note`` is what is wrong with what was typed.

    ``value`` is shown, ``stored`` is what the database has: they differ while something wrong is being mended.
    """

    cell: Cell
    id: str = ""
    field: str = ""
    value: str = ""
    stored: str = ""
    prose: bool = False
    label: str = ""
    note: str = ""
    noted: bool = False

    @property
    def classes(self) -> str:
        """Style classes: kind, alignment, indent, weight."""
        cell = self.cell
        words = [f"cell-{cell.kind}", f"align-{cell.align}"]
        words += ["printed"] if not self.field else []
        words += [f"indent-{cell.indent}"] if cell.indent else []
        words += ["is-bold"] if cell.bold else []
        words += ["is-locked"] if cell.kind == "entry" and not self.field else []
        return " ".join(words)

    @property
    def colspan(self) -> int:
        """Columns covered."""
        return self.cell.colspan

    @property
    def rowspan(self) -> int:
        """Rows covered."""
        return self.cell.rowspan

    @property
    def printed(self) -> str:
        """What stands on paper."""
        return self.cell.printed

    @property
    def explanation(self) -> str:
        """How a computed value follows; empty where nothing is computed."""
        return (self.cell.explanation or "") if not self.field else ""

    @property
    def prefix(self) -> str:
        """Fixed wording before the datum."""
        return self.cell.prefix

    @property
    def suffix(self) -> str:
        """Fixed wording after the datum."""
        return self.cell.suffix

    @property
    def around(self) -> bool:
        """Whether fixed wording stands in the same cell."""
        return bool(self.cell.prefix or self.cell.suffix)

    @property
    def html(self) -> SafeString:
        """The cell as it stands in the page and in the reply to a saved value."""
        return cell_html(self)

    @property
    def is_heading(self) -> bool:
        """Whether the cell heads a column or a row; a corner in which nothing is written heads nothing."""
        return self.cell.kind == "head" and bool(self.cell.text)

    @property
    def is_number(self) -> bool:
        """Whether a number is typed here."""
        return self.cell.input in ("amount", "number")

    @property
    def is_prose(self) -> bool:
        """Whether running text is typed here, in which Enter starts a new line."""
        return self.prose and self.cell.input == "lines"

    @property
    def lines(self) -> int:
        """Lines the text needs, about."""
        needed = sum(1 + len(line) // CHARACTERS_PER_LINE for line in self.value.split("\n"))
        return min(needed, MAX_LINES)


def typed_text(cell: Cell) -> str:
    """What an officer would type to get this datum: digits without separators, text as it is."""
    if cell.value is not None:
        return plain(cell.value)
    return cell.text if cell.input in ("line", "lines") else ""


def record_names(fields: Mapping[str, str]) -> dict[str, str]:
    """JSON pointer of each record → its stable name: ``/overall/indicators/0`` → ``indicator.12``."""
    return {pointer.rpartition("/")[0]: field.rpartition(".")[0] for pointer, field in fields.items()}


def record_of(cell: Cell) -> str | None:
    """The record that a cell shows without it being typed there: its computed value, its name in a label."""
    if cell.ref is None or cell.kind == "entry":
        return None
    return cell.ref.partition("/computed/")[0] if "/computed/" in cell.ref else cell.ref.rpartition("/")[0]


def shown_id(ref: str, names: Mapping[str, str]) -> str:
    """A page-wide id for a value that is not typed, the same when rows are inserted before it."""
    record, computed, key = ref.partition("/computed/")
    if not computed:
        record, _, key = ref.rpartition("/")
    name = names.get(record) or record.strip("/").replace("/", "-")
    return f"{name}.shown.{key.replace('/', '.')}"
