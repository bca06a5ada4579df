"""Packages in and out of the database: the same data back, or nothing stored at all."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from perfeval.core.package import PackageError, read_package
from perfeval.directory.models import Department, FiscalYear, Role
from perfeval.evaluations.models import SelfEvaluation, Sheet, State
from perfeval.evaluations.services import ImportRefusedError, export_package, import_package, recompute
from tests.comparing import entered
from tests.factories import (
    SAMPLES,
    author_of,
    head_of,
    make_department,
    make_evaluation,
    person,
    sample_bytes,
    sample_evaluation,
    sample_package,
    small_document,
    small_package,
    small_project,
)

pytestmark = pytest.mark.django_db


def counts() -> dict[str, int]:
    """How many rows every table of the program has."""
    models: list[type[Model]] = [
        model for app in ("directory", "evaluations") for model in apps.get_app_config(app).get_models()
    ]
    return {model.__name__: model._default_manager.count() for model in models}


def problems_of(document: Any) -> list[tuple[str, str]]:
    """What reading and importing says of a document; nothing may be stored."""
    before = counts()
    with pytest.raises(PackageError) as error:
        import_package(actor=None, package=read_package(json.dumps(document).encode()))
    assert counts() == before
    return error.value.problems


# --- round trips ---


@pytest.mark.parametrize("name", SAMPLES)
def test_a_package_comes_out_as_it_went_in(name: str) -> None:
    exported = export_package(sample_evaluation(name))
    assert entered(exported) == entered(sample_package(name))


@pytest.mark.parametrize("name", SAMPLES)
def test_replacing_a_self_evaluation_by_itself_changes_no_value_and_leaves_no_rows_behind(name: str) -> None:
    first = sample_evaluation(name)
    before = counts()
    again = import_package(actor=None, package=sample_package(name), replace=True)
    assert (again.pk, again.version) == (first.pk, first.version + 1)
    assert counts() == before
    assert entered(export_package(again)) == entered(sample_package(name))


def test_empty_texts_are_not_blanks() -> None:
    project = {**small_project("项目"), "goal_text": "", "completion_text": None}
    exported = export_package(make_evaluation(small_package(projects=[project])))
    assert (exported.projects[0].goal_text, exported.projects[0].completion_text) == ("", None)


@pytest.mark.parametrize(
    ("unit", "amount"), [("万元", "8779.431290"), ("元", "87794312.9"), ("元", "0"), ("万元", None)]
)
def test_amounts_come_back_in_the_unit_they_were_given_in(unit: str, amount: str | None) -> None:
    project = small_project("项目")
    project["funds"][0]["executed"] = amount
    package = small_package(money_unit=unit, projects=[project])
    assert entered(export_package(make_evaluation(package))) == entered(package)


# --- where it goes ---


def test_an_import_stores_the_results_that_are_queried() -> None:
    sheet = make_evaluation(small_package()).sheets.get()
    results = [sheet.execution_rate, sheet.execution_score, sheet.weight_total, sheet.total, sheet.grade]
    assert [str(result) for result in results] == ["80.50", "8.05", "100.00", "98.05", "优"]


def test_recomputing_restores_results_that_were_lost() -> None:
    evaluation = make_evaluation(small_package())
    Sheet.objects.update(total=None, grade=None)
    recompute(evaluation)
    assert Sheet.objects.values_list("total", "grade").get() == (Decimal("98.05"), "优")


def test_an_import_opens_the_department_and_its_year() -> None:
    evaluation = make_evaluation(small_package())
    assert (evaluation.department.name, evaluation.department.region.name) == ("测试局", "测试县")
    assert list(FiscalYear.objects.values_list("region__name", "year", "open")) == [("测试县", 2023, True)]
    assert (evaluation.state, evaluation.version, evaluation.updated_by) == (State.DRAFT, 1, None)


def test_a_second_year_of_a_department_stands_beside_the_first() -> None:
    first, second = make_evaluation(small_package()), make_evaluation(small_package(year=2024))
    assert first.department == second.department
    assert SelfEvaluation.objects.count() == 2


def test_what_exists_is_not_replaced_unless_that_is_said() -> None:
    evaluation = make_evaluation(small_package())
    before = counts()
    with pytest.raises(ImportRefusedError, match=f"测试局2023年度的自评已存在（编号{evaluation.pk}），要替换须注明"):
        import_package(actor=None, package=small_package(facts={}))
    assert counts() == before


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ENDORSED, State.APPROVED, State.PUBLISHED])
def test_what_has_been_handed_in_is_not_replaced(state: State) -> None:
    evaluation = make_evaluation(small_package())
    SelfEvaluation.objects.update(state=state)
    with pytest.raises(ImportRefusedError, match=rf"\A自评{state.label}，不能替换\Z"):
        import_package(actor=None, package=small_package(facts={}), replace=True)
    assert entered(export_package(evaluation)) == entered(small_package())


def test_a_given_department_takes_the_package_whatever_name_it_carries() -> None:
    department = make_department("另一局")
    evaluation = import_package(actor=None, package=small_package(), department=department)
    assert evaluation.department == department
    assert entered(export_package(evaluation)) == entered(small_package())


def test_an_officer_imports_for_the_own_department_only() -> None:
    evaluation = make_evaluation(small_package())
    author = author_of(evaluation)
    again = import_package(actor=author, package=small_package(facts={}), replace=True)
    assert again.updated_by == author
    stranger = person(Role.AUTHOR, make_department("他局"))
    for actor in (stranger, head_of(evaluation)):
        with pytest.raises(ImportRefusedError, match="只有本部门的填报人可以导入测试局的数据"):
            import_package(actor=actor, package=small_package(), replace=True)


def test_an_officer_cannot_enter_a_department_by_importing() -> None:
    author = person(Role.AUTHOR, make_department("他局"))
    with pytest.raises(PackageError, match="没有这个部门：测试局"):
        import_package(actor=author, package=small_package())
    assert not Department.objects.filter(name="测试局").exists()


# --- bad input ---


def with_project(**changes: Any) -> dict[str, Any]:
    return small_document(projects=[{**small_project("项目"), **changes}])


def with_executed(amount: str, unit: str = "万元") -> dict[str, Any]:
    funds = [{"key": "total", "executed": amount}]
    return with_project(funds=funds) | {"money_unit": unit}


def with_indicator(**changes: Any) -> dict[str, Any]:
    return with_project(indicators=[{"name": "指标", "weight": "10", **changes}])


CIRCLE = {"sections": [{"heading": "一", "same_as": "二"}, {"heading": "二", "same_as": "一"}]}
EXECUTED = "/projects/0/funds/0/executed"


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (with_executed("12a.5"), (EXECUTED, "“12a.5”不是数字")),
        (with_executed("1.1234567890123"), (EXECUTED, "“1.1234567890123”的小数超过6位")),
        (with_executed("0.001", "元"), (EXECUTED, "金额须精确到分，小数太多：0.001")),
        (with_executed("10000000000000", "元"), (EXECUTED, "金额过大：10000000000000")),
        (with_indicator(weight="-5"), ("/projects/0/indicators/0/weight", "-5不能小于0")),
        (with_indicator(weight="1000000000"), ("/projects/0/indicators/0/weight", "数字过大：1000000000")),
        (with_indicator(basis="字" * 700_000), ("/projects/0/indicators/0/basis", "文字太长")),
        (with_indicator(basis="a\x00b"), ("/projects/0/indicators/0/basis", "文字中有不可见的控制字符")),
        (with_indicator(rule={"kind": "magic"}), ("/projects/0/indicators/0/rule", "没有这种规则")),
        (small_document(scheme="nowhere-2020"), ("/scheme", "没有填报方案“nowhere-2020”")),
        (small_document(colour="red"), ("/colour", "不认识这一项：'red'")),
        (small_document(department={"name": "无地区局"}), ("/department/region", "缺少地区，不知道是哪里的部门")),
        (small_document(report=CIRCLE), ("/report", "same_as 循环引用：“一”")),
    ],
)  # fmt: skip
def test_bad_input_is_named_and_nothing_is_stored(document: dict[str, Any], problem: tuple[str, str]) -> None:
    assert [(path, message[: len(problem[1])]) for path, message in problems_of(document)] == [problem]


def test_all_numbers_that_do_not_fit_are_named_at_once() -> None:
    funds = [{"key": "total", "executed": "0.001", "adjusted": "0.002", "initial": "1"}]
    found = problems_of(with_project(funds=funds) | {"money_unit": "元"})
    assert sorted(path for path, _message in found) == ["/projects/0/funds/0/adjusted", EXECUTED]


def test_a_truncated_file_and_one_in_gbk_are_refused() -> None:
    whole = sample_bytes("miluo-2023").decode()
    for data, message in (
        (whole[: len(whole) // 2].encode(), "文件不是完整的JSON"),
        (whole.encode("gb18030"), "文件不是UTF-8编码"),
    ):
        with pytest.raises(PackageError, match=message):
            read_package(data)


def test_an_error_in_the_last_part_undoes_the_first() -> None:
    accounts = {"money_unit": "元", "economic": [{"code": "30101", "name": "基本工资", "amount": "0.001"}]}
    assert problems_of(small_document(final_accounts=accounts)) == [
        ("/final_accounts/economic/0/amount", "金额须精确到分，小数太多：0.001")
    ]


def test_a_replacement_that_fails_leaves_what_was_there() -> None:
    evaluation = make_evaluation(small_package())
    funds = [{"key": "total", "executed": "0.001"}]
    bad = small_package(money_unit="元", projects=[{**small_project("新"), "funds": funds}])
    with pytest.raises(PackageError):
        import_package(actor=None, package=bad, replace=True)
    assert entered(export_package(evaluation)) == entered(small_package())
    evaluation.refresh_from_db()
    assert evaluation.version == 1
