from decimal import Decimal

import pytest

from perfeval.core.narrative.numerals import chinese_numeral
from perfeval.core.narrative.values import Missing, NarrativeError, Typed, Value
from perfeval.core.narrative.writing import Slot, pieces, write
from perfeval.core.scheme.formats import NumberFormat

FORMATS = {"money2": NumberFormat(decimals=2, trailing_zeros="keep", thousands=True)}


class Names:
    def __init__(self, **names: Value) -> None:
        self.names = names

    def name(self, name: str) -> Value:
        return self.names[name]

    def call(self, function: str, arguments: tuple[Value, ...]) -> Value:
        return f"{function}{len(arguments)}"


def written(text: str, *, is_part: bool = False, **names: Value) -> str:
    return write(text, Names(**names), FORMATS, is_part=is_part)


def test_a_text_falls_into_wording_and_placeholders() -> None:
    assert pieces("收入{F('a:b', '}'):money2}元{x}") == ("收入", Slot("F('a:b', '}')", "money2"), "元", Slot("x"))


def test_numbers_take_their_format_or_stand_as_plain_digits() -> None:
    assert written("{x:money2}元，{x}", x=Decimal("62373182.640")) == "62,373,182.64元，62373182.64"


def test_what_is_missing_shows_its_name() -> None:
    assert written("下降{x:money2}%", x=Missing("上年收入")) == "下降【上年收入】%"


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("主要原因是{x}。", "项目支出减少。", "主要原因是项目支出减少。"),
        ("主要原因是{x}；", "项目支出减少。", "主要原因是项目支出减少；"),
        ("主要原因是{x}。", "项目支出减少", "主要原因是项目支出减少。"),
        ("主要原因是{x}。", "主要原因是项目支出减少。", "主要原因是项目支出减少。"),
        ("主要原因是：{x}。", "车辆减少；\n", "主要原因是：车辆减少。"),
        ("措施为{x}涉密除外。", "加强管理。", "措施为加强管理。涉密除外。"),
        ("原因是{x}", "一、二；三。", "原因是一、二；三。"),
    ],
)
def test_typed_text_never_doubles_what_stands_around_it(text: str, typed: str, expected: str) -> None:
    assert written(text, x=Typed(typed)) == expected


def test_a_part_of_a_sentence_ends_without_a_mark() -> None:
    assert written("，原因是{x}", x=Typed("人员调动。"), is_part=True) == "，原因是人员调动"


@pytest.mark.parametrize("text", ["{", "}", "{a", "a}", "{a}}", "{{a}}"])
def test_braces_must_match(text: str) -> None:
    with pytest.raises(NarrativeError, match="花括号不成对"):
        pieces(text)


def test_an_unknown_format_and_a_value_that_is_no_text_are_told() -> None:
    with pytest.raises(NarrativeError, match="没有数字格式“money9”"):
        written("{x:money9}", x=Decimal(1))
    with pytest.raises(NarrativeError, match="不能直接写进句子"):
        written("{x}", x=())


def test_chinese_numerals_of_counts() -> None:
    found = [chinese_numeral(number) for number in (0, 4, 10, 11, 20, 26, 99, 100)]
    assert found == ["零", "四", "十", "十一", "二十", "二十六", "九十九", "100"]
