"""What the checks find in a report, for the script that draws lines below the words."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perfeval.evaluations.screens.table import Entry

from .people import SignedInRequest
from .places import ReportPlace, place_for


@require_safe
def report_findings(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """The findings of each section and the outline, as pieces of the page. Checked once per version."""
    place = place_for(request.user, "view", pk, None, key)
    if not isinstance(place, ReportPlace):
        raise Http404(_("没有这份报告"))
    loaded = place.load()
    context = {"place": place, "screen": place.screen(loaded, Entry(loaded.fields))}
    return render(request, "evaluations/report/findings.html", context)
