"""The printed pages of a sheet or a list beside its form."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from perfeval.directory.models import User
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.models import Sheet, SheetKind
from perfeval.evaluations.selectors import get_evaluation_for, get_sheet_for

from .assemble import UnknownPartError, parts_of
from .drafts import draft, final
from .output import meta_of
from .pictures import draw_pages


@require_safe
@never_cache
def preview_sheet(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    """The pages of one sheet, which is loaded alone: a change is shown at once however large the rest is."""
    sheet = get_sheet_for(_person(request), "view", pk, sheet_pk)
    address = reverse("documents:preview_sheet", args=[pk, sheet_pk])
    return _pages(request, load(sheet.evaluation, sheet), _part_alone(sheet), address)


@require_safe
@never_cache
def preview(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """The first pages of any part (documents.assemble names them)."""
    loaded = load(get_evaluation_for(_person(request), "view", pk))
    return _pages(request, loaded, part, reverse("documents:preview", args=[pk, part]))


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - LoginRequiredMiddleware lets nobody else in
    return request.user


def _part_alone(sheet: Sheet) -> str:
    """The part in a package in which the sheet stands alone: a project without a number is the first."""
    return "overall" if sheet.kind == SheetKind.OVERALL else f"project:{sheet.project.seq or 1}"


def _pages(request: HttpRequest, loaded: Loaded, part: str, address: str) -> HttpResponse:
    """The page with the pictures; htmx gets the content of the panel, with ``draft`` laid out in one go."""
    try:
        parts = parts_of(loaded.package, loaded.scheme, part)
    except UnknownPartError as error:
        raise Http404(str(error)) from error
    meta = meta_of(loaded.package, parts, part)
    pdf = draft(parts, meta, address) if "draft" in request.GET else final(parts, meta, address)
    context = {"evaluation": loaded.evaluation, "title": meta.title, "pages": draw_pages(pdf), "address": address}
    is_panel = bool(request.headers.get("HX-Request"))
    return render(request, f"documents/preview{'_panel' if is_panel else ''}.html", context)
