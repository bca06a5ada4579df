"""What was typed when the server dies or an answer gets lost: nothing is lost after 已保存, nothing is stored twice."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, Route, expect

from perfeval.evaluations.models import Indicator, Step

from ..factories import author_of, make_evaluation, small_package
from .conftest import OFFICERS_SCREEN, PATIENCE, OpenPage
from .sheets import SheetPage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
PREPARE = """
import django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("collectstatic", interactive=False, verbosity=0)
from tests.factories import author_of, make_evaluation, small_package
evaluation = make_evaluation(small_package())
client = Client()
client.force_login(author_of(evaluation))
print(client.cookies["sessionid"].value, f"/evaluations/{evaluation.pk}/sheets/{evaluation.sheets.get().pk}/")
"""
STORED = """
import django
django.setup()
from perfeval.evaluations.models import Indicator, Step
leaves = Indicator.objects.filter(children=None).order_by("order")
print(*leaves.values_list("actual", flat=True), Step.objects.count())
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A whole server as a county runs it, on a database of its own, that can be killed and started again."""

    folder: Path
    port: int = field(default_factory=free_port)
    running: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        folder = str(self.folder)
        settings = {"SECRET_KEY": "only-for-this-test", "VAR_DIR": folder, "STATIC_ROOT": f"{folder}/static"}
        kept = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
        settings |= {"DJANGO_SETTINGS_MODULE": "perfeval.settings", "DATABASE_URL": f"sqlite:///{folder}/test.sqlite3"}
        return {**kept, **settings, "ALLOWED_HOSTS": "127.0.0.1,testserver", "DEBUG": "0", "HTTPS": "0"}

    def ask(self, program: str) -> list[str]:
        """What a program says that works on this database."""
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout.split()

    def start(self) -> None:
        command = ["gunicorn", "perfeval.wsgi", "--bind", f"127.0.0.1:{self.port}", "--threads", "4"]
        self.running = subprocess.Popen(
            [sys.executable, "-m", *command, "--log-level", "error"],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
        )
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        """As when the power goes: no worker may finish anything."""
        if self.running:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()
            self.running = None


@pytest.fixture
def server(tmp_path: Path, transactional_db: None) -> Iterator[Server]:
    """With a copy of the tests' database, which has its tables and nothing but the schemes in them."""
    server = Server(tmp_path)
    connection.ensure_connection()
    with closing(sqlite3.connect(tmp_path / "test.sqlite3")) as copy:
        connection.connection.backup(copy)
    yield server
    server.kill()


def open_form(browser: Browser, server: Server) -> Page:
    session, where = server.ask(PREPARE)
    server.start()
    context = browser.new_context(base_url=server.url, viewport=OFFICERS_SCREEN, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])
    page = context.new_page()
    page.goto(where, timeout=4 * PATIENCE)  # the first worker is still starting
    page.wait_for_selector("html.is-live")
    return page


def test_a_server_that_is_killed_between_two_saves_loses_nothing_and_stores_nothing_twice(
    browser: Browser, server: Server
) -> None:
    page = open_form(browser, server)
    state = page.locator("#save-state")
    first = page.get_by_role("textbox", name="指标1 实际完成值", exact=True)
    second = page.get_by_role("textbox", name="指标2 实际完成值", exact=True)
    first.fill("71%")
    page.keyboard.press("Tab")
    expect(state).to_contain_text("已保存")
    server.kill()
    assert server.ask(STORED) == ["71%", "95%", "1"]
    second.fill("72%")
    page.keyboard.press("Tab")
    expect(state).to_contain_text("离线")
    expect(second).to_have_value("72%")
    server.start()
    expect(state).to_contain_text("已保存", timeout=40_000)
    assert server.ask(STORED) == ["71%", "72%", "2"]
    page.reload()
    expect(first).to_have_value("71%")
    expect(second).to_have_value("72%")
    page.context.close()


@pytest.mark.django_db(transaction=True)
def test_a_value_whose_answer_got_lost_is_sent_again_and_is_one_change_and_no_conflict(open_page: OpenPage) -> None:
    evaluation = make_evaluation(small_package())
    sheet = SheetPage(open_page(author_of(evaluation)), evaluation.sheets.get())
    answers: list[int] = []

    def lose(route: Route) -> None:
        answers.append(route.fetch().status)
        route.abort()

    sheet.intercept("**/save/", lose, times=1)
    sheet.cell("指标1 实际完成值").fill("71%")
    sheet.page.keyboard.press("Tab")
    sheet.expect_state("离线")
    sheet.expect_state("已保存")
    expect(sheet.note("指标1 实际完成值")).to_have_text("")
    assert answers == [200]
    assert list(Indicator.objects.filter(name="指标1").values_list("actual", flat=True)) == ["71%"]
    assert Step.objects.count() == 1
