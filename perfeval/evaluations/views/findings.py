"""检查: all findings, or those of one section, each with the way to its cell."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfeval.evaluations.rules import can_edit
from perfeval.evaluations.screens.findings import SeverityWord, counts_by_section, findings_of, grouped, shown_findings
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.selectors import get_evaluation_for

from .people import SignedInRequest


@require_safe
def show_findings(request: SignedInRequest, pk: int) -> HttpResponse:
    """The findings, with ``section`` and ``severity`` those of one; htmx gets the content of the panel."""
    evaluation = get_evaluation_for(request.user, "view", pk)
    section, severity = request.GET.get("section", ""), request.GET.get("severity", "")
    outline = outline_of(evaluation, "check")
    located = findings_of(evaluation)
    chosen = [
        each
        for each in shown_findings(evaluation, located, outline)
        if (not section or (each.section and each.section.key == section))
        and severity in ("", each.located.finding.severity)
    ]
    is_panel = bool(request.headers.get("HX-Request"))
    context = {
        "evaluation": evaluation,
        "outline": outline,
        "is_panel": is_panel,
        "groups": grouped(chosen),
        "all": len(located),
        "chosen": outline.section(section),
        "severity": severity,
        "severities": SeverityWord.choices,
        "sections": [one for one in outline.sections if counts_by_section(located)[one.key]],
        "may_edit": can_edit(request.user, evaluation),
    }
    return render(request, f"evaluations/findings/{'panel' if is_panel else 'page'}.html", context)


@require_safe
def count_findings(request: SignedInRequest, pk: int) -> HttpResponse:
    """The number for the bottom bar: findings of ``section`` that have to be dealt with."""
    evaluation = get_evaluation_for(request.user, "view", pk)
    section = request.GET.get("section", "")
    counts = counts_by_section(findings_of(evaluation))
    number = counts[section] if section else counts.total()
    return render(request, "evaluations/findings/count.html", {"number": number})
