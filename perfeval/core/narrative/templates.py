"""Sentence templates as data: one file per scheme in fixtures/narrative, laid over the file it extends."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, model_validator

from perfeval.core.language import _
from perfeval.core.package.loading import problems_of, read_json
from perfeval.core.scheme.base import SchemePart
from perfeval.core.scheme.formats import NumberFormat

from .values import NarrativeError

NARRATIVE_FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "narrative"
"""Where the templates stand, named by the slug of their scheme."""

FALLBACK = "final-accounts"
"""The templates of a scheme that has none of its own."""


class Case(SchemePart):
    """One wording: taken when its condition holds, or always without one."""

    when: str | None = None
    text: str


class Wording(SchemePart):
    """Text with {placeholders}: one ``text``, or the first of the ``cases`` that holds. ``values`` name expressions."""

    values: dict[str, str] = Field(default_factory=dict)
    text: str | None = None
    cases: list[Case] = Field(default_factory=list)

    @model_validator(mode="after")
    def _text_or_cases(self) -> "Wording":
        if (self.text is None) == (not self.cases):
            raise ValueError(_("text 与 cases 须且只须给出一种"))
        return self

    @property
    def wordings(self) -> list[Case]:
        """All wordings in order."""
        return self.cases if self.text is None else [Case(text=self.text)]


class Phrase(Wording):
    """A wording that sentences share; SAY('name', …) fills its parameters."""

    parameters: list[str] = Field(default_factory=list)


class Sentence(Wording):
    """A mechanical sentence. ``entered`` names what the officer types (name → label); ``each`` repeats it over a list,
    under ids that begin with ``prefix`` (else its own id) and end with a number or the item's field named ``key``.

    ``when`` leaves the sentence out where it does not hold. ``needs`` is a part of the package without which there is
    nothing to say.
    """

    id: str
    section: str | None = None
    needs: str | None = None
    when: str | None = None
    each: str | None = None
    prefix: str | None = None
    key: str | None = None
    entered: dict[str, str] = Field(default_factory=dict)

    @property
    def is_of_each_project(self) -> bool:
        """Whether its items are the projects, each by its place in the package."""
        return self.each is not None and self.each.startswith("PROJECTS(") and self.key == "key"

    def is_item(self, name: str) -> bool:
        """Whether this id is that of one of its items."""
        return self.each is not None and name.startswith(f"{self.prefix or self.id}.")


class Narrative(SchemePart):
    """All templates of a scheme: number formats, shared phrases, sentences in the order of the report."""

    slug: str
    source: str = ""
    needs: str | None = None
    formats: dict[str, NumberFormat] = Field(default_factory=dict)
    labels: dict[str, str] = Field(default_factory=dict)
    phrases: dict[str, Phrase] = Field(default_factory=dict)
    sentences: list[Sentence] = Field(default_factory=list)

    @model_validator(mode="after")
    def _no_id_twice(self) -> "Narrative":
        ids = [sentence.id for sentence in self.sentences]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(_("句子编号重复：{ids}").format(ids="、".join(twice)))
        return self

    def sentence(self, sentence_id: str) -> Sentence | None:
        """The template with this id."""
        return next((sentence for sentence in self.sentences if sentence.id == sentence_id), None)

    def template_of(self, name: str) -> Sentence | None:
        """The template that makes the sentence of this id; a repeated one has ids that begin with its prefix."""
        return self.sentence(name) or next((one for one in self.sentences if one.is_item(name)), None)

    def in_report_of(self, place: int, name: str) -> str:
        """What a sentence is called in the report of the project at this place (from 1): one of each is that one's."""
        template = self.sentence(name)
        is_own = template is not None and template.is_of_each_project
        return f"{template.prefix or template.id}.{place}" if template and is_own else name


def narrative_for(slug: str, folder: Path = NARRATIVE_FOLDER) -> Narrative:
    """The templates of a scheme; those of the final accounts where it has none of its own."""
    return load_narrative(slug if (folder / f"{slug}.json").exists() else FALLBACK, folder)


@lru_cache(maxsize=64)
def load_narrative(slug: str, folder: Path = NARRATIVE_FOLDER) -> Narrative:
    """Read a template file over its bases. Raises NarrativeError, which names the path of what is wrong."""
    document = _with_bases(slug, folder, ())
    try:
        return Narrative.model_validate(document)
    except ValidationError as error:
        listed = problems_of(error.errors(include_url=False), document)
        raise NarrativeError(f"{slug}.json：" + "；".join(f"{path} {message}" for path, message in listed)) from error


def _with_bases(slug: str, folder: Path, above: tuple[str, ...]) -> dict[str, Any]:
    if slug in above:
        raise NarrativeError(f"{slug}.json 循环引用")
    document: dict[str, Any] = read_json((folder / f"{slug}.json").read_bytes())
    merged: dict[str, Any] = {}
    for base in document.pop("extends", []):
        merged = _merged(merged, _with_bases(base, folder, (*above, slug)))
    return _merged(merged, document)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Formats, labels and phrases by name, sentences by id; a file's ``needs`` goes to each of its sentences."""
    tables = {name: {**below.get(name, {}), **above.get(name, {})} for name in ("formats", "labels", "phrases")}
    own = [{"needs": above.get("needs"), **sentence} for sentence in above.get("sentences", [])]
    replaced = {sentence["id"] for sentence in own}
    kept = [sentence for sentence in below.get("sentences", []) if sentence["id"] not in replaced]
    rest = {name: value for name, value in above.items() if name not in ("needs", "sentences")}
    return {**rest, **tables, "sentences": [*kept, *own]}
