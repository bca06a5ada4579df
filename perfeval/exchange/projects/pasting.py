"""A list of projects as text from the clipboard, read like a sheet of a workbook."""

from collections.abc import Sequence

from perfeval.core.language import _
from perfeval.core.tsv import parse_tsv
from perfeval.evaluations.files import UnsafeFileError
from perfeval.evaluations.services.typing_in import plain_number

from .columns import guess_targets
from .grids import MOST_COLUMNS, MOST_ROWS, Grid

_NAME = "name"
#: What columns of numbers are where no heading says so, in the order in which lists have them.
_AMOUNTS = ("adjusted", "executed", "self_score")


def read_pasted(text: str) -> Grid:
    """The pasted rows. Raises UnsafeFileError where there are none, or too many."""
    rows = parse_tsv(text)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise UnsafeFileError(_("没有内容。请从Excel或WPS复制后粘贴"))
    if len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS:
        message = _("一次最多粘贴{rows}行、{columns}列")
        raise UnsafeFileError(message.format(rows=MOST_ROWS, columns=MOST_COLUMNS))
    width = max(map(len, rows))
    return Grid(_("粘贴的内容"), [[*(cell.strip() for cell in row), *[""] * (width - len(row))] for row in rows])


def has_headings(grid: Grid) -> bool:
    """Whether the first row names the columns: it must say which one is the name."""
    return _NAME in guess_targets(grid.rows[0]).values()


def guess_pasted_targets(grid: Grid) -> dict[int, str]:
    """Column → target, from the headings or else from what stands in the columns."""
    if has_headings(grid):
        return guess_targets(grid.rows[0])
    columns = [list(column) for column in zip(*grid.rows, strict=True)]
    numeric = [number for number, column in enumerate(columns) if _is_numeric(column)]
    words = [number for number in range(len(columns)) if number not in numeric]
    found: dict[int, str] = {}
    if words:
        found[max(words, key=lambda number: sum(map(len, columns[number])))] = _NAME
    if numeric and _counts_through(columns[numeric[0]]):
        found[numeric.pop(0)] = "seq"
    return found | dict(zip(numeric, _AMOUNTS, strict=False))


def _is_numeric(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    return bool(filled) and all(plain_number(cell.rstrip("万元亿"), percent=True) is not None for cell in filled)


def _counts_through(column: Sequence[str]) -> bool:
    return list(column) == [str(number) for number in range(1, len(column) + 1)]
