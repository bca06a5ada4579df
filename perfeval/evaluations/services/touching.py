"""The cells that one save changes: what they held, storing their rows, and the images for taking it back."""

from typing import Any

from perfeval.evaluations.columns import Row
from perfeval.evaluations.models import Sheet

from .bodies import BodyCell
from .cells import Cell
from .history import Image, Values, table_of, values_of


class Touched:
    """Collects changed cells of rows; nothing is stored before ``save``."""

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}
        self._before: dict[int, Values] = {}

    def put(self, cell: Cell, value: Any) -> None:
        """Put what was read into the cell's row. Raises FieldError where the column cannot keep it."""
        before = {column: getattr(cell.row, column) for column in _columns_of(cell)}
        cell.put(value)
        key = id(cell.row)
        self._rows[key] = cell.row
        self._before[key] = {**before, **self._before.get(key, {})}

    def save(self) -> list[Image]:
        """Store the rows; their images."""
        return [self._save(key, row) for key, row in self._rows.items()]

    def _save(self, key: int, row: Row) -> Image:
        before = self._before[key]
        if row._state.adding:  # a figure that forms know and nobody has filled before
            row.save()
            return Image(table_of(row), row.pk, None, values_of(row))
        row.save(update_fields=list(before))
        return Image(table_of(row), row.pk, before, {name: getattr(row, name) for name in before})


def _columns_of(cell: Cell) -> list[str]:
    """The columns of a body; those of a weight, which when it is cleared says that the scheme's holds again."""
    if isinstance(cell, BodyCell):
        return cell.columns
    if isinstance(cell.row, Sheet) and cell.column == "execution_weight":
        return [cell.column, "execution_weight_given"]
    return [cell.column]
