"""绩效评价基础数据表 of 汨罗, and how sections of different widths share a grid."""

from collections.abc import Callable

import pytest

from perfeval.core.package import BasicData, TableRow, TableSection
from perfeval.core.tables import NoSuchTable, basic_data_table

from .conftest import Case
from .grids import grid, shapes, texts

Cases = Callable[[str], Case]


def test_four_sections_of_miluo_share_one_grid_of_a_label_and_six_columns(case: Cases) -> None:
    table = basic_data_table(*case("miluo-2023"))

    assert (table.number, table.title, len(table.widths)) == ("附件1", "2023年度部门整体支出绩效评价基础数据表", 7)
    assert grid(table.rows[:4]) == [
        ["财政供养人员情况(人)", "编制数", "2023年实际在职人数", "控制率"],
        ["139", "139", "100%"],
        ["经费控制情况(万元)", "2022年决算数", "2023年预算数", "2023年决算数"],
        ["“三公”经费", "6.66", "13.9", "3.06"],
    ]
    assert [shapes(row) for row in table.rows[:2]] == [[(1, 2), (2, 1), (2, 1), (2, 1)], [(2, 1)] * 3]
    assert [texts(row)[0] for row in table.rows[-3:]] == ["楼堂馆所控制情况(2023年完工项目)", "", "厉行节约保障措施"]
    assert shapes(table.rows[-1]) == [(1, 1), (6, 1)]
    assert table.notes == (
        "说明：“项目支出”需要填报基本支出以外的所有项目支出情况，“公用经费”填报基本支出中的一般商品和服务支出。",
    )


def test_a_ratio_is_computed_and_children_are_indented_with_deep_references(case: Cases) -> None:
    table = basic_data_table(*case("miluo-2023"))
    ratio, child = table.rows[1].cells[2], table.rows[5].cells

    assert (ratio.kind, ratio.ref, ratio.explanation) == (
        "computed",
        "/basic_data/sections/0/rows/0/computed/values/2",
        "2023年实际在职人数 ÷ 编制数",
    )
    assert (child[0].text, child[0].indent, child[1].kind, child[1].input, child[1].ref) == (
        "其中：公车购置",
        2,
        "entry",
        "amount",
        "/basic_data/sections/1/rows/0/children/0/children/0/values/0",
    )


def test_a_sum_is_computed_and_a_row_without_figures_stays_empty(case: Cases) -> None:
    package, scheme = case("miluo-2023")
    leaf = TableRow(key="leaf", label="甲")
    rows = [
        TableRow(key="sum", label="合计", total="sum", children=[leaf]),
        TableRow(key="none", label="其中", total="none", children=[leaf]),
    ]
    data = BasicData(sections=[TableSection(label="经费", columns=["预算", "决算"], rows=rows)])
    table = basic_data_table(package.model_copy(update={"basic_data": data}), scheme)

    assert [[cell.kind for cell in row.cells] for row in table.rows[1:]] == [
        ["label", "computed", "computed"],
        ["label", "entry", "entry"],
        ["label", "text", "text"],
        ["label", "entry", "entry"],
    ]


def test_column_counts_without_a_small_common_multiple_still_fill_the_width(case: Cases) -> None:
    package, scheme = case("miluo-2023")
    sections = [
        TableSection(label=str(count), columns=["列"] * count, rows=[TableRow(key="row", label="行")])
        for count in (5, 7)
    ]
    table = basic_data_table(package.model_copy(update={"basic_data": BasicData(sections=sections)}), scheme)

    assert table.problems() == []
    assert [columns for columns, _ in shapes(table.rows[0])] == [1, 1, 1, 2, 1, 2]


def test_without_data_there_is_no_table(case: Cases) -> None:
    with pytest.raises(NoSuchTable):
        basic_data_table(*case("gaoyi-2022"))
