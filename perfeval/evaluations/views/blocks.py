"""A block of values at once, as pasted or filled down by a script of ours."""

import json

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perfeval.evaluations.screens.table import Entry
from perfeval.evaluations.services import FieldError, SavedMany, Typed, save_fields

from .people import SignedInRequest
from .places import place_for
from .replies import barred, refusal, whole_form


@require_POST
def save_block(request: SignedInRequest, pk: int, sheet_pk: int | None = None, key: str | None = None) -> HttpResponse:
    """Store ``values``, a JSON list of [field, value, seen]; the answer is the form with what could not be stored."""
    place = place_for(request.user, "view", pk, sheet_pk, key)
    try:
        values = _read(request.POST.get("values", ""))
        saved = save_fields(actor=request.user, evaluation=place.evaluation, values=values, sheet=place.sheet)
    except FieldError as error:
        return refusal(error.message)
    except PermissionDenied:
        return barred(refusal(_("这份自评现在不能由您修改，请刷新页面查看状态")))
    return whole_form(request, place, saved.loaded, saved.step, _entry(saved, values))


def _read(text: str) -> list[Typed]:
    """The values that were sent. Raises FieldError where they did not arrive whole."""
    try:
        sent = json.loads(text)
    except ValueError as error:
        raise FieldError(_("数据没有完整送达，请再试一次")) from error
    if not isinstance(sent, list) or not all(_is_typed(each) for each in sent):
        raise FieldError(_("数据没有完整送达，请再试一次"))
    return [Typed(field, value.replace("\r\n", "\n"), seen) for field, value, seen in sent]


def _is_typed(each: object) -> bool:
    return isinstance(each, list) and len(each) == 3 and all(isinstance(part, str) for part in each)


def _entry(saved: SavedMany, values: list[Typed]) -> Entry:
    """What could not be stored stands in its cell as it was typed, with the reason below."""
    conflicts = {
        name: render_to_string("evaluations/replies/conflict.html", {"field": name, "outcome": conflict})
        for name, conflict in saved.conflicts.items()
    }
    errors = {**saved.errors, **conflicts}
    typed = {each.field: each.value for each in values if each.field in errors}
    return Entry(saved.loaded.fields, typed, errors)
