"""Reading and writing a package as JSON: every error names its path, nothing is half-read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, from_json

from perfeval.core.language import _

from .messages import json_message, model_message
from .package import Package

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ESCAPED_CONTROL = re.compile(r"\\u00[01]|\\[bf]")
"""Raw control characters are no JSON; escaped ones are."""

MAX_BYTES = 20 * 1024 * 1024
"""Largest package file that is read; the largest real one is 0.3 MB."""


class PackageError(ValueError):
    """A file that is not a package. ``problems`` is a list of (JSON pointer, Chinese message)."""

    def __init__(self, problems: "list[tuple[str, str]]") -> None:
        self.problems = problems
        super().__init__("\n".join(f"{path or '/'}: {message}" for path, message in problems))


def read_package(data: bytes) -> Package:
    """Read a package from the bytes of a JSON file in UTF-8. Raises PackageError."""
    return parse_package(read_json(data))


def read_json(data: bytes) -> Any:
    """Read JSON bytes in UTF-8, or say in Chinese what they are instead. Raises PackageError."""
    if len(data) > MAX_BYTES:
        raise PackageError([("", _("文件超过{limit}MB").format(limit=MAX_BYTES // 1024 // 1024))])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("文件不是UTF-8编码（第{byte}个字节起）").format(byte=error.start + 1)
        raise PackageError([("", message)]) from error
    try:
        document = from_json(text, allow_inf_nan=False)
    except ValueError as error:
        raise PackageError([("", json_message(error))]) from error
    if _ESCAPED_CONTROL.search(text):
        _refuse_control_characters(document)
    return document


def has_control_characters(text: str) -> bool:
    """Whether the text has characters that nobody sees and that no package, database or page can hold."""
    return _CONTROL.search(text) is not None


def _refuse_control_characters(document: Any) -> None:
    """No text of a document has characters that neither a database nor a page can hold."""
    found = [path for path, text in _strings(document, ()) if has_control_characters(text)]
    if found:
        raise PackageError([(pointer(path), _("文字中有不可见的控制字符")) for path in found])


def _strings(node: Any, path: tuple[int | str, ...]) -> Iterator[tuple[tuple[int | str, ...], str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _strings(key, (*path, "…"))
            yield from _strings(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _strings(value, (*path, index))


def parse_package(document: Any) -> Package:
    """Check a decoded JSON document against the format; results of an earlier compute are dropped."""
    try:
        return Package.model_validate(without_computed(document))
    except ValidationError as error:
        raise PackageError(list(problems_of(error.errors(include_url=False), document))) from error


def without_computed(document: Any) -> Any:
    """The document without ``computed`` (kept inside ``published`` and where a table section defines columns)."""
    if isinstance(document, Mapping):
        return {
            key: value if key == "published" else without_computed(value)
            for key, value in document.items()
            if key != "computed" or "columns" in document
        }
    if isinstance(document, list):
        return [without_computed(item) for item in document]
    return document


def dump_package(package: Package) -> dict[str, Any]:
    """The package as JSON data: only the keys that were given, and ``computed`` where there is one."""
    return package.model_dump(mode="json", exclude_unset=True)


def pointer(path: Iterable[int | str]) -> str:
    """A JSON pointer (RFC 6901) of path steps."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def problems_of(errors: list[ErrorDetails], document: Any) -> Iterable[tuple[str, str]]:
    """(JSON pointer into the document, Chinese message) of every error of a validation."""
    for error in errors:
        yield pointer(_steps(error, document)), model_message(error)


def _steps(error: ErrorDetails, document: Any) -> Iterable[int | str]:
    """The steps that lead through the document; pydantic names the branch of a union as a step of its own."""
    here = document
    last = len(error["loc"]) - 1
    for index, step in enumerate(error["loc"]):
        if _leads_on(here, step):
            here = here[step]
        elif not (index == last and error["type"] == "missing"):
            continue
        yield step


def _leads_on(here: Any, step: int | str) -> bool:
    if isinstance(here, Mapping):
        return step in here
    return isinstance(here, list) and isinstance(step, int) and step < len(here)
