"""How numbers are written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.scheme import NumberFormat
from perfeval.core.scheme.templates import fill


@pytest.mark.parametrize(
    ("written", "number", "text"),
    [
        (NumberFormat(), "8779.43129", "8779.43129"),
        (NumberFormat(), "12.00", "12"),
        (NumberFormat(trailing_zeros="keep"), "54.939800", "54.939800"),
        (NumberFormat(decimals=2, trailing_zeros="keep", suffix="%"), "100", "100.00%"),
        (NumberFormat(decimals=2, suffix="%"), "57.915", "57.92%"),
        (NumberFormat(decimals=2), "9.995", "10"),
        (NumberFormat(thousands=True), "2125.867", "2,125.867"),
        (NumberFormat(thousands=True), "-1234567.5", "-1,234,567.5"),
        (NumberFormat(zero="blank", blank="—"), "0.00", "—"),
        (NumberFormat(blank="——"), None, "——"),
        (NumberFormat(), "0", "0"),
    ],
)
def test_a_number_is_written_as_the_scheme_says(written: NumberFormat, number: str | None, text: str) -> None:
    assert written.write(None if number is None else Decimal(number)) == text


@given(st.decimals(-(10**12), 10**12, places=4))
def test_separators_and_zeros_change_no_digit(number: Decimal) -> None:
    text = NumberFormat(thousands=True, trailing_zeros="keep").write(number)

    assert Decimal(text.replace(",", "")) == number


def test_a_template_keeps_what_it_knows_and_drops_what_is_missing() -> None:
    assert fill("{department}{year}年（{phone}）", {"department": "某局", "year": "2024"}) == "某局2024年（）"


@given(st.text(max_size=30))
def test_a_value_that_looks_like_a_placeholder_stays_as_it_is(value: str) -> None:
    assert fill("「{project}」", {"project": value}) == f"「{value}」"
