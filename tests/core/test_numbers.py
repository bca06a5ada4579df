"""Decimals: reading, writing, rounding half up, dividing."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.numbers import NumberError, divide, multiply, parse_plain, percent, plain, round_half_up, total

amounts = st.decimals(min_value=Decimal("-1e15"), max_value=Decimal("1e15"), places=6).filter(lambda n: abs(n) < 10**15)


@pytest.mark.parametrize("text", ["0", "12.50", "-0.000001", "999999999999999.999999"])
def test_plain_decimals_are_read(text: str) -> None:
    assert parse_plain(text) == Decimal(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "“”不是数字"),
        ("abc", "“abc”不是数字"),
        ("1e3", "“1e3”不是数字"),
        ("+1", "“+1”不是数字"),
        ("1,000", "“1,000”不是数字"),
        ("１", "“１”不是数字"),
        ("NaN", "“NaN”不是数字"),
        ("1.\n", "“1.\n”不是数字"),
        ("0.1234567", "“0.1234567”的小数超过6位"),
        ("1" * 16, "“1111111111111111”的整数超过15位"),
        ("x" * 30, "“xxxxxxxxxxxxxxxxxxxx…”不是数字"),
    ],
)
def test_anything_else_is_refused_by_name(text: str, message: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_plain(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("number", "text"),
    [("10.00", "10"), ("0.00", "0"), ("-0", "0"), ("100", "100"), ("1E+2", "100"), ("-1.50", "-1.5")],
)
def test_plain_writes_no_trailing_zeros(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize(
    ("number", "rounded"), [("66.315", "66.32"), ("66.314999", "66.31"), ("-0.005", "-0.01"), ("9.995", "10.00")]
)
def test_ties_round_away_from_zero(number: str, rounded: str) -> None:
    assert round_half_up(Decimal(number)) == Decimal(rounded)
    assert round_half_up(Fraction(number)) == Decimal(rounded)


@given(number=amounts, places=st.integers(min_value=0, max_value=6))
def test_decimals_and_fractions_round_alike(number: Decimal, places: int) -> None:
    assert round_half_up(number, places) == round_half_up(Fraction(number), places)


@given(number=amounts)
def test_what_is_written_is_read_back(number: Decimal) -> None:
    assert parse_plain(plain(number)) == number


@given(part=amounts, whole=amounts.filter(lambda number: number != 0))
def test_a_percentage_rounds_as_the_exact_quotient_does(part: Decimal, whole: Decimal) -> None:
    assert round_half_up(percent(part, whole)) == round_half_up(100 * Fraction(part) / Fraction(whole))


def test_sums_leave_blanks_out_and_are_exact() -> None:
    assert total([None, None]) is None
    assert total([]) is None
    assert total([Decimal("999999999999999.999999"), None, Decimal("0.000001")]) == Decimal(10**15)


def test_products_and_quotients_are_exact_to_sixty_digits() -> None:
    assert multiply(Decimal("999999999999999.999999"), Decimal("0.000001")) == Decimal("999999999.999999999999")
    assert divide(Decimal(1), Decimal(3)) == Decimal("0." + "3" * 60)
