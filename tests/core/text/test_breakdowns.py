from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.text.breakdowns import read_breakdowns


def read(text: str) -> list[tuple[str, list[str], Decimal]]:
    return [
        (found.whole.written(), [part.written() for part in found.parts], found.difference.normalize())
        for found in read_breakdowns(text)
    ]


def test_parts_after_of_which_belong_to_the_amount_before_it() -> None:
    assert read("预算数7.77万元，其中：出国费0万元；运行费7.5万元，接待费0.27万元。") == [
        ("7.77万元", ["0万元", "7.5万元", "0.27万元"], Decimal(0))
    ]


def test_a_nested_of_which_ends_at_the_semicolon() -> None:
    text = "支出3795.07万元，其中：基本支出1715.63万元，其中人员经费1505.63万元、公用经费210万元；项目支出2079.44万元。"
    assert read(text) == [
        ("3795.07万元", ["1715.63万元", "2079.44万元"], Decimal(0)),
        ("1715.63万元", ["1505.63万元", "210万元"], Decimal(0)),
    ]


def test_parts_may_stand_in_lines_of_their_own() -> None:
    assert read("收入合计100元，其中：\n\n财政拨款60元，占比60%；\n\n其他收入40元，占比40%。") == [
        ("100元", ["60元", "40元"], Decimal(0))
    ]


def test_parts_in_brackets_belong_to_the_amount_before_the_bracket() -> None:
    assert read("资产合计30元（其中：流动资产10元，固定资产20元）；负债5元。") == [
        ("30元", ["10元", "20元"], Decimal(0))
    ]


def test_amounts_with_shares_are_parts_of_the_first_amount() -> None:
    assert read("收入100.01万元，拨款90万元，占90%；基金9万元，占9%；其他1万元，占1%。") == [
        ("100.01万元", ["90万元", "9万元", "1万元"], Decimal(100))
    ]


def test_a_missing_part_of_a_close_breakdown_is_a_difference() -> None:
    assert read("支出10.3万元，其中：甲6万元、乙4万元。") == [("10.3万元", ["6万元", "4万元"], Decimal(3000))]


def test_a_difference_within_the_printed_decimals_is_rounding() -> None:
    (found,) = read_breakdowns("“三公经费”支出2.79万元，其中购置费0万元，运行费2.4万元，接待费0.38万元。")
    assert (found.difference, found.is_rounding) == (Decimal(100), True)


@pytest.mark.parametrize(
    "text",
    [
        "培训5000人，其中脱贫劳动力3241人。",
        "项目100个，其中重点项目30个、一般项目20个。",
        "支出100万元，其中本年增加40万元，减少10万元。",
        "支出100万元，比上年减少20万元。",
        "其中甲1万元、乙2万元。",
    ],
)
def test_parts_that_need_not_be_all_of_the_whole_are_passed_over(text: str) -> None:
    assert read(text) == []


@given(st.lists(st.decimals(min_value=1, max_value=10**6, places=2), min_size=2, max_size=6))
def test_parts_that_add_up_never_differ(parts: list[Decimal]) -> None:
    listed = "、".join(f"第{chr(ord('甲') + index)}项{part:f}万元" for index, part in enumerate(parts))
    (found,) = read_breakdowns(f"支出{sum(parts):f}万元，其中：{listed}。")
    assert found.difference == 0
