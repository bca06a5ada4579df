"""What every entry screen can tell the views, whatever it looks like."""

from collections.abc import Iterable
from typing import Protocol

from .cells import ScreenCell
from .table import MarginNote, ScreenRow


class Screen(Protocol):
    """A form, a section or a report on the screen."""

    @property
    def rows(self) -> list[ScreenRow]:
        """The rows of its grids."""

    @property
    def values(self) -> dict[str, str]:
        """Field name → the stored value, of everything that can be typed here."""

    @property
    def labels(self) -> dict[str, str]:
        """Field name → what it is called."""

    @property
    def first_blank(self) -> str:
        """The id of the first cell that is empty."""

    def cells_of_records(self, records: Iterable[str]) -> list[ScreenCell]:
        """The cells that show computed values of these records."""

    def notes_of_records(self, records: Iterable[str]) -> list[MarginNote]:
        """The margin notes beside rows with computed values of these records."""
