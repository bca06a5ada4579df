import pytest

from perfeval.core.text.enumerations import read_enumerations


@pytest.mark.parametrize(
    ("text", "items", "count", "fits"),
    [
        ("过程包括准备、实施、报告三个阶段", ("准备", "实施", "报告"), 3, True),
        ("产出按照数量、质量、时效、成本等四个方面", ("数量", "质量", "时效", "成本"), 4, True),
        ("效益按照经济效益、社会效益等四个方面", ("经济效益", "社会效益"), 4, True),
        ("部门绩效设立部门产出、部门效果和部门发展3个二级指标", ("部门产出", "部门效果", "部门发展"), 3, True),
        ("工作包括甲项、乙项、丙项、丁项三个部分", ("甲项", "乙项", "丙项", "丁项"), 3, False),
        ("工作包括甲项、乙项三个部分", ("甲项", "乙项"), 3, False),
    ],
)
def test_listings_are_held_against_their_number(text: str, items: tuple[str, ...], count: int, fits: bool) -> None:
    (listed,) = read_enumerations(text)
    assert (listed.items, listed.count, listed.fits) == (items, count, fits)


@pytest.mark.parametrize("text", ["增强“四个意识”", "包括办公室7个科室", "按照要求，完成甲、乙", "坚持三个代表"])
def test_slogans_and_single_items_are_no_listings(text: str) -> None:
    assert read_enumerations(text) == []
