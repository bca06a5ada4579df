from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.narrative.parser import parse
from perfeval.core.narrative.values import Item, Missing, NarrativeError, Value

MISSING = Missing("上年收入")
KNOWN: Mapping[str, Value] = {"a": Decimal(7), "b": Decimal(2), "text": "收入", "gone": MISSING}


class Names:
    """A scope with a few names and one function."""

    def name(self, name: str) -> Value:
        if name == "item":
            return Item({"score": Decimal("3.75")})
        return KNOWN[name]

    def call(self, function: str, arguments: tuple[Value, ...]) -> Value:
        return Decimal(len(arguments))


def worth(expression: str) -> Value:
    return parse(expression).evaluate(Names())


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 2 * 3", Decimal(7)),
        ("(1 + 2) * 3", Decimal(9)),
        ("7 - 2 - 1", Decimal(4)),
        ("8 / 4 / 2", Decimal(1)),
        ("-a + 1", Decimal(-6)),
        ("--a", Decimal(7)),
        ("0.1 + 0.2", Decimal("0.3")),
        ("a / 0", Decimal(0)),
        ("a >= 7 and not b > 2", True),
        ("a < b or text == '收入'", True),
        ("text != '支出'", True),
        ("'减少' if a < b else '增加'", "增加"),
        ("1 if a < b else 2 if a < 9 else 3", Decimal(2)),
        ("'一般' + '公共'", "一般公共"),
        ("item.score", Decimal("3.75")),
        ("F()", Decimal(0)),
        ("F(1, a, 'x')", Decimal(3)),
        ("gone", MISSING),
        ("gone - a", MISSING),
        ("a > gone", False),
        ("a == gone", False),
        ("gone.score", MISSING),
    ],
)
def test_an_expression_has_its_value(expression: str, expected: Value) -> None:
    assert worth(expression) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "1 +",
        "(1",
        "1)",
        "a b",
        "F(1,)",
        "'open",
        "a ? b",
        "1 if a",
        "if",
        "__import__('os')[0]",
        "a.1",
        "a = 1",
        "1_0",
    ],
)
def test_what_is_not_an_expression_is_refused(expression: str) -> None:
    with pytest.raises(NarrativeError):
        parse(expression)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("text + 1", "“收入”不是数字"),
        ("a if b else 1", "条件须是真或假"),
        ("text < 'x'", "“收入”不是数字"),
        ("item.other", "没有“other”这一项"),
        ("a.score", "没有“score”这一项"),
    ],
)
def test_what_makes_no_sense_is_told(expression: str, message: str) -> None:
    with pytest.raises(NarrativeError, match=message):
        worth(expression)


def test_an_expression_can_neither_be_endless_nor_bottomless() -> None:
    with pytest.raises(NarrativeError, match="超过2000个字符"):
        parse("1+" * 1001)
    with pytest.raises(NarrativeError, match="嵌套过深"):
        parse("(" * 41 + "1" + ")" * 41)


numbers = st.decimals("-99999999", "99999999", places=2, allow_nan=False)


@given(numbers, numbers, numbers)
def test_arithmetic_is_exact_and_binds_as_it_should(one: Decimal, two: Decimal, three: Decimal) -> None:
    written = [f"({number:f})" for number in (one, two, three)]
    assert worth(f"{written[0]} + {written[1]} * {written[2]}") == one + two * three
    assert worth(f"{written[0]} - {written[1]} - {written[2]}") == one - two - three


@given(st.text(alphabet="ab1.'()+-*/<>=! ifelsnotdr,", max_size=60))
def test_any_text_is_read_or_refused_with_a_reason(source: str) -> None:
    assert reading_of(source) in ("read", "refused")


def reading_of(source: str) -> str:
    """Anything but a NarrativeError would fail the test that calls this."""
    try:
        parse(source)
    except NarrativeError:
        return "refused"
    return "read"
