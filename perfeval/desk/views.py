"""The desk's screens."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perfeval.evaluations.views.people import SignedInRequest
from perfeval.review.deadlines import progress_of
from perfeval.review.recorders import address_of

from .batch import start_batch
from .forms import BatchForm
from .rules import get_year_for, years_for


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
    return render(request, "desk/progress.html", {"year": year, "rows": progress_of(year), "batch_form": BatchForm()})


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
