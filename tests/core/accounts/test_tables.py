from decimal import Decimal
from typing import Any

from perfeval.core.accounts import account_tables
from perfeval.core.package import FinalAccounts


def build(**parts: Any) -> FinalAccounts:
    return FinalAccounts.model_validate(parts)


def rows(accounts: FinalAccounts, number: str) -> dict[str, list[str | None]]:
    return {row.key: row.cells for row in account_tables(accounts, 2022)[number] if any(row.cells)}


def fiscal(function: str, fund: str, **amounts: str) -> dict[str, Any]:
    return {"function": function, "name": "科目", "source": "fiscal", "fund": fund, **amounts}


def test_a_parent_is_blank_when_its_children_are_blank_and_never_zero() -> None:
    accounts = build(expenditure=[fiscal("2080101", "general", basic="5.00"), fiscal("2080102", "general", basic="0")])
    assert rows(accounts, "05") == {
        "total": ["5.00", "5.00", None],
        "208": ["5.00", "5.00", None],
        "20801": ["5.00", "5.00", None],
        "2080101": ["5.00", "5.00", None],
    }


def test_amounts_of_one_code_from_several_sources_are_added() -> None:
    accounts = build(
        expenditure=[
            fiscal("2080104", "general", project="1884513.00"),
            {"function": "2080104", "name": "科目", "source": "other", "project": "6000"},
        ]
    )
    assert rows(accounts, "03")["2080104"] == ["1890513.00", None, "1890513.00", None, None, None]
    assert rows(accounts, "05")["2080104"] == ["1884513.00", None, "1884513.00"]


def test_a_leaf_on_the_level_of_a_parent_stands_beside_its_children() -> None:
    accounts = build(
        expenditure=[fiscal("20807", "general", project="10"), fiscal("2080799", "general", project="2.5")]
    )
    assert rows(accounts, "05") == {
        "total": ["12.50", None, "12.50"],
        "208": ["12.50", None, "12.50"],
        "20807": ["12.50", None, "12.50"],
        "2080799": ["2.50", None, "2.50"],
    }


def test_government_funds_balance_by_code_and_appear_in_the_overview() -> None:
    accounts = build(
        revenue=[{"function": "2120801", "name": "科目", "fund": "government_fund", "fiscal": "80"}],
        expenditure=[fiscal("2120801", "government_fund", basic="30", project="60")],
        balances={
            "opening_fiscal": "20",
            "fiscal": [{"fund": "government_fund", "function": "2120801", "opening": "20"}],
        },
    )
    assert rows(accounts, "08")["2120801"] == ["20.00", "80.00", "90.00", "30.00", "60.00", "10.00"]
    assert rows(accounts, "04") == {
        "2": ["80.00"],
        "27": ["80.00"],
        "28": ["20.00"],
        "30": ["20.00"],
        "32": ["100.00"],
        "43": ["90.00", None, "90.00", None],
        "59": ["90.00", None, "90.00", None],
        "60": ["10.00", None, "10.00", None],
        "64": ["100.00", None, "100.00", None],
    }
    assert rows(accounts, "05") == {}


def test_state_capital_spending_has_a_table_of_its_own() -> None:
    accounts = build(expenditure=[fiscal("2230105", "state_capital", project="7.25")])
    assert rows(accounts, "09") == {
        "total": ["7.25", None, "7.25"],
        "223": ["7.25", None, "7.25"],
        "22301": ["7.25", None, "7.25"],
        "2230105": ["7.25", None, "7.25"],
    }


def test_a_class_that_cannot_be_basic_expenditure_prints_a_dash() -> None:
    accounts = build(economic=[{"code": "30902", "name": "办公设备购置", "amount": "3", "basic": "1"}])
    found = rows(accounts, "06")
    assert (found["309"], found["30902"]) == (["3.00", "——"], ["3.00", "——"])
    assert found["public_total"] == ["3.00", None]


def test_an_economic_code_outside_the_list_counts_in_its_class() -> None:
    accounts = build(economic=[{"code": "30250", "name": "新科目", "amount": "9.99", "basic": "9.99"}])
    found = rows(accounts, "06")
    assert found["302"] == found["public_total"] == ["9.99", "9.99"]
    assert "30250" not in found


def test_operating_cost_follows_from_table_06_where_it_is_not_entered() -> None:
    economic = [{"code": "30201", "name": "办公费", "amount": "50", "basic": "40"}]
    derived = build(economic=economic, operating_cost={"reference_public_institution": "15"})
    assert rows(derived, "10") == {"5": ["25.00"], "6": ["15.00"]}
    entered = build(economic=economic, operating_cost={"administrative": "39"})
    assert rows(entered, "10") == {"5": ["39.00"]}


def test_numbers_of_vehicles_have_no_decimals() -> None:
    accounts = build(assets={"vehicles": {"law_enforcement": "2", "other": "5"}, "large_equipment": "1"})
    assert rows(accounts, "10") == {"7": ["7"], "12": ["2"], "15": ["5"], "17": ["1"]}


def test_amounts_in_ten_thousands_keep_all_their_decimals() -> None:
    accounts = build(money_unit="万元", expenditure=[fiscal("2080101", "general", basic="751.812701")])
    assert rows(accounts, "05")["total"] == ["751.812701", "751.812701", None]


def test_entered_names_go_before_those_of_the_catalogue() -> None:
    leaf = {**fiscal("2080101", "general", basic="1"), "name": "行政运行（本级）"}
    accounts = build(expenditure=[leaf], function_names={"20801": "人社管理事务"})
    labels = {row.key: row.label for row in account_tables(accounts, 2022)["05"]}
    assert labels == {
        "total": "合计",
        "208": "社会保障和就业支出",
        "20801": "人社管理事务",
        "2080101": "行政运行（本级）",
    }


def test_empty_accounts_give_complete_empty_tables() -> None:
    tables = account_tables(build(), 2022)
    assert {number: len(lines) for number, lines in tables.items()} == {
        "01": 62,
        "02": 1,
        "03": 1,
        "04": 64,
        "05": 1,
        "06": 111,
        "07": 1,
        "08": 1,
        "09": 1,
        "10": 16,
    }
    cells = {cell for lines in tables.values() for line in lines for cell in line.cells}
    assert cells == {None, "——"}


def test_year_end_balance_follows_and_is_never_entered(accounts: FinalAccounts) -> None:
    balances = accounts.balances
    assert balances is not None
    more = accounts.model_copy(update={"balances": balances.model_copy(update={"opening": Decimal("80005.00")})})
    closing = next(row for row in account_tables(more, 2022)["01"] if row.key == "60")
    assert closing.cells == ["91005.00"]
