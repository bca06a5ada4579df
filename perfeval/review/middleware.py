"""Refused accesses go into the record of events."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from perfeval.directory.models import User

from .recorders import address_of
from .services import record_event


class RefusalMiddleware:
    """Records who was refused what: a wrong role, a missing CSRF token."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Record an answer 403."""
        response = self.get_response(request)
        if response.status_code == 403:
            user = getattr(request, "user", None)
            record_event(
                action="refused",
                actor=user if isinstance(user, User) else None,
                subject=f"{request.method} {request.path}",
                address=address_of(request),
            )
        return response
