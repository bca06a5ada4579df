"""Why warnings stand, wherever findings are shown: the reasons given, and whether this person may give some."""

from collections.abc import Mapping
from dataclasses import dataclass

from perfeval.core.checks import Finding
from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation

from .models import FindingReason
from .rules import can_explain
from .selectors import fingerprint_of, reasons_of

PREFIX = "reason-"
"""What the names of the boxes begin with; the fingerprint of the finding follows."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The box of one warning: its name, and what was written there."""

    name: str
    reason: FindingReason | None


@dataclass(frozen=True, slots=True)
class Explanations:
    """All reasons of one self-evaluation."""

    may_explain: bool
    reasons: Mapping[str, FindingReason]

    def of(self, finding: Finding) -> Explanation | None:
        """The box of a warning; None for a finding that cannot stand with a reason."""
        if finding.severity != "warning":
            return None
        fingerprint = fingerprint_of(finding)
        return Explanation(f"{PREFIX}{fingerprint}", self.reasons.get(fingerprint))


def explanations_for(user: User, evaluation: SelfEvaluation) -> Explanations:
    """The reasons that were given; one query."""
    return Explanations(can_explain(user, evaluation), reasons_of(evaluation))
