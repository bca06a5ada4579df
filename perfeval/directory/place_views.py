"""Screens of the system administrator on which regions, departments and units are entered."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from . import places
from .forms import DepartmentForm, ListForm, RegionForm
from .models import Department, Region
from .rules import can_manage_places
from .views import SignedInRequest

Result = TypeVar("Result")
Typed = dict[str, Any]


@require_safe
def list_regions(request: SignedInRequest) -> HttpResponse:
    """All regions with the number of their departments."""
    return _show_regions(request, RegionForm())


@require_POST
def enter_region(request: SignedInRequest) -> HttpResponse:
    """Add a region."""
    _refuse_others(request)
    form = RegionForm(request.POST)
    region = _done(form, "name", lambda typed: places.enter_region(actor=request.user, **typed))
    if region:
        return redirect("region", region.pk)
    return _show_regions(request, form, 422)


@require_safe
def show_region(request: SignedInRequest, pk: int) -> HttpResponse:
    """One region with its departments."""
    return _show_region(request, _region(request, pk))


@require_POST
def change_region(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename a region or move it below another one."""
    region = _region(request, pk)
    form = RegionForm(request.POST)
    if _done(form, "name", lambda typed: places.change_region(actor=request.user, region=region, **typed)):
        messages.success(request, _("已保存"))
        return redirect("region", pk)
    return _show_region(request, region, form=form, status=422)


@require_POST
def enter_departments(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a list of departments, all or nothing."""
    region = _region(request, pk)
    form = ListForm(request.POST)

    def enter(typed: Typed) -> places.Entered:
        lines = places.read_lines(typed["text"])
        return places.enter_departments(actor=request.user, region=region, lines=lines)

    entered = _done(form, "text", enter)
    if entered:
        _say(request, entered)
        return redirect("region", pk)
    return _show_region(request, region, pasted=form, status=422)


@require_safe
def show_department(request: SignedInRequest, pk: int) -> HttpResponse:
    """One department with its units."""
    return _show_department(request, _department(request, pk))


@require_POST
def change_department(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename a department, give it another code, other names, another department above."""
    department = _department(request, pk)
    form = DepartmentForm(department, request.POST)

    def change(typed: Typed) -> Department:
        return places.change_department(actor=request.user, department=department, values=typed)

    if _done(form, None, change):
        messages.success(request, _("已保存"))
        return redirect("department", pk)
    return _show_department(request, department, form=form, status=422)


@require_POST
def remove_department(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away a department that was entered by mistake."""
    department = _department(request, pk)
    try:
        places.remove_department(actor=request.user, department=department)
    except places.PlaceError as error:
        messages.error(request, str(error))
        return redirect("department", pk)
    messages.success(request, _("已删除{name}").format(name=department.name))
    return redirect("region", department.region_id)


@require_POST
def enter_units(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a list of budget units, all or nothing."""
    department = _department(request, pk)
    form = ListForm(request.POST)

    def enter(typed: Typed) -> places.Entered:
        lines = places.read_lines(typed["text"])
        return places.enter_units(actor=request.user, department=department, lines=lines)

    entered = _done(form, "text", enter)
    if entered:
        _say(request, entered)
        return redirect("department", pk)
    return _show_department(request, department, pasted=form, status=422)


def _done(form: Form, field: str | None, act: Callable[[Typed], Result]) -> Result | None:
    """What came of acting on what was typed; None where it was refused, and the form says why."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except places.PlaceError as error:
        form.add_error(field, error.problems)
        return None


def _refuse_others(request: SignedInRequest) -> None:
    if not can_manage_places(request.user):
        raise PermissionDenied


def _region(request: SignedInRequest, pk: int) -> Region:
    _refuse_others(request)
    return get_object_or_404(Region.objects.select_related("parent"), pk=pk)


def _department(request: SignedInRequest, pk: int) -> Department:
    _refuse_others(request)
    return get_object_or_404(Department.objects.select_related("region", "parent"), pk=pk)


def _say(request: SignedInRequest, entered: places.Entered) -> None:
    said = _("已新增{added}个，更新{changed}个")
    messages.success(request, said.format(added=entered.added, changed=entered.changed))


def _show_regions(request: SignedInRequest, form: RegionForm, status: int = 200) -> HttpResponse:
    _refuse_others(request)
    regions = Region.objects.select_related("parent").annotate(count=Count("departments")).order_by("name")
    return render(request, "directory/regions.html", {"regions": regions, "form": form}, status=status)


def _show_region(
    request: SignedInRequest,
    region: Region,
    *,
    form: RegionForm | None = None,
    pasted: ListForm | None = None,
    status: int = 200,
) -> HttpResponse:
    departments = Department.objects.filter(region=region).select_related("parent").order_by("code", "name")
    context = {
        "region": region,
        "departments": departments.annotate(count=Count("units")),
        "form": form or RegionForm(initial={"name": region.name, "parent": region.parent}),
        "pasted": pasted or ListForm(),
    }
    return render(request, "directory/region.html", context, status=status)


def _show_department(
    request: SignedInRequest,
    department: Department,
    *,
    form: DepartmentForm | None = None,
    pasted: ListForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "department": department,
        "units": department.units.all(),
        "form": form or DepartmentForm(department),
        "pasted": pasted or ListForm(),
    }
    return render(request, "directory/department.html", context, status=status)
