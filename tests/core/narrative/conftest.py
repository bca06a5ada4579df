"""The samples, computed, with what their officers typed into the mechanical sentences."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from perfeval.core.compute import compute
from perfeval.core.narrative import Sentence, narrative_for, sentences_of
from perfeval.core.package import Package, parse_package
from perfeval.core.scheme import load_scheme

Said = dict[str, str]
SAMPLES = Path(__file__).parents[3] / "fixtures" / "samples"


@cache
def sample(slug: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((SAMPLES / f"{slug}.json").read_text("utf-8"))
    return document


def computed(slug: str, **changes: Any) -> Package:
    """A sample with some top-level parts changed, computed."""
    return compute(parse_package({**sample(slug), **changes}), load_scheme(slug))


def said_of(package: Package) -> Said:
    """All sentences of a computed package by the templates of its scheme."""
    return sentences_of(package, narrative_for(package.scheme))


def not_printed(slug: str, said: Said, ids: list[str]) -> set[str]:
    """The sentences that stand nowhere in the printed report, blanks ignored."""
    passages = printed_passages(slug)
    return {one for one in ids if not any(without_blanks(said[one]) in passage for passage in passages)}


def blocks(**typed: str) -> list[dict[str, Any]]:
    """Report sections that carry what the officer typed for the sentences."""
    return [{"heading": "一、", "blocks": [{"sentence": one, "text": text} for one, text in typed.items()]}]


def printed_passages(slug: str) -> list[str]:
    """Every heading and text of the printed reports, without blanks."""
    document = sample(slug)
    parts = [
        document["report"],
        document["working_papers"],
        *[project.get("report") for project in document["projects"]],
    ]
    return [without_blanks(text) for part in parts for text in _texts(part)]


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


def template_of(slug: str, sentence_id: str) -> Sentence:
    """The template that makes a sentence, also one that repeats over a list."""
    narrative = narrative_for(slug)
    lead = sentence_id.rsplit(".", 1)[0]
    return narrative.sentence(sentence_id) or next(one for one in narrative.sentences if one.prefix == lead)


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("text", "heading") and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)
