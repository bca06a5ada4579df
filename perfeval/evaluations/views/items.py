"""Items of the lists of a section: adding lines, moving and deleting; starting a part that is not there yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perfeval.evaluations.screens.outline import REPORT
from perfeval.evaluations.services import Changed, ChangeRefusedError, FieldError
from perfeval.evaluations.services.lists import (
    BlockForm,
    ItemAct,
    LinesRefusedError,
    add_block,
    add_items,
    change_item,
    delete_project_report,
    read_lines,
    start_part,
    start_project_report,
)

from .people import SignedInRequest
from .places import SectionPlace, place_for
from .replies import is_live, refusal, whole_form
from .submission import Submission
from .tables import show_place

MOST_PROBLEMS = 50
ATTACHMENT = "attachment"
"""The list whose new lines are all of one kind, which is chosen beside them."""


@dataclass(frozen=True, slots=True)
class Adding:
    """What could not be added, as it was typed, where to, and why."""

    into: str
    block: str
    lines: str
    problems: Sequence[str]


@require_POST
def change_items(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """Change the lists of a section.

    POST ``act`` (“delete task.5”); or ``into`` (“task”, “surveyoption 5”) and ``lines`` (for attachments with their
    ``kind``); or ``block``, ``owner`` and ``lines``; or ``project``, whose report is begun, or ``report``, which is
    deleted; or nothing, which starts the part that the section is about.
    """
    place = place_for(request.user, "edit", pk, None, key)
    if not isinstance(place, SectionPlace):
        raise Http404(_("没有这张表"))
    try:
        changed = _change(request, place)
    except (ChangeRefusedError, FieldError) as error:
        return refusal(error.message) if is_live(request) else _refused(request, place, error)
    if is_live(request):
        return whole_form(request, place, changed.loaded, changed.step)
    messages.success(request, _("已{act}").format(act=changed.step.title) if changed.step else _("没有变化"))
    return redirect("evaluations:table", pk, REPORT) if "report" in request.POST else redirect(place.url)


def _change(request: SignedInRequest, place: SectionPlace) -> Changed:
    sent = request.POST
    if "act" in sent:
        return _rearrange(request, place)
    if "into" in sent:
        return _add(request, place)
    if "block" in sent:
        return _add_block(request, place)
    if "project" in sent:
        project = _number(sent["project"]) or 0
        return start_project_report(actor=request.user, evaluation=place.evaluation, project=project)
    if "report" in sent:
        report = _number(sent["report"]) or 0
        return delete_project_report(actor=request.user, evaluation=place.evaluation, report=report)
    if place.needs is None:
        raise ChangeRefusedError(_("没有可添加的内容"))
    return start_part(actor=request.user, evaluation=place.evaluation, part=place.needs)


def _rearrange(request: SignedInRequest, place: SectionPlace) -> Changed:
    name, _space, item = request.POST["act"].partition(" ")
    if name not in ItemAct.values:
        raise ChangeRefusedError(_("这一行不能这样操作"))
    return change_item(actor=request.user, evaluation=place.evaluation, item=item, act=ItemAct(name))


def _add(request: SignedInRequest, place: SectionPlace) -> Changed:
    kind, _space, owner = request.POST["into"].partition(" ")
    lines = read_lines(request.POST.get("lines", ""))
    if kind == ATTACHMENT:
        lines = [[*line[:1], request.POST.get("kind", ""), *line[1:]] for line in lines]
    return add_items(actor=request.user, evaluation=place.evaluation, kind=kind, lines=lines, owner=_number(owner))


def _add_block(request: SignedInRequest, place: SectionPlace) -> Changed:
    sent = request.POST
    if sent["block"] not in BlockForm.values:
        raise ChangeRefusedError(_("这里不能添加"))
    return add_block(
        actor=request.user,
        evaluation=place.evaluation,
        section=_number(sent.get("owner", "")) or 0,
        form=BlockForm(sent["block"]),
        content=sent.get("lines", ""),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _refused(request: SignedInRequest, place: SectionPlace, error: ChangeRefusedError | FieldError) -> HttpResponse:
    """The page with what was to be added as it was typed; a refused move or deletion only says why."""
    sent = request.POST
    if "lines" not in sent:
        messages.error(request, error.message)
        return redirect(place.url)
    problems = error.problems if isinstance(error, LinesRefusedError) else [error.message]
    said = [str(problem) for problem in problems[:MOST_PROBLEMS]]
    adding = Adding(sent.get("into", ""), sent.get("block", ""), sent["lines"], said)
    return show_place(request, place, Submission(), live=True, adding=adding)
