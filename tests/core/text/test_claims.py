from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.numbers import percent, round_half_up
from perfeval.core.text.claims import NamedShare, read_claims, read_named_shares


def read(text: str) -> list[tuple[str, str, bool]]:
    return [(claim.kind, claim.printed.written(), claim.holds) for claim in read_claims(text)]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "支出200万元，其中，基本支出50万元，占25%；项目支出150万元，占75%。",
            [("share", "25%", True), ("share", "75%", True)],
        ),
        ("支出200万元，其中，基本支出50万元，占26%。", [("share", "26%", False)]),
        ("就业45205人，完成目标任务39000人的115.91%。", [("target", "115.91%", True)]),
        ("争取资金1900万元，占目标任务数1500万元的126.6%。", [("target", "126.6%", False)]),
        ("激活14.99万张，占目标任务数12万张的125%。", [("target", "125%", True)]),
        ("“三公”预算数7.77万元。决算为4.5万元，完成预算的57.92%。", [("budget", "57.92%", True)]),
        ("收入总计减少50元，下降50%，本年收入总计50元。", []),
        ("收入总计50元，比上年减少50元，下降50%。", [("change", "50%", True)]),
        ("本年收入110万元，较上年收入100万元增加9%。", [("change", "9%", False)]),
        ("2023年安排120万元，2022年安排100万元，较上年度增加20%。", [("change", "20%", True)]),
        ("预算120万元，实际执行102.43万元，预算执行率为85.35%。", [("rate", "85.35%", False)]),
        ("年初预算10万元，调整后预算8万元，决算数8万元，支出率达100%。", [("rate", "100%", True)]),
        ("受理206件，结案率100%，以裁决结案171件，以调解结案45件。", [("closing", "100%", False)]),
        ("受理案件104起，解决104起，结案率100%。", [("closing", "100%", True)]),
        ("公用经费8万元占基本支出比例8%，基本支出100万元。", [("share", "8%", True)]),
    ],
)
def test_percentages_are_recalculated_from_the_figures_beside_them(
    text: str, claims: list[tuple[str, str, bool]]
) -> None:
    assert read(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "新增就业969人，占目标任务的107.67%。",
        "满意度达到95%。",
        "就业率较上年提高5%。",
        "其中：甲支出10元，完成全年预算的20%。",
    ],
)
def test_percentages_of_figures_not_given_are_passed_over(text: str) -> None:
    assert read(text) == []


def test_one_share_may_stand_for_the_last_two_parts_together() -> None:
    text = "收入100万元，拨款90万元，占90%；结转6万元，其他4万元，占10%。"
    assert read(text) == [("share", "90%", True), ("share", "10%", True)]


def test_the_value_next_to_a_wrong_percentage_is_given() -> None:
    (claim,) = read_claims("支出200万元，其中，基本支出50万元，占26%。")
    assert claim.nearest == Decimal(25)


def test_shares_of_a_whole_that_is_only_named_keep_its_name() -> None:
    (share,) = read_named_shares("拨款支出99元，占本年支出合计的99.00%。")
    assert isinstance(share, NamedShare)
    assert (share.part.written(), share.printed.written(), share.whole_name) == ("99元", "99.00%", "本年支出合计")


@given(st.decimals(min_value=1, max_value=10**6, places=2), st.decimals(min_value=1, max_value=10**6, places=2))
def test_a_completion_rounded_half_up_always_holds(actual: Decimal, target: Decimal) -> None:
    rate = round_half_up(percent(actual, target))
    assert [claim.holds for claim in read_claims(f"完成{actual:f}万元，占目标任务{target:f}万元的{rate:f}%。")] == [
        True
    ]


@given(
    st.text(alphabet="0123456789.%万元人，。；：占完成目标任务的预算决算较上年增加减少其中支出率结案受理", max_size=80)
)
def test_any_text_is_read_without_error(text: str) -> None:
    assert all(claim.exact for claim in read_claims(text))
