"""A project list from any sheet: columns are guessed, every line is checked, all or none are stored."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from perfeval.evaluations.files import UnsafeFileError
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import Project, SelfEvaluation
from perfeval.exchange.projects import Grid, add_projects, guess_header, guess_targets, lines_of, read_grids

from ..factories import author_of, make_evaluation, small_package
from .books import list_book, saved

pytestmark = pytest.mark.django_db

HEADINGS = [
    "序号",
    "项目名称",
    "主管部门",
    "年初预算数（万元）",
    "全年预算数",
    "全年执行数",
    "资金性质",
    "自评得分",
    "备注",
]


@pytest.fixture
def evaluation() -> SelfEvaluation:
    return make_evaluation(small_package())


def grids_of(book: Workbook) -> list[Grid]:
    content = saved(book)
    return read_grids("清单.xlsx", len(content), BytesIO(content))


def test_headings_are_found_below_a_title_and_say_what_the_columns_are() -> None:
    (grid,) = grids_of(list_book([["2023年项目清单"], ["单位：万元"], HEADINGS, [1, "培训"]]))
    assert guess_header(grid.rows) == 2
    assert guess_targets(HEADINGS) == {
        0: "seq",
        1: "name",
        2: "department",
        3: "initial",
        4: "adjusted",
        5: "executed",
        6: "fund",
        7: "self_score",
    }


def test_short_headings_are_understood_too() -> None:
    headings = ["编号", "项目", "单位名称", "预算（万元）", "调整后预算", "支出", "打分"]
    guessed = {1: "name", 2: "unit", 3: "initial", 4: "adjusted", 5: "executed", 6: "self_score"}
    assert guess_targets(headings) == guessed


def test_projects_are_added_and_known_ones_brought_up_to_date(evaluation: SelfEvaluation) -> None:
    rows = [
        HEADINGS,
        [
            1,
            "(上级)秦财社[2022]746号2023年省级财政优抚对象补助经费",
            "民政局",
            "1,200.5",
            1200.5,
            1200,
            "一般公共预算",
            98,
        ],
        [2, "测试项目", None, None, 150, 120.25, "政府性基金预算", None],
        ["合计", None, None, None, 1350.5, 1320.25],
    ]
    (grid,) = grids_of(list_book(rows))
    lines, problems = lines_of(grid, 0, guess_targets(HEADINGS))
    assert (problems, len(lines)) == ([], 2)
    author = author_of(evaluation)
    dry = add_projects(actor=author, evaluation=evaluation, lines=lines, dry_run=True)
    assert (dry.problems, len(dry.added), dry.changed, Project.objects.count()) == ([], 1, ["测试项目"], 1)
    add_projects(actor=author, evaluation=evaluation, lines=lines, dry_run=False)
    known, new = load(evaluation).package.projects
    assert (known.name, known.fund, str(known.amount("adjusted")), known.indicators != []) == (
        "测试项目",
        "government_fund",
        "150",
        True,
    )
    assert (new.seq, new.document_number, new.funding_level, new.list, str(new.amount("executed"))) == (
        1,
        "秦财社[2022]746号",
        "provincial",
        "transfer",
        "1200",
    )


def test_every_problem_is_named_by_cell_and_nothing_is_stored(evaluation: SelfEvaluation) -> None:
    rows = [HEADINGS, [1, "甲", None, "abc", 5], [2, None, None, 5], [3, "甲", None, None, None, None, "彩票"]]
    (grid,) = grids_of(list_book(rows))
    lines, problems = lines_of(grid, 0, guess_targets(HEADINGS))
    assert [str(problem) for problem in problems] == ["工作表“清单”B3：缺项目名称"]
    named = [line for line in lines if line.name]
    preview = add_projects(actor=author_of(evaluation), evaluation=evaluation, lines=named, dry_run=False)
    assert [(problem.cell, problem.message) for problem in preview.problems][:1] == [("D2", "“abc”不是数字")]
    assert [problem.cell for problem in preview.problems][1:2] == ["G4"]
    assert Project.objects.count() == 1


def test_formulas_and_merged_cells_count_only_where_they_are_taken() -> None:
    book = list_book([["标题", None, None], ["项目名称", "全年预算数", "备注"], ["甲", "=1+1", "=2"], ["乙", 5, None]])
    sheet = book.active
    assert sheet is not None
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    (grid,) = grids_of(book)
    lines, problems = lines_of(grid, 1, {0: "name", 1: "adjusted"})
    assert [str(problem) for problem in problems] == [
        "工作表“清单”B3：这一格是公式，请改成数值再上传",
        "工作表“清单”A4：这一格被合并到别的格里，请取消合并",
    ]
    assert [line.values for line in lines] == [{"name": "甲", "adjusted": ""}, {"name": "", "adjusted": "5"}]


def test_columns_that_make_no_sense_are_named() -> None:
    (grid,) = grids_of(list_book([["a", "b"], [1, 2]]))
    assert [problem.message for problem in lines_of(grid, 0, {0: "adjusted", 1: "adjusted"})[1]][:2] == [
        "请指出哪一列是项目名称",
        "有两列都选了“全年预算数”",
    ]


def test_hidden_sheets_empty_books_and_huge_ones_are_refused() -> None:
    hidden = list_book([["项目名称"]])
    hidden.create_sheet("暗表").sheet_state = "hidden"
    with pytest.raises(UnsafeFileError, match="工作表“暗表”被隐藏"):
        grids_of(hidden)
    with pytest.raises(UnsafeFileError, match="工作簿里没有内容"):
        grids_of(Workbook())
    with pytest.raises(UnsafeFileError, match="超过3000行或60列"):
        grids_of(list_book([["项目名称"], *([number] for number in range(3001))]))
