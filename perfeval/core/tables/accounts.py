"""The published tables of the final accounts, 公开01 to 公开10, as neutral Tables."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest

from perfeval.core.accounts import DASH, AccountForm, account_forms, account_tables
from perfeval.core.accounts.forms import FormLine
from perfeval.core.package import Package
from perfeval.core.package.accounts import AccountRow

from .model import Cell, Row, Table

Numbered = tuple[int, AccountRow]
Formulas = Mapping[str, str | None]


def accounts_tables(package: Package) -> list[Table]:
    """All tables in order; none where the package has no final accounts. Reads ``computed`` where it is there."""
    accounts = package.final_accounts
    if accounts is None:
        return []
    rows = accounts.computed.tables if accounts.computed else account_tables(accounts, package.year)
    values = {"department": package.department.name, "year": str(package.year), "unit": accounts.money_unit}
    forms = account_forms().tables
    return [_table(number, form, rows[number], values) for number, form in forms.items() if number in rows]


def accounts_table(package: Package, number: str) -> Table | None:
    """One table by its number, e.g. ``05``."""
    return next((table for table in accounts_tables(package) if table.key == f"accounts-{number}"), None)


def _table(number: str, form: AccountForm, rows: list[AccountRow], values: Mapping[str, str]) -> Table:
    numbered = list(enumerate(rows))
    return Table(
        key=f"accounts-{number}",
        title=form.title,
        widths=tuple(form.widths),
        rows=(*header_rows(form.header), *_body(number, form, numbered)),
        captions=tuple(_caption(caption, values) for caption in form.captions),
        notes=_notes(form, rows),
        orientation=form.orientation,
        bookmark=form.title,
        ref=_pointer(number),
    )


def _caption(caption: tuple[str, str, str], values: Mapping[str, str]) -> tuple[str, str, str]:
    left, centre, right = (part.format_map(values) for part in caption)
    return left, centre, right


def _notes(form: AccountForm, rows: Iterable[AccountRow]) -> tuple[str, ...]:
    """The 注, and the 说明 of a table that has no data."""
    empty = not any(any(row.cells) for row in rows)
    return (form.note, form.explanation) if form.explanation and empty else (form.note,)


def header_rows(grid: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    """Heading rows of a grid in which 「<」 continues the cell to the left and 「^」 the cell above."""
    return tuple(Row(tuple(_head_cells(grid, index)), "head") for index in range(len(grid)))


def _head_cells(grid: Sequence[Sequence[str]], index: int) -> Iterable[Cell]:
    for column, text in enumerate(grid[index]):
        if text not in ("<", "^"):
            below = (row[column] for row in grid[index + 1 :])
            across, down = _run(grid[index][column + 1 :], "<"), _run(below, "^")
            yield Cell(text, "head", colspan=across + 1, rowspan=down + 1, align="center")


def _run(cells: Iterable[str], mark: str) -> int:
    length = 0
    for cell in cells:
        if cell != mark:
            break
        length += 1
    return length


def _body(number: str, form: AccountForm, rows: list[Numbered]) -> Iterable[Row]:
    if form.blocks:
        return _blocks(number, form, rows)
    if form.lines:
        return _two_sided(number, form, rows)
    if form.economic:
        return _grouped(number, form, rows)
    return _listed(number, form, rows)


def _listed(number: str, form: AccountForm, rows: list[Numbered]) -> Iterable[Row]:
    """Code, name and amounts; the single row of 三公 has amounts only."""
    for index, row in rows:
        amounts = _amounts(number, index, row, form.formulas)
        yield Row((*_code_and_name(row), *amounts), "total" if row.key == "total" else "body")


def _code_and_name(row: AccountRow) -> tuple[Cell, ...]:
    if row.label is None and not row.key.isdigit():
        return ()
    if row.key == "total":
        return (Cell(row.label or "", "label", colspan=2, align="center", bold=True),)
    level = (len(row.key) - 3) // 2
    return Cell(row.key, "label"), Cell(row.label or "", "label", indent=level, bold=level == 0)


def _two_sided(number: str, form: AccountForm, rows: list[Numbered]) -> Iterable[Row]:
    """Income lines on the left, spending lines on the right."""
    lines = {str(line.line): line for line in form.lines}
    left = [pair for pair in rows if pair[1].side == "income"]
    right = [pair for pair in rows if pair[1].side == "expenditure"]
    widths = len(form.columns), len(form.expenditure_columns or form.columns)
    for sides in zip_longest(left, right):
        cells = [
            cell
            for pair, width in zip(sides, widths, strict=True)
            for cell in _side(number, pair, lines[pair[1].key] if pair else None, width)
        ]
        yield Row(tuple(cells), "body")


def _side(number: str, pair: Numbered | None, line: FormLine | None, width: int) -> tuple[Cell, ...]:
    if pair is None or line is None:
        return tuple(Cell() for _ in range(width + 2))
    index, row = pair
    label = Cell(row.label or "", "label", align="center" if line.strong else "left", bold=line.strong)
    amounts = _amounts(number, index, row, [line.formula] * width)
    return (label, Cell(row.key, "label", align="center"), *amounts)


def _grouped(number: str, form: AccountForm, rows: list[Numbered]) -> Iterable[Row]:
    """Table 06: column groups side by side, the two totals in the last row."""
    places = {row.pos: (index, row) for index, row in rows}
    last, width = max(place[0] for place in places if place), len(form.columns)
    groups = 1 + max(place[1] for place in places if place)
    for line in range(1, last):
        cells = [_economic_cells(number, places.get((line, group)), width) for group in range(1, groups)]
        yield Row(tuple(cell for group in cells for cell in group))
    totals = [_total_cells(number, places[(last, group)], form, group) for group in (1, 2)]
    yield Row(tuple(cell for group in totals for cell in group), "total")


def _economic_cells(number: str, pair: Numbered | None, width: int) -> tuple[Cell, ...]:
    if pair is None:
        return tuple(Cell() for _ in range(width + 2))
    index, row = pair
    bold = len(row.key) == 3
    name = Cell(row.label or "", "label", indent=0 if bold else 1, bold=bold)
    return (Cell(row.key, "label"), name, *_amounts(number, index, row, ()))


def _total_cells(number: str, pair: Numbered, form: AccountForm, group: int) -> tuple[Cell, ...]:
    """人员经费合计 under its group; 公用经费合计 over the rest of the columns."""
    index, row = pair
    width = len(form.columns)
    span = 2 if group == 1 else len(form.widths) - 2 - 2 * width
    listed = form.economic
    codes = (listed.personnel if group == 1 else listed.public) if listed else []
    formula = f"{'＋'.join(codes)}各类之和"
    label = Cell(row.label or "", "label", colspan=span, align="center", bold=True)
    return (label, *_amounts(number, index, row, [formula] * width))


def _blocks(number: str, form: AccountForm, rows: list[Numbered]) -> Iterable[Row]:
    by_key = {row.key: (index, row) for index, row in rows}
    for block in form.blocks:
        yield Row((Cell(block.heading, "head", colspan=len(form.widths), bold=True),))
        yield Row(tuple(Cell(text, "head", align="center") for text in block.columns))
        for line in block.lines:
            yield Row(_side(number, by_key[str(line.line)], line, 1))


def _amounts(number: str, index: int, row: AccountRow, formulas: Sequence[str | None]) -> tuple[Cell, ...]:
    explained = [*formulas, *([None] * len(row.cells))]
    return tuple(
        _amount(text, f"{_pointer(number)}/{index}/cells/{column}", explained[column])
        for column, text in enumerate(row.cells)
    )


def _amount(text: str | None, ref: str, formula: str | None) -> Cell:
    if text == DASH:
        return Cell(DASH, "label", align="center")
    value = Decimal(text) if text is not None else None
    return Cell(text or "", "computed", align="right", value=value, ref=ref, explanation=formula)


def _pointer(number: str) -> str:
    return f"/final_accounts/computed/tables/{number}"
