"""Real Chromium against a live server."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from perfeval.directory.models import User

#: Parts of a window that no test looks at. This list replaces the one of Playwright, so its entries are among them.
NOT_NEEDED = [
    "WebUIOmniboxPopup",  # with the next: a process of its own for the address line of every window
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=" + ",".join(NOT_NEEDED),
]
OFFICERS_SCREEN = {"width": 1366, "height": 768}
PATIENCE = 15_000  # milliseconds
PATIENCE_WITH_A_DOCUMENT = 90_000  # a page that lays out eighty others

OpenPage = Callable[[User], Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser while the tests of this folder run.

    Playwright keeps an event loop running in this thread, which Django has to put up with, and which must be gone
    before this process goes on to a test that signs a PDF: signing runs an event loop of its own.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def _each_request_has_a_connection(
    shared_by_threads: None, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """As in use. In memory all requests would share one, with their transactions mixed up and tables locked.

    A test ends when its last request does, and not with the database taken away from under it.
    """
    server = live_server.thread.httpd
    monkeypatch.setattr(server, "connections_override", {})
    monkeypatch.setattr(server, "daemon_threads", False)  # then it knows the threads of its requests
    yield
    server._threads.join()


@pytest.fixture
def new_context(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[], BrowserContext]]:
    """Opens windows that know nothing of each other; a script error or a breach of the content policy is a failure."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_context() -> BrowserContext:
        context = browser.new_context(
            base_url=live_server.url, viewport=OFFICERS_SCREEN, locale="zh-CN", reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE_WITH_A_DOCUMENT)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def open_page(new_context: Callable[[], BrowserContext], live_server: LiveServer) -> OpenPage:
    """A page of somebody who has signed in, in a window of its own."""

    def open_for(user: User) -> Page:
        client = Client()
        client.force_login(user)
        context = new_context()
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        return context.new_page()

    return open_for
