"""Downloads of documents."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from perfeval.directory.models import User
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.selectors import get_evaluation_for

from .assemble import UnknownPartError, parts_of
from .fonts import Uncovered, uncovered
from .formats import FORMATS, NoTablesError
from .output import named_file
from .render import document_hash


@require_safe
@cache_control(private=True, no_cache=True)
def download(request: HttpRequest, pk: int, part: str, ending: str) -> HttpResponse:
    """One part or all (documents.assemble names them) as PDF, Word or Excel; ``?inline=1`` shows instead of saving.

    Where a character of a PDF has no font, a page says so first; ``?anyway=1`` goes past it.
    """
    loaded = _loaded(request, pk)
    address = f'"{document_hash(loaded.package, loaded.scheme, f"{part}.{ending}")}"'
    as_attachment = "inline" not in request.GET

    @condition(etag_func=lambda _request: address)
    def answer(_request: HttpRequest) -> HttpResponse:
        gaps = [] if ending != "pdf" or "anyway" in request.GET else _gaps(loaded, part)
        if gaps:
            context = {"evaluation": loaded.evaluation, "part": part, "gaps": gaps, "inline": not as_attachment}
            return render(request, "documents/gaps.html", context)
        return _answer(loaded, part, ending, as_attachment)

    return answer(request)


def _loaded(request: HttpRequest, pk: int) -> Loaded:
    """The self-evaluation for a person who may view it. Raises Http404, PermissionDenied."""
    assert isinstance(request.user, User)  # noqa: S101 - LoginRequiredMiddleware lets nobody else in
    return load(get_evaluation_for(request.user, "view", pk))


def _gaps(loaded: Loaded, part: str) -> list[Uncovered]:
    """The characters that no font here can print. Raises Http404 where there is no such part."""
    try:
        parts = parts_of(loaded.package, loaded.scheme, part)
    except UnknownPartError as error:
        raise Http404(str(error)) from error
    return uncovered((place, text) for each in parts for place, text in each.texts())


def _answer(loaded: Loaded, part: str, ending: str, as_attachment: bool) -> HttpResponse:
    try:
        name, content = named_file(loaded.package, loaded.scheme, part, ending)
    except (UnknownPartError, NoTablesError) as error:
        raise Http404(str(error)) from error
    disposition = content_disposition_header(as_attachment, name)
    headers = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(content, FORMATS[ending].media_type, headers=headers)
