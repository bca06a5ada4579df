"""评分依据: the rule of one indicator and what is entered for it, in the panel or as a page of its own."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.rules import can_edit
from perfeval.evaluations.screens.grounds import Grounds, grounds_of, records_around
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.screens.table import Entry

from .people import SignedInRequest
from .places import Place, place_for
from .submission import Submission, save_submission, written


@require_http_methods(["GET", "HEAD", "POST"])
def show_grounds(request: SignedInRequest, pk: int, sheet_pk: int, indicator_pk: int) -> HttpResponse:
    """The grounds of one indicator; htmx gets the content of the panel, everybody else a page."""
    place = place_for(request.user, "edit" if request.method == "POST" else "view", pk, sheet_pk, None)
    record = f"indicator.{indicator_pk}"
    if request.method != "POST":
        return _show(request, place, record, Submission())
    grounds = _grounds(place, place.load(), record, Submission())
    submission = save_submission(request.user, place.evaluation, request.POST, grounds.values)
    if submission.errors:
        return _show(request, place, record, submission)
    messages.success(request, _("已保存"))
    return redirect(request.path)


def _grounds(place: Place, loaded: Loaded, record: str, submission: Submission) -> Grounds:
    in_form = place.screen(loaded, Entry(loaded.fields)).values
    grounds = grounds_of(loaded, record, Entry({}, submission.typed, submission.errors), in_form)
    if grounds is None:
        raise Http404(_("没有这个指标"))
    return grounds


def _show(request: SignedInRequest, place: Place, record: str, submission: Submission) -> HttpResponse:
    loaded = place.load()
    grounds = _grounds(place, loaded, record, submission)
    before, after = records_around(loaded, record)
    live = can_edit(request.user, place.evaluation)
    context = {
        "evaluation": place.evaluation,
        "place": place,
        "grounds": grounds,
        "is_live": live,
        "rule_url": _rule_url(place, grounds),
        "before": _address(place, before),
        "after": _address(place, after),
    }
    status = 422 if submission.errors else 200
    if request.headers.get("HX-Request"):
        return render(request, "evaluations/parts/grounds.html", context, status=status)
    context |= {
        "outline": outline_of(place.evaluation, place.section_key),
        "seen": written(grounds.values),
        "problems": submission.problems(grounds.labels),
    }
    return render(request, "evaluations/grounds.html", context, status=status)


def _address(place: Place, record: str) -> str:
    """Where the grounds of another indicator of the same form are; empty where there is none."""
    if place.sheet is None or not record:
        return ""
    return reverse("evaluations:grounds", args=[place.evaluation.pk, place.sheet.pk, record.partition(".")[2]])


def _rule_url(place: Place, grounds: Grounds) -> str:
    """Where another rule is chosen; a node that adds up its indicators has none."""
    if place.sheet is None or not grounds.indicator.is_leaf:
        return ""
    return reverse("evaluations:rule", args=[place.evaluation.pk, place.sheet.pk, grounds.record.partition(".")[2]])
