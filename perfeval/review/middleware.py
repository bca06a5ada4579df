"""Refused accesses go into the record of events."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from perfeval.directory.limits import count_use, who_asks
from perfeval.directory.models import User

from .recorders import address_of
from .services import record_event

MOST = 100
"""Refusals of one person or address that are recorded in a minute: a flood of them must not fill the record."""
REFUSED = {400, 403, 405, 413}
"""Not acceptable at all, a wrong role or a missing token, a wrong method, too much. And of those signed in: 404."""


class RefusalMiddleware:
    """Records who was refused what. Outermost, so that it sees what other middleware refuses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Record an answer that refuses."""
        response = self.get_response(request)
        if "X-Refused" in response.headers or _is_refusal(request, response.status_code):
            _record(request, response.status_code)
        return response


def _is_refusal(request: HttpRequest, status: int) -> bool:
    """A 404 counts where somebody who signed in named an object: those of others do not exist for them."""
    if status == 404:
        return _person(request) is not None and bool(request.resolver_match and request.resolver_match.kwargs)
    return status in REFUSED


def _record(request: HttpRequest, status: int) -> None:
    count, _wait = count_use(f"refused {who_asks(request)}", 60)
    if count > MOST:
        return
    record_event(
        action="refused",
        actor=_person(request),
        subject=f"{request.method} {_path(request)}",
        address=address_of(request),
        status=status,
    )


def _path(request: HttpRequest) -> str:
    """The path, but for the secret of an invitation."""
    match = request.resolver_match
    secret = str(match.kwargs.get("token", "")) if match else ""
    return request.path.replace(secret, "***") if secret else request.path


def _person(request: HttpRequest) -> User | None:
    """Nobody where the request was refused before anybody looked at the session."""
    user = getattr(request, "user", None)
    return user if isinstance(user, User) else None
