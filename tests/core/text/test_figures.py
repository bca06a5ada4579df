from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.text.figures import Figure, read_figures, read_spelt_counts, total_base


def written(text: str) -> list[str]:
    return [figure.written() for figure in read_figures(text)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("支出8758.641293万元，占99.76%", ["8758.641293万元", "99.76%"]),
        ("合计62,373,182.64元", ["62373182.64元"]),
        ("收入１２．５万元、完成９５％", ["12.5万元", "95%"]),
        ("较上年收入1760.86万增加6.12%", ["1760.86万", "6.12%"]),
        ("目前已激活14.99万张，服务4.2万人次", ["14.99万张", "4.2万人次"]),
        ("得2分；扣0.4分", ["2分", "0.4分"]),
        ("低于目标1.66个百分点", ["1.66百分点"]),
        ("按526元/月补贴144人", ["526元/月", "144人"]),
        ("约谈1445余人次", ["1445人次"]),
        ("资产2 万元", ["2万元"]),
    ],
)
def test_amounts_percents_and_counts_are_read_with_their_units(text: str, figures: list[str]) -> None:
    assert written(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "2023年3月25日前完成",
        "财预〔2020〕10号",
        "《关于印发2022年度3个方案的通知》",
        "第2季度末",
        "1.贯彻执行；2、拟订政策",
        "我单位2022项目情况",
        "每3个月一次",
        "A11指标",
        "联系电话150****8133",
        "3.部门",
    ],
)
def test_dates_document_numbers_ordinals_and_numbering_are_no_figures(text: str) -> None:
    assert written(text) == []


def test_counts_in_numerals_are_read_before_the_counter() -> None:
    counts = read_spelt_counts("包括前期准备、组织实施两个阶段，十二个方面，一个中心")
    assert [(figure.value, figure.unit) for figure in counts] == [(Decimal(2), "个"), (Decimal(12), "个")]


def test_a_printed_figure_agrees_with_what_rounds_half_up_to_it() -> None:
    printed = Figure(Decimal("43.52"), "%", 0, 0, 2)
    assert printed.agrees(Decimal("43.515"))
    assert printed.agrees(Decimal("43.52"))
    assert not printed.agrees(Decimal("43.514"))


def test_money_is_compared_in_yuan() -> None:
    in_wan, in_yuan = read_figures("45.8026万元，458026元")
    assert in_wan.base == in_yuan.base == Decimal("458026")
    assert in_wan.agrees_base(Decimal("458026.004"))
    assert total_base([in_wan, in_yuan]) == Decimal("916052")


def test_ten_thousand_alone_is_money_unless_people_are_counted() -> None:
    assert [figure.dimension for figure in read_figures("1100万，33.7万人，5元")] == ["money", "人", "money"]


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["元", "万元", "%", "人", "个"]))
def test_what_is_written_is_read_again(number: Decimal, unit: str) -> None:
    (figure,) = read_figures(f"共计{number:f}{unit}，")
    assert (figure.value, figure.unit, figure.start) == (number, unit, 2)


@given(st.text(alphabet="0123456789.,％%万亿元人个分年月第一其中占《》〔〕（）：，。；、 ", max_size=60))
def test_any_text_is_read_without_error_and_in_order(text: str) -> None:
    figures = read_figures(text)
    assert all(left.end <= right.start for left, right in pairwise(figures))
    assert all(0 <= figure.start < figure.end <= len(text) for figure in figures)
