"""工作底稿: the list of papers, and one paper with the lines that can be added to."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfeval.core.package import has_control_characters
from perfeval.core.papers import PaperDraft, PaperLine, paper_drafts
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.models import Evidence, SelfEvaluation
from perfeval.evaluations.rules import can_edit
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.selectors import get_evaluation_for
from perfeval.evaluations.services.papers import TypedLine, write_paper

from .people import SignedInRequest
from .submission import read_seen, written


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line on the screen; ``made`` is what it says when nothing is typed, ``note`` what is wrong."""

    name: str
    line: PaperLine
    made: str
    value: str
    note: str = ""


@require_safe
def list_papers(request: SignedInRequest, pk: int) -> HttpResponse:
    """All papers with their scores and evidence."""
    evaluation = get_evaluation_for(request.user, "view", pk)
    context = {
        "evaluation": evaluation,
        "outline": outline_of(evaluation, "papers"),
        "drafts": paper_drafts(load(evaluation).package),
    }
    return render(request, "evaluations/papers/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_paper(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """One paper: to add to for the officers, to read for the others."""
    evaluation = get_evaluation_for(request.user, "edit" if request.method == "POST" else "view", pk)
    loaded = load(evaluation)
    draft = _draft(loaded, key)
    if request.method != "POST":
        return _show(request, evaluation, draft, _lines(draft))
    shown = _sent_lines(request, draft)
    if any(line.note for line in shown):
        return _show(request, evaluation, draft, shown, status=422)
    changed = [line for line in shown if line.value != line.line.text]
    if changed:
        lines = [_typed(line) for line in changed]
        write_paper(actor=request.user, evaluation=evaluation, key=draft.key, lines=lines)
    messages.success(request, _("已保存"))
    return redirect("evaluations:paper", pk, key)


def _draft(loaded: Loaded, key: str) -> PaperDraft:
    draft = next((draft for draft in paper_drafts(loaded.package) if draft.key == key), None)
    if draft is None:
        raise Http404(_("没有这份底稿"))
    return draft


def _lines(draft: PaperDraft) -> list[ShownLine]:
    """The lines as they are; lines under labels of one's own stand before the result and have nothing made."""
    made = {(line.label, line.lead): line.text for line in draft.made}
    return [
        ShownLine(f"line-{number}", line, made.get((line.label, line.lead), ""), line.text)
        for number, line in enumerate(draft.written)
    ]


def _sent_lines(request: SignedInRequest, draft: PaperDraft) -> list[ShownLine]:
    """The lines as they were typed; what somebody else changed meanwhile is named."""
    seen = read_seen(request.POST.get("seen", ""))
    return [_sent_line(request, line, seen.get(line.name, line.value)) for line in _lines(draft)]


def _sent_line(request: SignedInRequest, line: ShownLine, seen: str) -> ShownLine:
    typed = request.POST.get(line.name, seen).replace("\r\n", "\n")
    if line.line.fixed or typed == seen:
        return line
    if has_control_characters(typed):
        return ShownLine(line.name, line.line, line.made, typed, _("文字中有不可见的控制字符"))
    theirs = _("他人已改为“{theirs}”。确认以您填写的为准，请再次保存").format(theirs=line.value)
    return ShownLine(line.name, line.line, line.made, typed, theirs if seen != line.value else "")


def _typed(line: ShownLine) -> TypedLine:
    """A line that says again what follows from the data is no longer typed."""
    text = None if line.value in ("", line.made) else line.value
    return TypedLine(line.line.label, line.line.lead, text)


def _show(
    request: SignedInRequest, evaluation: SelfEvaluation, draft: PaperDraft, lines: list[ShownLine], status: int = 200
) -> HttpResponse:
    drafts = Evidence.objects.filter(evaluation=evaluation, indicators__sheet__kind="overall")
    context = {
        "evaluation": evaluation,
        "outline": outline_of(evaluation, "papers"),
        "draft": draft,
        "lines": lines,
        "seen": written({line.name: line.line.text for line in lines}),
        "is_live": can_edit(request.user, evaluation),
        "evidence": drafts.filter(indicators__name=draft.indicator.name).distinct(),
    }
    return render(request, "evaluations/papers/paper.html", context, status=status)
