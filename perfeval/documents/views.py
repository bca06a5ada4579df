"""Downloads of documents."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from perfeval.directory.models import User
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.selectors import get_evaluation_for

from .assemble import UnknownPartError
from .output import named_document
from .render import document_hash


@require_safe
@cache_control(private=True, no_cache=True)
def download(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """The PDF of one part or of all (documents.assemble names them); ``?inline=1`` shows it instead of saving it."""
    loaded = _loaded(request, pk)
    address = f'"{document_hash(loaded.package, loaded.scheme, part)}"'
    as_attachment = "inline" not in request.GET

    @condition(etag_func=lambda _request: address)
    def answer(_request: HttpRequest) -> HttpResponse:
        return _answer(loaded, part, as_attachment)

    return answer(request)


def _loaded(request: HttpRequest, pk: int) -> Loaded:
    """The self-evaluation for a person who may view it. Raises Http404, PermissionDenied."""
    assert isinstance(request.user, User)  # noqa: S101 - LoginRequiredMiddleware lets nobody else in
    return load(get_evaluation_for(request.user, "view", pk))


def _answer(loaded: Loaded, part: str, as_attachment: bool) -> HttpResponse:
    try:
        name, rendered = named_document(loaded.package, loaded.scheme, part)
    except UnknownPartError as error:
        raise Http404(str(error)) from error
    disposition = content_disposition_header(as_attachment, name)
    return HttpResponse(rendered.pdf, "application/pdf", headers={"Content-Disposition": disposition or "attachment"})
