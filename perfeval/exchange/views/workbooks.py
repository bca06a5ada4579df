"""The Excel round trip on the screen: download, upload, look at the changes, apply all of them or none."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perfeval.evaluations.files import UnsafeFileError
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.rules import can_edit
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.selectors import get_evaluation_for
from perfeval.evaluations.views.people import SignedInRequest
from perfeval.exchange.workbook import CellProblem, ChangedCell, Reading, apply_changes, read_workbook, write_workbook

from .signing import opened, sealed

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KIND = "workbook"


@require_safe
def download_workbook(request: SignedInRequest, pk: int) -> HttpResponse:
    """The workbook with what is stored now."""
    evaluation = get_evaluation_for(request.user, "view", pk)
    content = write_workbook(load(evaluation))
    name = f"{evaluation.department.name}{evaluation.year}.xlsx"
    return HttpResponse(
        content, MEDIA_TYPE, headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def exchange_workbook(request: SignedInRequest, pk: int) -> HttpResponse:
    """How it works; POST uploads ``file`` and tells what it would change, and every cell that stands in the way."""
    evaluation = get_evaluation_for(request.user, "edit" if request.method == "POST" else "view", pk)
    if request.method != "POST":
        return _show(request, evaluation, None, [])
    reading = _read(request, evaluation)
    problems = [
        *reading.problems,
        *apply_changes(actor=request.user, evaluation=evaluation, changes=reading.changes, dry_run=True).problems,
    ]
    return _show(request, evaluation, reading, problems)


@require_POST
def apply_workbook(request: SignedInRequest, pk: int) -> HttpResponse:
    """Store what the dry run showed, all or nothing."""
    evaluation = get_evaluation_for(request.user, "edit", pk)
    found = opened(request.user, evaluation, KIND, request.POST.get("changes", ""))
    if not found:
        messages.error(request, _("请重新上传工作簿"))
        return redirect("exchange:workbook", pk)
    changes = [ChangedCell(**each) for each in found]
    outcome = apply_changes(actor=request.user, evaluation=evaluation, changes=changes, dry_run=False)
    if outcome.problems:
        return _show(request, evaluation, Reading(changes=changes), outcome.problems)
    messages.success(request, _("已填入{count}格").format(count=outcome.stored))
    return redirect("evaluations:tasks", pk)


def _read(request: SignedInRequest, evaluation: SelfEvaluation) -> Reading:
    upload = request.FILES.get("file")
    if upload is None:
        return Reading(problems=[CellProblem("", "", _("请先选择文件"))])
    try:
        return read_workbook(upload.name or "", upload.size or 0, upload, evaluation)
    except UnsafeFileError as error:
        return Reading(
            problems=[CellProblem("", "", _("“{name}”没有读入：{reason}").format(name=upload.name, reason=error))]
        )


def _show(
    request: SignedInRequest, evaluation: SelfEvaluation, reading: Reading | None, problems: list[CellProblem]
) -> HttpResponse:
    changes = reading.changes if reading else []
    context = {
        "evaluation": evaluation,
        "outline": outline_of(evaluation),
        "reading": reading,
        "changes": changes,
        "problems": problems,
        "seal": sealed(request.user, evaluation, KIND, changes) if changes and not problems else "",
        "is_live": can_edit(request.user, evaluation),
    }
    return render(request, "exchange/workbook.html", context, status=422 if problems else 200)
