"""The public pages, and the document of what was approved."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.selectors import get_evaluation_for
from perfeval.evaluations.views.people import SignedInRequest
from perfeval.review.models import Snapshot

from .forms import VerifyForm
from .keeping import ChangedFileError, approved_document, content_of, kept_document
from .models import DocumentAttempt, Publication
from .preparing import approved_snapshot
from .signing import SigningError
from .verifying import answer_for

logger = logging.getLogger(__name__)


@require_safe
@login_not_required
def list_public(request: SignedInRequest) -> HttpResponse:
    """Everything that is public now, by place, department and year."""
    publications = Publication.objects.filter(withdrawn_at=None).select_related("evaluation__department__region")
    ordered = publications.order_by("evaluation__department__region__name", "evaluation__department__name", "-pk")
    return render(request, "publication/list.html", {"publications": ordered})


@require_safe
@login_not_required
def show_public(request: SignedInRequest, department_pk: int, year: int) -> HttpResponse:
    """What a department published for a year: the document and its hash; or that it was withdrawn, and why."""
    found = Publication.objects.filter(evaluation__department=department_pk, evaluation__year=year)
    publication = found.select_related("evaluation__department__region").order_by("withdrawn_at", "-pk")
    current = publication.filter(withdrawn_at=None).first() or publication.order_by("-pk").first()
    if current is None:
        return render(request, "publication/nothing.html", status=404)
    status = 410 if current.withdrawn_at else 200
    return render(request, "publication/public.html", {"publication": current}, status=status)


@require_safe
@login_not_required
def download_public(request: SignedInRequest, sha256: str) -> FileResponse:
    """The public document with this hash, as long as it is public."""
    publication = get_object_or_404(Publication.objects.select_related("evaluation"), sha256=sha256, withdrawn_at=None)
    name = f"{publication.evaluation.department.name}{publication.evaluation.year}年度绩效自评.pdf"
    disposition = content_disposition_header(as_attachment=False, filename=name)
    return FileResponse(
        publication.file.open(), content_type="application/pdf", headers={"Content-Disposition": disposition}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def download_approved(request: SignedInRequest, pk: int) -> HttpResponse:
    """The kept document of what was approved last: signed where a certificate is set up, the same bytes for ever.

    The worker makes it after the approval. Asking for it (GET) makes nothing: while it is not there, a page says so,
    from which POST has it made now.
    """
    evaluation = get_evaluation_for(request.user, "view", pk)
    snapshot = approved_snapshot(evaluation)
    if snapshot is None:
        raise Http404(_("这份自评还没有审核通过"))
    try:
        if request.method == "POST":
            approved_document(snapshot)
            return redirect("publication:approved", pk)
        kept = kept_document(snapshot)
        if kept is None:
            return _not_made_yet(request, evaluation, snapshot)
        content = content_of(kept)
    except (SigningError, ChangedFileError) as error:
        logger.error("%s：%s", snapshot, error)
        context = {"evaluation": evaluation, "outline": outline_of(evaluation), "reason": error}
        return render(request, "publication/unavailable.html", context, status=503)
    return _download(evaluation, content)


def _not_made_yet(request: SignedInRequest, evaluation: SelfEvaluation, snapshot: Snapshot) -> HttpResponse:
    attempt = DocumentAttempt.objects.filter(snapshot=snapshot).first()
    context = {"evaluation": evaluation, "outline": outline_of(evaluation), "attempt": attempt}
    return render(request, "publication/not_made_yet.html", context, status=202)


def _download(evaluation: SelfEvaluation, content: bytes) -> HttpResponse:
    name = f"{evaluation.department.name}{evaluation.year}年度绩效自评（审核通过）"
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.pdf")
    return HttpResponse(content, "application/pdf", headers={"Content-Disposition": disposition or "attachment"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def verify_document(request: SignedInRequest) -> HttpResponse:
    """Anybody hands in a PDF and reads by whom it is signed, whether it was changed, whether its data fit."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method != "POST":
        return render(request, "publication/verify.html", context)
    if not form.is_valid():
        return render(request, "publication/verify.html", context, status=422)
    upload = form.cleaned_data["file"]
    try:
        context |= {"answer": answer_for(upload.read()), "name": upload.name}
    except SigningError as error:
        logger.error("SIGNING_TRUST：%s", error)
        form.add_error(None, str(error))
        return render(request, "publication/verify.html", context, status=503)
    return render(request, "publication/verify.html", context)
