"""Spot checks: drawing, and the list that goes along."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from perfeval.desk.forms import SpotCheckForm
from perfeval.desk.models import Drawn, SpotCheck
from perfeval.desk.rules import get_year_for
from perfeval.desk.spot_checks import NothingToDrawError, draw_spot_check, new_seed
from perfeval.evaluations.views.people import SignedInRequest
from perfeval.review.recorders import address_of


@require_http_methods(["GET", "HEAD", "POST"])
def show_spot_checks(request: SignedInRequest, year_pk: int) -> HttpResponse:
    """What was drawn so far; POST draws."""
    year = get_year_for(request.user, year_pk)
    form = SpotCheckForm(request.POST or None, initial={"seed": new_seed()})
    if request.method == "POST" and form.is_valid():
        wanted = {**form.cleaned_data, "kind": Drawn(form.cleaned_data["kind"])}
        try:
            check = draw_spot_check(actor=request.user, year=year, address=address_of(request), **wanted)
        except NothingToDrawError as nothing:
            messages.error(request, str(nothing))
        else:
            return redirect("desk:spot_check", year.pk, check.pk)
    checks = SpotCheck.objects.filter(fiscal_year=year).select_related("drawn_by").defer("population")
    status = 422 if request.method == "POST" else 200
    context = {"year": year, "page": "spot_checks", "form": form, "checks": checks}
    return render(request, "desk/spot_checks.html", context, status=status)


@require_safe
def show_spot_check(request: SignedInRequest, year_pk: int, pk: int) -> HttpResponse:
    """What was drawn, from what, by which seed; fit to be printed."""
    year = get_year_for(request.user, year_pk)
    check = get_object_or_404(SpotCheck.objects.select_related("drawn_by"), pk=pk, fiscal_year=year)
    return render(request, "desk/spot_check.html", {"year": year, "page": "spot_checks", "check": check})
