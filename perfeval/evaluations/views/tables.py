"""Filling in or reading one form, list or table as a whole; works without scripts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfeval.evaluations.rules import Action, can_edit
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.screens.table import Entry

from .people import SignedInRequest
from .places import Place, place_for
from .submission import Submission, save_submission, written


@require_http_methods(["GET", "HEAD", "POST"])
def edit_sheet(request: SignedInRequest, pk: int, sheet_pk: int) -> HttpResponse:
    """The form of a sheet: to fill in for the officers, to read for the others."""
    return _edit(request, place_for(request.user, _action(request), pk, sheet_pk, None))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_table(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """A list or table of the whole self-evaluation: to fill in, or to read."""
    return _edit(request, place_for(request.user, _action(request), pk, None, key))


@require_safe
def view_sheet(request: SignedInRequest, pk: int, sheet_pk: int) -> HttpResponse:
    """The form of a sheet, only to read."""
    return show_place(request, place_for(request.user, "view", pk, sheet_pk, None), Submission(), live=False)


@require_safe
def view_table(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """A list or table, only to read."""
    return show_place(request, place_for(request.user, "view", pk, None, key), Submission(), live=False)


def _action(request: SignedInRequest) -> Action:
    return "edit" if request.method == "POST" else "view"


def _edit(request: SignedInRequest, place: Place) -> HttpResponse:
    if request.method != "POST":
        return show_place(request, place, Submission(), live=can_edit(request.user, place.evaluation))
    place = place.asked(request.GET)
    loaded = place.load()
    screen = place.screen(loaded, Entry(loaded.fields))
    submission = save_submission(request.user, place.evaluation, request.POST, screen.values)
    if submission.errors:
        return show_place(request, place, submission, live=True)
    messages.success(request, _("已保存"))
    return redirect(place.url)


def show_place(
    request: SignedInRequest, place: Place, submission: Submission, *, live: bool, adding: object = None
) -> HttpResponse:
    """The page of a place; ``adding`` are lines for one of its lists that could not be added."""
    place = place.asked(request.GET)
    loaded = place.load()
    fields = loaded.fields if live else {}
    screen = place.screen(loaded, Entry(fields, submission.typed, submission.errors))
    outline = outline_of(place.evaluation, place.section_key)
    section = place.section(outline)
    context = {
        "evaluation": place.evaluation,
        "place": place,
        "outline": outline,
        "section": section,
        "screen": screen,
        "totals": place.totals(loaded, screen, section),
        "is_live": live,
        "may_edit": live or can_edit(request.user, place.evaluation),
        "seen": written(screen.values),
        "problems": submission.problems(screen.labels),
        "adding": adding,
    }
    return render(request, place.template, context, status=422 if submission.errors or adding else 200)
