"""The checks' findings as the review shows them: severity, place on the screen, the officers' reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from perfeval.core.checks import CHECKS, SEVERITIES, Finding, check_package
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.screens.outline import Section, outline_of

from .models import FindingReason
from .sections import section_key_of
from .selectors import fingerprint_of, reasons_of

FOR_REVIEWERS = frozenset({"C32", "C43", "C07"})
"""What a reviewer has to look at whatever the officers say: scores beside spending, budgets moved to what was spent."""


class SeverityWord(TextChoices):
    """Severities in words."""

    ERROR = "error", _("错误")
    WARNING = "warning", _("提醒")
    HINT = "hint", _("提示")


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding with where it is on the screen; ``url`` is empty where no section shows its place."""

    finding: Finding
    fingerprint: str
    section: str
    url: str
    reason: FindingReason | None

    @property
    def title(self) -> str:
        """What the check is for."""
        return CHECKS[self.finding.check].title

    @property
    def word(self) -> str:
        """错误, 提醒 or 提示."""
        return str(SeverityWord(self.finding.severity).label)

    @property
    def needs_reason(self) -> bool:
        """Whether it may stand with a reason."""
        return self.finding.severity == "warning"

    @property
    def is_barring(self) -> bool:
        """Whether nothing can be submitted with it as it stands."""
        return self.finding.severity == "error" or (self.needs_reason and self.reason is None)

    @property
    def is_for_reviewers(self) -> bool:
        """Whether a reviewer is to look at it in any case."""
        return self.finding.check in FOR_REVIEWERS


@dataclass(frozen=True, slots=True)
class FindingList:
    """All findings, the gravest first."""

    items: list[ListedFinding]

    @property
    def barring(self) -> int:
        """How many bar a submission."""
        return sum(item.is_barring for item in self.items)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many there are of each severity, in words."""
        severities = [item.finding.severity for item in self.items]
        return [(str(SeverityWord(severity).label), severities.count(severity)) for severity in SEVERITIES]

    @property
    def to_explain(self) -> bool:
        """Whether any may stand with a reason."""
        return any(item.needs_reason for item in self.items)


def listed_findings(evaluation: SelfEvaluation) -> FindingList:
    """What the checks find now, errors first, then what reviewers are to look at, each in document order."""
    loaded = load(evaluation)
    found = check_package(loaded.package, loaded.scheme)
    reasons = reasons_of(evaluation)
    sections = {section.key: section for section in outline_of(evaluation).sections}
    items = [_listed(finding, loaded, sections, reasons) for finding in found]
    return FindingList(sorted(items, key=_gravity))


def _gravity(item: ListedFinding) -> tuple[int, bool]:
    return SEVERITIES.index(item.finding.severity), not item.is_for_reviewers


def _listed(
    finding: Finding, loaded: Loaded, sections: Mapping[str, Section], reasons: Mapping[str, FindingReason]
) -> ListedFinding:
    section = sections.get(section_key_of(finding.where, loaded.sheets, sections))
    fingerprint = fingerprint_of(finding)
    url = f"{section.url}{_anchor(finding.where, loaded.fields)}" if section else ""
    return ListedFinding(finding, fingerprint, section.title if section else "", url, reasons.get(fingerprint))


def _anchor(where: str, fields: Mapping[str, str]) -> str:
    """The cell on the page: the datum itself, else the first one of the record."""
    field = fields.get(where) or next(_below(where, fields), "")
    return f"#{field}" if field else ""


def _below(where: str, fields: Mapping[str, str]) -> Iterator[str]:
    return (field for pointer, field in fields.items() if pointer.startswith(f"{where}/"))
