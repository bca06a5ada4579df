"""The survey of 寻甸: options under their question, sums below."""

from collections.abc import Callable

from perfeval.core.tables import survey_tables

from .conftest import Case
from .grids import grid, shapes

Cases = Callable[[str], Case]


def test_the_survey_merges_questions_over_options_and_ends_in_three_results(case: Cases) -> None:
    (table,) = survey_tables(*case("xundian-2023"))

    assert (table.number, table.title) == (
        "附件4",
        "寻甸回族彝族自治县人社局2023年部门整体支出绩效评价调查问卷（受益人群）",
    )
    assert table.captions == (("发放问卷：50份\u3000收回问卷：50份\u3000有效问卷：49份", "", ""),)
    assert grid(table.rows[:4]) == [
        ["标题序号", "问题内容", "选项内容", "标准分值", "问卷数"],
        ["1", "您认为该部门在深入基层调查研究情况方面做的如何？", "A.经常到基层调研", "10", "48"],
        ["B.偶尔到基层调研", "5", "0"],
        ["C.从不到基层调研", "0", "1"],
    ]
    assert shapes(table.rows[1]) == [(1, 3), (1, 3), (1, 1), (1, 1), (1, 1)]
    assert grid(table.rows[-3:]) == [
        ["问卷总分", "100", "4890"],
        ["有效问卷份数", "", "49"],
        ["问卷综合得分", "", "99.8"],
    ]
    assert [cell.ref for cell in table.rows[2].cells] == [
        "/survey/questions/0/options/1/label",
        "/survey/questions/0/options/1/points",
        "/survey/questions/0/options/1/count",
    ]
    assert table.rows[-1].cells[2].explanation == "问卷总分4890 ÷ 有效问卷49份 = 99.8"


def test_a_county_without_a_survey_has_no_survey_table(case: Cases) -> None:
    assert survey_tables(*case("gaoyi-2022")) == []
