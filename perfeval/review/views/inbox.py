"""Notices of what happened."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from perfeval.evaluations.views.people import SignedInRequest
from perfeval.review.models import Notice
from perfeval.review.services import read_notices

NEWEST = 200


@require_safe
def show_inbox(request: SignedInRequest) -> HttpResponse:
    """One's own notices, the newest first."""
    notices = Notice.objects.filter(recipient=request.user).select_related("event")[:NEWEST]
    return render(request, "review/inbox.html", {"notices": notices})


@require_safe
def open_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """To the self-evaluation a notice is about."""
    notice = get_object_or_404(Notice.objects.select_related("event"), pk=pk, recipient=request.user)
    return redirect("evaluations:tasks", notice.event.evaluation_id)


@require_POST
def mark_read(request: SignedInRequest) -> HttpResponse:
    """Mark all of one's own notices as read."""
    read_notices(actor=request.user, notices=Notice.objects.all())
    return redirect("review:inbox")
