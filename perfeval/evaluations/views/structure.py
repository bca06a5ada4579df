"""Rows of a form: their panel, adding and moving and deleting them, taking changes back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.models import Step
from perfeval.evaluations.rules import can_edit
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.screens.row_panel import RowPanel, row_panel
from perfeval.evaluations.screens.table import Entry
from perfeval.evaluations.services import Changed, ChangeRefusedError, redo, undo
from perfeval.evaluations.services.structure import Act, Part, add_part, change_row

from .people import SignedInRequest
from .places import Place, place_for
from .replies import barred, is_live, refusal, whole_form
from .submission import Submission, save_submission, written


@require_http_methods(["GET", "HEAD", "POST"])
def show_row(request: SignedInRequest, pk: int, sheet_pk: int, record: str) -> HttpResponse:
    """The panel of one row; without scripts a page, whose buttons save what was typed and then act."""
    place = place_for(request.user, "edit" if request.method == "POST" else "view", pk, sheet_pk, None)
    panel = _panel(place, place.load(), record, Submission())
    if request.method != "POST":
        return _show(request, place, panel, Submission())
    submission = save_submission(request.user, place.evaluation, request.POST, panel.values)
    if submission.errors:
        return _show(request, place, _panel(place, place.load(), record, submission), submission)
    return _act_then_return(request, place)


@require_http_methods(["GET", "HEAD", "POST"])
def change_rows(request: SignedInRequest, pk: int, sheet_pk: int) -> HttpResponse:
    """What rows can be added to the form, and doing it; POST ``act`` and ``record``, or ``part``."""
    place = place_for(request.user, "edit" if request.method == "POST" else "view", pk, sheet_pk, None)
    if request.method != "POST":
        return _show_parts(request, place)
    if not is_live(request):
        return _act_then_return(request, place)
    try:
        changed = _change(request, place)
    except ChangeRefusedError as error:
        return refusal(error.message)
    return whole_form(request, place, changed.loaded, changed.step)


@require_POST
def turn(request: SignedInRequest, pk: int, sheet_pk: int | None = None, key: str | None = None) -> HttpResponse:
    """Take a change back (``direction`` undo) or make it again (redo): the step named, or the person's last one."""
    place = place_for(request.user, "view" if is_live(request) else "edit", pk, sheet_pk, key)
    back = request.POST.get("direction") != "redo"
    try:
        act = undo if back else redo
        changed = act(actor=request.user, evaluation=place.evaluation, step_key=_step_key(request, place, back))
    except ChangeRefusedError as error:
        return refusal(error.message) if is_live(request) else _say(request, place, error.message)
    except PermissionDenied:
        return barred(refusal(_("这份自评现在不能由您修改，请刷新页面查看状态")))
    if is_live(request):
        return whole_form(request, place, place.load(), changed.step)
    return _say(request, place, _("已撤销") if back else _("已恢复"))


def _step_key(request: SignedInRequest, place: Place, back: bool) -> int:
    named = request.POST.get("step", "")
    if named.isdecimal() and len(named) < 19:
        return int(named)
    mine = Step.objects.filter(evaluation=place.evaluation, actor=request.user, undone=not back)
    step = mine.last() if back else mine.first()
    return step.pk if step else 0


def _change(request: SignedInRequest, place: Place) -> Changed:
    """Do what was asked for. Raises ChangeRefusedError."""
    sheet, sent = place.sheet, request.POST
    if sheet is None:
        raise Http404(_("没有这张自评表"))
    if sent.get("part", "") in Part.values:
        return add_part(actor=request.user, evaluation=place.evaluation, sheet=sheet, part=Part(sent["part"]))
    name, _space, record = sent.get("act", "").partition(" ")
    if name not in Act.values:
        raise ChangeRefusedError(_("这一行不能这样操作"))
    return change_row(actor=request.user, evaluation=place.evaluation, sheet=sheet, act=Act(name), record=record)


def _act_then_return(request: SignedInRequest, place: Place) -> HttpResponse:
    if "act" not in request.POST and "part" not in request.POST:
        return _say(request, place, _("已保存"))
    try:
        changed = _change(request, place)
    except ChangeRefusedError as error:
        messages.error(request, error.message)
        return redirect(request.path)
    return _say(request, place, _("已{act}").format(act=changed.step.title) if changed.step else _("没有变化"))


def _say(request: SignedInRequest, place: Place, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect(place.url)


def _panel(place: Place, loaded: Loaded, record: str, submission: Submission) -> RowPanel:
    entry = Entry({}, submission.typed, submission.errors)
    panel = row_panel(loaded, record, place.screen(loaded, Entry(loaded.fields)).values, entry)
    if panel is None:
        raise Http404(_("没有这一行"))
    return panel


def _show(request: SignedInRequest, place: Place, panel: RowPanel, submission: Submission) -> HttpResponse:
    context = {"panel": panel, "seen": written(panel.values), "problems": submission.problems(panel.labels)}
    return _page(request, place, "row", context, 422 if submission.errors else 200)


def _show_parts(request: SignedInRequest, place: Place) -> HttpResponse:
    return _page(request, place, "parts", {"parts": Part.choices}, 200)


def _page(request: SignedInRequest, place: Place, name: str, context: dict[str, object], status: int) -> HttpResponse:
    """The content of the panel for htmx, a page of its own for everybody else."""
    context |= {"evaluation": place.evaluation, "place": place, "is_live": can_edit(request.user, place.evaluation)}
    if request.headers.get("HX-Request"):
        return render(request, f"evaluations/parts/{name}.html", context, status=status)
    context |= {
        "outline": outline_of(place.evaluation, place.section_key),
        "part_template": f"evaluations/parts/{name}.html",
    }
    return render(request, "evaluations/panel_page.html", context, status=status)
