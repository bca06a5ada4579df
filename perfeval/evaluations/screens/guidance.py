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


class FieldGuidance(SchemePart):
    """What one column of a form means and how it is filled in, with the regulation behind it."""

    name: Text
    text: Text
    source: Text


class FieldGuide(SchemePart):
    """Advice by the table and column of a field: ``fundrow.adjusted``, ``finalaccounts.three_public``."""

    source: Text
    fields: dict[str, FieldGuidance]


@cache
def field_guide() -> FieldGuide:
    """The advice on fields that comes with the program."""
    path = Path(settings.FIXTURES_DIR) / "catalogues" / "field-guidance.json"
    return FieldGuide.model_validate_json(path.read_bytes())


def guidance_for_field(field: str) -> FieldGuidance | None:
    """The advice on a field by its name (``fundrow.12.adjusted``), else on what it is part of; None without any."""
    label, _dot, rest = field.partition(".")
    column = rest.partition(".")[2]
    while column:
        found = field_guide().fields.get(f"{label}.{column}")
        if found or "/" not in column:
            return found
        column = column.rpartition("/")[0]
    return None
