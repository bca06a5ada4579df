"""What changed between two packages: figure by figure, text word by word, in document order.

Used on what was entered. Records of a list are paired by what identifies them to a reader (a project by its name, an
indicator by code and name), so that a row inserted above does not make every row below a change.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from .package import Package, dump_package, pointer
from .package.loading import without_computed

Operation = Literal["same", "removed", "added"]

#: What a reader knows a record by; the first key that a record has counts.
_IDENTITY = ("key", "code", "function", "heading", "name", "label", "text", "indicator", "number", "grade", "role")
_WORDS = re.compile(r"\d[\d,.]*%?|[A-Za-z]+|\s+|.", re.DOTALL)
_UNCOUNTED = frozenset({"published", "note", "computed", "review"})
"""What no officer enters: how it was printed, remarks, results, and what the reviewer says of an indicator."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One datum that was added, removed or changed; ``where`` points into the later package.

    For a removed datum ``where`` points into the earlier one. ``trail`` names the records above it, outermost first.
    """

    where: str
    trail: tuple[str, ...]
    field: str
    before: str | None
    after: str | None

    def words(self) -> list[tuple[Operation, str]]:
        """Both texts as runs that stayed, went and came."""
        return word_differences(self.before or "", self.after or "")


def differences(before: Package, after: Package) -> list[Difference]:
    """Everything an officer entered that differs, in the order of the later package, removed data last in each list."""
    return list(_compare(_entered(before), _entered(after), (), ()))


def word_differences(before: str, after: str) -> list[tuple[Operation, str]]:
    """Runs of two texts by words: a figure or a Latin word is one word, a Chinese character is one."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    runs: list[tuple[Operation, str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(("same", "".join(old[i1:i2])))
            continue
        runs += [(operation, text) for operation, text in _replaced(old[i1:i2], new[j1:j2]) if text]
    return runs


def _replaced(old: list[str], new: list[str]) -> list[tuple[Operation, str]]:
    return [("removed", "".join(old)), ("added", "".join(new))]


def _entered(package: Package) -> Any:
    return without_computed(dump_package(package))


def _compare(before: Any, after: Any, path: tuple[int | str, ...], trail: tuple[str, ...]) -> Iterator[Difference]:
    if isinstance(after, dict) or isinstance(before, dict):
        yield from _compare_records(before or {}, after or {}, path, trail)
    elif isinstance(after, list) or isinstance(before, list):
        yield from _compare_lists(before or [], after or [], path, trail)
    elif _written(before) != _written(after):
        yield Difference(pointer(path), trail, str(path[-1]), _written(before), _written(after))


def _compare_records(
    before: dict[str, Any], after: dict[str, Any], path: tuple[int | str, ...], trail: tuple[str, ...]
) -> Iterator[Difference]:
    for key in dict.fromkeys([*after, *before]):
        if key not in _UNCOUNTED:
            yield from _compare(before.get(key), after.get(key), (*path, key), trail)


def _compare_lists(
    before: list[Any], after: list[Any], path: tuple[int | str, ...], trail: tuple[str, ...]
) -> Iterator[Difference]:
    earlier = dict(zip(_identities(before), enumerate(before), strict=True))
    for (name, nth), (index, item) in zip(_identities(after), enumerate(after), strict=True):
        _, matching = earlier.pop((name, nth), (0, None))
        yield from _compare(matching, item, (*path, index), _below(trail, name, item))
    for (name, _), (index, item) in earlier.items():
        yield from _compare(item, None, (*path, index), _below(trail, name, item))


def _below(trail: tuple[str, ...], name: str, item: Any) -> tuple[str, ...]:
    return (*trail, name) if isinstance(item, dict) and name else trail


def _identities(items: list[Any]) -> list[tuple[str, int]]:
    """A name for each item and its number among those of equal name."""
    seen: Counter[str] = Counter()
    identities = []
    for index, item in enumerate(items):
        name = _name(item) if isinstance(item, dict) else str(index)
        identities.append((name, seen[name]))
        seen[name] += 1
    return identities


def _name(item: dict[str, Any]) -> str:
    named = [str(item[key]) for key in _IDENTITY if item.get(key) not in (None, "")]
    return " ".join(named[:2]) if item.get("code") and named else (named[0] if named else "")


def _written(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
