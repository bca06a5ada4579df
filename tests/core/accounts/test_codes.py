from typing import Any

from perfeval.core.accounts import CodeProblem, code_problems
from perfeval.core.package import FinalAccounts


def spent(code: str, name: str = "新科目") -> dict[str, Any]:
    return {"function": code, "name": name, "source": "fiscal", "basic": "1"}


def problems(**parts: Any) -> list[CodeProblem]:
    return code_problems(FinalAccounts.model_validate(parts), 2022)


def test_the_codes_of_the_published_case_are_all_known(accounts: FinalAccounts) -> None:
    assert code_problems(accounts, 2022) == []


def test_an_unknown_code_under_a_known_parent_warns() -> None:
    assert problems(expenditure=[spent("2080177")]) == [
        CodeProblem(
            "warning",
            "/final_accounts/expenditure/0",
            "2080177",
            "科目目录中没有功能分类科目2080177（新科目），请核对编码",
        )
    ]


def test_a_code_whose_parent_is_missing_is_an_error() -> None:
    assert problems(expenditure=[spent("2087701")]) == [
        CodeProblem(
            "error", "/final_accounts/expenditure/0", "2087701", "功能分类科目2087701（新科目）的上级科目20877不存在"
        )
    ]


def test_an_entered_parent_name_makes_the_parent_known() -> None:
    found = problems(expenditure=[spent("2087701")], function_names={"20877": "新款"})
    assert [problem.severity for problem in found] == ["warning"]


def test_one_code_with_two_names_is_an_error() -> None:
    found = problems(expenditure=[spent("2080101", "行政运行"), spent("2080101", "行政运转")])
    assert found == [
        CodeProblem(
            "error", "/final_accounts/expenditure/1", "2080101", "科目2080101有两个名称：“行政运行”与“行政运转”"
        )
    ]


def test_a_class_without_a_line_in_the_overview_is_an_error() -> None:
    assert problems(expenditure=[spent("227", "预备费")]) == [
        CodeProblem(
            "error", "/final_accounts/expenditure/0", "227", "收入支出决算总表没有227类的行，227（预备费）只计入合计"
        )
    ]


def test_an_economic_code_outside_the_printed_list_warns_and_outside_its_classes_is_an_error() -> None:
    found = problems(economic=[{"code": "30250", "name": "甲"}, {"code": "30401", "name": "乙"}])
    assert [(problem.severity, problem.code, problem.message) for problem in found] == [
        ("warning", "30250", "科目目录中没有经济分类科目30250（甲），请核对编码"),
        ("error", "30401", "经济分类科目30401（乙）的上级科目304不存在"),
        ("warning", "30250", "明细表没有经济分类30250（甲）的行，金额只计入302类"),
        ("error", "30401", "经济分类30401（乙）不属于人员经费，也不属于公用经费，明细表不含这一金额"),
    ]


def test_an_amount_above_the_lowest_level_is_an_error() -> None:
    assert problems(expenditure=[spent("20807", "就业补助"), spent("2080799", "其他就业补助支出")]) == [
        CodeProblem(
            "error",
            "/final_accounts/expenditure/0",
            "20807",
            "科目20807（就业补助）下面还有下级科目，金额应填在最低一级",
        )
    ]
