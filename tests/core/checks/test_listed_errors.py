"""Every error that the lists name is found, or it is said why it cannot be."""

import pytest

from .cases import CASES, ERRORS, printed, read

LISTED = [(case, error["id"]) for case in CASES for error in read(ERRORS / f"{case}.errors.json")]


def revealed(case: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = read(ERRORS / f"{case}.revealed.json")["revealed"]
    return found


def missed(case: str) -> dict[str, str]:
    reasons: dict[str, str] = read(ERRORS / f"{case}.revealed.json")["missed"]
    return reasons


@pytest.mark.parametrize(("case", "error"), LISTED)
def test_a_listed_error_is_revealed_by_its_findings(case: str, error: str) -> None:
    if error in missed(case):
        assert error not in revealed(case)
        return
    places = {(finding.check, finding.where) for finding in printed(case)}
    expected = {(check, where) for check, where in revealed(case)[error]}
    assert expected
    assert expected <= places


@pytest.mark.parametrize("case", CASES)
def test_no_error_of_severity_error_is_missed(case: str) -> None:
    severe = {error["id"] for error in read(ERRORS / f"{case}.errors.json") if error["severity"] == "error"}
    assert severe & set(missed(case)) == set()


def test_more_than_nine_in_ten_listed_warnings_are_found() -> None:
    warnings = [
        (case, error["id"])
        for case in CASES
        for error in read(ERRORS / f"{case}.errors.json")
        if error["severity"] == "warning"
    ]
    found = [error for case, error in warnings if error not in missed(case)]
    assert (len(found), len(warnings)) == (59, 62)


FURTHER = [(case, tuple(found.values())) for case, listed in read(ERRORS / "further.json").items() for found in listed]


@pytest.mark.parametrize(("case", "error"), FURTHER)
def test_an_error_that_the_lists_do_not_name_stays_found(case: str, error: tuple[str, str, str]) -> None:
    assert error in {(finding.check, finding.where, finding.message) for finding in printed(case)}
