"""Names for entry cells: what a screen reader says is the heading above and the label at the left."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from perfeval.core.tables.model import Row, Table


class _Headings:
    """The heading over each column, for as long as rows of the same kind follow."""

    def __init__(self, columns: int) -> None:
        self._covered = [0] * columns
        self._headings = [""] * columns
        self._kind = ""

    def columns_of(self, row: Row) -> list[int]:
        """The first grid column of each cell of the row."""
        free = [column for column, rows in enumerate(self._covered) if rows == 0]
        columns, position = [], 0
        for cell in row.cells:
            columns.append(free[min(position, len(free) - 1)] if free else 0)
            for column in free[position : position + cell.colspan]:
                self._covered[column] = cell.rowspan
            position += cell.colspan
        self._covered = [max(rows - 1, 0) for rows in self._covered]
        return columns

    def take(self, row: Row, columns: list[int]) -> None:
        """Learn from a heading row; forget when another kind of record begins without one."""
        kind = _kind_of(row)
        if not kind:
            self._learn(row, columns)
        elif self._kind and kind != self._kind:
            self._headings = [""] * len(self._headings)
        self._kind = kind

    def _learn(self, row: Row, columns: list[int]) -> None:
        for cell, column in zip(row.cells, columns, strict=True):
            if cell.kind == "head":
                self._headings[column : column + cell.colspan] = [cell.text] * cell.colspan

    def over(self, column: int) -> str:
        """The heading over this column."""
        return self._headings[column]


_FACTS, _FACT_LABELS = "/facts/", "/fact_labels/"


def _kind_of(row: Row) -> str:
    """What a row is about, from the pointer of its record: indicators, funds, facts, …"""
    words = [word for word in (row.anchor or "").split("/") if word and not word.isdigit()]
    if (row.anchor or "").startswith(_FACTS):
        return words[0]  # the next word is a figure's own key
    return words[1] if len(words) > 1 else "".join(words)


def _names_in(row: Row) -> tuple[str, ...]:
    """Where the name of the row's record may stand."""
    if _kind_of(row) == "facts":
        return ((row.anchor or "").replace(_FACTS, _FACT_LABELS, 1),)
    return f"{row.anchor}/name", f"{row.anchor}/label"


def _name_of(row: Row, index: int) -> str:
    """The wording right before the cell, else the name of the row's record, else the nearest wording at the left."""
    if index and row.cells[index - 1].kind == "label":
        return row.cells[index - 1].printed
    own = [cell.text for cell in row.cells if cell.ref in _names_in(row)]
    return own[0] if own else _beside(row, index)


def _beside(row: Row, index: int) -> str:
    """The nearest wording at the left of a cell."""
    left = [cell.printed for cell in row.cells[:index] if cell.kind in ("label", "text") and cell.printed]
    return left[-1] if left else ""


def entry_labels(table: Table) -> list[list[str]]:
    """For each row, the spoken name of each cell (empty for cells that are not typed in).

    Where rows have the same name, as in a template (指标1, 指标1, …), the wording at their left comes first.
    """
    labels = list(_labels(table))
    often = Counter(label for row in labels for label in row if label)
    return [
        [
            _join(_beside(row, index), label) if often[label] > 1 else label
            for index, label in enumerate(told)
        ]
        for row, told in zip(table.rows, labels, strict=True)
    ]  # fmt: skip


def _labels(table: Table) -> Iterator[list[str]]:
    headings = _Headings(len(table.widths))
    for row in table.rows:
        columns = headings.columns_of(row)
        headings.take(row, columns)
        yield [
            _join(_name_of(row, index), headings.over(columns[index]), cell.prefix) if cell.kind == "entry" else ""
            for index, cell in enumerate(row.cells)
        ]


def _join(*parts: str) -> str:
    return " ".join(dict.fromkeys(part.strip() for part in parts if part.strip())) or _("内容")
