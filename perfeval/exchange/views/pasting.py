"""粘贴多个项目: a block from Excel, looked at as a table in which every wrong cell is named, then added as a whole."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfeval.evaluations.files import UnsafeFileError
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.selectors import get_evaluation_for
from perfeval.evaluations.views.people import SignedInRequest
from perfeval.exchange.projects import TARGETS, Grid, Preview, add_projects, lines_of
from perfeval.exchange.projects.grids import place
from perfeval.exchange.projects.pasting import guess_pasted_targets, has_headings, read_pasted
from perfeval.exchange.workbook import CellProblem

SECTION = "projects"


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One cell of the table; ``note`` is what is wrong with it."""

    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its number from 1, its heading, and what it is taken for."""

    number: int
    heading: str
    chosen: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted, as it is understood: rows below the headings, columns, and what adding it would do."""

    columns: list[Column]
    rows: list[list[PastedCell]]
    preview: Preview

    @property
    def problems(self) -> list[str]:
        """Every problem in words: the row of the projects (from 1), the column, the reason."""
        return [_said(problem, self.columns) for problem in self.preview.problems]


@require_http_methods(["GET", "HEAD", "POST"])
def paste_projects(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST ``text``: looked at (``check``, with the columns as they are told), or added (``add``), all or nothing."""
    evaluation = get_evaluation_for(request.user, "edit", pk)
    if request.method != "POST":
        return _show(request, evaluation, {})
    try:
        pasted = _read(request, evaluation)
    except UnsafeFileError as error:
        return _show(request, evaluation, {"refusal": str(error)}, 422)
    if "add" not in request.POST or pasted.problems:
        return _show(request, evaluation, {"pasted": pasted}, 422 if pasted.problems else 200)
    said = _("已添加{added}个项目，更新{changed}个")
    messages.success(request, said.format(added=len(pasted.preview.added), changed=len(pasted.preview.changed)))
    return redirect("evaluations:table", pk, SECTION)


def _read(request: SignedInRequest, evaluation: SelfEvaluation) -> Pasted:
    """What was sent, checked, and with ``add`` stored where nothing is wrong with it."""
    grid = read_pasted(request.POST.get("text", ""))
    targets = _targets(request.POST, grid)
    header = 0 if has_headings(grid) else -1
    lines, problems = lines_of(grid, header, targets)
    preview = Preview(problems=problems)
    if not problems:
        adding = "add" in request.POST
        preview = add_projects(actor=request.user, evaluation=evaluation, lines=lines, dry_run=not adding)
    return _as_shown(grid, targets, header, preview)


def _targets(sent: QueryDict, grid: Grid) -> dict[int, str]:
    """What the columns are told to be; guessed while nobody has told."""
    if "column-1" not in sent:
        return guess_pasted_targets(grid)
    told = {column: sent.get(f"column-{column + 1}", "") for column in range(len(grid.rows[0]))}
    return {column: key for column, key in told.items() if key in TARGETS}


def _as_shown(grid: Grid, targets: dict[int, str], header: int, preview: Preview) -> Pasted:
    notes = {problem.cell: problem.message for problem in preview.problems}
    headings = grid.rows[header] if header >= 0 else [""] * len(grid.rows[0])
    columns = [Column(number + 1, heading, targets.get(number, "")) for number, heading in enumerate(headings)]
    rows = [
        [PastedCell(cell, notes.get(place(number, column), "")) for column, cell in enumerate(row)]
        for number, row in enumerate(grid.rows)
        if number > header
    ]
    return Pasted(columns, rows, preview)


def _said(problem: CellProblem, columns: list[Column]) -> str:
    """A problem with its row and the name of its column instead of a cell of a workbook."""
    for number, column in enumerate(columns):
        letters = place(0, number)[:-1]
        row = problem.cell.removeprefix(letters)
        if row.isdecimal() and problem.cell.startswith(letters):
            shift = 1 if any(one.heading for one in columns) else 0
            title = TARGETS[column.chosen].title if column.chosen in TARGETS else column.heading
            words = _("第{row}行“{column}”：{message}")
            return words.format(row=int(row) - shift, column=title, message=problem.message)
    return problem.message


def _show(
    request: SignedInRequest, evaluation: SelfEvaluation, context: dict[str, object], status: int = 200
) -> HttpResponse:
    context |= {
        "evaluation": evaluation,
        "outline": outline_of(evaluation, SECTION),
        "text": request.POST.get("text", ""),
        "targets": [(key, target.title) for key, target in TARGETS.items()],
    }
    return render(request, "exchange/paste.html", context, status=status)
