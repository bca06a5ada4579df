"""How all departments stand; packing and counting start here."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perfeval.desk.batch import start_batch
from perfeval.desk.counting import start_counting, uncounted
from perfeval.desk.forms import BatchForm
from perfeval.desk.listing import Choice, chosen, counts_by_state, grades_in
from perfeval.desk.rules import get_year_for, years_for
from perfeval.desk.standing import standings_of
from perfeval.evaluations.views.people import SignedInRequest
from perfeval.review.recorders import address_of


@require_safe
def show_years(request: SignedInRequest) -> HttpResponse:
    """The regions and years the person reviews; where there is one, straight to it."""
    years = list(years_for(request.user))
    if len(years) == 1:
        return redirect("desk:progress", years[0].pk)
    return render(request, "desk/years.html", {"years": years})


@require_safe
def show_progress(request: SignedInRequest, year_pk: int) -> HttpResponse:
    """How all departments of a region stand in a year."""
    year = get_year_for(request.user, year_pk)
    standings, _results = standings_of(year)
    choice = choice_in(request.GET)
    context = {
        "year": year,
        "page": "progress",
        "rows": chosen(standings, choice),
        "choice": choice,
        "counts": counts_by_state(standings),
        "grades": grades_in(standings),
        "is_nothing_filed": standings and all(one.evaluation is None for one in standings),
        "uncounted": len(uncounted(year)),
        "batch_form": BatchForm(),
        "query": _query_without_sort(request.GET),
    }
    return render(request, "desk/progress.html", context)


def choice_in(query: QueryDict) -> Choice:
    """What the address asks to be shown."""
    return Choice(
        query.get("state", ""), query.get("grade", ""), query.get("text", ""), query.get("sort", "department")
    )


def _query_without_sort(query: QueryDict) -> str:
    kept = query.copy()
    kept.pop("sort", None)
    return kept.urlencode()


@require_POST
def batch(request: SignedInRequest, year_pk: int) -> HttpResponse:
    """Start packing; leads to the job."""
    year = get_year_for(request.user, year_pk)
    form = BatchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选择打包范围和格式"))
        return redirect("desk:progress", year.pk)
    job = start_batch(
        actor=request.user,
        year=year,
        only_passed=form.cleaned_data["which"] == "passed",
        format_name=form.cleaned_data["format"],
        address=address_of(request),
    )
    return redirect("jobs:show", job.pk)


@require_POST
def count_findings(request: SignedInRequest, year_pk: int) -> HttpResponse:
    """Start counting what has changed; leads to the job."""
    year = get_year_for(request.user, year_pk)
    return redirect("jobs:show", start_counting(actor=request.user, year=year).pk)
