"""Remarks, answers, settling, and review scores; each is sent and leads back to where it was written."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perfeval.evaluations.models import Indicator, SelfEvaluation
from perfeval.evaluations.screens.outline import outline_of, sheet_key
from perfeval.evaluations.selectors import get_evaluation_for, get_sheet_for
from perfeval.evaluations.views.people import SignedInRequest
from perfeval.review.forms import FORM, CommentForm, ScoreForm
from perfeval.review.labels import label_of, outline_key
from perfeval.review.models import Comment
from perfeval.review.rules import can_score
from perfeval.review.services import TransitionRefusedError, add_comment, resolve_comment, review_indicator


@require_POST
def comment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a remark on a section, a row or a field, or an answer to one."""
    evaluation = get_evaluation_for(request.user, "view", pk)
    form = CommentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明批注内容"))
        return _back(request, evaluation, str(request.POST.get("section", ""))[:300])
    cleaned = form.cleaned_data
    answers = None
    if cleaned["answers"]:
        answers = get_object_or_404(Comment, pk=cleaned["answers"], evaluation=evaluation)
    written = add_comment(
        actor=request.user,
        evaluation=evaluation,
        text=cleaned["text"],
        section=cleaned["section"],
        place=cleaned["place"],
        label=label_of(evaluation, cleaned["section"], cleaned["place"]),
        answers=answers,
    )
    return _back(request, evaluation, written.section, f"#comment-{written.pk}")


@require_POST
def settle(request: SignedInRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Say that a remark is settled (``settled=1``), or that it is not."""
    evaluation = get_evaluation_for(request.user, "view", pk)
    found = get_object_or_404(Comment, pk=comment_pk, evaluation=evaluation, answers=None)
    resolve_comment(actor=request.user, comment=found, resolved=request.POST.get("settled") == "1")
    return _back(request, evaluation, found.section, f"#comment-{found.pk}")


@require_POST
def score_sheet(request: SignedInRequest, pk: int, sheet_pk: int) -> HttpResponse:
    """Keep the review scores and opinions of one sheet; what cannot be kept is named, the rest is."""
    sheet = get_sheet_for(request.user, "view", pk, sheet_pk)
    if not can_score(request.user, sheet.evaluation):
        raise PermissionDenied
    problems = []
    for indicator in Indicator.objects.filter(sheet=sheet).select_related("sheet__evaluation"):
        if f"i{indicator.pk}-score" in request.POST:
            problems += _keep_score(request, indicator)
    for problem in problems:
        messages.error(request, problem)
    if not problems:
        messages.success(request, _("已保存"))
    return _back(request, sheet.evaluation, sheet_key(sheet.pk), "#scores")


def _keep_score(request: SignedInRequest, indicator: Indicator) -> list[str]:
    form = ScoreForm(request.POST, prefix=f"i{indicator.pk}")
    if not form.is_valid():
        return [_("“{name}”的复核得分须是不小于0、至多两位小数的数字").format(name=indicator.name)]
    try:
        review_indicator(actor=request.user, indicator=indicator, **form.cleaned_data)
    except TransitionRefusedError as refusal:
        return [refusal.message]
    return []


def _back(request: SignedInRequest, evaluation: SelfEvaluation, section: str, anchor: str = "") -> HttpResponseRedirect:
    """To the section as it is reviewed, or to the form beside which it was written."""
    if request.POST.get("back") == FORM:
        found = outline_of(evaluation).section(outline_key(section))
        return redirect(found.url if found else reverse("evaluations:tasks", args=[evaluation.pk]))
    if not section:
        return redirect(reverse("review:review", args=[evaluation.pk]) + (anchor or "#comments"))
    return redirect(reverse("review:section", args=[evaluation.pk, section]) + (anchor or "#comments"))
