"""One typed value at a time: the reply is the computed cells that changed, ready to be put in their places."""

import json
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perfeval.evaluations.screens.grounds import grounds_of
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.screens.spoken import spoken_names
from perfeval.evaluations.screens.table import Entry
from perfeval.evaluations.services import Conflict, FieldError, Saved, save_field

from .people import SignedInRequest
from .places import Place, place_for
from .replies import barred, with_step


@require_POST
def save_cell(request: SignedInRequest, pk: int, sheet_pk: int | None = None, key: str | None = None) -> HttpResponse:
    """Store one value: 200 with what changed, 409 where somebody else changed it, 422 where it cannot be stored."""
    place = place_for(request.user, "view", pk, sheet_pk, key)
    name, value = request.POST.get("field", ""), request.POST.get("value", "").replace("\r\n", "\n")
    try:
        outcome = save_field(
            actor=request.user,
            evaluation=place.evaluation,
            field=name,
            value=value,
            seen=request.POST.get("seen"),
            sheet=place.sheet,
            continued="continued" in request.POST,
        )
    except FieldError as error:
        return _refusal(request, name, error.message)
    except PermissionDenied:
        return barred(_refusal(request, name, _("这份自评现在不能由您修改，请刷新页面查看状态")))
    if isinstance(outcome, Conflict):
        context = {"field": name, "outcome": outcome}
        return render(request, "evaluations/replies/conflict.html", context, status=HTTPStatus.CONFLICT)
    return _changes(request, place, outcome)


def _refusal(request: SignedInRequest, name: str, message: str) -> HttpResponse:
    context = {"field": name, "message": message}
    return render(request, "evaluations/replies/refusal.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _changes(request: SignedInRequest, place: Place, saved: Saved) -> HttpResponse:
    shown = place.after(saved)
    screen = place.screen(shown.loaded, Entry(shown.loaded.fields))
    section = place.section(outline_of(shown.loaded.evaluation, wanted=place.section_key))
    context = {
        "place": place,
        "screen": screen,
        "value": saved.value,
        "cells": screen.cells_of_records(shown.records),
        "notes": screen.notes_of_records(shown.records),
        "totals": place.totals(shown.loaded, screen, section),
        "section": section,
        "spoken": json.dumps(spoken_names(screen, saved.value), ensure_ascii=False),
        "grounds": grounds_of(shown.loaded, request.POST.get("grounds", ""), Entry()),
    }
    return with_step(render(request, "evaluations/replies/changes.html", context), saved.step)
