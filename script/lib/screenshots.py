"""Pictures of the screens with the sample data: ``screenshots.py ADDRESS FOLDER MANUAL``. Called by script/screenshots.

Those of the manual are smaller and go to a folder of their own, from which the program serves them.
"""

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

PASSWORD = "perfeval-demo-2024"  # noqa: S105 - of the demonstration, and shown on its log-in page
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
SCREEN = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
COLOURS = 64
PATIENCE = 90_000  # milliseconds: the first printed page reads the fonts

Step = Callable[[Page], None]


def sign_in(page: Page, place: str) -> None:
    """As the officer of a sample department."""
    page.goto("/accounts/login/")
    page.get_by_label("用户名").fill(f"demo-{place}-author")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.locator("main table a").first.click()


def open_section(name: str) -> Step:
    """A section from the task list."""
    return lambda page: page.get_by_role("main").get_by_role("link", name=name, exact=True).click()


def type_satisfaction(page: Page) -> None:
    """A project sheet while a value is being typed."""
    open_section("职业技能提升工程工作经费")(page)
    cell = page.get_by_role("textbox", name="技能人员满意度 实际完成值", exact=True)
    cell.scroll_into_view_if_needed()
    for value in ("61%", "60%"):  # the second is what the sample says
        cell.fill(value)
        page.locator("#save-state", has_text="已保存").wait_for()


def open_grounds(page: Page) -> None:
    """The panel with the grounds of a score."""
    open_section("评价指标体系")(page)
    page.wait_for_selector("html.is-live")
    page.get_by_role("link", name="评分依据 绩效指标明确性", exact=True).click()
    page.locator("#panel .score-line").wait_for()


def open_panel(section: str, link: str, content: str) -> Step:
    """A section with its panel open."""

    def step(page: Page) -> None:
        open_section(section)(page)
        page.wait_for_selector("html.is-live")
        page.locator('a[hx-target="#panel"]', has_text=link).first.click()
        page.locator(f"#panel {content}").first.wait_for()

    return step


def explain_field(page: Page) -> None:
    """What a field means."""
    open_section("职业技能提升工程工作经费")(page)
    page.wait_for_selector("html.is-live")
    page.get_by_role("textbox", name="技能人员满意度 实际完成值", exact=True).focus()
    page.keyboard.press("F1")
    page.locator("#panel h2").wait_for()


def write_report(page: Page) -> None:
    """The report with a field that is being completed."""
    open_section("自评报告")(page)
    page.wait_for_selector("html.has-editors")
    page.get_by_role("textbox", name="二、机构设置情况", exact=True).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("全年收入【收入合")
    page.locator("#completion li").first.wait_for()


def nothing(page: Page) -> None:
    """The page as it opens."""


PICTURES: list[tuple[str, str, dict[str, int], Step]] = [
    ("task-list", "jincheng", SCREEN, nothing),
    ("sheet", "jincheng", SCREEN, type_satisfaction),
    ("grounds", "xundian", SCREEN, open_grounds),
    ("sheet-gaoyi", "gaoyi", SCREEN, open_section("部门整体支出绩效自评表")),
    ("sheet-miluo", "miluo", SCREEN, open_section("部门整体支出绩效自评表")),
    ("sheet-xundian", "xundian", SCREEN, open_section("评价指标体系")),
    ("project-list", "gaoyi", SCREEN, open_section("项目清单")),
    ("phone", "miluo", PHONE, nothing),
]

PROJECT = "职业技能提升工程工作经费"
MANUAL: list[tuple[str, str, dict[str, int], Step]] = [
    ("tasks", "jincheng", SCREEN, nothing),
    ("sheet", "jincheng", SCREEN, type_satisfaction),
    ("grounds", "xundian", SCREEN, open_grounds),
    ("field", "jincheng", SCREEN, explain_field),
    ("library", "jincheng", SCREEN, open_panel(PROJECT, "指标库", ".rules li")),
    ("preview", "jincheng", SCREEN, open_panel(PROJECT, "预览", "img")),
    ("report", "jincheng", SCREEN, write_report),
    ("findings", "jincheng", SCREEN, open_panel(PROJECT, "问题", ".finding")),
]
MANUAL_WIDTH = 960


def take(browser: Browser, address: str, place: str, size: dict[str, int], step: Step) -> bytes:
    """One picture in a window of its own."""
    viewport = ViewportSize(width=size["width"], height=size["height"])
    context = browser.new_context(base_url=address, viewport=viewport, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    sign_in(page, place)
    step(page)
    page.wait_for_load_state("networkidle")
    picture = page.screenshot()
    context.close()
    return picture


def keep(picture: Image.Image, target: Path) -> None:
    """Store a picture in few colours, small enough to be kept beside the text."""
    target.parent.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").quantize(COLOURS).save(target, optimize=True)
    sys.stdout.write(f"{target}  {target.stat().st_size // 1024} KB\n")


def main(address: str, folder: Path, manual: Path) -> None:
    """Take all pictures."""
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        for name, place, size, step in PICTURES:
            keep(Image.open(io.BytesIO(take(browser, address, place, size, step))), folder / f"{name}.png")
        for name, place, size, step in MANUAL:
            picture = Image.open(io.BytesIO(take(browser, address, place, size, step)))
            smaller = picture.resize(
                (MANUAL_WIDTH, picture.height * MANUAL_WIDTH // picture.width), Image.Resampling.LANCZOS
            )
            keep(smaller, manual / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
