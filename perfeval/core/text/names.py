"""Names of organisations in a text: slips in known names, other organisations of the same region."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SHORTEST_NAME = 6
"""Shorter names are too common to be searched for slips, in characters."""

_ORGANISATION = r"[\u4e00-\u9fff]{2,14}?(?:管理局|监督局|保障局|发展局|服务局|事务局|民政局|委员会|局)"
_BRACKETS = str.maketrans("（）()", "    ")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name-like string at text[start:], and the known name it is close to (empty: none)."""

    found: str
    name: str
    start: int


def same_name(first: str, second: str) -> bool:
    """Whether two names differ in blanks and bracket shapes at most."""
    return _bare(first) == _bare(second)


def edit_distance(first: str, second: str, limit: int = 3) -> int:
    """Changes of one character that turn one text into the other; ``limit`` stands for that many or more."""
    if abs(len(first) - len(second)) >= limit:
        return limit
    first, second = _differing(first, second)
    row = list(range(len(second) + 1))
    for i, left in enumerate(first, 1):
        previous, row[0] = row[0], i
        for j, right in enumerate(second, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
        if min(row) >= limit:
            return limit
    return min(row[-1], limit)


def _differing(first: str, second: str) -> tuple[str, str]:
    """Both without the beginning and the end they share, which cost no change."""
    begin = _shared(first, second)
    first, second = first[begin:], second[begin:]
    end = _shared(first[::-1], second[::-1])
    return first[: len(first) - end], second[: len(second) - end]


def _shared(first: str, second: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(first), len(second)))


def slips(text: str, names: list[str]) -> list[Occurrence]:
    """Strings one character away from a known name (one changed, missing or added), none of them a known name."""
    found: dict[int, Occurrence] = {}
    for name in names:
        if len(name) >= SHORTEST_NAME:
            for occurrence in _near(text, name):
                if not _is_explained(occurrence.found, names) and not _stands_in_known(text, occurrence, names):
                    found.setdefault(occurrence.start, occurrence)
    return [found[start] for start in sorted(found)]


def _is_explained(found: str, names: list[str]) -> bool:
    """A piece of a known name, or a known name with a character beside it; a shorter name inside explains nothing."""
    return any(found in known or (known in found and len(known) >= len(found) - 1) for known in names)


def truncated(text: str, region: str) -> list[Occurrence]:
    """The region's name without its first character: 甸回族彝族自治县 for 寻甸回族彝族自治县."""
    tail = region[1:]
    if len(tail) < SHORTEST_NAME:
        return []
    places = [match.start() for match in re.finditer(re.escape(tail), text)]
    return [Occurrence(tail, region, place) for place in places if text[max(0, place - 1) : place] != region[0]]


def local_organisations(text: str, region: str) -> list[Occurrence]:
    """Organisations (…局, …委员会) named with the region before them."""
    if not region:
        return []
    pattern = re.compile(re.escape(region) + f"({_ORGANISATION})")
    return [Occurrence(match[0], "", match.start()) for match in pattern.finditer(text)]


def _near(text: str, name: str) -> Iterator[Occurrence]:
    """One of the halves of a string with one slip is untouched: look for either half and compare there."""
    middle = len(name) // 2
    for half, offset in ((name[:middle], 0), (name[middle:], middle)):
        place = text.find(half)
        while place >= 0:
            for length in (len(name), len(name) - 1, len(name) + 1):
                shift = 0 if offset == 0 else length - len(name)
                start = place - offset - shift
                window = text[max(start, 0) : max(start, 0) + length]
                if start >= 0 and _is_slip(window, name):
                    yield Occurrence(window, name, start)
                    break
            place = text.find(half, place + 1)


def _is_slip(window: str, name: str) -> bool:
    """One change apart, with the last character kept: a name cut short by the end of a sentence is no slip."""
    return (
        window != name
        and window[-1:] == name[-1:]
        and "\u4e00" <= window[:1] <= "\u9fff"
        and edit_distance(window, name, 2) == 1
    )


def _stands_in_known(text: str, occurrence: Occurrence, names: list[str]) -> bool:
    end = occurrence.start + len(occurrence.found)
    around = text[max(0, occurrence.start - 40) : end + 40]
    return any(known in around and occurrence.found in known for known in names)


def _bare(name: str) -> str:
    return "".join(name.translate(_BRACKETS).split())
