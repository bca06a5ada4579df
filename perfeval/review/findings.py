"""The checks' findings as the review shows them: with the officers' reasons, and what a reviewer has to look at."""

from dataclasses import dataclass

from perfeval.core.checks import SEVERITIES, Finding
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.screens.findings import SeverityWord, ShownFinding, findings_of, shown_findings
from perfeval.evaluations.screens.outline import Outline

from .explanations import unanswered
from .models import FindingReason
from .selectors import fingerprint_of, reasons_of

FOR_REVIEWERS = frozenset({"C32", "C43", "C07"})
"""What a reviewer has to look at whatever the officers say: scores beside spending, budgets moved to what was spent."""


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding with its place on the screens and the officers' reason.

    ``others`` of its check have none of their own; only the first of a check says how many.
    """

    shown: ShownFinding
    fingerprint: str
    reason: FindingReason | None
    others: int = 0

    @property
    def finding(self) -> Finding:
        """What was found."""
        return self.shown.located.finding

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


def listed_findings(evaluation: SelfEvaluation, outline: Outline, *, to_mend: bool) -> FindingList:
    """What the checks find now, errors first, then what reviewers are to look at, each in document order."""
    reasons = reasons_of(evaluation)
    waiting = unanswered(evaluation, reasons)
    items = []
    for shown in shown_findings(evaluation, findings_of(evaluation), outline, to_mend=to_mend):
        fingerprint = fingerprint_of(shown.located.finding)
        others = waiting.pop(shown.located.finding.check, frozenset()) - {fingerprint}
        items.append(ListedFinding(shown, fingerprint, reasons.get(fingerprint), len(others)))
    return FindingList(sorted(items, key=_gravity))


def _gravity(item: ListedFinding) -> tuple[int, bool]:
    return SEVERITIES.index(item.finding.severity), not item.is_for_reviewers
