"""Numbering of headings and paragraphs: 第一部分, 一、, （一）, 1., （1）, and where it jumps."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .numerals import CHARACTERS, read_numeral, write_numeral

_STYLES = {
    "part": re.compile(rf"第[ \t]*([{CHARACTERS}]{{1,3}})[ \t]*部分"),
    "numeral": re.compile(rf"([{CHARACTERS}]{{1,3}})[ \t]*[、．.]"),
    "bracket": re.compile(rf"[（(][ \t]*([{CHARACTERS}]{{1,3}})[ \t]*[）)]"),
    "digit": re.compile(r"(\d{1,2})[ \t]*(?:[、．]|\.(?!\d))"),
    "digit-bracket": re.compile(r"[（(][ \t]*(\d{1,2})[ \t]*[）)]"),
}
_IN_A_SENTENCE = re.compile(r"[，。；：！？]")
LONGEST_TITLE = 30
"""Characters of a numbered line in free text that still is a heading and not a sentence."""

_FORMS = {"part": "第{}部分", "numeral": "{}、", "bracket": "（{}）", "digit": "{}.", "digit-bracket": "（{}）"}


@dataclass(frozen=True, slots=True)
class Number:
    """The number a heading begins with: its style and value, and what follows it."""

    style: str
    value: int
    title: str

    def written(self, value: int | None = None) -> str:
        """The number (or another one in the same style) as a heading writes it: 四、."""
        shown = self.value if value is None else value
        digits = self.style.startswith("digit")
        return _FORMS[self.style].format(shown if digits else write_numeral(shown))


@dataclass(frozen=True, slots=True)
class Slip:
    """A number out of order: at ``index`` of the list, ``found`` where ``expected`` was due."""

    index: int
    found: str
    expected: str
    kind: str


def read_number(heading: str) -> Number | None:
    """The number at the start of a heading, None where there is none."""
    text = heading.strip()
    for style, pattern in _STYLES.items():
        if match := pattern.match(text):
            value = int(match[1]) if match[1].isdigit() else read_numeral(match[1])
            if value:
                return Number(style, value, text[match.end() :].strip())
    return None


def heading_number(line: str) -> Number | None:
    """The number of a line of free text that is a heading: short, numbered, and no sentence; None for any other."""
    if len(line) > LONGEST_TITLE:
        return None
    number = read_number(line)
    return number if number and number.title and not _IN_A_SENTENCE.search(number.title) else None


def title_of(heading: str) -> str:
    """A heading without its number and closing mark: （一）部门概况。 → 部门概况."""
    number = read_number(heading)
    return (number.title if number else heading).strip().rstrip("。：:；;")


def sibling_slips(headings: Iterable[str | None]) -> list[Slip]:
    """Where the numbers of sibling headings do not run 1, 2, 3 … in one style."""
    slips: list[Slip] = []
    last: Number | None = None
    for index, heading in enumerate(headings):
        number = read_number(heading) if heading else None
        if number is None:
            continue
        slip = _slip(index, number, last)
        if slip and not (slip.kind == "style" and any(other.kind == "style" for other in slips)):
            slips.append(slip)
        styled = last is not None and number.style != last.style
        last = Number(last.style, number.value, "") if styled and last else number
    return slips


def _slip(index: int, number: Number, last: Number | None) -> Slip | None:
    due = last.value + 1 if last else 1
    if last and number.style != last.style:
        return Slip(index, number.written(), last.written(due), "style")
    if number.value == due:
        return None
    kind = "gap" if number.value > due else "repeat"
    return Slip(index, number.written(), number.written(due), kind)


def paragraph_slips(paragraphs: list[str]) -> list[Slip]:
    """Where numbered paragraphs of a running text, nested by style, leave their order."""
    slips: list[Slip] = []
    levels: list[Number] = []
    for index, paragraph in enumerate(paragraphs):
        number = read_number(paragraph)
        if number:
            slip = _place(levels, number, index)
            if slip:
                slips.append(slip)
    return slips


def _place(levels: list[Number], number: Number, index: int) -> Slip | None:
    """Put a number on its level (levels is changed); the slip where it does not continue it."""
    depth = next((place for place, level in enumerate(levels) if level.style == number.style), None)
    if depth is not None:
        before = levels[depth]
        del levels[depth:]
        levels.append(number)
        return _slip(index, number, before) if number.value != 1 else None
    if number.value == 1:
        levels.append(number)
        return None
    for place in range(len(levels) - 1, -1, -1):
        if levels[place].value + 1 == number.value:
            expected = levels[place].written(number.value)
            levels[place:] = [Number(levels[place].style, number.value, "")]
            return Slip(index, number.written(), expected, "style")
    return None
