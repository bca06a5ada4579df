"""What waits for the head or the reviewer; several approved or returned at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfeval.directory.rules import regions_reviewed_by
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.views.people import SignedInRequest
from perfeval.review.forms import BulkForm
from perfeval.review.queue import queue_of
from perfeval.review.recorders import address_of
from perfeval.review.services import TransitionRefusedError, move_evaluation
from perfeval.review.transitions import TRANSITIONS, Action


@require_http_methods(["GET", "HEAD", "POST"])
def show_queue(request: SignedInRequest) -> HttpResponse:
    """All that waits for the person; POST approves or returns those that were chosen, each by itself."""
    waiting = list(queue_of(request.user))
    if request.method != "POST":
        return _show(request, waiting)
    if not regions_reviewed_by(request.user):
        raise PermissionDenied
    form = BulkForm([evaluation.pk for evaluation in waiting], request.POST)
    if not form.is_valid():
        messages.error(request, _("请先勾选要办理的自评；已被他人办理的不再列出"))
        return _show(request, waiting, status=422)
    step = TRANSITIONS[Action(form.cleaned_data["action"])]
    if step.needs_reason and not form.cleaned_data["reason"].strip():
        messages.error(request, _("退回须写明理由"))
        return _show(request, waiting, status=422)
    chosen = [evaluation for evaluation in waiting if evaluation.pk in form.cleaned_data["chosen"]]
    _move_all(request, chosen, step.action, form.cleaned_data["reason"])
    return redirect("review:queue")


def _move_all(request: SignedInRequest, chosen: list[SelfEvaluation], action: Action, reason: str) -> None:
    """Each in a transaction of its own, so that one refusal does not undo the others; refusals are named."""
    done = 0
    for evaluation in chosen:
        seen = request.POST.get(f"version-{evaluation.pk}", "")
        try:
            move_evaluation(
                actor=request.user,
                evaluation=evaluation,
                action=action,
                reason=reason,
                seen_version=int(seen) if seen.isdecimal() and len(seen) < 10 else None,
                address=address_of(request),
            )
        except TransitionRefusedError as refusal:
            messages.error(request, f"{evaluation.department.name}：{refusal.message}")
        except PermissionDenied:
            messages.error(request, _("{name}：您参与过填报，不能审核").format(name=evaluation.department.name))
        else:
            done += 1
    if done:
        messages.success(request, _("已办理{count}份：{label}").format(count=done, label=TRANSITIONS[action].label))


def _show(request: SignedInRequest, waiting: list[SelfEvaluation], status: int = 200) -> HttpResponse:
    context = {"evaluations": waiting, "is_reviewer": bool(regions_reviewed_by(request.user))}
    return render(request, "review/queue.html", context, status=status)
