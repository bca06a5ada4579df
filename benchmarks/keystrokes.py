"""Entering 职业技能提升工程 from its paper form: keystrokes and seconds, beside a plain Django admin in the same run.

Run ``python -m benchmarks.keystrokes``. A server of its own on a database of its own, a real Chromium, and a script
that types what stands on the paper: into the project list and the form of the program, and into the page that Django's
admin makes of the same data (benchmarks/plain_admin). At the end both hold the figures of the paper, of which the
program has reckoned its share itself. Seconds depend on the machine and its load; keystrokes do not.
"""

import os
import re
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp())
os.environ |= {
    "ALLOWED_HOSTS": "127.0.0.1",
    "DATABASE_URL": f"sqlite:///{FOLDER / 'keystrokes.sqlite3'}",
    "DEMO": "1",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright keeps an event loop in this thread
    "DJANGO_SETTINGS_MODULE": "benchmarks.plain_admin.settings",
    "STATIC_ROOT": str(FOLDER),
    "VAR_DIR": str(FOLDER),
}

import django  # noqa: E402

django.setup()

import shutil  # noqa: E402

from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.testcases import LiveServerThread  # noqa: E402
from django.urls import reverse  # noqa: E402
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright  # noqa: E402

from perfeval.core.numbers import plain  # noqa: E402
from perfeval.core.package import DepartmentInfo, FundRow, Indicator, Package, Project, read_package  # noqa: E402
from perfeval.core.scheme import load_scheme  # noqa: E402
from perfeval.core.starting import begin  # noqa: E402
from perfeval.directory.models import Membership, Role, User  # noqa: E402
from perfeval.evaluations.loading import load  # noqa: E402
from perfeval.evaluations.models import SelfEvaluation, SheetKind  # noqa: E402
from perfeval.evaluations.services import import_package  # noqa: E402
from perfeval.schemes.services import load_schemes  # noqa: E402

from .plain_admin.models import PaperForm  # noqa: E402
from .typist import Typist  # noqa: E402

SAMPLE = Path(__file__).parents[1] / "fixtures" / "samples" / "jincheng-2022.json"
AMOUNTS = ("initial_declared", "initial", "adjusted", "executed")
CELLS = ("name", "target", "adjusted_target", "actual", "weight", "deviation")
PLAIN_NAMES = {"initial_declared": "declared", "initial": "budget"}
OURS, PLAIN = "perfeval", "plain Django admin"


def main() -> None:
    """Type twice and print."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    load_schemes()
    package = read_package(SAMPLE.read_bytes())
    paper = next(project for project in package.projects if project.name.startswith("职业技能提升工程"))
    evaluation, officer = _prepare(package)
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.start()
    server.is_ready.wait()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            address = f"http://127.0.0.1:{server.port}"
            ours = _typed(browser, address, officer, lambda page: _type_ours(page, paper, evaluation))
            plain = _typed(browser, address, officer, lambda page: _type_plain(page, paper))
            browser.close()
    finally:
        server.terminate()
        shutil.rmtree(FOLDER)
    print(f"{'':24}{'keys':>8}{'clicks':>8}{'strokes':>9}{'by the clock':>14}{'of an officer':>15}")
    for name, done in ((OURS, ours), (PLAIN, plain)):
        times = f"{done.seconds:12.1f} s{done.seconds_of_an_officer:13.0f} s"
        print(f"{name:<24}{done.keys:>8}{done.clicks:>8}{done.keys + done.clicks:>9}{times}")


def _prepare(package: Package) -> tuple[SelfEvaluation, User]:
    """The self-evaluation of the same year and scheme with nothing filled in, and who fills it in."""
    department = DepartmentInfo(name=package.department.name, region=package.department.region)
    evaluation = import_package(actor=None, package=begin(load_scheme(package.scheme), department, package.year))
    officer = User.objects.create(username="officer")
    Membership.objects.create(user=officer, role=Role.AUTHOR, department=evaluation.department)
    return evaluation, officer


def _typed(browser: Browser, address: str, officer: User, work: Callable[[Page], Typist]) -> Typist:
    """Let somebody who has signed in do the work, in a window of its own."""
    client = Client()
    client.force_login(officer)
    context = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768}, locale="zh-CN")
    session = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": session, "value": client.cookies[session].value, "url": address}])
    done = work(context.new_page())
    context.close()
    return done


# --- the program ----------------------------------------------------------------------------------------------------


def _type_ours(page: Page, paper: Project, evaluation: SelfEvaluation) -> Typist:
    page.goto(reverse("evaluations:table", args=[evaluation.pk, "projects"]))
    page.wait_for_selector("html.is-live")
    typist = Typist(page)
    typist.click(page.get_by_role("button", name="添加项目"))
    expect(page.get_by_label("新项目 项目名称")).to_be_focused()
    typist.write(paper.name)
    typist.click(page.get_by_role("checkbox").last)
    typist.click(page.get_by_role("button", name="建立自评表"))
    typist.click(page.get_by_role("row", name=paper.name).get_by_role("link", name="自评表"))
    page.wait_for_selector("html.is-live")
    typist.click(page.get_by_label("主管部门及代码"))
    _head_of_form(typist, paper)
    for row, leaf in zip(_rows_for(typist, paper), paper.leaves(), strict=True):
        _indicator(typist, row, leaf)
    for text in paper.analysis or ():
        typist.fill(page.locator("main").get_by_label(text.label, exact=True), text.text or "")
    typist.press("Tab")
    expect(page.locator("#save-state")).to_contain_text("已保存", timeout=60_000)
    typist.stop()
    _expect_ours(evaluation, paper)
    return typist


def _head_of_form(typist: Typist, paper: Project) -> None:
    """What stands above the indicators."""
    main = typist.page.locator("main")
    typist.fill(main.get_by_label("主管部门及代码"), paper.department or "")
    typist.fill(main.get_by_label("预算单位"), paper.unit or "")
    columns = ("目标申报数", "预算编制数", "全年预算数", "全年执行数")
    for row in paper.funds:
        for column, key in zip(columns, AMOUNTS, strict=True):
            typist.fill(main.get_by_label(f"{row.label} {column}"), _number(getattr(row, key)))
    typist.fill(main.get_by_label("年度目标"), paper.goals[0].expected or "")
    typist.fill(main.get_by_label("实际完成情况"), paper.goals[0].actual or "")


def _rows(page: Page) -> Locator:
    return page.locator(".form-table tr", has=page.get_by_role("link", name="评分依据"))


def _rows_for(typist: Typist, paper: Project) -> list[Locator]:
    """The template has an indicator for each second level; this form has two for the first, and none for two others."""
    page = typist.page
    for name, key in (("经济效益指标", "Alt+Delete"), ("可持续影响指标", "Alt+Delete"), ("数量指标", "Alt+Insert")):
        before = _rows(page).count()
        typist.click(page.get_by_label(f"{name} 三级指标"))
        typist.press(key)
        expect(_rows(page)).to_have_count(before + (1 if key.endswith("Insert") else -1))
    rows: list[Locator] = _rows(page).all()
    typist.click(rows[0].get_by_role("textbox").first)
    typist.press("Control+a")
    return rows


def _indicator(typist: Typist, row: Locator, leaf: Indicator) -> None:
    """One row from its name to its reason; how far a qualitative target was reached is chosen beside it."""
    boxes = row.get_by_role("textbox")
    for number, key in enumerate(CELLS):
        value = getattr(leaf, key)
        text = _number(value) if isinstance(value, Decimal) else value or ""
        typist.fill(boxes.nth(number), text)
    if leaf.nature == "qualitative":
        page = typist.page
        typist.click(row.get_by_role("link", name="评分依据"))
        panel = page.locator("#panel")
        typist.click(panel.get_by_role("radio", name=re.compile("^达成")))
        typist.fill(panel.get_by_label("得分占分值的比例"), "1")
        typist.press("Escape")
        typist.click(boxes.last)


def _expect_ours(evaluation: SelfEvaluation, paper: Project) -> None:
    """What is stored is what the paper says, down to its score and grade."""
    stored = load(evaluation, evaluation.sheets.get(kind=SheetKind.PROJECT)).package.projects[0]
    assert [[getattr(leaf, key) for key in CELLS] for leaf in stored.leaves()] == [
        [getattr(leaf, key) for key in CELLS] for leaf in paper.leaves()
    ]
    assert [[getattr(row, key) for key in AMOUNTS] for row in stored.funds] == [
        [getattr(row, key) for key in AMOUNTS] for row in paper.funds
    ]
    assert stored.computed is not None
    result = [stored.computed.total, stored.computed.grade]
    assert [str(value) for value in result] == [_printed(paper, key) for key in ("total", "grade")]


# --- the admin site -------------------------------------------------------------------------------------------------


def _type_plain(page: Page, paper: Project) -> Typist:
    page.goto(reverse("plain:plain_admin_paperform_changelist"))
    typist = Typist(page)
    typist.click(page.locator(".addlink").first)
    page.wait_for_selector("#id_name")
    for name in ("name", "department", "unit"):
        _fill_plain(typist, name, getattr(paper, name))
    for name in ("total", "grade"):
        _fill_plain(typist, name, _printed(paper, name))
    for number, row in enumerate(paper.funds):
        _plain_fund(typist, f"fund_set-{number}", row)
    for number, goal in enumerate(paper.goals):
        _fill_plain(typist, f"goal_set-{number}-expected", goal.expected)
        _fill_plain(typist, f"goal_set-{number}-actual", goal.actual)
    for number, path in enumerate(_paths(paper)):
        _plain_indicator(typist, f"indicator_set-{number}", path)
    for number, text in enumerate(paper.analysis or ()):
        _fill_plain(typist, f"text_set-{number}-label", text.label)
        _fill_plain(typist, f"text_set-{number}-text", text.text)
    typist.click(page.get_by_role("button", name="保存", exact=True))
    page.wait_for_selector(".messagelist .success")
    typist.stop()
    (form,) = PaperForm.objects.all()
    assert [form.fund_set.count(), form.indicator_set.count(), form.text_set.count()] == [
        len(paper.funds), len(list(paper.leaves())), len(paper.analysis or ()),
    ]  # fmt: skip
    return typist


def _fill_plain(typist: Typist, name: str, value: object) -> None:
    typist.fill(typist.page.locator(f"#id_{name}"), _number(value) if isinstance(value, Decimal) else str(value or ""))


def _plain_fund(typist: Typist, place: str, row: FundRow) -> None:
    for key in ("label", *AMOUNTS):
        _fill_plain(typist, f"{place}-{PLAIN_NAMES.get(key, key)}", getattr(row, key))
    for key in ("surplus", "rate", "score"):
        _fill_plain(typist, f"{place}-{key}", _printed(row, key))


def _paths(paper: Project) -> list[list[Indicator]]:
    """The nodes above each indicator, and itself."""
    return [
        [first, second, leaf] for first in paper.indicators for second in first.children for leaf in second.children
    ]


def _plain_indicator(typist: Typist, place: str, path: list[Indicator]) -> None:
    first, second, leaf = path
    _fill_plain(typist, f"{place}-level1", first.name)
    _fill_plain(typist, f"{place}-level2", second.name)
    for key in CELLS[:5]:
        _fill_plain(typist, f"{place}-{key}", getattr(leaf, key))
    _fill_plain(typist, f"{place}-score", _printed(leaf, "score"))
    _fill_plain(typist, f"{place}-deviation", leaf.deviation)


def _printed(record: Project | FundRow | Indicator, key: str) -> str:
    """A figure that follows from others, as the paper has it."""
    return str((record.published or {})[key])


def _number(value: object) -> str:
    """A number as somebody types it."""
    return plain(value) if isinstance(value, Decimal) else ""


if __name__ == "__main__":
    main()
