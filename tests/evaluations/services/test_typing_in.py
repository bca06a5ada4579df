"""Reading numbers as officers type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.numbers import parse_plain, plain
from perfeval.evaluations.services.typing_in import amount_in_unit, plain_number

WIDE = str.maketrans("0123456789.,-%", "０１２３４５６７８９．，－％")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1,234.50", "1234.50"),
        ("１２３", "123"),
        ("１，２３４．５", "1234.5"),
        (" 12 ", "12"),
        ("1 234", "1234"),
        ("+5", "5"),
        ("-5", "-5"),
        ("−5", "-5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "007"),
        ("", None),
        (".", None),
        ("-", None),
        ("1,23", None),
        ("12,3456", None),
        ("1.2.3", None),
        ("12个", None),
        ("1e5", None),
        ("①", "1"),
        ("5%", None),
        ("9" * 61, None),
    ],
)
def test_a_number_is_understood_however_it_is_written(typed: str, number: str | None) -> None:
    assert plain_number(typed) == number


def test_a_percent_sign_is_understood_where_no_amount_is_meant() -> None:
    assert [plain_number(text, percent=True) for text in ("12.5%", "12.5％", "%")] == ["12.5", "12.5", None]


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.booleans(), st.booleans())
def test_separators_and_wide_characters_change_no_number(number: Decimal, separated: bool, wide: bool) -> None:
    text = f"{number:,}" if separated else f"{number}"
    typed = text.translate(WIDE) if wide else text
    understood = plain_number(typed)
    assert understood is not None
    assert parse_plain(understood) == number


@given(st.text(max_size=80))
def test_what_is_understood_is_a_plain_number_and_anything_else_is_none(text: str) -> None:
    understood = plain_number(text)
    assert understood is None or plain(Decimal(understood)).lstrip("-").replace(".", "").isdecimal()


@pytest.mark.parametrize(
    ("text", "factor", "meant"),
    [
        ("9000000元", "10000", "900"),
        ("９００万元", "10000", "900"),
        ("1.2亿", "10000", "12000"),
        ("1,234.56元", "10000", "0.123456"),
        ("900万元", "1", "9000000"),
        ("0.01元", "1", "0.01"),
        ("900", "10000", "900"),
        ("九百万元", "10000", "九百万元"),
        ("元", "10000", "元"),
        ("", "1", ""),
    ],
)
def test_a_money_unit_behind_an_amount_is_understood(text: str, factor: str, meant: str) -> None:
    assert amount_in_unit(text, Decimal(factor)) == meant
