"""A corrected document raises no error, and what else it raises is listed with the reason."""

from collections import Counter

import pytest

from .cases import CASES, ERRORS, corrected, read

REMAINING = read(ERRORS / "remaining.json")


@pytest.mark.parametrize("case", CASES)
def test_a_corrected_document_raises_no_error(case: str) -> None:
    assert [finding.message for finding in corrected(case) if finding.severity == "error"] == []


@pytest.mark.parametrize("case", CASES)
def test_what_a_corrected_document_still_raises_is_explained(case: str) -> None:
    found = Counter(finding.check for finding in corrected(case))
    assert found == {entry["check"]: entry["count"] for entry in REMAINING[case]}


def test_false_alarms_are_four_hints_and_no_warning() -> None:
    false = [(case, entry["check"]) for case in CASES for entry in REMAINING[case] if not entry["right"]]
    severities = {finding.severity for case, check in false for finding in corrected(case) if finding.check == check}
    count = sum(entry["count"] for case in CASES for entry in REMAINING[case] if not entry["right"])
    assert (count, severities) == (4, {"hint"})
