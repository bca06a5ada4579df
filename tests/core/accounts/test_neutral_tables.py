"""The published tables as they are drawn: headings, spans, numbers of lines, notes."""

from decimal import Decimal

import pytest
from hypothesis import given, settings

from perfeval.core.package import FinalAccounts, Package, read_package
from perfeval.core.tables.accounts import accounts_table, accounts_tables
from perfeval.core.tables.model import Cell, Row, Table

from .conftest import SAMPLE
from .strategies import final_accounts


@pytest.fixture(scope="module")
def package() -> Package:
    return read_package(SAMPLE.read_bytes())


def table(package: Package, number: str) -> Table:
    found = accounts_table(package, number)
    assert found is not None
    return found


def texts(rows: tuple[Row, ...]) -> list[list[str]]:
    return [[cell.printed for cell in row.cells] for row in rows]


def spans(rows: tuple[Row, ...]) -> list[list[tuple[str, int, int]]]:
    return [[(cell.text, cell.colspan, cell.rowspan) for cell in row.cells] for row in rows]


def test_there_are_ten_tables_with_closed_grids(package: Package) -> None:
    tables = accounts_tables(package)
    assert [found.key for found in tables] == [f"accounts-{number:02}" for number in range(1, 11)]
    assert [problem for found in tables for problem in found.problems()] == []
    assert [found.orientation for found in tables] == [
        *("portrait", "landscape", "portrait", "portrait", "portrait"),
        *("landscape", "landscape", "landscape", "portrait", "portrait"),
    ]


def test_a_package_without_final_accounts_has_no_tables(package: Package) -> None:
    assert accounts_tables(package.model_copy(update={"final_accounts": None})) == []


def test_headings_of_the_three_public_table_are_merged_as_printed(package: Package) -> None:
    drawn = table(package, "07")
    assert spans(drawn.rows[:3]) == [
        [("预算数", 6, 1), ("决算数", 6, 1)],
        [("合计", 1, 2), ("因公出国(境)费", 1, 2), ("公务用车购置及运行维护费", 3, 1), ("公务接待费", 1, 2)] * 2,
        [("小计", 1, 1), ("公务用车购置费", 1, 1), ("公务用车运行维护费", 1, 1)] * 2,
    ]
    assert texts(drawn.rows[3:]) == [
        [str(column) for column in range(1, 13)],
        [
            *("71000.00", "", "51000.00", "", "51000.00", "20000.00"),
            *("20288.20", "", "11585.20", "", "11585.20", "8703.00"),
        ],
    ]


def test_the_overview_sets_income_beside_expenditure(package: Package) -> None:
    drawn = table(package, "01")
    assert drawn.captions == (
        ("", "", "公开01表"),
        ("部门名称：晋城市人力资源和社会保障局", "2022年度", "金额单位：元"),
    )
    assert texts(drawn.rows)[:4] == [
        ["收入", "支出"],
        ["项目", "行次", "决算数", "项目", "行次", "决算数"],
        ["栏次", "", "1", "栏次", "", "2"],
        ["一、一般公共预算财政拨款收入", "1", "62281177.64", "一、一般公共服务支出", "32", ""],
    ]
    assert texts(drawn.rows)[-1] == ["总计", "31", "62373182.64", "总计", "62", "62373182.64"]


def test_a_computed_cell_knows_its_value_its_place_and_its_formula(package: Package) -> None:
    assert table(package, "01").rows[-1].cells[2] == Cell(
        "62373182.64",
        "computed",
        align="right",
        value=Decimal("62373182.64"),
        ref="/final_accounts/computed/tables/01/30/cells/0",
        explanation="27行＋28行＋29行",
    )


def test_economic_codes_stand_in_four_groups_and_dashes_where_nothing_is_possible(package: Package) -> None:
    rows = texts(table(package, "06").rows)
    assert rows[7] == [
        *("30107", "绩效工资", "", "", "30205", "水费", "", ""),
        *("309", "资本性支出（基本建设）", "", "——", "31022", "无形资产购置", "", ""),
    ]
    assert rows[-1] == ["人员经费合计", "46638830.63", "7663859.60", "公用经费合计", "15642347.01", "1050304.34"]


def test_a_table_without_data_says_so(package: Package) -> None:
    assert [len(table(package, number).notes) for number in ("05", "08", "09")] == [1, 2, 2]
    assert table(package, "09").notes[1] == "说明：本表无数据"


@settings(max_examples=20, deadline=None)
@given(final_accounts())
def test_grids_close_for_any_leaves(accounts: FinalAccounts) -> None:
    whole = Package.model_validate(
        {
            "format": "perfeval-package/1",
            "scheme": "any",
            "year": 2022,
            "money_unit": "万元",
            "department": {"name": "某局"},
        }
    ).model_copy(update={"final_accounts": accounts})
    assert [problem for found in accounts_tables(whole) for problem in found.problems()] == []
