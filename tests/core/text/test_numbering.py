import pytest

from perfeval.core.text.numbering import Number, Slip, paragraph_slips, read_number, sibling_slips, title_of


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("第二部分 决算表", Number("part", 2, "决算表")),
        ("一 、项目支出基本情况", Number("numeral", 1, "项目支出基本情况")),
        ("（十二）基金", Number("bracket", 12, "基金")),
        ("(一) 总体", Number("bracket", 1, "总体")),
        ("1. 目标", Number("digit", 1, "目标")),
        ("2、产出指标", Number("digit", 2, "产出指标")),
        ("（3）撰写", Number("digit-bracket", 3, "撰写")),
        ("收入决算表", None),
        ("12.5万元", None),
        ("2022年工作", None),
    ],
)
def test_the_number_of_a_heading_is_read_with_its_style(heading: str, number: Number | None) -> None:
    assert read_number(heading) == number


def test_a_title_has_neither_number_nor_closing_mark() -> None:
    assert [title_of("（一）部门概况。"), title_of("履职效益")] == ["部门概况", "履职效益"]


@pytest.mark.parametrize(
    ("headings", "slips"),
    [
        (["一、甲", "二、乙", None, "三、丙"], []),
        (["一、甲", "三、乙"], [Slip(1, "三、", "二、", "gap")]),
        (["1、甲", "2、乙", "2、丙"], [Slip(2, "2.", "3.", "repeat")]),
        (["(一)甲", "(2)乙", "(3)丙"], [Slip(1, "（2）", "（二）", "style")]),
        (["无编号", "也无"], []),
    ],
)
def test_numbers_of_siblings_run_on_in_one_style(headings: list[str | None], slips: list[Slip]) -> None:
    assert sibling_slips(headings) == slips


def test_numbered_paragraphs_nest_by_style() -> None:
    assert paragraph_slips(["一、甲", "（一）a", "（二）b", "二、乙", "（一）c", "1. d", "2. e", "（二）f"]) == []


def test_a_number_in_another_style_that_continues_a_level_is_a_slip_of_style() -> None:
    paragraphs = ["一、甲", "（一）a", "（二）b", "（3）c", "2、乙", "（一）d"]
    assert paragraph_slips(paragraphs) == [Slip(3, "（3）", "（三）", "style"), Slip(4, "2.", "二、", "style")]
