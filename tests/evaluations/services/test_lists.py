"""Lists beside the sheets: adding, moving and deleting items, and starting parts."""

import pytest
from django.core.exceptions import PermissionDenied

from perfeval.evaluations.loading import load
from perfeval.evaluations.models import FinalAccounts, SelfEvaluation, State, Task
from perfeval.evaluations.services.changing import undo
from perfeval.evaluations.services.errors import ChangeRefusedError
from perfeval.evaluations.services.lists import (
    ItemAct,
    LinesRefusedError,
    Part,
    add_items,
    change_item,
    read_lines,
    start_part,
)

from ...factories import author_of, head_of, make_evaluation, small_package

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> SelfEvaluation:
    units = [{"code": "001", "name": "本级"}, {"code": "002", "name": "就业中心"}]
    department = {"name": "测试局", "region": "测试县", "code": "301", "units": units}
    return make_evaluation(small_package(department=department))


def add(evaluation: SelfEvaluation, kind: str, text: str, owner: int | None = None) -> None:
    lines = read_lines(text)
    add_items(actor=author_of(evaluation), evaluation=evaluation, kind=kind, lines=lines, owner=owner)


def arrange(evaluation: SelfEvaluation, item: str, act: ItemAct) -> None:
    change_item(actor=author_of(evaluation), evaluation=evaluation, item=item, act=act)


def tasks_of(evaluation: SelfEvaluation) -> list[tuple[str | None, ...]]:
    return list(evaluation.tasks.order_by("order").values_list("name", "target", "actual", "unit"))


def test_lines_pasted_from_a_spreadsheet_become_items_in_order(evaluation: SelfEvaluation) -> None:
    add(evaluation, "task", '城镇新增就业\t900\t969\t人\n\n"技能\n培训"\t100\n')
    assert tasks_of(evaluation) == [("城镇新增就业", "900", "969", "人"), ("技能\n培训", "100", None, None)]
    evaluation.refresh_from_db()
    assert evaluation.version == 2


def test_all_problems_of_the_lines_are_named_and_none_is_stored(evaluation: SelfEvaluation) -> None:
    start_part(actor=author_of(evaluation), evaluation=evaluation, part=Part.FINAL_ACCOUNTS)
    with pytest.raises(LinesRefusedError) as refusal:
        add(evaluation, "revenue", "2080101\t\t\t12x\n20801\t\t\t5\n9990101\n2080101\t\t\t\t\t\t\t\t1\t多")
    assert [str(problem) for problem in refusal.value.problems] == [
        "第1行第4列：“12x”不是数字",
        "第3行第1列：科目目录中没有“9990101”，请写明科目名称",
        "第4行第1列：一行最多9列",
    ]
    assert evaluation.final_accounts.revenue.count() == 0


def test_an_account_line_takes_its_name_from_the_catalogue_and_amounts_as_people_write_them(
    evaluation: SelfEvaluation,
) -> None:
    start_part(actor=author_of(evaluation), evaluation=evaluation, part=Part.FINAL_ACCOUNTS)
    add(evaluation, "expenditure", "2080101\t\t\t\t７,518,127.01\n2296002\t\t其他资金\t政府性基金预算\t\t5")
    (first, second) = load(evaluation).package.final_accounts.expenditure
    assert (first.function, first.name, first.source, first.fund, str(first.basic)) == (
        "2080101",
        "行政运行",
        "fiscal",
        "general",
        "7518127.01",
    )
    assert (second.source, second.fund, str(second.project)) == ("other", "government_fund", "5")


def test_a_figure_gets_a_key_of_its_own(evaluation: SelfEvaluation) -> None:
    add(evaluation, "fact", "支出预算\t300\t万元\n在编人数\t12\t人")
    package = load(evaluation).package
    assert {key: str(value) for key, value in package.facts.items()} == {
        "income_budget": "200",
        "figure_1": "300",
        "figure_2": "12",
    }
    assert (package.fact_labels["figure_2"], package.fact_units["figure_2"]) == ("在编人数", "人")


def test_items_are_moved_and_deleted_and_taken_back(evaluation: SelfEvaluation) -> None:
    actor = author_of(evaluation)
    add_items(actor=actor, evaluation=evaluation, kind="task", lines=[["甲"], ["乙"], ["丙"]])
    first = Task.objects.get(name="甲")
    change_item(actor=actor, evaluation=evaluation, item=f"task.{first.pk}", act=ItemAct.DOWN)
    assert [name for name, *_ in tasks_of(evaluation)] == ["乙", "甲", "丙"]
    deleted = change_item(actor=actor, evaluation=evaluation, item=f"task.{first.pk}", act=ItemAct.DELETE)
    assert [name for name, *_ in tasks_of(evaluation)] == ["乙", "丙"]
    assert deleted.step is not None
    undo(actor=actor, evaluation=evaluation, step_key=deleted.step.pk)
    assert [name for name, *_ in tasks_of(evaluation)] == ["乙", "甲", "丙"]


def test_records_inside_a_column_are_added_moved_and_deleted(evaluation: SelfEvaluation) -> None:
    add(evaluation, "unit", "003\t社保中心")
    place = f"evaluation.{evaluation.pk}.department_info/units"
    arrange(evaluation, f"{place}/2", ItemAct.UP)
    arrange(evaluation, f"{place}/0", ItemAct.DELETE)
    evaluation.refresh_from_db()
    assert [(unit.code, unit.name) for unit in load(evaluation).package.department.units] == [
        ("003", "社保中心"),
        ("002", "就业中心"),
    ]


@pytest.mark.parametrize(
    ("item", "act", "message"),
    [
        ("task.0", ItemAct.DELETE, "这一行已不存在，可能已被删除"),
        ("sheet.1", ItemAct.DELETE, "这一行已不存在，可能已被删除"),
        ("evaluation.{pk}.department_info/units/9", ItemAct.DELETE, "这一行已不存在，可能已被删除"),
        ("evaluation.{pk}.department_info/units/0", ItemAct.UP, "已经是第一行"),
        ("evaluation.{pk}.department_info/units/1", ItemAct.DOWN, "已经是最后一行"),
        ("evaluation.{pk}.department_info/name", ItemAct.DELETE, "这里不能这样操作"),
    ],
)
def test_what_cannot_be_done_is_refused(evaluation: SelfEvaluation, item: str, act: ItemAct, message: str) -> None:
    with pytest.raises(ChangeRefusedError, match=f"^{message}$"):
        arrange(evaluation, item.format(pk=evaluation.pk), act)
    evaluation.refresh_from_db()
    assert evaluation.version == 1


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("task", "", "一次须添加1至1000行"),
        ("task", "甲\n" * 1001, "一次须添加1至1000行"),
        ("indicator", "甲", "这里不能添加"),
        ("revenue", "2080101", "这一部分还没有建立"),
    ],
)
def test_lines_that_nothing_takes_are_refused(evaluation: SelfEvaluation, kind: str, text: str, message: str) -> None:
    with pytest.raises(ChangeRefusedError, match=f"^{message}$"):
        add(evaluation, kind, text)


def test_quotes_that_do_not_close_are_refused() -> None:
    with pytest.raises(ChangeRefusedError, match="引号不成对"):
        read_lines('"甲\n乙')


def test_only_an_author_of_an_open_self_evaluation_changes_lists(evaluation: SelfEvaluation) -> None:
    with pytest.raises(PermissionDenied):
        add_items(actor=head_of(evaluation), evaluation=evaluation, kind="task", lines=[["甲"]])
    author = author_of(evaluation)
    SelfEvaluation.objects.update(state=State.SUBMITTED)
    with pytest.raises(PermissionDenied):
        start_part(actor=author, evaluation=evaluation, part=Part.SURVEY)
    assert (Task.objects.count(), FinalAccounts.objects.count()) == (0, 0)


def test_a_part_starts_as_the_scheme_prescribes_it_and_only_once() -> None:
    evaluation = make_evaluation(small_package(scheme="miluo-2023"))
    author = author_of(evaluation)
    for part in (Part.REPORT, Part.BASIC_DATA):
        start_part(actor=author, evaluation=evaluation, part=part)
    package = load(evaluation).package
    assert package.report is not None
    assert package.basic_data is not None
    assert (package.report.title, package.report.sections[0].heading, package.basic_data.sections != []) == (
        "2023年度测试局部门整体支出绩效自评报告",
        "一、部门基本情况",
        True,
    )
    with pytest.raises(ChangeRefusedError, match="已经建立"):
        start_part(actor=author, evaluation=evaluation, part=Part.REPORT)


def test_a_part_without_a_form_in_the_scheme_is_refused(evaluation: SelfEvaluation) -> None:
    with pytest.raises(ChangeRefusedError, match="填报方案没有这一部分"):
        start_part(actor=author_of(evaluation), evaluation=evaluation, part=Part.BASIC_DATA)
