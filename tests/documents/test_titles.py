from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.documents.titles import EM, balanced_lines, heading_lines, width_of


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("工作底稿", ["工作底稿"]),
        ("", [""]),
        (
            "寻甸回族彝族自治县人力资源和社会保障局2023年部门整体支出绩效自评报告",
            ["寻甸回族彝族自治县人力资源和社会保障局", "2023年部门整体支出绩效自评报告"],
        ),
        (
            "2023年度汨罗市人力资源和社会保障局部门整体支出绩效自评报告",
            ["2023年度汨罗市人力资源和社会保障局", "部门整体支出绩效自评报告"],
        ),
        (
            "晋城市人力资源和社会保障局机房设备整体托管经费项目支出绩效自评表",
            ["晋城市人力资源和社会保障局", "机房设备整体托管经费项目支出绩效自评表"],
        ),
        ("晋城市人力资源和社会保障局2022年度单位决算公开", ["晋城市人力资源和社会保障局", "2022年度单位决算公开"]),
    ],
)
def test_a_title_is_broken_where_a_reader_would_break_it(title: str, lines: list[str]) -> None:
    assert balanced_lines(title, 19) == lines


@given(st.text(alphabet="甲乙丙局年度2023 （）", max_size=120), st.integers(min_value=5, max_value=25))
def test_no_character_is_lost_and_no_line_too_long(title: str, most: int) -> None:
    lines = balanced_lines(title, most)
    assert "".join("".join(lines).split()) == "".join(title.split())
    assert all(width_of(line) <= most * EM for line in lines)


@pytest.mark.parametrize(
    ("heading", "most", "lines"),
    [
        ("自评得分", 3, ["自评", "得分"]),
        ("偏差原因分析及改进措施", 10, ["偏差原因分析", "及改进措施"]),
        ("预算数(调整后)", 6, ["预算数", "(调整后)"]),
        ("资金结（转）余", 3, ["资金结", "（转）", "余"]),
        ("分值\n（分）", 3, ["分值\n（分）"]),
        ("2022年决算数", 4, ["2022年", "决算数"]),
        ("序号", 2, ["序号"]),
        ("2022年", 1, ["2022年"]),
        ("", 3, [""]),
    ],
)
def test_the_heading_of_a_narrow_column_is_broken_between_words(heading: str, most: int, lines: list[str]) -> None:
    assert heading_lines(heading, Fraction(most)) == lines
