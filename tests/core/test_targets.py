"""Reading targets and actuals as officers type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.targets import Quantity, is_quantitative, read_actual, read_target, units_clash, units_differ

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
        ("100%（全部）", None, "100", "%"),
        ("20个（其中：线上5个）", None, "20", "个"),
        ("95%（含）以上", "≥", "95", "%"),
        ("20场（次）", None, "20", "场（次）"),
        ("≥20场（次）", "≥", "20", "场（次）"),
        ("（≥95%）", "≥", "95", "%"),
        ("1,200人", None, "1200", "人"),
        ("[1,200]", None, "1200", ""),
        ("全年12期", None, "12", "期"),
        ("完成12期", None, "12", "期"),
        ("已完成12期", None, "12", "期"),
        ("实际12期", None, "12", "期"),
        ("共12期", None, "12", "期"),
        ("实际完成12期", None, "12", "期"),
        ("12期已完成", None, "12", "期"),
        ("培训500人", None, "500", "人"),
        ("5个，已全部完成", None, "5", "个"),
        ("质量达标率95%", None, "95", "%"),
        ("覆盖率达95%", "≥", "95", "%"),
        ("群众满意度为95％", None, "95", "%"),
        ("95﹪", None, "95", "%"),
        ("﹥90%", ">", "90", "%"),
        ("500人+", "≥", "500", "人"),
        ("500余人", None, "500", "人"),
        ("5天内完成", "≤", "5", "天"),
        ("受益人数1200人", None, "1200", "人"),
        ("超500人", ">", "500", "人"),
        ("300多人", None, "300", "人"),
        ("平均每月2次", None, "2", "次/月"),
        ("最低90%", "≥", "90", "%"),
        ("近120人", None, "120", "人"),
        ("十个", None, "10", "个"),
        ("不少于二十三场次", "≥", "23", "场次"),
        ("两次以上", "≥", "2", "次"),
        ("零起", None, "0", "起"),
        ("百分之九十五", None, "95", "%"),
        ("不低于百分之九十五", "≥", "95", "%"),
        ("每月1次", None, "1", "次/月"),
        ("每季度至少1次", "≥", "1", "次/季度"),
        ("每人500元", None, "500", "元/人"),
        ("提高到95%", "≥", "95", "%"),
        ("下降至3%以下", "≤", "3", "%"),
        ("控制10天以内", "≤", "10", "天"),
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
        ("[95%,100%]", "95", "100", "%"),
        ("【95%，100%】", "95", "100", "%"),
        ("[90,95)", "90", "95", ""),
        ("≥95%且≤100%", "95", "100", "%"),
        ("≥3个，≤5个", "3", "5", "个"),
        ("40-45人", "40", "45", "人"),
        ("90%（含）-100%", "90", "100", "%"),
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
        "2023-12-31", "2021-2023年", "2021-2023", "100-95", "①按时完成", "≥", "1个，2个", "12:30", "1/3",
        "2023-12-20", "2023年6月30日前完成",
        "每半年", "第4季度", "4季度末前", "一流", "二期", "三级以上", "达到一定效果", "1.完成培训", "已完成",
        "~", "—", "[95%]，[100%]",
        "无重大事故", "提高质量", "明显增加", "第1季度", "12345678901234567890", "0.1234567", "长" * 100 + "1",
    ],
)  # fmt: skip
def test_dates_texts_and_malformed_numbers_are_no_quantities(text: str | None) -> None:
    assert read_target(text) is None


@pytest.mark.parametrize(
    ("actual", "target", "value", "unit"),
    [
        ("36.17万", "≥35万人", "361700", "人"),
        ("5万", "≥95%", "50000", ""),
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


@pytest.mark.parametrize(
    ("text", "change", "sign", "number", "unit"),
    [
        ("增长≥6%", "增长", "≥", "6", "%"),
        ("增长6%", "增长", None, "6", "%"),
        ("增长率≥6%", "增长", "≥", "6", "%"),
        ("较上年增长不低于6%", "增长", "≥", "6", "%"),
        ("同比增长6%以上", "增长", "≥", "6", "%"),
        ("较上年提高5个百分点", "提高", None, "5", "个百分点"),
        ("比上年下降3%", "下降", None, "3", "%"),
        ("与上年相比减少2起", "减少", None, "2", "起"),
        ("节约1.5万元", "节约", None, "1.5", "元"),
        ("降低5%以上", "降低", "≥", "5", "%"),
    ],
)
def test_the_word_of_a_change_is_kept_beside_its_amount(
    text: str, change: str, sign: str | None, number: str, unit: str
) -> None:
    found = read_target(text)
    assert found is not None
    assert (found.change, found.sign, found.number, found.unit) == (change, sign, Decimal(number), unit)


@pytest.mark.parametrize(
    ("actual", "target", "value"),
    [
        ("增长5.2%", "增长≥6%", "5.2"),
        ("5.2%", "增长≥6%", "5.2"),
        ("增长5.2%", "≥6%", "5.2"),
        ("下降2%", "增长≥6%", "-2"),
        ("下降2%", "≥6%", "-2"),
        ("下降8%", "下降5%", "8"),
        ("降低8%", "下降5%", "8"),
        ("增加8%", "下降5%", "-8"),
        ("8%", "下降5%", "8"),
    ],
)
def test_a_change_the_other_way_is_negative(actual: str, target: str, value: str) -> None:
    found = read_actual(actual, read_target(target))
    assert found is not None
    assert found.value == Decimal(value)


@pytest.mark.parametrize("actual", ["无", "未发生", "无安全事故", "未发生重大安全事故", "没有发生。", "零事故"])
def test_what_did_not_happen_is_zero_beside_a_target_of_zero(actual: str) -> None:
    assert read_actual(actual, read_target("=0起")) == Quantity(Decimal(0), None, Decimal(1), "起")
    assert read_actual(actual, read_target("≥5起")) is None
    assert read_actual(actual) is None


@pytest.mark.parametrize("actual", ["无法统计", "无数据", "基本没有事故", "发生"])
def test_what_is_not_known_is_not_zero(actual: str) -> None:
    assert read_actual(actual, read_target("=0起")) is None


@pytest.mark.parametrize(
    ("target", "actual", "differ", "clash"),
    [
        ("95%", "95", True, True),
        ("≥95%", "95人", True, True),
        ("100", "98万元", True, True),
        ("1万元", "9000元", False, False),
        ("≥35万人", "36.17万", False, False),
        ("56个", "66", False, False),
        ("20场（次）", "18场次", False, False),
        ("20场（次）", "18场", False, False),
        ("1次/年", "1次", False, False),
        ("5公里", "5km", False, False),
        ("5‰", "0.4%", False, False),
        ("5个", "5家", True, False),
        ("5个百分点", "5%", True, False),
    ],
)
def test_units_that_cannot_be_compared_clash_and_other_names_differ(
    target: str, actual: str, differ: bool, clash: bool
) -> None:
    first, second = read_target(target), read_target(actual)
    assert first is not None
    assert second is not None
    assert (units_differ(first, second), units_clash(first, second)) == (differ, clash)


def test_one_in_a_thousand_is_a_tenth_of_a_percent() -> None:
    target, actual = read_target("≤5‰"), read_actual("0.6%", read_target("≤5‰"))
    assert target is not None
    assert actual is not None
    assert (target.value, actual.value, actual.number_in(target)) == (Decimal("0.5"), Decimal("0.6"), Decimal(6))


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


@pytest.mark.parametrize(
    "part", ["率", "共计", "完成", "增长", "(", "[1,", "≥1且", "每月", "一十", "1万", "数量", "-1", "达"]
)
def test_no_text_takes_long_to_refuse(part: str) -> None:
    assert read_target((part * 60)[:59] + "；") is None


@given(
    text=st.text(
        st.sampled_from("≥≤=<>1290.,%‰万亿元个率共计完成增长下降至到每月一十（）()[]-~且 较上年达标"), max_size=40
    )
)
def test_no_mixture_of_the_fields_signs_breaks_the_reader(text: str) -> None:
    found = read_target(text)
    assert found is None or (found.number.is_finite() and (found.high is None or found.high >= found.number))


@given(text=st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = read_target(text)
    assert found is None or found.number.is_finite()
