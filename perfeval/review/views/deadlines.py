"""Deadlines of the regions a person reviews: the year's, and later ones for single departments."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perfeval.directory.models import Department, FiscalYear
from perfeval.directory.rules import regions_reviewed_by
from perfeval.evaluations.views.people import SignedInRequest
from perfeval.review.deadlines import progress_of
from perfeval.review.forms import DeadlineForm, ExtensionForm, YearForm
from perfeval.review.services import TransitionRefusedError, grant_extension, open_year, set_deadline


@require_safe
def show_deadlines(request: SignedInRequest) -> HttpResponse:
    """Each year of the person's regions with the departments that are late or have more time."""
    regions = regions_reviewed_by(request.user)
    if not regions:
        raise PermissionDenied
    years = _years(request).order_by("-year", "region__name")
    context = {
        "years": [(year, progress_of(year), DeadlineForm(initial=_initial(year))) for year in years],
        "form": ExtensionForm(),
        "new_year": YearForm(regions, initial={"year": timezone.localdate().year - 1}),
    }
    return render(request, "review/deadlines.html", context)


@require_POST
def open_new_year(request: SignedInRequest) -> HttpResponse:
    """Open a year of one of the person's regions."""
    regions = regions_reviewed_by(request.user)
    if not regions:
        raise PermissionDenied
    form = YearForm(regions, request.POST)
    if form.is_valid():
        opened = open_year(actor=request.user, **form.cleaned_data)
        messages.success(request, _("{year}年度已开放填报").format(year=opened.year))
    else:
        messages.error(request, _("请选择地区，并填写四位数的年度"))
    return redirect("review:deadlines")


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
