"""佐证材料: uploading files, linking them to indicators, downloading them for those who may see the self-evaluation."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perfeval.evaluations.files.kinds import ENDINGS
from perfeval.evaluations.models import Evidence, Indicator, SelfEvaluation
from perfeval.evaluations.rules import Action, can_edit
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.selectors import get_evaluation_for
from perfeval.evaluations.services import ChangeRefusedError
from perfeval.evaluations.services.evidence import add_evidence, delete_evidence, link_evidence

from .people import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def list_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    """The files with their indicators; POST uploads one or several."""
    evaluation = get_evaluation_for(request.user, "edit" if request.method == "POST" else "view", pk)
    if request.method != "POST":
        return _show(request, evaluation, [])
    problems = list(_upload(request, evaluation))
    if problems:
        return _show(request, evaluation, problems)
    messages.success(request, _("已上传"))
    return redirect("evaluations:evidence", pk)


@require_safe
def download_evidence(request: SignedInRequest, pk: int, evidence_pk: int) -> FileResponse:
    """One file, always saved and never shown by the browser."""
    evidence = _evidence(request, "view", pk, evidence_pk)
    try:
        content = evidence.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(_("文件已不在存储中，请联系系统管理员")) from error
    return FileResponse(content, as_attachment=True, filename=evidence.name, content_type=evidence.media_type)


@require_POST
def change_evidence(request: SignedInRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """Link a file to ``indicators``; with ``delete`` remove it."""
    evidence = _evidence(request, "edit", pk, evidence_pk)
    if "delete" in request.POST:
        delete_evidence(actor=request.user, evidence=evidence)
        messages.success(request, _("已删除“{name}”").format(name=evidence.name))
    else:
        link_evidence(actor=request.user, evidence=evidence, indicators=_numbers(request))
        messages.success(request, _("已保存"))
    return redirect("evaluations:evidence", pk)


def _upload(request: SignedInRequest, evaluation: SelfEvaluation) -> Sequence[str]:
    """Keep the files that can be kept; what is wrong with the others."""
    files = request.FILES.getlist("files")
    problems = [] if files else [_("请先选择文件")]
    for upload in files:
        try:
            add_evidence(actor=request.user, evaluation=evaluation, upload=upload, indicators=_numbers(request))
        except ChangeRefusedError as error:
            problems.append(error.message)
    return problems


def _numbers(request: SignedInRequest) -> list[int]:
    sent = request.POST.getlist("indicators")
    return [int(number) for number in sent if number.isdecimal() and len(number) < 19]


def _evidence(request: SignedInRequest, action: Action, pk: int, evidence_pk: int) -> Evidence:
    """One file of a self-evaluation that the person may see or change; raises like the selectors."""
    evaluation = get_evaluation_for(request.user, action, pk)
    evidence = Evidence.objects.filter(evaluation=evaluation, pk=evidence_pk).first()
    if evidence is None:
        raise Http404(_("没有这份材料"))
    evidence.evaluation = evaluation
    return evidence


def _show(request: SignedInRequest, evaluation: SelfEvaluation, problems: Sequence[str]) -> HttpResponse:
    leaves = Indicator.objects.filter(sheet__evaluation=evaluation, children=None, deleted=False)
    kept = Evidence.objects.filter(evaluation=evaluation).select_related("uploaded_by")
    context = {
        "evaluation": evaluation,
        "outline": outline_of(evaluation, "evidence"),
        "kept": kept.prefetch_related("indicators"),
        "indicators": leaves.select_related("sheet__project").order_by("sheet__kind", "sheet__order", "order", "pk"),
        "problems": problems,
        "is_live": can_edit(request.user, evaluation),
        "accept": ",".join(f".{ending}" for ending in ENDINGS),
    }
    return render(request, "evaluations/evidence/page.html", context, status=422 if problems else 200)
