"""Adding, moving, deleting projects, one or many at a time."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perfeval.evaluations.rules import Action
from perfeval.evaluations.services import Changed, ChangeRefusedError
from perfeval.evaluations.services.projects import (
    BulkAct,
    add_project,
    change_project,
    change_projects,
    set_projects,
)
from perfeval.evaluations.services.structure import Act

from .people import SignedInRequest
from .places import PROJECTS, Place, place_for
from .replies import barred, is_live, refusal, whole_form


@require_POST
def change_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST ``act`` (with a record), ``part`` (a new project), or ``do`` with the picked projects (``pick``)."""
    action: Action = "view" if is_live(request) else "edit"
    place = place_for(request.user, action, pk, None, PROJECTS).asked(request.GET)
    try:
        changed = _change(request, place)
    except ChangeRefusedError as error:
        return refusal(error.message) if is_live(request) else _refused(request, place, error.message)
    except PermissionDenied:
        return barred(refusal(_("这份自评现在不能由您修改，请刷新页面查看状态")))
    if is_live(request):
        return whole_form(request, place, changed.loaded, changed.step)
    messages.success(request, _("已{act}").format(act=changed.step.title) if changed.step else _("没有变化"))
    return redirect(place.url)


def _refused(request: SignedInRequest, place: Place, message: str) -> HttpResponse:
    messages.error(request, message)
    return redirect(place.url)


def _change(request: SignedInRequest, place: Place) -> Changed:
    """Do what was asked for. Raises ChangeRefusedError, PermissionDenied."""
    sent, actor, evaluation = request.POST, request.user, place.evaluation
    if "part" in sent:
        return add_project(actor=actor, evaluation=evaluation)
    if "do" in sent:
        return _change_picked(request, place)
    name, _space, record = sent.get("act", "").partition(" ")
    if name not in Act.values:
        raise ChangeRefusedError(_("这一行不能这样操作"))
    return change_project(actor=actor, evaluation=evaluation, act=Act(name), record=record)


def _change_picked(request: SignedInRequest, place: Place) -> Changed:
    sent = request.POST
    sheets = {int(key) for key in sent.getlist("pick") if key.isdecimal() and len(key) < 19}
    if sent["do"] in BulkAct.values:
        return change_projects(actor=request.user, evaluation=place.evaluation, act=BulkAct(sent["do"]), sheets=sheets)
    return set_projects(
        actor=request.user,
        evaluation=place.evaluation,
        sheets=sheets,
        column=sent.get("column", ""),
        value=sent.get("value", ""),
    )
