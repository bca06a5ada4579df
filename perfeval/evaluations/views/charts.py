"""图表: what the figures of a self-evaluation look like."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfeval.core.charts import charts_of
from perfeval.evaluations.loading import load
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.selectors import get_evaluation_for

from .people import SignedInRequest


@require_safe
def show_charts(request: SignedInRequest, pk: int) -> HttpResponse:
    """All charts, each with its figures as a table."""
    evaluation = get_evaluation_for(request.user, "view", pk)
    loaded = load(evaluation)
    context = {
        "evaluation": evaluation,
        "outline": outline_of(evaluation),
        "charts": charts_of(loaded.package, loaded.scheme),
    }
    return render(request, "evaluations/charts.html", context)
