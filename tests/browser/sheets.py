"""The form of a sheet in a browser: where things stand, and what it says."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Locator, Page, Route, expect

from perfeval.evaluations.models import Sheet


@dataclass(frozen=True)
class SheetPage:
    """One sheet, open in a browser."""

    page: Page
    sheet: Sheet

    def open(self) -> None:
        self.page.goto(reverse("evaluations:sheet", args=[self.sheet.evaluation_id, self.sheet.pk]))
        self.page.wait_for_selector("html.is-live")

    def intercept(self, address: str, handler: Callable[[Route], object], **options: int) -> None:
        """Open the sheet with some of its requests in the hands of a test.

        Chromium lets the first request of a page that is open already pass by now and then.
        """
        self.page.route(address, handler, **options)
        self.open()

    def cell(self, name: str) -> Locator:
        """The entry cell with this spoken name."""
        return self.page.get_by_role("textbox", name=name, exact=True)

    def note(self, name: str) -> Locator:
        """What is said below an entry cell."""
        return self.page.locator("td", has=self.cell(name)).locator(".cell-note")

    def computed(self, field: str) -> Locator:
        return self.page.locator(f'[id="{field}"]')

    def expect_state(self, text: str) -> None:
        expect(self.page.locator("#save-state")).to_contain_text(text)

    def expect_totals(self, *figures: str) -> None:
        """The figures of the bottom bar, each with its name, and behind them how many findings there are."""
        findings = re.compile(r"^问题\d+$")  # as many as there are checks that have something to say
        expect(self.page.locator("#totals a")).to_have_text([*figures, findings])

    @property
    def focused(self) -> str:
        """The spoken name of the element that has the focus."""
        return str(self.page.evaluate("document.activeElement.getAttribute('aria-label')"))
