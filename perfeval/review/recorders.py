"""Sign-ins, sign-outs and failed attempts go into the event chain (GB/T 22239: 安全审计)."""

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from perfeval.directory.models import User
from perfeval.directory.signals import person_changed, place_changed, too_often

from .services.events import record_event

MAX_NAME = 150


def connect() -> None:
    """Listen; called once at start."""
    user_logged_in.connect(_signed_in, dispatch_uid="review.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="review.signed_out")
    user_login_failed.connect(_failed, dispatch_uid="review.sign_in_failed")
    user_locked_out.connect(_locked_out, dispatch_uid="review.sign_in_locked")
    authenticator_added.connect(_second_factor_on, dispatch_uid="review.mfa_on")
    authenticator_removed.connect(_second_factor_off, dispatch_uid="review.mfa_off")
    person_changed.connect(_person_changed, dispatch_uid="review.person_changed")
    place_changed.connect(_place_changed, dispatch_uid="review.place_changed")
    too_often.connect(_too_often, dispatch_uid="review.too_often")


def address_of(request: HttpRequest | None) -> str | None:
    """The address the request came from."""
    return request.META.get("REMOTE_ADDR") or None if request else None


def _signed_in(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    record_event(action="sign_in", actor=user, subject=user.username, address=address_of(request))


def _signed_out(*, request: HttpRequest, user: User | None, **_signal: Any) -> None:
    if user is not None:
        record_event(action="sign_out", actor=user, subject=user.username, address=address_of(request))


def _failed(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: Any) -> None:
    name = str(credentials.get("username", ""))[:MAX_NAME]
    record_event(action="sign_in_failed", subject=name, address=address_of(request))


def _locked_out(*, request: HttpRequest, username: str = "", **_signal: Any) -> None:
    record_event(action="sign_in_locked", subject=username[:MAX_NAME], address=address_of(request))


def _second_factor_on(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    record_event(action="mfa_on", actor=user, subject=user.username, address=address_of(request))


def _second_factor_off(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    record_event(action="mfa_off", actor=user, subject=user.username, address=address_of(request))


def _too_often(*, request: HttpRequest, kind: str, **_signal: Any) -> None:
    user = request.user if isinstance(request.user, User) else None
    record_event(action="too_often", actor=user, subject=request.path, address=address_of(request), limit=kind)


def _person_changed(
    *, action: str, actor: User | None, person: User, reason: str, details: dict[str, Any], **_signal: Any
) -> None:
    record_event(action=action, actor=actor, subject=f"{person.username} {person}", reason=reason, **details)


def _place_changed(*, action: str, actor: User, place: str, details: dict[str, Any], **_signal: Any) -> None:
    record_event(action=action, actor=actor, subject=place, **details)
