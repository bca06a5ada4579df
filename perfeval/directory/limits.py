"""How often somebody may knock: counted in the database, which all processes share. No puzzles, only patience."""

import time
from collections.abc import Callable

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .models import UseCount
from .signals import too_often

KEPT = 24 * 60 * 60
"""Seconds for which counts of past stretches stay."""


class LimitMiddleware:
    """Refuses (429) what one address or one person asks for too often; the settings say what and how often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Count, before anything is looked up or computed."""
        kind = kind_of(request)
        if kind is None:
            return None
        limit = settings.LIMITS[kind]
        count, wait = count_use(f"{kind} {who_asks(request)}", limit.seconds)
        if count <= limit.most:
            return None
        if count == limit.most + 1:
            too_often.send(sender=UseCount, request=request, kind=kind)
        answer = render(request, "directory/too_often.html", {"seconds": wait}, status=429)
        answer["Retry-After"] = str(wait)
        return answer


def kind_of(request: HttpRequest) -> str | None:
    """Which limit a request falls under."""
    match = request.resolver_match
    name = match.view_name if match else ""
    if request.method == "POST" and name in settings.SIGN_IN_ADDRESSES:
        return "sign_in"
    if request.method == "POST" and name in settings.MAIL_ADDRESSES:
        return "mail"
    if name in settings.DOWNLOAD_ADDRESSES:
        return "download"
    return "upload" if _size(request) > settings.LARGE_BODY else None


def count_use(key: str, seconds: int) -> tuple[int, int]:
    """How often this was done in the present stretch, this time included, and how many seconds are left of it."""
    now = int(time.time())
    ends_at = (now // seconds + 1) * seconds
    mine = UseCount.objects.filter(key=key)
    if mine.filter(ends_at=ends_at).update(count=F("count") + 1):
        return mine.values_list("count", flat=True).get(), ends_at - now
    if not mine.update(ends_at=ends_at, count=1):
        _begin(key, ends_at)
        UseCount.objects.filter(ends_at__lt=now - KEPT).delete()
    return 1, ends_at - now


def _begin(key: str, ends_at: int) -> None:
    """The first count; where another process was first, it counts for both."""
    try:
        with transaction.atomic():
            UseCount.objects.create(key=key, ends_at=ends_at)
    except IntegrityError:
        UseCount.objects.filter(key=key).update(count=F("count") + 1)


def who_asks(request: HttpRequest) -> str:
    """The person who is signed in, else the address."""
    user = getattr(request, "user", None)
    return f"person {user.pk}" if user is not None and user.is_authenticated else _address(request)


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR") or "")[:60]


def _size(request: HttpRequest) -> int:
    length = str(request.META.get("CONTENT_LENGTH") or "")
    return int(length) if length.isdecimal() and len(length) < 19 else 0
