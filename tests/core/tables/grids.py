"""What a table looks like, written so that a test can state all of it."""

from perfeval.core.tables import Row, Table


def texts(row: Row) -> list[str]:
    """The printed cells of a row."""
    return [cell.printed for cell in row.cells]


def grid(rows: tuple[Row, ...]) -> list[list[str]]:
    """The printed cells of several rows."""
    return [texts(row) for row in rows]


def shapes(row: Row) -> list[tuple[int, int]]:
    """(columns, rows) of every cell of a row."""
    return [(cell.colspan, cell.rowspan) for cell in row.cells]


def row_of(table: Table, first: str) -> Row:
    """The row whose first printed cell is this."""
    return next(row for row in table.rows if row.cells and row.cells[0].printed == first)
