"""The record of events, for the auditor."""

import csv
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from perfeval.evaluations.views.people import SignedInRequest
from perfeval.review.eventlog import ACTION_WORDS, event_row, found_events, plain_text
from perfeval.review.forms import EventSearch
from perfeval.review.models import Event
from perfeval.review.recorders import address_of
from perfeval.review.rules import can_read_events
from perfeval.review.services import record_event

PER_PAGE = 100
HEADINGS = (_("序号"), _("时间"), _("操作人"), _("地址"), _("操作"), _("对象"), _("理由"), _("明细"), _("校验值"))


@require_safe
def show_events(request: SignedInRequest) -> HttpResponse:
    """All events that answer the search, the newest first."""
    form, events = _search(request)
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "rows": [(event, event_row(event)) for event in page],
        "actions": ACTION_WORDS,
        "query": query.urlencode(),
    }
    return render(request, "review/events.html", context)


@require_safe
def export_events(request: SignedInRequest) -> StreamingHttpResponse:
    """The same as CSV for a spreadsheet; texts that a spreadsheet would take for formulas are quoted."""
    _form, events = _search(request)
    record_event(action="export_events", actor=request.user, address=address_of(request), query=request.GET.urlencode())
    name = f"events-{timezone.localtime():%Y%m%d-%H%M%S}.csv"
    return StreamingHttpResponse(
        _lines(events),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _search(request: SignedInRequest) -> tuple[EventSearch, QuerySet[Event]]:
    if not can_read_events(request.user):
        raise PermissionDenied
    form = EventSearch(request.GET)
    return form, found_events(**form.cleaned_data) if form.is_valid() else Event.objects.none()


class _Line:
    """What csv.writer writes to: it hands the line on."""

    def write(self, line: str) -> str:
        return line


def _lines(events: QuerySet[Event]) -> Iterator[Any]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(HEADINGS)
    for event in events.iterator(chunk_size=PER_PAGE):
        yield writer.writerow([plain_text(text) for text in event_row(event)])
