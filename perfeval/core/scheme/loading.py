"""Reading scheme files: bases are merged in, every error names its path, nothing is half-read."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from perfeval.core.language import _
from perfeval.core.package.loading import PackageError, problems_of, read_json

from .outline import OutlineSection
from .scheme import Scheme

SCHEME_FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "schemes"
"""Where the schemes that come with the program stand, one file each, named by slug."""

MAX_DEPTH = 5
"""How many schemes may extend one another in a row; more is a circle."""

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*\Z")


class SchemeError(ValueError):
    """A file that is not a scheme. ``problems`` is a list of (JSON pointer, Chinese message)."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = problems
        super().__init__("\n".join(f"{path or '/'}: {message}" for path, message in problems))


def available_schemes(folder: Path = SCHEME_FOLDER) -> list[str]:
    """Slugs of the scheme files in a folder, sorted."""
    return sorted(path.stem for path in folder.glob("*.json"))


def load_scheme(path_or_slug: Path | str, folder: Path = SCHEME_FOLDER) -> Scheme:
    """Load a scheme by slug from the folder, or from the file at a path. Raises SchemeError."""
    path = _path_of(path_or_slug, folder) if isinstance(path_or_slug, str) else path_or_slug
    return read_scheme(_bytes_of(path), folder)


def read_scheme(data: bytes, folder: Path = SCHEME_FOLDER) -> Scheme:
    """Read a scheme from JSON bytes; a base that it ``extends`` is taken from the folder. Raises SchemeError."""
    document = _with_base(_object_of(data), folder, MAX_DEPTH)
    try:
        scheme = Scheme.model_validate(document)
    except ValidationError as error:
        raise SchemeError(list(problems_of(error.errors(include_url=False), document))) from error
    if unknown := list(_unknown_sentences(scheme)):
        raise SchemeError([(path, _("没有“{name}”这个句子").format(name=name)) for path, name in unknown])
    return scheme


def _unknown_sentences(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Where an outline names a sentence that no template makes: (JSON pointer, id)."""
    from perfeval.core.narrative.templates import narrative_for  # it stands above this module and uses its formats

    narrative = narrative_for(scheme.slug)
    outlines = {"/outline": scheme.outline.sections}
    outlines |= {f"/attachments/{index}": attached.sections for index, attached in enumerate(scheme.attachments)}
    for path, sections in outlines.items():
        for place, name in _named_sentences(sections, f"{path}/sections"):
            if narrative.template_of(name) is None:
                yield place, name


def _named_sentences(sections: list[OutlineSection], path: str) -> Iterator[tuple[str, str]]:
    for index, section in enumerate(sections):
        for number, block in enumerate(section.blocks):
            if block.sentence is not None:
                yield f"{path}/{index}/blocks/{number}/sentence", block.sentence
        yield from _named_sentences(section.sections, f"{path}/{index}/sections")


def dump_scheme(scheme: Scheme) -> dict[str, Any]:
    """The whole scheme as JSON data, its base merged in; ``read_scheme`` of it gives the same scheme."""
    return scheme.model_dump(mode="json", exclude_unset=True)


def _with_base(document: Mapping[str, Any], folder: Path, depth: int) -> dict[str, Any]:
    """The document laid over the scheme it extends: objects merge, lists and single values replace."""
    if "extends" not in document:
        return dict(document)
    if depth == 0:
        raise SchemeError([("/extends", _("方案互相引用，或引用层数过多"))])
    base = document["extends"]
    if not isinstance(base, str):
        raise SchemeError([("/extends", _("须是文字"))])
    below = _with_base(_object_of(_bytes_of(_path_of(base, folder))), folder, depth - 1)
    return _merged(below, {key: value for key, value in document.items() if key != "extends"})


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        both_objects = isinstance(old, Mapping) and isinstance(value, Mapping)
        merged[key] = _merged(old, value) if both_objects else value  # type: ignore[arg-type]  # mypy: narrowed above
    return merged


def _object_of(data: bytes) -> Mapping[str, Any]:
    try:
        document = read_json(data)
    except PackageError as error:
        raise SchemeError(error.problems) from error
    if not isinstance(document, Mapping):
        raise SchemeError([("", _("须是对象"))])
    return document


def _path_of(slug: str, folder: Path) -> Path:
    if not _SLUG.match(slug):
        raise SchemeError([("", _("方案代号“{slug}”写法不对").format(slug=slug))])
    return folder / f"{slug}.json"


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SchemeError([("", _("没有方案文件“{name}”").format(name=path.name))]) from error
