"""An officer who fills in a self-evaluation: from the first click to “submitted”, on the real screens only."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

PATIENCE = 90_000  # milliseconds: a whole report may be waiting to be saved, a section at a time

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Officer:
    """Somebody in front of a browser. Sections are opened by their name in the rail."""

    page: Page

    def begin(self, scheme: str, year: int) -> None:
        """A new self-evaluation from the template of the scheme with this title."""
        self.page.goto("/evaluations/new/")
        self.page.get_by_label("按填报方案的指标模板新建").check()
        self.page.get_by_label("评价年度").fill(str(year))
        self.page.get_by_role("combobox", name="填报方案").select_option(label=scheme)
        self.page.get_by_role("button", name="新建", exact=True).click()
        expect(self.page.get_by_role("heading", name="自评任务")).to_be_visible()

    def open(self, section: str) -> None:
        """A section by its name in the rail, ready for typing."""
        rail = self.page.get_by_role("navigation", name="自评内容")
        rail.get_by_role("link", name=section).filter(has_text=re.compile(f"^\\s*{re.escape(section)}")).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(section)
        if self.page.locator("#sheet-form").count():
            self.page.wait_for_selector("html.is-live")

    def box(self, name: str) -> Locator:
        """Where something with this spoken name is typed or chosen."""
        return self.page.locator("main").get_by_label(name, exact=True)

    def fill(self, cells: Cells) -> None:
        """Type into the cells with these names, one after the other."""
        for name, value in cells.items():
            self.box(name).fill(value)
        self.page.keyboard.press("Tab")
        self.expect_saved()

    def paste(self, start: Locator, rows: Sequence[Sequence[str]]) -> None:
        """A block copied from Excel, from this cell on."""
        text = "\r\n".join("\t".join(row) for row in rows) + "\r\n"
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        start.focus()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Control+v")
        expect(start).to_have_value(rows[0][0])
        self.expect_saved()

    def paste_column(self, start: str, values: Sequence[str]) -> None:
        """A column copied from Excel, from the cell with this name on."""
        self.paste(self.box(start), [[value] for value in values])

    def add_lines(self, title: str, *lines: str) -> None:
        """Rows of a section, a line each, through the box below its table."""
        form = self.page.get_by_role("group", name=f"添加：{title}", exact=True)
        form.get_by_role("textbox").last.fill("\n".join(lines))
        form.get_by_role("button", name="添加", exact=True).click()
        self.page.wait_for_load_state()
        self.page.wait_for_selector("html.is-live")

    def expect_saved(self) -> None:
        """Asked at every frame: `expect` would ask again only after half a second."""
        self.page.wait_for_selector("#save-state[data-state=saved]", timeout=PATIENCE)

    # --- indicators -------------------------------------------------------------------------------------------------

    def panel_of(self, row: Locator) -> Locator:
        """The grounds of the indicator in this row of the form."""
        row.get_by_role("link", name="评分依据").click()
        panel = self.page.locator("#panel")
        panel.locator("[data-record]").wait_for()
        return panel

    def next_panel(self) -> bool:
        """On to the grounds of the next indicator; False behind the last one."""
        following = self.page.locator("#panel").get_by_role("link", name="下一项")
        if not following.count():
            return False
        record = self.page.locator("#panel [data-record]").get_attribute("data-record")
        following.click()
        self.page.wait_for_selector(f"#panel [data-record]:not([data-record='{record}'])")
        return True

    def rows(self) -> list[Locator]:
        """The rows of the form that hold an indicator."""
        return self.page.locator(".form-table tr", has=self.page.get_by_role("link", name="评分依据")).all()

    def add_project(self, name: str) -> None:
        """A new project with a form of its own."""
        self.open("全部项目")
        self.page.get_by_role("button", name="添加项目").click()
        self.fill({"新项目 项目名称": name})
        self.page.get_by_role("checkbox").last.check()
        self.page.get_by_role("button", name="建立自评表").click()
        self.expect_saved()
        self.page.reload()

    def paste_projects(self, *lines: str) -> None:
        """A list of projects from Excel, all at once."""
        self.open("全部项目")
        self.page.get_by_role("link", name="粘贴多个项目").click()
        self.page.get_by_role("textbox").fill("\n".join(lines))
        self.page.get_by_role("button", name="检查", exact=True).click()
        self.page.get_by_role("button", name=re.compile("^添加\\d+个")).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("全部项目")

    def grade(self, row: Locator, word: str = "达成", fraction: str = "1") -> None:
        """Choose how far a qualitative target was reached."""
        panel = self.panel_of(row)
        panel.get_by_role("radio", name=re.compile(f"^{word}")).check()
        panel.get_by_label("得分占分值的比例").fill(fraction)
        self.leave_panel()

    def leave_panel(self) -> None:
        """Out of the box, back to the form."""
        self.page.keyboard.press("Tab")
        self.expect_saved()
        self.page.keyboard.press("Escape")
        expect(self.page.locator("#panel")).to_be_hidden()

    # --- report and the end -----------------------------------------------------------------------------------------

    def write_report(self, text: str) -> None:
        """A text under every heading that has nothing below it yet, and in every place that a sentence leaves open."""
        self.open("自评报告")
        self._write(text)

    def write_project_report(self, text: str) -> None:
        """That of the only project which has none yet, begun and written the same way."""
        self.open("自评报告")
        self.page.get_by_role("button", name="建立项目自评报告").click()
        self.page.get_by_role("link", name=re.compile("项目支出绩效自评报告$")).click()
        self.page.get_by_role("link", name="回到部门的自评报告").wait_for()
        self._write(text)

    def _write(self, text: str) -> None:
        self.page.wait_for_selector("html.has-editors")  # of all sections: they come a few at a time
        for editor in self.page.locator("main [contenteditable=true]").all():
            if not editor.inner_text().strip():
                editor.fill(text)
        for box in self.page.locator(".mechanical textarea").all():
            if not box.input_value():
                box.fill(text)
        self.page.get_by_role("heading", level=1).click()
        self.expect_saved()

    def remove_attachment(self, title: str) -> None:
        """One that this year has not."""
        button = self.page.get_by_role("button", name=re.compile(f"^删除 .*{re.escape(title)}$"))
        button.click()
        expect(button).to_have_count(0)
        self.expect_saved()

    def statuses(self) -> dict[str, str]:
        """What the rail says of each section that has a status."""
        self.page.reload()
        told = [line.split("\n") for line in self.page.locator(".rail a").all_inner_texts()]
        return {words[0].strip(): words[-1].strip() for words in told if len(words) > 1}

    def findings(self, severity: str) -> list[str]:
        """What the checks say, of this severity."""
        self.open("检查")
        self.page.get_by_label("级别").select_option(label=severity)
        self.page.get_by_role("button", name="筛选").click()
        self.page.wait_for_url("**severity=*")
        return self.page.locator("main .finding p:first-child").all_inner_texts()

    def submit(self, reason: str) -> None:
        """With a reason for every warning that stays."""
        self.page.get_by_role("link", name="写明理由并提交").click()
        for box in self.page.locator("main textarea").all():
            box.fill(reason)
        self.page.get_by_role("button", name="提交单位负责人审核").click()
        expect(self.page.locator(".topbar")).to_contain_text("待单位审核")
