import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.text.numerals import read_numeral, write_numeral


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("四", 4),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十三", 23),
        ("一百零五", 105),
        ("两", 2),
        ("三千二百", 3200),
    ],
)
def test_numerals_are_read(text: str, number: int) -> None:
    assert read_numeral(text) == number


@pytest.mark.parametrize("text", ["", "四个", "三四", "A", "12"])
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert read_numeral(text) is None


@given(st.integers(1, 99))
def test_written_numerals_are_read_again(number: int) -> None:
    assert read_numeral(write_numeral(number)) == number


def test_numbers_beyond_headings_stay_digits() -> None:
    assert [write_numeral(0), write_numeral(100)] == ["0", "100"]
