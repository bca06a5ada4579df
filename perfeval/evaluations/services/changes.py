"""Which computed values of a package are not what they were."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from perfeval.core.package import Package, pointer
from perfeval.core.package.base import Result

Path = tuple[int | str, ...]


def changed_pointers(before: Package, after: Package) -> frozenset[str]:
    """JSON pointers of the single computed values that differ, came or went."""
    if before is after:
        return frozenset()
    old, new = dict(_computed(before, ())), dict(_computed(after, ()))
    return frozenset(pointer(path) for path in old.keys() | new.keys() if old.get(path) != new.get(path))


def _computed(record: BaseModel, path: Path) -> Iterator[tuple[Path, Any]]:
    """All computed values below a record of the package, each with its path."""
    for name, value in record:
        if isinstance(value, Result):
            yield from _leaves(value, (*path, name))
        elif isinstance(value, BaseModel):
            yield from _computed(value, (*path, name))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _computed(item, (*path, name, index))


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """The single values of one ``computed`` object."""
    items: Any = ()
    if isinstance(value, BaseModel):
        items = value
    elif isinstance(value, Mapping):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    else:
        yield path, value
    for key, item in items:
        yield from _leaves(item, (*path, key))
