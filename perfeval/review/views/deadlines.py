"""Deadlines of the regions a person reviews: the year's, and later ones for single departments."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perfeval.directory.models import Department, FiscalYear
from perfeval.directory.rules import regions_reviewed_by
from perfeval.evaluations.views.people import SignedInRequest
from perfeval.review.deadlines import progress_of
from perfeval.review.forms import DeadlineForm, ExtensionForm
from perfeval.review.services import TransitionRefusedError, grant_extension, set_deadline


@require_safe
def show_deadlines(request: SignedInRequest) -> HttpResponse:
    """Each year of the person's regions with the departments that are late or have more time."""
    if not regions_reviewed_by(request.user):
        raise PermissionDenied
    years = _years(request).order_by("-year", "region__name")
    context = {
        "years": [(year, progress_of(year), DeadlineForm(initial=_initial(year))) for year in years],
        "form": ExtensionForm(),
    }
    return render(request, "review/deadlines.html", context)


@require_POST
def change_deadline(request: SignedInRequest, year_pk: int) -> HttpResponse:
    """Set the deadline of a year."""
    year = get_object_or_404(_years(request), pk=year_pk)
    form = DeadlineForm(request.POST)
    if form.is_valid():
        set_deadline(actor=request.user, fiscal_year=year, **form.cleaned_data)
        messages.success(request, _("已保存"))
    else:
        messages.error(request, _("截止日期须写成2024-03-31的样子"))
    return redirect("review:deadlines")


@require_POST
def extend(request: SignedInRequest, year_pk: int, department_pk: int) -> HttpResponse:
    """Give one department more time."""
    year = get_object_or_404(_years(request), pk=year_pk)
    department = get_object_or_404(Department, pk=department_pk, region=year.region_id)
    form = ExtensionForm(request.POST)
    try:
        if not form.is_valid():
            raise TransitionRefusedError(_("请写明延期的日期和理由"))
        grant_extension(actor=request.user, fiscal_year=year, department=department, **form.cleaned_data)
    except TransitionRefusedError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("已批准{name}延期").format(name=department.name))
    return redirect("review:deadlines")


def _years(request: SignedInRequest) -> QuerySet[FiscalYear]:
    return FiscalYear.objects.filter(region__in=regions_reviewed_by(request.user)).select_related("region")


def _initial(year: FiscalYear) -> dict[str, object]:
    return {"deadline": year.deadline, "is_open": year.open}
