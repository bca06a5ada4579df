"""Reading targets and actuals as officers type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.targets import Quantity, is_quantitative, read_actual, read_target, units_differ

WAN = Decimal(10_000)


@pytest.mark.parametrize(
    ("text", "sign", "number", "unit"),
    [
        ("≥56个", "≥", "56", "个"),
        ("＝９５％", "=", "95", "%"),
        ("═100%", "=", "100", "%"),
        ("≧95％", "≥", "95", "%"),
        (">=90 %", "≥", "90", "%"),
        ("＞90%", ">", "90", "%"),
        ("<5天", "<", "5", "天"),
        ("不低于95%", "≥", "95", "%"),
        ("不少于2次/年", "≥", "2", "次/年"),
        ("不超过5个工作日", "≤", "5", "个工作日"),
        ("不高于3%", "≤", "3", "%"),
        ("控制在5%以内", "≤", "5", "%"),
        ("小于0.5‰", "<", "0.5", "‰"),
        ("大于等于60分", "≥", "60", "分"),
        ("达到185000人", "≥", "185000", "人"),
        ("达90%", "≥", "90", "%"),
        ("95%以上", "≥", "95", "%"),
        ("95%及以上（含95%）", "≥", "95", "%"),
        ("10%以下", "≤", "10", "%"),
        ("30日内", "≤", "30", "日"),
        ("满意度≥95%", "≥", "95", "%"),
        ("就业人数不少于500人", "≥", "500", "人"),
        ("百分之95", None, "95", "%"),
        ("100%完成", None, "100", "%"),
        ("约500人", None, "500", "人"),
        ("1,234,567.50元", None, "1234567.5", "元"),
        ("１２，０００元", None, "12000", "元"),
        ("=1000元/人.次", "=", "1000", "元/人.次"),
        ("-5%", None, "-5", "%"),
        ("－3.5％", None, "-3.5", "%"),
        ("≤100m²", "≤", "100", "m²"),
        ("2年以上", "≥", "2", "年"),
        ("690.17", None, "690.17", ""),
        ("0", None, "0", ""),
    ],
)
def test_sign_number_and_unit_are_read(text: str, sign: str | None, number: str, unit: str) -> None:
    assert read_target(text) == Quantity(Decimal(number), sign, Decimal(1), unit)  # type: ignore[arg-type]  # str is checked by the comparison


@pytest.mark.parametrize(
    ("text", "number", "scale", "unit", "value"),
    [
        ("154万元", "154", WAN, "元", "1540000"),
        ("(=2.61万元)", "2.61", WAN, "元", "26100"),
        ("36.17万", "36.17", WAN, "", "361700"),
        ("≤3亿元", "3", Decimal(100_000_000), "元", "300000000"),
        ("1.5万人次", "1.5", WAN, "人次", "15000"),
        ("2千万元", "2", Decimal(10_000_000), "元", "20000000"),
        ("100（万元）", "100", WAN, "元", "1000000"),
    ],
)
def test_wan_and_yi_belong_to_the_number(text: str, number: str, scale: Decimal, unit: str, value: str) -> None:
    found = read_target(text)
    assert found is not None
    assert (found.number, found.scale, found.unit, found.value) == (Decimal(number), scale, unit, Decimal(value))


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("95%-100%", "95", "100", "%"),
        ("95-100%", "95", "100", "%"),
        ("95%～100%", "95", "100", "%"),
        ("3至5天", "3", "5", "天"),
        ("3—5天", "3", "5", "天"),
        ("3-5万元", "30000", "50000", "元"),
        ("8000元-1万元", "8000", "10000", "元"),
        ("3万-5万元", "30000", "50000", "元"),
    ],
)
def test_a_range_has_two_ends(text: str, low: str, high: str, unit: str) -> None:
    found = read_target(text)
    assert found is not None
    assert (found.value, found.high_value, found.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    "text",
    [
        None, "", "  ", "及时", "达成预期指标", "未填报", "2023年12月31日前", "2023年全年", "2023年12月底", "12月底前",
        "15日前",
        "2023-12-31", "2021-2023年", "2021-2023", "100-95", "①按时完成", "≥", "1个，2个", "[95%,100%]", "12:30", "1/3",
        "质量达标率95%", "提高5个百分点", "每半年", "第1季度", "12345678901234567890", "0.1234567", "长" * 100 + "1",
    ],
)  # fmt: skip
def test_dates_texts_and_malformed_numbers_are_no_quantities(text: str | None) -> None:
    assert read_target(text) is None


@pytest.mark.parametrize(
    ("actual", "target", "value", "unit"),
    [
        ("36.17万", "≥35万人", "361700", ""),
        ("45", "≥40万人", "450000", "人"),
        ("361700人", "≥35万人", "361700", "人"),
        ("≥60%", "≥95%", "60", "%"),
        ("95", "及时", "95", ""),
    ],
)
def test_a_bare_actual_takes_unit_and_scale_of_the_target(actual: str, target: str, value: str, unit: str) -> None:
    found = read_actual(actual, read_target(target))
    assert found is not None
    assert (found.value, found.unit) == (Decimal(value), unit)


def test_a_range_is_no_actual() -> None:
    assert read_actual("95%-100%", read_target("≥95%")) is None


def test_percent_and_plain_number_are_two_units() -> None:
    percent, plain, money, yuan = (read_target(text) for text in ("95%", "95", "1万元", "9000元"))
    assert percent is not None
    assert plain is not None
    assert money is not None
    assert yuan is not None
    assert (units_differ(percent, plain), units_differ(money, yuan)) == (True, False)


def test_the_first_text_that_is_there_decides_the_nature() -> None:
    assert is_quantitative(None, "≥95%", "很好")
    assert not is_quantitative("及时", "95%")
    assert not is_quantitative(None, "")


SIGNS = {"": None, "≥": "≥", "≤": "≤", "＞": ">", "<": "<", "＝": "=", "不低于": "≥", "不超过": "≤"}


@given(
    sign=st.sampled_from(sorted(SIGNS)),
    number=st.decimals(min_value=Decimal("-1e9"), max_value=Decimal("1e9"), places=3),
    scale=st.sampled_from(["", "万", "亿"]),
    unit=st.sampled_from(["", "%", "个", "人次", "元", "元/人.次", "m²", "公里"]),
    wide=st.booleans(),
)
def test_what_is_written_is_read_back(sign: str, number: Decimal, scale: str, unit: str, wide: bool) -> None:
    digits = f"{number:f}"
    shown = digits.translate({ord("0") + digit: chr(ord("０") + digit) for digit in range(10)}) if wide else digits
    power = {"": 0, "万": 4, "亿": 8}[scale]
    found = read_target(f"{sign}{shown}{scale}{unit}")
    assert found == Quantity(number, SIGNS[sign], Decimal(10) ** power, unit)  # type: ignore[arg-type]  # as above


@given(number=st.integers(min_value=1000, max_value=10**12))
def test_thousands_separators_change_nothing(number: int) -> None:
    assert read_target(f"{number:,}元") == read_target(f"{number}元")


@given(text=st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = read_target(text)
    assert found is None or found.number.is_finite()
