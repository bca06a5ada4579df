"""Why warnings stand, wherever findings are shown: the reasons given, and whether this person may give some."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from perfeval.core.checks import Finding
from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.screens.findings import findings_of

from .models import FindingReason
from .rules import can_explain
from .selectors import fingerprint_of, reasons_of

PREFIX = "reason-"
"""What the names of the boxes begin with; the fingerprint of the finding follows."""
SHARED = "shared-"
"""The same of the ticks that let a reason answer all findings of its check."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The box of one warning: its name, and what was written there.

    ``shared`` is the name of the tick that lets it answer the ``others`` of its check, which have none of their own.
    """

    name: str
    reason: FindingReason | None
    shared: str
    others: int


@dataclass(frozen=True, slots=True)
class Explanations:
    """All reasons of one self-evaluation."""

    may_explain: bool
    reasons: Mapping[str, FindingReason]
    unanswered: Mapping[str, frozenset[str]]

    def of(self, finding: Finding) -> Explanation | None:
        """The box of a warning; None for a finding that cannot stand with a reason."""
        if finding.severity != "warning":
            return None
        fingerprint = fingerprint_of(finding)
        others = len(self.unanswered.get(finding.check, frozenset()) - {fingerprint})
        return Explanation(f"{PREFIX}{fingerprint}", self.reasons.get(fingerprint), f"{SHARED}{fingerprint}", others)


def explanations_for(user: User, evaluation: SelfEvaluation) -> Explanations:
    """The reasons that were given; one query."""
    reasons = reasons_of(evaluation)
    return Explanations(can_explain(user, evaluation), reasons, unanswered(evaluation, reasons))


def unanswered(evaluation: SelfEvaluation, reasons: Mapping[str, FindingReason]) -> dict[str, frozenset[str]]:
    """Check → the fingerprints of its warnings that have no reason of their own."""
    found: dict[str, set[str]] = defaultdict(set)
    for finding in (each.finding for each in findings_of(evaluation) if each.finding.severity == "warning"):
        reason = reasons.get(fingerprint := fingerprint_of(finding))
        if reason is None or reason.is_shared:
            found[finding.check].add(fingerprint)
    return {check: frozenset(fingerprints) for check, fingerprints in found.items()}
