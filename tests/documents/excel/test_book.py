import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from perfeval.core.tables import Table, table_for
from perfeval.core.tables.model import Cell, Row
from perfeval.documents.assemble import parts_of
from perfeval.documents.excel import workbook_of
from perfeval.documents.excel.following import Grid
from perfeval.documents.formats import tables_in

from ..cases import SLUGS, case
from ..making import figure, heads, indicators, label, table
from .books import META, formulas, made, member, opened, values


def project_of(slug: str, position: int) -> Table:
    return table_for(*case(slug), f"project:{position}")


def test_a_form_counts_its_rates_scores_and_totals() -> None:
    assert formulas(made(project_of("miluo-2023", 1))) == {
        "附件3-1 2023年度项目支出绩效自评表!D6": "=SUM(D7:D9)",
        "附件3-1 2023年度项目支出绩效自评表!H6": "=ROUND(F6/E6,4)",
        "附件3-1 2023年度项目支出绩效自评表!I6": "=ROUND(G6*MIN(MAX(H6,0),1),2)",
        "附件3-1 2023年度项目支出绩效自评表!G25": "=SUM(G6:G24)",
        "附件3-1 2023年度项目支出绩效自评表!H25": "=SUM(H13:H24,I6)",
    }


@pytest.mark.parametrize(
    ("slug", "count"),
    [("gaoyi-2022", 57), ("jincheng-2022", 192), ("miluo-2023", 18), ("qinhuangdao-2023", 0), ("xundian-2023", 5)],
)
def test_every_formula_is_written_with_what_the_program_computed(slug: str, count: int) -> None:
    content = workbook_of(tables_in(parts_of(*case(slug))), META)
    written, given = opened(content), opened(content, results=True)
    counted = [given[place.rpartition("!")[0]][place.rpartition("!")[2]].value for place in formulas(written)]
    assert (len(counted), [each for each in counted if each is None]) == (count, [])


def test_a_total_that_a_rule_lowered_stays_a_number() -> None:
    rows = [
        Row((label("指标"), Cell("60", "computed", value=Decimal(60), ref="/overall/indicators/0/computed/score"))),
        Row((label("总分"), Cell("50", "computed", value=Decimal(50), ref="/overall/computed/total"))),
    ]
    assert formulas(made(table(*rows))) == {}


def test_text_is_never_a_formula() -> None:
    hostile = ["=1+1", "=cmd|'/c calc'!A1", "+1", "-2", "@SUM(A1)", "\t=1", "#REF!", "2024-01-01"]
    book = made(
        table(*(Row((label("项"), Cell(text, "entry", ref=f"/{index}"))) for index, text in enumerate(hostile)))
    )
    cells = [book["小表"].cell(row, 2) for row in range(2, 2 + len(hostile))]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in hostile]
    assert [cell.quotePrefix for cell in cells] == [True] * 6 + [False] * 2


def test_characters_that_no_file_can_hold_are_left_out() -> None:
    assert values(made(table(Row((Cell("甲\x00乙\x1f\ufffe"), Cell("一\r\n二"))))), "小表") == {
        "A1": "小表",
        "A2": "甲乙",
        "B2": "一\n二",
    }


def test_a_sheet_is_set_up_to_be_printed() -> None:
    sheet = made(indicators(3, 2, orientation="landscape"))["指标表"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (
        sheet.page_setup.fitToWidth,
        sheet.page_setup.fitToHeight,
        sheet.sheet_properties.pageSetUpPr.fitToPage,
    ) == (1, 0, True)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$2:$2", "A3")
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:D1", "A3:A4"]


def test_numbers_are_numbers() -> None:
    book = made(table(Row((label("得分"), figure("8.50")))))
    assert values(book, "小表") == {"A1": "小表", "A2": "得分", "B2": 8.5}
    assert book["小表"]["B2"].number_format == "0.00"


def test_sheets_have_names_of_their_own_that_excel_takes() -> None:
    titles = ["甲:乙/丙", "表" * 40, "表" * 40, "A表", "a表", "", "'引'"]
    book = made(*(table(Row((Cell("1"), Cell("2"))), title=title) for title in titles))
    assert book.sheetnames == ["目录", "甲 乙 丙", "表" * 31, "表" * 28 + "（2）", "A表", "a表（2）", "表", "引"]


def test_a_list_of_many_sheets_leads_to_each() -> None:
    book = made(*(table(Row((Cell("1"), Cell("2"))), title=f"表{number}") for number in range(5)))
    links = [(cell.value, cell.hyperlink.location) for (cell,) in book["目录"].iter_rows(min_row=2)]
    assert links == [(f"表{number}", f"'表{number}'!A1") for number in range(5)]


def test_few_sheets_need_no_list() -> None:
    assert made(table(heads("甲", "乙"))).sheetnames == ["小表"]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_number_that_is_printed_is_a_number_on_its_sheet(slug: str) -> None:
    for each in tables_in(parts_of(*case(slug))):
        grid = Grid.of(each)
        printed = {place for place, item in grid.cells.items() if item.cell.value is not None and item.cell.text}
        assert printed == set(grid.numbers)


MAKE = """
import hashlib
from tests.documents.cases import case
from perfeval.documents.output import named_file
print(hashlib.sha256(named_file(*case("miluo-2023"), "all", "{ending}")[1]).hexdigest())
"""


@pytest.mark.slow
def test_two_processes_give_the_same_bytes() -> None:
    command = [sys.executable, "-c", MAKE.format(ending="xlsx")]
    environments = ({"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"}, {"PYTHONHASHSEED": "2", "TZ": "UTC"})
    printed = [subprocess.run(command, env=each, capture_output=True, check=True).stdout for each in environments]
    assert printed[0] == printed[1]


def test_the_workbook_says_whose_it_is_and_nothing_of_the_clock() -> None:
    silent = opened(workbook_of([table(heads("甲", "乙"))], META)).properties
    assert (silent.creator, silent.title) == ("测试局", "测试局2023年度 自评表")
    core = member(workbook_of([table(heads("甲", "乙"))], META), "docProps/core.xml")
    assert b"dcterms:created" not in core
    assert b"dcterms:modified" not in core
    dated = opened(workbook_of([table(heads("甲", "乙"))], replace(META, created=date(2024, 3, 1)))).properties
    assert (dated.created, dated.modified) == (datetime(2024, 3, 1), datetime(2024, 3, 1))  # noqa: DTZ001 - as read
