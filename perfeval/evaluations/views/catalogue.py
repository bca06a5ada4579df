"""可用字段: every figure that a text may name as 【收入合计】, with its present value."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfeval.core.facts import Fact, facts_of
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.selectors import get_evaluation_for

from .people import SignedInRequest

MOST_OFFERED = 12
MOST_SHOWN = 500


@require_safe
def list_fields(request: SignedInRequest, pk: int) -> HttpResponse:
    """The figures whose name has ``q`` in it: as JSON for the completion, else as a page."""
    evaluation = get_evaluation_for(request.user, "view", pk)
    wanted = request.GET.get("q", "").strip()
    found = _found(evaluation, wanted)
    if request.GET.get("format") == "json":
        offered = [{"name": one.name, "value": f"{one.text}{_unit(one)}"} for one in found[:MOST_OFFERED]]
        return JsonResponse({"fields": offered})
    context = {
        "evaluation": evaluation,
        "outline": outline_of(evaluation, "report"),
        "facts": found[:MOST_SHOWN],
        "wanted": wanted,
        "all": len(found),
    }
    return render(request, "evaluations/report/fields.html", context)


def _found(evaluation: SelfEvaluation, wanted: str) -> list[Fact]:
    """Figures that can be named: those whose name is theirs alone. Names that begin with what is wanted come first."""
    loaded = load(evaluation)
    by_name: dict[str, list[Fact]] = {}
    for fact in facts_of(loaded.package, loaded.scheme).values():
        by_name.setdefault(fact.name, []).append(fact)
    named = [facts[0] for name, facts in by_name.items() if len(facts) == 1 and wanted in name]
    return sorted(named, key=lambda fact: not fact.name.startswith(wanted))


def _unit(fact: Fact) -> str:
    return "" if fact.unit == "%" else fact.unit
