"""Reviewing: the whole on one page, what changed, and each section with remarks and review scores beside it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.screens.outline import Outline, Section
from perfeval.evaluations.screens.report import ReportScreen
from perfeval.evaluations.screens.table import Entry
from perfeval.evaluations.selectors import get_evaluation_for
from perfeval.evaluations.views.people import SignedInRequest
from perfeval.evaluations.views.places import Place, place_for
from perfeval.review.changes import change_line, changes_since
from perfeval.review.findings import listed_findings
from perfeval.review.forms import FORM, CommentForm
from perfeval.review.labels import outline_key
from perfeval.review.models import Snapshot
from perfeval.review.paper import paper_of
from perfeval.review.queue import neighbours_of
from perfeval.review.remarks import open_counts, threads_of
from perfeval.review.rules import can_comment, can_score
from perfeval.review.scores import score_lines
from perfeval.review.sections import review_outline, shown_in
from perfeval.review.selectors import steps_taken
from perfeval.review.transitions import TRANSITIONS, Action


@require_safe
def show_review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Findings and the officers' reasons, the sections with their remarks, and the way it has come."""
    evaluation = get_evaluation_for(request.user, "view", pk)
    before, after = neighbours_of(request.user, evaluation)
    outline = review_outline(evaluation)
    context = {
        "evaluation": evaluation,
        "outline": outline,
        "findings": listed_findings(evaluation, outline, to_mend=False),
        "comment_counts": open_counts(evaluation),
        "threads": threads_of(request.user, evaluation, ""),
        "may_comment": can_comment(request.user, evaluation),
        "form": CommentForm(),
        "history": [(TRANSITIONS[Action(event.action)].label, event) for event in steps_taken(evaluation)],
        "snapshots": Snapshot.objects.filter(evaluation=evaluation).select_related("taken_by").defer("document"),
        "previous": before,
        "next": after,
    }
    return render(request, "review/review.html", context)


@require_safe
def show_changes(request: SignedInRequest, pk: int, snapshot_pk: int) -> HttpResponse:
    """What changed since a snapshot, by section."""
    evaluation = get_evaluation_for(request.user, "view", pk)
    snapshot = get_object_or_404(Snapshot.objects.select_related("taken_by"), pk=snapshot_pk, evaluation=evaluation)
    outline = review_outline(evaluation)
    changes = changes_since(snapshot, evaluation)
    keys = [section.key for section in outline.sections]
    groups: dict[str, list[object]] = {key: [] for key in [*keys, ""]}
    for difference in changes.differences:
        key = shown_in(difference.where, changes.now.sheets, keys)
        groups[key].append(change_line(difference, changes.now))
    titles = {section.key: section.title for section in outline.sections}
    context = {
        "evaluation": evaluation,
        "outline": outline,
        "snapshot": snapshot,
        "groups": [(titles.get(key, _("其他内容")), lines) for key, lines in groups.items() if lines],
        "count": len(changes.differences),
    }
    return render(request, "review/changes.html", context)


@require_safe
def show_section(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """One section, only to read, with remarks beside its rows and review scores below."""
    place = _place(request, pk, key)
    evaluation = place.evaluation
    outline = review_outline(evaluation, outline_key(key))
    section = _section(outline, key)
    if request.headers.get("HX-Request"):
        return _panel(request, evaluation, section, key)
    loaded = place.load()
    threads = threads_of(request.user, evaluation, key)
    screen = place.screen(loaded, Entry(loaded.fields))
    paper = paper_of(screen, threads)
    at = request.GET.get("at", "")
    context = {
        "evaluation": evaluation,
        "outline": outline,
        "section": section,
        "paper": paper,
        "others": screen.others if isinstance(screen, ReportScreen) else [],
        "threads": threads,
        "at": at,
        "at_label": paper.labels.get(at, ""),
        "choices": paper.fields_of(at),
        "form": CommentForm(initial={"section": key, "place": at}),
        "scores": score_lines(place.sheet, loaded.package) if place.sheet else [],
        "may_comment": can_comment(request.user, evaluation),
        "may_score": can_score(request.user, evaluation),
        "place": place,
    }
    return render(request, "review/section.html", context)


def _panel(request: SignedInRequest, evaluation: SelfEvaluation, section: Section, key: str) -> HttpResponse:
    """The remarks on a section for the panel beside its form."""
    context = {
        "evaluation": evaluation,
        "section": section,
        "key": key,
        "threads": threads_of(request.user, evaluation, key),
        "form": CommentForm(initial={"section": key}),
        "may_comment": can_comment(request.user, evaluation),
        "back": FORM,
    }
    return render(request, "review/threads_panel.html", context)


def _place(request: SignedInRequest, pk: int, key: str) -> Place:
    """The section's place: ``sheet-12`` is the form of a sheet, any other key that of a table."""
    kind, _dash, number = key.partition("-")
    if kind == "sheet" and number.isdecimal() and len(number) < 19:
        return place_for(request.user, "view", pk, int(number), None)
    return place_for(request.user, "view", pk, None, key)


def _section(outline: Outline, key: str) -> Section:
    found = outline.section(outline_key(key))
    if found is None:
        raise Http404(_("没有这部分内容"))
    return found
