"""Statistics of a region and year, on the screen and as a workbook."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perfeval.desk.exports import progress_workbook
from perfeval.desk.figures import charts_of, figures_of
from perfeval.desk.rules import get_year_for
from perfeval.desk.standing import standings_of
from perfeval.evaluations.views.people import SignedInRequest

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def show_statistics(request: SignedInRequest, year_pk: int) -> HttpResponse:
    """Grades, averages and execution, by level and unit."""
    year = get_year_for(request.user, year_pk)
    figures = figures_of(*standings_of(year))
    totals = [group for group in (figures.departments, figures.projects) if group.count]
    context = {"year": year, "page": "statistics", "figures": figures, "totals": totals, "charts": charts_of(figures)}
    return render(request, "desk/statistics.html", context)


@require_safe
def export(request: SignedInRequest, year_pk: int) -> HttpResponse:
    """All departments and the statistics as a workbook."""
    year = get_year_for(request.user, year_pk)
    standings, results = standings_of(year)
    content = progress_workbook(year, standings, figures_of(standings, results), timezone.now())
    name = _("{region}{year}年度填报进度.xlsx").format(region=year.region.name, year=year.year)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, WORKBOOK, headers={"Content-Disposition": disposition or "attachment"})
