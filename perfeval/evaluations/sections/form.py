"""What a section is made of: grids whose cells are typed in, and lists that grow."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise

from perfeval.core.numbers import total
from perfeval.core.scheme import NumberFormat
from perfeval.core.tables.cells import amount_entry, computed, head, label, number_entry, text_entry
from perfeval.core.tables.model import Cell, Row, Table
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.services.lists import Part

from ..screens.progress import Progress
from .counting import Counts

PLAIN = NumberFormat()
Choices = Sequence[tuple[str, str | Promise]]
"""Codes with their words."""
Names = Mapping[str, str]
"""JSON pointer → field name."""


@dataclass(frozen=True, slots=True)
class Block:
    """One grid of a section.

    ``kind`` (a key of services.lists.KINDS) says that rows with an anchor are items that can be added, moved and
    deleted; they hang on ``owner``, or on one of the ``owners``, each with its name, which is chosen for a new item.
    ``choices`` are the words of columns in which one is chosen, by the last step of a
    cell's pointer. ``catalogue`` names the codes that are offered for a new row. The first ``counted`` columns number
    the rows.
    """

    table: Table
    kind: str = ""
    owner: int | None = None
    owners: Sequence[tuple[int, str]] = ()
    choices: Mapping[str, Choices] = field(default_factory=dict)
    hint: str = ""
    catalogue: str = ""
    counted: int = 0


@dataclass(frozen=True, slots=True)
class SectionForm:
    """A section: its grids, the part that has to be begun first, and how far it is.

    ``names`` adds fields that nobody has filled yet, and that the loader therefore does not know.
    """

    key: str
    title: Promise
    group: Promise
    build: Callable[[Loaded], list[Block]]
    progress: Callable[[SelfEvaluation, Counts], Progress]
    names: Callable[[Loaded], Names] = lambda _loaded: {}
    needs: Part | None = None


def grid(key: str, title: str, widths: Sequence[int], rows: Iterable[Row]) -> Table:
    """A table with nothing around it."""
    return Table(key=key, title=title, widths=tuple(widths), rows=tuple(rows))


def headings(*texts: str) -> Row:
    """A row of headings."""
    return Row(tuple(head(text) for text in texts), "head")


def labelled(text: str, *cells: Cell) -> Row:
    """A row that begins with what it is about."""
    return Row((label(text, align="left"), *cells))


def line(text: str | None, ref: str) -> Cell:
    """A text in one line."""
    return text_entry(text, ref)


def lines(text: str | None, ref: str) -> Cell:
    """A text in several lines."""
    return text_entry(text, ref, "lines")


def amount(number: Decimal | None, ref: str, written: NumberFormat = PLAIN) -> Cell:
    """An amount of money."""
    return amount_entry(number, ref, written)


def number(value: Decimal | int | None, ref: str) -> Cell:
    """A number of things."""
    return number_entry(None if value is None else Decimal(value), ref, PLAIN)


def summed(numbers: Iterable[Decimal | None], ref: str, formula: str) -> Cell:
    """A sum of what is typed above it; blank where nothing is."""
    return computed(total(numbers), ref, PLAIN, formula, "right")
