"""Long titles in balanced lines, broken where a reader would break them (GB/T 9704: 回行时词意完整、排列对称)."""

import re

_BEFORE = re.compile(r"(?<!\d)\d{4} ?年|部门(?=整体|决算)|项目支出|整体支出")
_AFTER = re.compile(r"局|委员会|办公室|中心|年度?|（[^（）]*）|支出")

_COST_OF_MISPLACE = 8
"""Characters of imbalance that a break inside a word is worth."""


def balanced_lines(title: str, most: int) -> list[str]:
    """The title in as few lines of at most so many characters as it needs, of about equal length."""
    text = title.strip()
    count = -(-len(text) // most)
    if count < 2:
        return [text]
    ideal = len(text) / count
    options = [place for place in range(1, len(text)) if place <= most and len(text) - place <= most * (count - 1)]
    place = min(options, key=lambda at: _cost(text, at, ideal))
    return [text[:place].rstrip(), *balanced_lines(text[place:], most)]


def _cost(text: str, place: int, ideal: float) -> float:
    good = {found.start() for found in _BEFORE.finditer(text)} | {found.end() for found in _AFTER.finditer(text)}
    inside_number = text[place - 1].isdigit() and (text[place].isdigit() or text[place] in "年 ")
    misplaced = 0 if place in good else _COST_OF_MISPLACE
    return abs(place - ideal) + misplaced + (100 if inside_number else 0)
