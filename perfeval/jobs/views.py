"""A person's jobs: what runs, how far it is, stopping it, going on with it, and fetching what it made."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perfeval.evaluations.views.people import SignedInRequest
from perfeval.review.recorders import address_of
from perfeval.review.services import record_event

from .models import Job
from .selectors import failed_items_of, get_job_for, jobs_of
from .services import JobRefusedError, cancel_job, resume_job
from .store import path_of

PER_PAGE = 50


@require_safe
def list_jobs(request: SignedInRequest) -> HttpResponse:
    """The person's jobs, the newest first."""
    page = Paginator(jobs_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/list.html", {"page": page})


@require_safe
def show_job(request: SignedInRequest, pk: int) -> HttpResponse:
    """One job; while it is unfinished the page fetches its progress alone, again and again."""
    job = get_job_for(request.user, pk)
    is_part = request.headers.get("HX-Request") == "true"
    template = "jobs/parts/progress.html" if is_part else "jobs/show.html"
    return render(request, template, {"job": job, "failed_items": failed_items_of(job), "is_part": is_part})


@require_POST
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop a job."""
    return _changed(request, pk, lambda job: cancel_job(job=job))


@require_POST
def resume(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on with a job that stopped."""
    return _changed(request, pk, lambda job: resume_job(job=job))


@require_safe
def download(request: SignedInRequest, pk: int) -> FileResponse:
    """What the job made; that it was fetched goes on record."""
    job = get_job_for(request.user, pk)
    try:
        file = path_of(job.result).open("rb") if job.result else None
    except FileNotFoundError:
        file = None
    if file is None:
        raise Http404(_("结果文件已不在，请重新办理"))
    record_event(
        action="fetch_result",
        actor=request.user,
        subject=job.title,
        address=address_of(request),
        sha256=job.result_sha256,
    )
    return FileResponse(file, as_attachment=True, filename=job.result_name)


def _changed(request: SignedInRequest, pk: int, change: Callable[[Job], None]) -> HttpResponse:
    job = get_job_for(request.user, pk)
    try:
        change(job)
    except JobRefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("jobs:show", job.pk)
