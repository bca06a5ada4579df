"""The list of self-evaluations, and the task list of one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfeval.directory.models import PROGRAM_ROLES, Role
from perfeval.directory.rules import has_any_role
from perfeval.evaluations.screens.findings import counts_by_section, findings_of
from perfeval.evaluations.screens.listing import with_overall_results
from perfeval.evaluations.screens.outline import outline_of, with_findings
from perfeval.evaluations.selectors import evaluations_for, get_evaluation_for

from .people import SignedInRequest


@require_safe
def list_evaluations(request: SignedInRequest) -> HttpResponse:
    """All self-evaluations the person may know of."""
    evaluations = with_overall_results(evaluations_for(request.user))
    context = {
        "evaluations": evaluations,
        "may_start": has_any_role(request.user, Role.AUTHOR),
        "is_elsewhere": has_any_role(request.user, *PROGRAM_ROLES),
    }
    return render(request, "evaluations/list.html", context)


@require_safe
def show_tasks(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sections of one self-evaluation with their status and how many findings each has."""
    evaluation = get_evaluation_for(request.user, "view", pk)
    counts = counts_by_section(findings_of(evaluation))
    outline = with_findings(outline_of(evaluation), counts)
    context = {"evaluation": evaluation, "outline": outline, "problems": counts.total()}
    return render(request, "evaluations/tasks.html", context)
