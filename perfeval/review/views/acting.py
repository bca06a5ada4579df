"""One step of a self-evaluation: what stands in its way, the reason, the sections that go back."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.rules import is_open_to_authors
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.selectors import get_evaluation_for
from perfeval.evaluations.views.people import SignedInRequest
from perfeval.review.explanations import PREFIX, SHARED
from perfeval.review.findings import listed_findings
from perfeval.review.forms import LONGEST_REASON, StepForm
from perfeval.review.models import Comment
from perfeval.review.recorders import address_of
from perfeval.review.rules import can_explain
from perfeval.review.sections import returnable_sections
from perfeval.review.services import TransitionRefusedError, explain_findings, move_evaluation
from perfeval.review.transitions import TRANSITIONS, Action, Transition


@require_http_methods(["GET", "HEAD", "POST"])
def take_step(request: SignedInRequest, pk: int, action: str) -> HttpResponse:
    """Show what a step means and what stands in its way; POST takes it."""
    evaluation = get_evaluation_for(request.user, "view", pk)
    step = _step_for(request, evaluation, action)
    if request.method != "POST":
        return _show(request, evaluation, step)
    _keep_reasons(request, evaluation, step)
    form = _form(evaluation, step, request.POST)
    if not form.is_valid():
        return _show(request, evaluation, step, form, status=422)
    try:
        moved = _move(request, evaluation, step, form.cleaned_data)
    except TransitionRefusedError as refusal:
        evaluation.refresh_from_db()
        form.add_error(None, refusal.message)
        return _show(request, evaluation, step, form, status=409)
    messages.success(
        request, _("已办理：{label}。现在的状态是“{state}”").format(label=step.label, state=moved.get_state_display())
    )
    return redirect("evaluations:tasks", pk)


@require_POST
def keep_reasons(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the reasons for warnings without submitting yet; POST ``back`` is the section one came from."""
    evaluation = get_evaluation_for(request.user, "view", pk)
    if not can_explain(request.user, evaluation):
        raise PermissionDenied
    kept = explain_findings(
        actor=request.user, evaluation=evaluation, reasons=_reasons(request.POST), shared=_shared(request.POST)
    )
    if request.headers.get("HX-Request"):
        return HttpResponse(escape(_("已保存") if kept else _("没有变化")))
    messages.success(request, _("已保存{count}条说明").format(count=kept))
    if "back" in request.POST:
        return redirect(f"{reverse('evaluations:findings', args=[pk])}?{urlencode({'section': request.POST['back']})}")
    return redirect("review:take_step", pk, Action.SUBMIT)


def _step_for(request: SignedInRequest, evaluation: SelfEvaluation, action: str) -> Transition:
    """The row of the table. Raises Http404 for what has a page of its own, PermissionDenied for the wrong person."""
    step = {str(name): row for name, row in TRANSITIONS.items()}.get(action)
    if step is None or step.is_public:
        raise Http404(_("没有这项操作"))
    if not step.allowed(request.user, evaluation):
        raise PermissionDenied
    return step


def _form(evaluation: SelfEvaluation, step: Transition, data: Mapping[str, Any] | None = None) -> StepForm:
    sections = returnable_sections(evaluation) if step.sends_back else []
    return StepForm(step, sections, data, initial={"version": evaluation.version})


def _move(
    request: SignedInRequest, evaluation: SelfEvaluation, step: Transition, cleaned: Mapping[str, Any]
) -> SelfEvaluation:
    return move_evaluation(
        actor=request.user,
        evaluation=evaluation,
        action=step.action,
        reason=cleaned.get("reason", ""),
        places=cleaned.get("places", ()),
        seen_version=cleaned["version"],
        address=address_of(request),
    )


def _keep_reasons(request: SignedInRequest, evaluation: SelfEvaluation, step: Transition) -> None:
    """Reasons that came with a submission stay, even where the submission is refused."""
    if step.checked and is_open_to_authors(evaluation):
        sent = request.POST
        explain_findings(actor=request.user, evaluation=evaluation, reasons=_reasons(sent), shared=_shared(sent))


def _reasons(sent: Mapping[str, Any]) -> dict[str, str]:
    return {
        name.removeprefix(PREFIX): str(text).replace("\x00", "")[:LONGEST_REASON]
        for name, text in sent.items()
        if name.startswith(PREFIX)
    }


def _shared(sent: Mapping[str, Any]) -> set[str]:
    """The findings whose reasons answer all of their check."""
    return {name.removeprefix(SHARED) for name in sent if name.startswith(SHARED)}


def _show(
    request: SignedInRequest,
    evaluation: SelfEvaluation,
    step: Transition,
    form: StepForm | None = None,
    status: int = 200,
) -> HttpResponse:
    outline = outline_of(evaluation)
    context = {
        "evaluation": evaluation,
        "step": step,
        "is_possible": evaluation.state in step.sources,
        "form": form or _form(evaluation, step),
        "findings": listed_findings(evaluation, outline, to_mend=True),
        "open_comments": Comment.objects.filter(evaluation=evaluation, answers=None, resolved_at=None).count(),
        "prefix": PREFIX,
        "shared": SHARED,
        "outline": outline,
    }
    return render(request, "review/step.html", context, status=status)
