"""What a check finds: one Chinese sentence an officer understands, with its place in the package."""

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning", "hint"]
"""error stops submission · warning lets it pass with a written reason · hint."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of check ``check``: ``where`` is a JSON pointer into the package, which the screen makes a link."""

    check: str
    severity: Severity
    where: str
    found: str
    expected: str
    message: str

    def as_json(self) -> dict[str, str]:
        """The finding as ``package check --format json`` writes it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check function yields; the registry adds the check's id and severity."""

    where: str
    found: str
    expected: str
    message: str
