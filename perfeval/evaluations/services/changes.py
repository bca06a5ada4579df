"""Which computed values of a package are not what they were."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from perfeval.core.package import Package, pointer
from perfeval.core.package.base import Result

Path = tuple[int | str, ...]


def changed_pointers(before: Package, after: Package) -> frozenset[str]:
    """JSON pointers of the single computed values that differ, came or went."""
    return frozenset(pointer(path) for path in _differing(before, after, ()))


def _differing(old: Any, new: Any, path: Path, *, computed: bool = False) -> Iterator[Path]:
    """The places of both at which a single computed value differs; what is equal is not looked into."""
    if old is new or old == new:
        return
    computed = computed or isinstance(old, Result) or isinstance(new, Result)
    olds, news = _parts(old), _parts(new)
    if computed and (_is_single(old) or _is_single(new)):
        yield path
    for key in olds.keys() | news.keys():
        yield from _differing(olds.get(key), news.get(key), (*path, key), computed=computed)


def _is_single(value: Any) -> bool:
    return value is not None and not isinstance(value, BaseModel | Mapping | list)


def _parts(value: Any) -> Mapping[Any, Any]:
    """What a record, a mapping or a list is made of, by its key."""
    if isinstance(value, BaseModel):
        return dict(value)
    if isinstance(value, Mapping):
        return value
    return dict(enumerate(value)) if isinstance(value, list) else {}
