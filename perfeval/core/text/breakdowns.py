"""Statements that give a whole and its parts: “收入A万元，其中：B万元、C万元”, “支出A，B占x%，C占y%”.

Only breakdowns that must add up are read. Prose often names some of the parts only, so a statement counts as
complete when a natural reading of its parts comes close to the whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval.core.numbers import multiply

from .figures import Figure, mask_titles, narrow, read_figures, total_base
from .sentences import Span, blank_parentheses, statements

CLOSE = Decimal("0.05")
"""Parts nearer to the whole than this share of it are taken to be all of them."""

FEWEST = 3
"""A whole and two parts."""

_OF_WHICH = re.compile("其中")
_CHANGE = re.compile(r"(?:减少|增加|增长|下降|上升|低于|高于|净增|净减|超出|扣)[^，,；;。]{0,6}$")
_PARENTHESIS = re.compile(r"[（(][ \t]*其中[^（）()]*[）)]")
_SHARE = re.compile(r"[，, \t]*占(?:比|基本|总)?[^，,；;。0-9]{0,8}\d")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole and parts that should add up to it."""

    whole: Figure
    parts: tuple[Figure, ...]

    @property
    def difference(self) -> Decimal:
        """Whole minus the sum of the parts, in base units."""
        return self.whole.base - total_base(list(self.parts))

    @property
    def is_rounding(self) -> bool:
        """Whether rounding of the printed figures alone explains the difference."""
        return abs(self.difference) <= sum((_half_unit(figure) for figure in (self.whole, *self.parts)), Decimal(0))


def read_breakdowns(text: str) -> list[Breakdown]:
    """The breakdowns of a text that must add up, whether or not they do."""
    figures = read_figures(text)
    if len(figures) < FEWEST:
        return []
    plain = mask_titles(narrow(text))
    found = list(_in_parentheses(plain, figures))
    open_text = blank_parentheses(plain)
    outside = [figure for figure in figures if open_text[figure.start] != "\u3000"]
    for statement in statements(open_text):
        inside = [figure for figure in outside if statement.start <= figure.start < statement.end]
        found += _of_which(statement, open_text, inside) or _by_shares(open_text, inside)
    return sorted(found, key=lambda breakdown: breakdown.whole.start)


def _in_parentheses(plain: str, figures: list[Figure]) -> Iterator[Breakdown]:
    for match in _PARENTHESIS.finditer(plain):
        before = [figure for figure in figures if figure.end <= match.start()][-1:]
        inside = [figure for figure in figures if match.start() < figure.start < match.end()]
        yield from _closest(before, plain, inside)


def _of_which(statement: Span, plain: str, figures: list[Figure]) -> list[Breakdown]:
    marks = [statement.start + match.start() for match in _OF_WHICH.finditer(statement.text)]
    found: list[Breakdown] = []
    taken: set[int] = set()
    for mark in reversed(marks):
        nested = mark != marks[0]
        after = [figure for figure in figures if mark < figure.start and figure.start not in taken]
        stop = _next_semicolon(plain, mark, statement.end)
        first = [figure for figure in after if figure.start < stop]
        parts = first if nested and len(first) > 1 else after
        wholes = _wholes(plain, [figure for figure in figures if figure.end <= mark])
        found += _closest(wholes, plain, parts)
        if nested:
            taken.update(figure.start for figure in parts)
    return found


def _by_shares(plain: str, figures: list[Figure]) -> list[Breakdown]:
    """A first amount without a share, then amounts of which at least two are followed by 占…%."""
    amounts = [figure for figure in figures if figure.dimension == "money"]
    shared = [figure for figure in amounts if _SHARE.match(plain, figure.end)]
    if len(amounts) < 3 or len(shared) < 2 or amounts[0] in shared:
        return []
    return _closest(amounts[:1], plain, amounts[1:])


def _wholes(plain: str, before: list[Figure]) -> list[Figure]:
    """What the parts may belong to: the figures of the last sentence before 其中, the nearest first."""
    kept = [figure for figure in reversed(before) if figure.unit != "%" and not _is_change(plain, figure)]
    if not kept:
        return []
    nearest = kept[0]
    stop = max(plain.rfind("。", 0, nearest.start), plain.rfind("\n", 0, nearest.start))
    return [figure for figure in kept if figure.start > stop and figure.dimension == nearest.dimension] + [
        figure for figure in kept if figure.start > stop and figure.dimension != nearest.dimension
    ]


def _closest(wholes: list[Figure], plain: str, parts: list[Figure]) -> list[Breakdown]:
    """The reading that adds up for one of the wholes, else the closest one for each dimension."""
    found: list[Breakdown] = []
    for dimension in dict.fromkeys(whole.dimension for whole in wholes):
        candidates = [whole for whole in wholes if whole.dimension == dimension]
        same = _of_dimension(plain, parts, dimension)
        tries = [Breakdown(whole, reading) for whole in candidates for reading in _readings(plain, same, whole)]
        exact = [attempt for attempt in tries if attempt.difference == 0]
        near = [attempt for attempt in tries if attempt.whole == candidates[0] and _is_close(attempt)]
        found += exact[:1] or sorted(near, key=lambda attempt: abs(attempt.difference))[:1]
    return found + _beside_exact(wholes, plain, parts, found)


def _beside_exact(wholes: list[Figure], plain: str, parts: list[Figure], found: list[Breakdown]) -> list[Breakdown]:
    """Counts whose amounts add up part by part: 458件、1809.63万元, 其中206件、1008.51万元；291件、801.12万元."""
    silent = [whole for whole in wholes if whole.dimension not in {other.whole.dimension for other in found}]
    pairs = []
    for whole in silent[:1]:
        heads = [segment[0] for segment in _segments(plain, _of_dimension(plain, parts, whole.dimension))]
        for other in found:
            amounts = _segments(plain, _of_dimension(plain, parts, other.whole.dimension))
            beside = other.difference == 0 and [segment[0] for segment in amounts] == list(other.parts)
            if beside and len(heads) == len(amounts) > 1 and total_base(heads) > whole.base:
                pairs.append(Breakdown(whole, tuple(heads)))
    return pairs


def _of_dimension(plain: str, parts: list[Figure], dimension: str) -> list[Figure]:
    return [part for part in parts if part.dimension == dimension and not _is_change(plain, part)]


def _readings(plain: str, parts: list[Figure], whole: Figure) -> list[tuple[Figure, ...]]:
    others = [part for part in parts if part.base != whole.base]
    segments = _segments(plain, others)
    heads = [segment[0] for segment in segments]
    prefixes = [others[:length] for length in range(2, len(others))]
    readings = [others, heads, segments[0] if segments else [], *prefixes]
    return [tuple(reading) for reading in readings if len(reading) >= 2]


def _segments(plain: str, parts: list[Figure]) -> list[list[Figure]]:
    segments: list[list[Figure]] = []
    for part in parts:
        if segments and not re.search("[；;]", plain[segments[-1][-1].end : part.start]):
            segments[-1].append(part)
        else:
            segments.append([part])
    return segments


def _is_close(attempt: Breakdown) -> bool:
    return abs(attempt.difference) <= multiply(attempt.whole.base, CLOSE) or attempt.is_rounding


def _is_change(plain: str, figure: Figure) -> bool:
    return bool(_CHANGE.search(plain, max(0, figure.start - 12), figure.start))


def _next_semicolon(plain: str, start: int, end: int) -> int:
    places = [place for mark in "；;" if (place := plain.find(mark, start, end)) >= 0]
    return min(places, default=end)


def _half_unit(figure: Figure) -> Decimal:
    return multiply(Decimal(5).scaleb(-figure.decimals - 1), figure.scale)
