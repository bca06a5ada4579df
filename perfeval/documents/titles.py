"""Long titles and headings in balanced lines, broken where a reader would (GB/T 9704: 词意完整，排列对称)."""

import re
from collections.abc import Callable
from fractions import Fraction

_BEFORE = re.compile(r"(?<!\d)\d{4} ?年|部门(?=整体|决算)|项目支出(?=绩效)|整体支出|评价底稿")
_AFTER = re.compile(r"局|委员会|办公室|中心|年度?|（[^（）]*）|支出|[、，]")
_NEVER_FIRST = frozenset("，。、；：？！）》〉】〕」』”’)%％")
_NEVER_LAST = frozenset("（《〈【〔「『“‘(")
_RUN = re.compile(r"[!-'*-~]+")
"""Figures and Latin letters stay together; only at a bracket may a line end."""

EM = 100
"""Widths are counted in hundredths of an em, so that they are whole numbers."""

_HALF = 55
_COST_OF_MISPLACE = 8 * EM
"""Imbalance that a break inside a word is worth."""

_COST_OF_ODD_PLACE = EM * 3 // 2
"""The same for a heading of a column, where a break after an odd number of characters likely splits a word."""

_NEVER = 100 * EM

Cost = Callable[[str, int], int]


def width_of(text: str) -> int:
    """About how wide a text is, in hundredths of an em: figures and Latin letters take half."""
    return sum(_HALF if character < "\u2000" else EM for character in text)


def balanced_lines(title: str, most: int) -> list[str]:
    """The title in as few lines of at most so many em as it needs, of about equal length."""
    return _balanced(title.strip(), most * EM, _cost_in_a_title)


def heading_lines(heading: str, most: Fraction) -> list[str]:
    """The heading of a column in balanced lines of at most so many em; as it is where it has lines of its own."""
    room = int(most * EM)
    if "\n" in heading or not heading or room < EM or any(width_of(run) > room for run in _RUN.findall(heading)):
        return [heading]
    return _balanced(heading.strip(), room, _cost_in_a_heading)


def _balanced(text: str, most: int, cost: Cost) -> list[str]:
    width = width_of(text)
    if width <= most or len(text) < 2:
        return [text]
    count = max(-(-width // most), 2)
    ideal = width // count
    fitting = [place for place in range(1, len(text)) if width_of(text[:place]) <= most]
    # Where characters of two widths leave no place at which the rest fits too, there is one line more.
    options = [place for place in fitting if width_of(text[place:]) <= most * (count - 1)] or fitting or [1]
    place = min(options, key=lambda at: abs(width_of(text[:at]) - ideal) + cost(text, at))
    return [text[:place].rstrip(), *_balanced(text[place:].lstrip(), most, cost)]


def _cost_in_a_title(text: str, place: int) -> int:
    good = {found.start() for found in _BEFORE.finditer(text)} | {found.end() for found in _AFTER.finditer(text)}
    misplaced = 0 if place in good else _COST_OF_MISPLACE
    return misplaced + (_NEVER if _is_inseparable(text, place) else 0)


def _cost_in_a_heading(text: str, place: int) -> int:
    if _is_inseparable(text, place):
        return _NEVER
    at_bracket = text[place] in _NEVER_LAST or text[place - 1] in _NEVER_FIRST
    return -EM if at_bracket else 0 if place % 2 == 0 else _COST_OF_ODD_PLACE


def _is_inseparable(text: str, place: int) -> bool:
    """Whether a line may not end here: inside a number or a word, before its year, beside a mark that clings."""
    before, after = text[place - 1], text[place]
    if after in _NEVER_FIRST or before in _NEVER_LAST or (before.isdigit() and after in "年 月日"):
        return True
    return any(run.start() < place < run.end() for run in _RUN.finditer(text))
