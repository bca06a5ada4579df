"""Choosing a rule: in the panel or as a page of its own."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfeval.core.package import Rule
from perfeval.evaluations.rule_forms import Figures, RuleEditor, editor_for
from perfeval.evaluations.rules import can_edit
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.screens.rule_picker import Subject, subject_of
from perfeval.evaluations.services import ChangeRefusedError
from perfeval.evaluations.services.rules import choose_rule

from .people import SignedInRequest
from .places import Place, place_for

Context = dict[str, object]


@require_http_methods(["GET", "HEAD", "POST"])
def pick_rule(request: SignedInRequest, pk: int, sheet_pk: int, indicator_pk: int) -> HttpResponse:
    """The kinds of rules; with ``kind`` the fields of one. POST ``do``: preview, choose, or default."""
    place = place_for(request.user, "edit" if request.method == "POST" else "view", pk, sheet_pk, None)
    subject = subject_of(place.load(), indicator_pk)
    if subject is None:
        raise Http404(_("没有这个指标"))
    if request.method != "POST":
        rule = subject.suggestion(request.GET.get("kind", ""))
        return _show(request, place, subject, _fields(subject, rule) if rule else {})
    if request.POST.get("do") == "default":
        return _choose(request, place, subject, None)
    return _read(request, place, subject)


def _read(request: SignedInRequest, place: Place, subject: Subject) -> HttpResponse:
    """What was typed: chosen where it is asked for and sound, else shown again with its example or what is wrong."""
    known = subject.suggestion(request.POST.get("kind", ""))
    if known is None:
        raise Http404(_("没有这种规则"))
    editor = editor_for(known, Figures.of(subject.loaded.package), request.POST)
    rule = editor.read()
    if rule is None:
        return _show(request, place, subject, {"editor": editor, "option": subject.option(known)}, status=422)
    if request.POST.get("do") == "choose":
        return _choose(request, place, subject, rule)
    return _show(request, place, subject, {**_fields(subject, rule), "previewed": True})


def _fields(subject: Subject, rule: Rule) -> Context:
    """The fields of a rule, with rows to add, and what it would award."""
    editor: RuleEditor = editor_for(rule, Figures.of(subject.loaded.package))
    return {"editor": editor, "option": subject.option(rule)}


def _choose(request: SignedInRequest, place: Place, subject: Subject, rule: Rule | None) -> HttpResponse:
    if place.sheet is None:
        raise Http404(_("没有这张自评表"))
    try:
        changed = choose_rule(
            actor=request.user, evaluation=place.evaluation, sheet=place.sheet, indicator_key=subject.key, rule=rule
        )
    except ChangeRefusedError as error:
        return _show(request, place, subject, {"problem": error.message}, status=422)
    grounds = reverse("evaluations:grounds", args=[place.evaluation.pk, place.sheet.pk, subject.key])
    if not request.headers.get("HX-Request"):
        messages.success(request, _("已采用这条规则"))
        return redirect(grounds)
    response = HttpResponse(status=204)
    step = str(changed.step.pk) if changed.step else ""
    response["HX-Trigger"] = json.dumps({"rule-chosen": {"step": step, "url": grounds}})
    return response


def _show(
    request: SignedInRequest, place: Place, subject: Subject, context: Context, status: int = 200
) -> HttpResponse:
    context |= {
        "evaluation": place.evaluation,
        "place": place,
        "subject": subject,
        "is_live": can_edit(request.user, place.evaluation),
        "url": request.path,
    }
    if request.headers.get("HX-Request"):  # htmx leaves out what does not answer 200
        return render(request, "evaluations/parts/rule_picker.html", context)
    context["outline"] = outline_of(place.evaluation, place.section_key)
    return render(request, "evaluations/rule_picker.html", context, status=status)
