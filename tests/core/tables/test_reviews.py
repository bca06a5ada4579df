"""复核得分 and 复核意见 beside the self score, where the scheme has columns for them."""

from decimal import Decimal
from typing import Any

import pytest

from perfeval.core.compute import compute_figures
from perfeval.core.difference import differences
from perfeval.core.package import Package, dump_package, parse_package
from perfeval.core.scheme import available_schemes, load_scheme
from perfeval.core.tables import sheet_table, table_for
from perfeval.core.tables.model import Row

from .grids import grid, row_of


def leaf(name: str, weight: str, actual: str, **review: str) -> dict[str, Any]:
    node = {"name": name, "weight": weight, "standard": f"{name}的标准", "target": "≥10件", "actual": actual}
    return {**node, "review": review} if review else node


def package(*leaves: dict[str, Any]) -> Package:
    """One project by the form of the county whose table has 自评分 and 复核分."""
    document = {
        "format": "perfeval-package/1",
        "scheme": "guangshui-2021",
        "year": 2021,
        "money_unit": "万元",
        "department": {"name": "某局"},
        "projects": [
            {
                "name": "某项目",
                "funds": [{"key": "total", "adjusted": "10", "executed": "9"}],
                "indicators": [
                    {"name": "项目绩效", "children": [{"name": "数量指标", "weight": "100", "children": list(leaves)}]}
                ],
            }
        ],
    }
    return compute_figures(parse_package(document), load_scheme("guangshui-2021"))


def rows_of(computed: Package) -> list[list[str]]:
    rows = sheet_table(computed, load_scheme("guangshui-2021"), 0).rows
    start = next(index for index, row in enumerate(rows) if row.cells[0].printed == "一级指标")
    return grid(rows[start:])


HEAD = [
    *("一级指标", "二级指标", "三级指标", "分值", "评价标准及依据"),
    *("年度指标值", "实际完成值", "自评分", "复核分", "复核意见"),
]


def test_scores_and_opinions_of_the_review_stand_beside_the_self_score() -> None:
    first = leaf("甲", "60", "10件", score="55.5", opinion="抽查少1件")
    computed = package(first, leaf("乙", "40", "9件", score="36"))

    assert rows_of(computed) == [
        HEAD,
        ["项目绩效（100分）", "数量指标（100分）", "甲", "60", "甲的标准", "≥10件", "10件", "60", "55.5", "抽查少1件"],
        ["乙", "40", "乙的标准", "≥10件", "9件", "36", "36", ""],
        ["合计", "100", "", "96", "91.5", "自评等级：优"],
    ]


def test_it_is_blank_where_no_review_was_made_and_the_total_waits_for_the_last_one() -> None:
    none = package(leaf("甲", "60", "10件"), leaf("乙", "40", "9件"))
    one = package(leaf("甲", "60", "10件", score="0"), leaf("乙", "40", "9件", opinion="请补充佐证"))

    assert [row[-3:] for row in rows_of(none)[1:]] == [["60", "", ""], ["36", "", ""], ["96", "", "自评等级：优"]]
    assert [row[-3:] for row in rows_of(one)[1:]] == [
        ["60", "0", ""],
        ["36", "", "请补充佐证"],
        ["96", "", "自评等级：优"],
    ]


def total_row(computed: Package) -> Row:
    return row_of(sheet_table(computed, load_scheme("guangshui-2021"), 0), "合计")


def test_the_total_of_the_review_says_how_it_follows_and_stands_in_the_list() -> None:
    computed = package(leaf("甲", "60", "10件", score="55.5"), leaf("乙", "40", "9件", score="36"))
    cell = total_row(computed).cells[4]

    assert (cell.value, cell.ref) == (Decimal("91.5"), "/projects/0/computed/review_total")
    assert cell.explanation == "55.5 + 36 = 91.5"
    listed = table_for(computed, load_scheme("guangshui-2021"), "list:all")
    assert grid(listed.rows)[1] == ["1", "某项目", "", "10", "9", "90.00%", "96", "91.5", "优"]


def test_a_review_changes_no_score_of_the_officers_and_is_no_change_of_theirs() -> None:
    without = package(leaf("甲", "60", "10件"), leaf("乙", "40", "9件"))
    reviewed = package(leaf("甲", "60", "10件", score="1"), leaf("乙", "40", "9件", score="2"))

    before, after = (dump_package(one)["projects"][0]["computed"] for one in (without, reviewed))
    assert after == {**before, "review_total": "3"}
    assert differences(without, reviewed) == []


@pytest.mark.parametrize("slug", available_schemes())
def test_a_scheme_knows_whether_it_prints_reviews(slug: str) -> None:
    assert load_scheme(slug).prints_reviews == (slug == "guangshui-2021")
