"""Answers to the scripts of the entry screens that bring a whole form anew."""

from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.models import Step
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.screens.table import Entry

from .people import SignedInRequest
from .places import Place
from .submission import written


def is_live(request: SignedInRequest) -> bool:
    """Whether a script of ours asks, which puts the answer into the page."""
    return request.headers.get("X-Live") == "1"


def whole_form(
    request: SignedInRequest, place: Place, loaded: Loaded, step: Step | None, entry: Entry | None = None
) -> HttpResponse:
    """The form as it is now; the headers name the step that can be taken back and the record that is new."""
    place = place.asked(request.GET)
    screen = place.screen(loaded, entry or Entry(loaded.fields))
    section = place.section(outline_of(loaded.evaluation, wanted=place.section_key))
    context = {
        "place": place,
        "screen": screen,
        "section": section,
        "totals": place.totals(loaded, screen, section),
        "seen": written(screen.values),
        "is_live": True,
    }
    response = render(request, "evaluations/replies/form.html", context)
    return with_step(response, step)


def with_step(response: HttpResponse, step: Step | None) -> HttpResponse:
    """The headers that tell the page when something was saved, and as which step."""
    response["X-Saved-At"] = timezone.localtime().strftime("%H:%M:%S")
    if step is not None:
        response["X-Step"] = str(step.pk)
        response["X-New-Record"] = "" if step.undone else new_record(step.images)
    return response


def new_record(images: list[Mapping[str, object]]) -> str:
    """The stable name of the row that a change added: a new project, else the last row where there are several."""
    new = [f"{image['table']}.{image['pk']}" for image in images if image["before"] is None]
    projects = [record for record in new if record.startswith("project.")]
    return (projects or new or [""])[-1]


def refusal(message: str) -> JsonResponse:
    """Why nothing was changed."""
    return JsonResponse({"message": message}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def barred(answer: HttpResponse) -> HttpResponse:
    """Mark the answer as the refusal of an access, which goes on record (review.middleware)."""
    answer["X-Refused"] = "access"
    return answer
