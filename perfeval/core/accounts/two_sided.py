"""Filling the fixed lines of a table by what each line shows."""

from collections.abc import Mapping, Sequence

from .forms import FormLine
from .lines import Amounts, Line, blank_zeros

Roles = Mapping[str, Amounts]


def form_lines(lines: Sequence[FormLine], income: Roles, expenditure: Roles) -> list[Line]:
    """The lines of a two-sided table; a role that has no amounts leaves the line blank."""
    widths = {"income": _width(income), "expenditure": _width(expenditure)}
    roles = {"income": income, "expenditure": expenditure}
    return [_line(line, roles[line.side or "income"], widths[line.side or "income"]) for line in lines]


def _line(line: FormLine, roles: Roles, width: int) -> Line:
    cells = roles.get(line.role, (None,) * width) if line.role else (None,) * width
    return Line(str(line.line), line.label, blank_zeros(cells), side=line.side, whole=line.whole)


def _width(roles: Roles) -> int:
    return max((len(cells) for cells in roles.values()), default=1)
