"""Between the browser and the screens: the true address, idle sessions, accounts that have something to do first."""

import time
from collections.abc import Callable
from typing import ClassVar

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .models import User
from .passwords import must_change_password

Answer = Callable[[HttpRequest], HttpResponse]

SEEN = "seen_at"
SEEN_EVERY = 60
"""Seconds between two notes of when a session was last used, so that not every page writes."""

ALWAYS_OPEN = {"logout", "set_language", "change_password"}
SECOND_FACTOR_PAGES = {"mfa_index", "mfa_activate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes"}
SECOND_FACTOR_PAGES |= {"mfa_generate_recovery_codes", "mfa_reauthenticate", "account_reauthenticate"}
SECOND_FACTOR_PAGES |= {"mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn"}


class RealAddressMiddleware:
    """Behind a proxy, the address is what the proxy says; elsewhere nobody's word is taken for it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take the last address of the header: the one that our own proxy wrote."""
        if settings.BEHIND_PROXY:
            forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
            request.META["REMOTE_ADDR"] = forwarded or request.META.get("REMOTE_ADDR", "")
        return self.get_response(request)


class HeadersMiddleware:
    """What browsers are told beside Django's own headers; pages of people who signed in are kept in no cache."""

    ALWAYS: ClassVar = {
        "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), "
        "usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Permitted-Cross-Domain-Policies": "none",
    }

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add what the answer has not said itself."""
        response = self.get_response(request)
        for name, value in self.ALWAYS.items():
            response.headers.setdefault(name, value)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class IdleMiddleware:
    """A session that was not used for a while ends."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End an idle session; note the use of a live one."""
        if request.user.is_authenticated:
            now = int(time.time())
            seen = request.session.get(SEEN, now)
            if now - seen > settings.PROTECTION.idle_minutes * 60:
                logout(request)
                messages.info(request, _("长时间没有操作，已自动退出，请重新登录。"))
            elif now - seen >= SEEN_EVERY or SEEN not in request.session:
                request.session[SEEN] = now
        return self.get_response(request)


class AccountGateMiddleware:
    """Who must choose a new password, or set up a second factor, does that before anything else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Lead to what is to be done first."""
        name = request.resolver_match.url_name if request.resolver_match else ""
        if not isinstance(request.user, User) or name in ALWAYS_OPEN:
            return None
        if must_change_password(request.user):
            return redirect("change_password")
        if settings.PROTECTION.second_factor and name not in SECOND_FACTOR_PAGES and not is_mfa_enabled(request.user):
            return redirect("mfa_index")
        return None
