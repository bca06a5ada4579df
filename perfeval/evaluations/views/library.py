"""指标库 beside a sheet: searching, and taking an indicator over."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfeval.evaluations.library import library_indicator, search_library
from perfeval.evaluations.models import Sheet
from perfeval.evaluations.rules import can_edit
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.services import Changed, ChangeRefusedError
from perfeval.evaluations.services.structure import insert_indicator

from .people import SignedInRequest
from .places import Place, place_for
from .replies import is_live, refusal, whole_form


@require_http_methods(["GET", "HEAD", "POST"])
def show_library(request: SignedInRequest, pk: int, sheet_pk: int) -> HttpResponse:
    """The indicators that fit ``q``; POST ``library`` puts one into the sheet."""
    place = place_for(request.user, "edit" if request.method == "POST" else "view", pk, sheet_pk, None)
    if place.sheet is None:
        raise Http404(_("没有这张自评表"))
    if request.method != "POST":
        return _show(request, place, place.sheet)
    try:
        changed = _insert(request, place, place.sheet)
    except ChangeRefusedError as error:
        return refusal(error.message) if is_live(request) else _say(request, error.message)
    if is_live(request):
        return whole_form(request, place, changed.loaded, changed.step)
    messages.success(request, _("已{act}").format(act=changed.step.title) if changed.step else _("没有变化"))
    return redirect(place.url)


def _insert(request: SignedInRequest, place: Place, sheet: Sheet) -> Changed:
    source = library_indicator(sheet, request.POST.get("library", ""))
    if source is None:
        raise ChangeRefusedError(_("指标库里没有这个指标"))
    return insert_indicator(actor=request.user, evaluation=place.evaluation, sheet=sheet, source=source)


def _say(request: SignedInRequest, message: str) -> HttpResponse:
    messages.error(request, message)
    return redirect(request.path)


def _show(request: SignedInRequest, place: Place, sheet: Sheet) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()[:100]
    context = {
        "evaluation": place.evaluation,
        "place": place,
        "wanted": wanted,
        "indicators": search_library(sheet, wanted),
        "is_live": can_edit(request.user, place.evaluation),
    }
    if request.headers.get("HX-Request"):
        return render(request, "evaluations/library/panel.html", context)
    context["outline"] = outline_of(place.evaluation, place.section_key)
    return render(request, "evaluations/library/page.html", context)
