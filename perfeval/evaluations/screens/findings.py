"""What the checks find, and where each finding is mended on the screens."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from perfeval.core.checks import CHECKS, SEVERITIES, Finding, check_package
from perfeval.core.narrative.results import compute_texts
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.models import SelfEvaluation, Sheet

from .outline import Outline, Section, sheet_key

KEPT = 24 * 60 * 60
"""Seconds that the findings on one version are kept; a change makes a new version."""

#: The section that shows a part of the package, by the beginning of its pointer; the longest beginning counts.
_SECTIONS = {
    "/department": "basics",
    "/filing": "basics",
    "/facts": "facts",
    "/fact_labels": "facts",
    "/fact_units": "facts",
    "/tasks": "tasks",
    "/signatories": "members",
    "/three_public": "three-public",
    "/survey": "survey",
    "/basic_data": "basic_data",
    "/final_accounts": "accounts-details",
    "/final_accounts/revenue": "accounts-revenue",
    "/final_accounts/expenditure": "accounts-expenditure",
    "/final_accounts/economic": "accounts-economic",
    "/working_papers": "papers",
    "/report": "report",
}


class SeverityWord(TextChoices):
    """Severities in words."""

    ERROR = "error", _("错误")
    WARNING = "warning", _("提醒")
    HINT = "hint", _("提示")


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with the key of the section that shows its place, and the field there; empty where none does."""

    finding: Finding
    section: str
    field: str

    @property
    def title(self) -> str:
        """What the check is for."""
        return CHECKS[self.finding.check].title

    @property
    def source(self) -> str:
        """The regulation (文号) behind it."""
        return CHECKS[self.finding.check].source

    @property
    def word(self) -> str:
        """错误, 提醒 or 提示."""
        return str(SeverityWord(self.finding.severity).label)


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with its section as the outline knows it; ``url`` leads to the cell."""

    located: Located
    section: Section | None

    @property
    def url(self) -> str:
        """Where it is mended; empty where no section shows it."""
        if self.section is None:
            return ""
        return f"{self.section.url}#{self.located.field}" if self.located.field else self.section.url


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one severity."""

    severity: str
    word: str
    items: list[ShownFinding]


def findings_of(evaluation: SelfEvaluation) -> list[Located]:
    """All findings on the present version, in document order; checked once per version."""
    key = f"findings:{evaluation.pk}:{evaluation.version}:{evaluation.scheme_id}:{evaluation.updated_at.timestamp()}"
    found: list[Located] | None = cache.get(key)
    if found is None:
        found = _find(load(evaluation))
        cache.set(key, found, KEPT)
    return found


def _find(loaded: Loaded) -> list[Located]:
    package = compute_texts(loaded.package, loaded.scheme)
    return [
        Located(finding, section_key_of(finding.where, loaded.sheets), _field_of(finding.where, loaded.fields))
        for finding in check_package(package, loaded.scheme)
    ]


def section_key_of(where: str, sheets: Mapping[str, Sheet]) -> str:
    """The key of the section that shows what a JSON pointer points at; empty where none does."""
    steps = where.split("/")
    top = "/".join(steps[: 3 if where.startswith("/projects/") else 2])
    if "/report" in where and top in sheets:
        return "report"
    if top in sheets:
        return sheet_key(sheets[top].pk)
    if where.startswith("/projects"):
        return "list"
    beginnings = ["/".join(steps[:length]) for length in range(len(steps), 1, -1)]
    return next((_SECTIONS[beginning] for beginning in beginnings if beginning in _SECTIONS), "")


def _field_of(where: str, fields: Mapping[str, str]) -> str:
    """The field of the datum, else the first one of the record, else of the record that it is computed for."""
    place = where.partition("/computed/")[0].partition("/published/")[0]
    while place:
        below = (field for pointer, field in fields.items() if pointer == place or pointer.startswith(f"{place}/"))
        found = next(below, "")
        if found:
            return found
        place = place.rpartition("/")[0]
    return ""


def shown_findings(located: Iterable[Located], outline: Outline) -> Iterator[ShownFinding]:
    """Findings with their sections. A project without a form is shown in the list of projects."""
    sections = {section.key: section for section in outline.sections}
    listed = next((section for key, section in sections.items() if key.startswith("list:")), None)
    for each in located:
        missing = listed if each.section.startswith(("list", "sheet-")) else None
        yield ShownFinding(each, sections.get(each.section, missing))


def grouped(findings: Iterable[ShownFinding]) -> list[Group]:
    """By severity, the gravest first, each in document order; severities without findings are left out."""
    listed = list(findings)
    groups = [
        Group(
            severity,
            str(SeverityWord(severity).label),
            [one for one in listed if one.located.finding.severity == severity],
        )
        for severity in SEVERITIES
    ]
    return [group for group in groups if group.items]


def counts_by_section(located: Iterable[Located]) -> Counter[str]:
    """How many findings that have to be dealt with (errors and warnings) each section has."""
    return Counter(each.section for each in located if each.finding.severity != "hint")
