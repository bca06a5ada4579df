"""Names for entry cells: what a screen reader says is the heading above and the label at the left."""

from collections.abc import Iterator

from perfeval.core.tables.model import Cell, Row, Table


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
        if row.role == "head":
            for cell, column in zip(row.cells, columns, strict=True):
                self._headings[column : column + cell.colspan] = [cell.text] * cell.colspan
            self._kind = ""
        elif self._kind and kind != self._kind:
            self._headings = [""] * len(self._headings)
        self._kind = kind or self._kind

    def over(self, column: int) -> str:
        """The heading over this column."""
        return self._headings[column]


def _kind_of(row: Row) -> str:
    words = [word for word in (row.anchor or "").split("/") if word and not word.isdigit()]
    return words[1] if len(words) > 1 else "".join(words)


def _label_left(cells: tuple[Cell, ...], index: int) -> str:
    labels = [cell.printed for cell in cells[:index] if cell.kind in ("label", "head", "text") and cell.printed]
    return labels[-1] if labels else ""


def entry_labels(table: Table) -> Iterator[list[str]]:
    """For each row, the spoken name of each cell (empty for cells that are not typed in)."""
    headings = _Headings(len(table.widths))
    for row in table.rows:
        columns = headings.columns_of(row)
        headings.take(row, columns)
        yield [
            _join(_label_left(row.cells, index), headings.over(columns[index]), cell.printed if not index else "")
            if cell.kind == "entry"
            else ""
            for index, cell in enumerate(row.cells)
        ]


def _join(*parts: str) -> str:
    return " ".join(dict.fromkeys(part.strip() for part in parts if part.strip())) or "内容"
