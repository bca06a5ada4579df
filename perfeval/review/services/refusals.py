"""What the review refuses, in words fit to be shown."""

from collections.abc import Iterable

from perfeval.core.checks import Finding


class TransitionRefusedError(ValueError):
    """The step cannot be made; ``findings`` are those that bar it. Nothing was changed."""

    def __init__(self, message: str, findings: Iterable[Finding] = ()) -> None:
        self.message = message
        self.findings = list(findings)
        super().__init__(message)
