"""How each section is filled in, what its terms mean, and which regulation (文号) says so."""

from functools import cache
from pathlib import Path

from django.conf import settings

from perfeval.core.package.base import Text
from perfeval.core.scheme.base import SchemePart


class SectionGuidance(SchemePart):
    """Advice for one section; ``terms`` are pairs of a term and what it means."""

    text: Text
    source: Text
    terms: list[tuple[Text, Text]]


class Guidance(SchemePart):
    """Advice by the key of a section; forms of sheets are ``overall`` and ``project``, project lists ``list``."""

    source: Text
    sections: dict[str, SectionGuidance]


@cache
def guidance() -> Guidance:
    """The advice that comes with the program."""
    path = Path(settings.FIXTURES_DIR) / "catalogues" / "guidance.json"
    return Guidance.model_validate_json(path.read_bytes())


def guidance_for(key: str) -> SectionGuidance | None:
    """The advice for a section; None where there is none."""
    return guidance().sections.get(key)
