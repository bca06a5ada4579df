"""Looking at the public copy, publishing it, and withdrawing it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perfeval.core.checks.registry import PERFORMANCE_MEASURES
from perfeval.core.redactions import Personal, Redactions
from perfeval.documents.pictures import draw_pages
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.selectors import get_evaluation_for
from perfeval.evaluations.views.people import SignedInRequest
from perfeval.review.forms import StepForm
from perfeval.review.recorders import address_of
from perfeval.review.services import TransitionRefusedError
from perfeval.review.transitions import TRANSITIONS, Action

from .forms import PublishForm
from .models import PreparedCopy
from .preparing import PublicContents, approved_snapshot, prepare_copy, prepared_copy, public_contents
from .services import publish_evaluation, withdraw_publication


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish the copy one has looked at; GET shows it, with what was masked and left out for it."""
    evaluation = _evaluation(request, pk, Action.PUBLISH)
    form = PublishForm(TRANSITIONS[Action.PUBLISH], [], request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show_copy(request, evaluation, form, status=200)
    if not form.is_valid():
        form.add_error(None, form.errors.pop("sha256", []))
        return _show_copy(request, evaluation, form, status=422)
    try:
        publish_evaluation(
            actor=request.user,
            evaluation=evaluation,
            seen_sha256=form.cleaned_data["sha256"],
            seen_version=form.cleaned_data["version"],
            address=address_of(request),
        )
    except TransitionRefusedError as refusal:
        return _refused(request, evaluation, form, refusal)
    return _done(request, pk, Action.PUBLISH)


@require_POST
def prepare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the file that will be published, and show it."""
    evaluation = _evaluation(request, pk, Action.PUBLISH)
    try:
        prepare_copy(actor=request.user, evaluation=evaluation, address=address_of(request))
    except TransitionRefusedError as refusal:
        form = PublishForm(TRANSITIONS[Action.PUBLISH], [], {})
        form.errors.clear()
        return _refused(request, evaluation, form, refusal)
    return redirect("publication:publish", pk)


@require_safe
def show_prepared(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole file that will be published, for those who may publish it."""
    evaluation = _evaluation(request, pk, Action.PUBLISH)
    _contents, prepared = _looked_at(evaluation)
    if prepared is None:
        raise Http404(_("还没有公开稿"))
    headers = {"Content-Disposition": f'inline; filename="{prepared[0].sha256[:12]}.pdf"'}
    return HttpResponse(prepared[1], "application/pdf", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def unpublish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Withdraw with a reason."""
    evaluation = _evaluation(request, pk, Action.UNPUBLISH)
    data = request.POST if request.method == "POST" else None
    form = StepForm(TRANSITIONS[Action.UNPUBLISH], [], data, initial={"version": evaluation.version})
    if not form.is_valid():
        return _show(request, evaluation, Action.UNPUBLISH, form, status=422 if form.errors else 200)
    try:
        reason = form.cleaned_data["reason"]
        withdraw_publication(actor=request.user, evaluation=evaluation, reason=reason, address=address_of(request))
    except TransitionRefusedError as refusal:
        return _refused(request, evaluation, form, refusal)
    return _done(request, pk, Action.UNPUBLISH)


def _evaluation(request: SignedInRequest, pk: int, action: Action) -> SelfEvaluation:
    """The self-evaluation for who may take the step. Raises Http404, PermissionDenied."""
    evaluation = get_evaluation_for(request.user, "view", pk)
    if not TRANSITIONS[action].allowed(request.user, evaluation):
        raise PermissionDenied
    return evaluation


def _done(request: SignedInRequest, pk: int, action: Action) -> HttpResponse:
    messages.success(request, _("已办理：{label}").format(label=TRANSITIONS[action].label))
    return redirect("evaluations:tasks", pk)


def _refused(
    request: SignedInRequest, evaluation: SelfEvaluation, form: StepForm, refusal: TransitionRefusedError
) -> HttpResponse:
    evaluation.refresh_from_db()
    form.add_error(None, refusal.message)
    if isinstance(form, PublishForm):
        return _show_copy(request, evaluation, form, status=409)
    return _show(request, evaluation, Action.UNPUBLISH, form, status=409)


def _looked_at(evaluation: SelfEvaluation) -> tuple[PublicContents | None, tuple[PreparedCopy, bytes] | None]:
    """What can be published now, and the file made of it; nothing where nothing can."""
    snapshot = approved_snapshot(evaluation)
    if snapshot is None or evaluation.state not in TRANSITIONS[Action.PUBLISH].sources:
        return None, None
    contents = public_contents(snapshot)
    return contents, prepared_copy(snapshot, contents)


def _show_copy(request: SignedInRequest, evaluation: SelfEvaluation, form: PublishForm, status: int) -> HttpResponse:
    contents, prepared = _looked_at(evaluation)
    more: dict[str, object] = {"contents": contents}
    if contents:
        more |= {"kinds": _kinds(contents.redactions), "source": PERFORMANCE_MEASURES}
    if prepared:
        more |= {"copy": prepared[0], "pages": draw_pages(prepared[1]), "title": _("公开稿")}
    return _show(request, evaluation, Action.PUBLISH, form, status, **more)


def _kinds(redactions: Redactions) -> list[tuple[str, list[tuple[str, int]]]]:
    """Each kind of personal data with what stands in its place now and how often."""
    words = {
        Personal.PERSON: _("姓名"),
        Personal.MOBILE: _("手机号码"),
        Personal.IDENTITY: _("身份证号码"),
        Personal.ACCOUNT: _("银行账号"),
    }
    return [(word, found) for kind, word in words.items() if (found := redactions.masked_of(kind))]


def _show(
    request: SignedInRequest, evaluation: SelfEvaluation, action: Action, form: StepForm, status: int, **more: object
) -> HttpResponse:
    context = {
        "evaluation": evaluation,
        "step": TRANSITIONS[action],
        "form": form,
        "is_possible": evaluation.state in TRANSITIONS[action].sources,
        "outline": outline_of(evaluation),
        **more,
    }
    template = "publish" if action == Action.PUBLISH else "step"
    return render(request, f"publication/{template}.html", context, status=status)
