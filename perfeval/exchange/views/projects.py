"""导入项目清单: any workbook, its columns told by the officer, the result shown before it is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from perfeval.evaluations.columns import FUND_ROW
from perfeval.evaluations.files import UnsafeFileError
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.rules import can_edit
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.selectors import get_evaluation_for
from perfeval.evaluations.views.people import SignedInRequest
from perfeval.exchange.projects import (
    TARGETS,
    Grid,
    Preview,
    ProjectLine,
    add_projects,
    guess_header,
    guess_targets,
    left_out,
    lines_of,
    read_grids,
)

from .signing import opened, sealed

GRIDS, LINES = "grids", "lines"
SAMPLES = 3
AMOUNTS = frozenset({"seq", "self_score", *(key for key, target in TARGETS.items() if target.columns is FUND_ROW)})
"""Targets that are numbers."""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column of the sheet: its letter's place, heading, some of its cells, and what it is taken for."""

    number: int
    heading: str
    samples: list[str]
    chosen: str


@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Upload ``file``; the answer asks what its columns are."""
    evaluation = get_evaluation_for(request.user, "edit", pk)
    if request.method != "POST":
        return _show(request, evaluation, {})
    upload = request.FILES.get("file")
    if upload is None:
        return _show(request, evaluation, {"problems": [_("请先选择文件")]}, status=422)
    try:
        grids = read_grids(upload.name or "", upload.size or 0, upload)
    except UnsafeFileError as error:
        said = _("“{name}”没有读入：{reason}").format(name=upload.name, reason=error)
        return _show(request, evaluation, {"problems": [said]}, status=422)
    return _ask_columns(request, evaluation, grids, 0)


@require_POST
def map_columns(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another sheet is looked at, or the columns are known: then what importing would do is shown."""
    evaluation = get_evaluation_for(request.user, "edit", pk)
    sent = request.POST
    found = opened(request.user, evaluation, GRIDS, sent.get("grids", ""))
    if not found:
        messages.error(request, _("请重新上传文件"))
        return redirect("exchange:projects", pk)
    grids = [Grid(**each) for each in found]
    chosen = min(_number(sent, "sheet"), len(grids) - 1)
    if "look" in sent:
        return _ask_columns(request, evaluation, grids, chosen)
    return _preview(request, evaluation, grids, chosen)


@require_POST
def apply_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Store what was shown, all or nothing."""
    evaluation = get_evaluation_for(request.user, "edit", pk)
    found = opened(request.user, evaluation, LINES, request.POST.get("lines", ""))
    if not found:
        messages.error(request, _("请重新上传文件"))
        return redirect("exchange:projects", pk)
    lines = [ProjectLine(**each) for each in found]
    preview = add_projects(actor=request.user, evaluation=evaluation, lines=lines, dry_run=False)
    if preview.problems:
        return _show(request, evaluation, {"problems": preview.problems}, status=422)
    said = _("已添加{added}个项目，更新{changed}个")
    messages.success(request, said.format(added=len(preview.added), changed=len(preview.changed)))
    return redirect("evaluations:table", pk, "projects")


def _preview(request: SignedInRequest, evaluation: SelfEvaluation, grids: list[Grid], chosen: int) -> HttpResponse:
    sent, grid = request.POST, grids[chosen]
    header = max(_number(sent, "header") - 1, 0)
    width = max(len(row) for row in grid.rows)
    told = {column: sent.get(f"column-{column}", "") for column in range(width)}
    targets = {column: key for column, key in told.items() if key in TARGETS}
    lines, problems = lines_of(grid, header, targets)
    preview = Preview(problems=problems)
    if not problems:
        preview = add_projects(actor=request.user, evaluation=evaluation, lines=lines, dry_run=True)
    if preview.problems:
        return _ask_columns(request, evaluation, grids, chosen, header, targets, preview.problems)
    shown = [key for key in TARGETS if key != "name" and key in targets.values()]
    context = {
        "preview": preview,
        "headings": [_heading(evaluation, key) for key in shown],
        "rows": [(line, [(line.cells[key], key in AMOUNTS) for key in shown]) for line in preview.lines],
        "left": left_out(grid, header, targets),
        "lines_seal": sealed(request.user, evaluation, LINES, lines),
    }
    return _show(request, evaluation, context)


def _heading(evaluation: SelfEvaluation, key: str) -> tuple[str, bool]:
    """The title of a column with the unit of its amounts, and whether it is one of numbers."""
    title = str(TARGETS[key].title)
    if TARGETS[key].columns is FUND_ROW:
        title = _("{title}（{unit}）").format(title=title, unit=evaluation.money_unit)
    return title, key in AMOUNTS


def _ask_columns(
    request: SignedInRequest,
    evaluation: SelfEvaluation,
    grids: list[Grid],
    chosen: int,
    header: int | None = None,
    targets: Mapping[int, str] | None = None,
    problems: Sequence[Any] = (),
) -> HttpResponse:
    grid = grids[chosen]
    top = guess_header(grid.rows) if header is None else min(header, len(grid.rows) - 1)
    known = guess_targets(grid.rows[top]) if targets is None else targets
    context = {
        "sheets": [(number, each.title) for number, each in enumerate(grids)],
        "sheet": chosen,
        "header": top + 1,
        "columns": _columns(grid, top, known),
        "targets": [(key, target.title) for key, target in TARGETS.items()],
        "grids_seal": sealed(request.user, evaluation, GRIDS, grids),
        "problems": problems,
    }
    return _show(request, evaluation, context, status=422 if problems else 200)


def _columns(grid: Grid, header: int, targets: Mapping[int, str]) -> list[ColumnChoice]:
    below = grid.rows[header + 1 : header + 1 + SAMPLES]
    return [
        ColumnChoice(number, heading, [row[number] for row in below if number < len(row)], targets.get(number, ""))
        for number, heading in enumerate(grid.rows[header])
    ]


def _number(sent: Mapping[str, str], name: str) -> int:
    text = sent.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _show(
    request: SignedInRequest, evaluation: SelfEvaluation, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context |= {
        "evaluation": evaluation,
        "outline": outline_of(evaluation),
        "is_live": can_edit(request.user, evaluation),
    }
    return render(request, "exchange/projects.html", context, status=status)
