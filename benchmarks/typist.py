"""Somebody at a keyboard, counted: every key, every character and every click is one."""

import time
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

#: Seconds a key and a click take an officer: the keystroke-level model of Card, Moran and Newell (1980), for somebody
#: who types 40 words a minute, with the hand's way to the mouse and back.
SECONDS_A_KEY, SECONDS_A_CLICK = 0.28, 2.1
MOST_TABS = 40


@dataclass
class Typist:
    """What was pressed since the beginning. A Chinese character counts as one key in each program alike."""

    page: Page
    keys: int = 0
    clicks: int = 0
    seconds: float = 0
    began: float = field(default_factory=time.perf_counter)

    def write(self, text: str) -> None:
        """Type a text where the focus is."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, key: str) -> None:
        """Press a key, or several at once, which is one stroke."""
        self.page.keyboard.press(key)
        self.keys += 1

    def click(self, target: Locator) -> None:
        """Click once."""
        target.click()
        self.clicks += 1

    def tab_to(self, target: Locator) -> None:
        """Press Tab until this has the focus."""
        for _time in range(MOST_TABS):
            if target.evaluate("box => box === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"not reached by {MOST_TABS} tabs: {target}")

    def fill(self, target: Locator, text: str) -> None:
        """Go on to a box with Tab, and type; nothing is pressed for a box that stays empty."""
        if text:
            self.tab_to(target)
            self.write(text)

    def stop(self) -> "Typist":
        """Take the time."""
        self.seconds = time.perf_counter() - self.began
        return self

    @property
    def seconds_of_an_officer(self) -> float:
        """How long somebody takes who does not think in between."""
        return self.keys * SECONDS_A_KEY + self.clicks * SECONDS_A_CLICK
