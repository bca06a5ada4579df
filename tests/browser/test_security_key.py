"""A security key: added, asked for when signing in, removed; the key is one that Chromium plays."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from perfeval.directory.models import Role, User
from perfeval.review.models import Event

from ..factories import make_department, person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PASSWORD = "Kreis-Blume-47"  # noqa: S105 - of these tests
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def plug_in(context: BrowserContext, page: Page) -> None:
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def sign_in(page: Page, site: str, user: User) -> None:
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_a_key_is_added_and_then_asked_for(new_context: object, live_server: LiveServer) -> None:
    cache.clear()
    officer = person(Role.AUTHOR, make_department())
    officer.set_password(PASSWORD)
    officer.save()
    site = live_server.url.replace("127.0.0.1", "localhost")
    context = new_context()  # type: ignore[operator]  # a fixture that opens windows
    page = context.new_page()
    plug_in(context, page)

    sign_in(page, site, officer)
    page.goto(f"{site}/accounts/second-factor/keys/add/")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    page.get_by_label("名称").fill("蓝色密钥")
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    page.goto(f"{site}/accounts/second-factor/keys/")
    expect(page.locator("tbody td").first).to_have_text("蓝色密钥")

    page.context.clear_cookies()
    sign_in(page, site, officer)
    page.get_by_role("button", name="使用安全密钥").click()
    expect(page.get_by_role("main")).not_to_contain_text("使用安全密钥")
    page.goto(f"{site}/accounts/sessions/")
    expect(page.get_by_role("heading", name="我的登录")).to_be_visible()
    kinds = set(Authenticator.objects.filter(user=officer).values_list("type", flat=True))
    assert kinds == {"webauthn", "recovery_codes"}
    assert Event.objects.filter(action="mfa_on", actor=officer).count() == 2
