"""Findings of the checks as a command lists them."""

from collections.abc import Sequence

from perfeval.core.checks import SEVERITIES, Finding, Severity

WORDS: dict[Severity, str] = {"error": "错误", "warning": "警告", "hint": "提示"}


def at_least(findings: Sequence[Finding], severity: Severity) -> list[Finding]:
    """The findings of this severity and of graver ones, in order."""
    grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return [finding for finding in findings if finding.severity in grave]


def text_lines(findings: Sequence[Finding]) -> list[str]:
    """One line for each finding (severity, pointer, message), and one with the numbers."""
    lines = [f"{WORDS[found.severity]} {found.where or '/'}: {' '.join(found.message.split())}" for found in findings]
    counts = "，".join(f"{word}{sum(found.severity == key for found in findings)}条" for key, word in WORDS.items())
    return [*lines, counts]
