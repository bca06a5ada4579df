"""Notices of what happened."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perfeval.directory.rules import regions_reviewed_by
from perfeval.evaluations.rules import can_view
from perfeval.evaluations.views.people import SignedInRequest
from perfeval.review.forms import MailForm
from perfeval.review.models import Notice
from perfeval.review.services import read_notices
from perfeval.review.transitions import possible_transitions

NEWEST = 200


@require_safe
def show_inbox(request: SignedInRequest) -> HttpResponse:
    """One's own notices, the newest first."""
    notices = Notice.objects.filter(recipient=request.user).select_related("event")[:NEWEST]
    return render(request, "review/inbox.html", {"notices": notices, "mail_form": MailForm(instance=request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def open_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """To what a notice is about: the review, the self-evaluation, where it begins, or the list of those who are late.
    Who is told of one that is not theirs to see (an administrator) stays in the inbox.

    The link in a mail leads here by GET, which changes nothing; from the inbox one comes by POST, and has read it.
    """
    notice = get_object_or_404(Notice.objects.select_related("event__evaluation"), pk=pk, recipient=request.user)
    if request.method == "POST":
        read_notices(actor=request.user, notices=Notice.objects.filter(pk=pk))
    evaluation = notice.event.evaluation
    if evaluation is not None and not can_view(request.user, evaluation):
        return redirect("review:inbox")
    if evaluation is not None:
        is_waiting = any(step.decides for step in possible_transitions(request.user, evaluation))
        return redirect("review:review" if is_waiting else "evaluations:tasks", evaluation.pk)
    return redirect("review:deadlines" if regions_reviewed_by(request.user) else "evaluations:start")


@require_POST
def mark_read(request: SignedInRequest) -> HttpResponse:
    """Mark all of one's own notices as read."""
    read_notices(actor=request.user, notices=Notice.objects.all())
    return redirect("review:inbox")


@require_POST
def choose_mail(request: SignedInRequest) -> HttpResponse:
    """How one wants to be told by mail: at once, once a day, or not."""
    form = MailForm(request.POST, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("已保存"))
    else:
        messages.error(request, _("请从列出的方式中选择"))
    return redirect("review:inbox")
