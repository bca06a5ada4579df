"""Storing one typed value."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perfeval.directory.models import Role, User
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import Fact, FundRow, Indicator, SelfEvaluation, State
from perfeval.evaluations.screens.progress import Status, sheets_with_progress
from perfeval.evaluations.services import Conflict, FieldError, Saved, export_package, save_field
from perfeval.schemes.selectors import scheme_of
from tests.comparing import entered
from tests.factories import (
    author_of,
    head_of,
    make_department,
    make_evaluation,
    person,
    reviewer_of,
    sample_evaluation,
    small_package,
    small_project,
)

pytestmark = pytest.mark.django_db

ACTUAL = "/projects/0/indicators/0/children/0/children/0/actual"
EXECUTED = "/projects/0/funds/0/executed"


@pytest.fixture
def evaluation() -> SelfEvaluation:
    return make_evaluation(small_package())


@pytest.fixture
def author(evaluation: SelfEvaluation) -> User:
    return author_of(evaluation)


class Desk:
    """An officer at one self-evaluation, who knows fields by their pointers."""

    def __init__(self, evaluation: SelfEvaluation, author: User) -> None:
        self.evaluation, self.author = evaluation, author
        self.fields = dict(load(evaluation).fields)

    def answer(self, pointer: str, value: str, **options: Any) -> Saved | Conflict:
        field = self.fields.get(pointer, pointer)
        return save_field(actor=self.author, evaluation=self.evaluation, field=field, value=value, **options)

    def save(self, pointer: str, value: str, **options: Any) -> Saved:
        answer = self.answer(pointer, value, **options)
        assert isinstance(answer, Saved)
        return answer

    def refused(self, pointer: str, value: str) -> str:
        """The message; nothing may have changed."""
        before = entered(export_package(self.evaluation))
        with pytest.raises(FieldError) as error:
            self.answer(pointer, value)
        assert entered(export_package(self.evaluation)) == before
        self.evaluation.refresh_from_db()
        assert self.evaluation.version == 1
        return error.value.message

    def stored(self, pointer: str) -> Any:
        """What the package has there now."""
        self.evaluation.refresh_from_db()
        value: Any = export_package(self.evaluation).model_dump(mode="json")
        for step in pointer.split("/")[1:]:
            value = value[int(step)] if isinstance(value, list) else value[step]
        return value


@pytest.fixture
def desk(evaluation: SelfEvaluation, author: User) -> Desk:
    return Desk(evaluation, author)


# --- what follows from a saved value ---


def test_a_saved_actual_changes_score_total_and_what_is_stored_of_them(desk: Desk) -> None:
    saved = desk.save(ACTUAL, "60%")
    leaf = saved.loaded.package.projects[0].leaves()[0].computed
    sheet = desk.evaluation.sheets.get()
    assert leaf is not None
    assert (leaf.score, sheet.total, sheet.grade) == (Decimal("28.42"), Decimal("81.47"), "良")
    assert (desk.stored(ACTUAL), saved.value) == ("60%", "60%")


def test_the_answer_names_exactly_the_computed_values_that_changed(desk: Desk) -> None:
    leaf = "/projects/0/indicators/0/children/0/children/0/computed"
    parents = {f"/projects/0/indicators/0{path}/computed/score" for path in ("", "/children/0")}
    saved = desk.save(ACTUAL, "60%")
    assert saved.changed - parents == {
        f"{leaf}/score",
        f"{leaf}/explanation",
        "/projects/0/computed/total",
        "/projects/0/computed/grade",
        *(f"/computed/statistics/{part}/{key}" for part in ("own", "all") for key in ("grades/优", "grades/良")),
        *(f"/computed/statistics/{part}/excellent_rate" for part in ("own", "all")),
    }


def test_a_saved_amount_changes_rate_and_score_of_the_execution(desk: Desk) -> None:
    saved = desk.save(EXECUTED, "１００")
    sheet = desk.evaluation.sheets.get()
    assert (sheet.execution_rate, sheet.execution_score, sheet.total) == (Decimal(100), Decimal(10), Decimal(100))
    assert (saved.value, FundRow.objects.get().executed) == ("100", Decimal(1_000_000))


def test_a_save_counts_a_version_and_remembers_who(desk: Desk, author: User) -> None:
    desk.save(ACTUAL, "60%")
    desk.evaluation.refresh_from_db()
    assert (desk.evaluation.version, desk.evaluation.updated_by) == (2, author)


def test_saving_what_is_there_already_changes_nothing(desk: Desk) -> None:
    saved = desk.save(EXECUTED, "80.50")
    desk.evaluation.refresh_from_db()
    assert (saved.changed, saved.value, desk.evaluation.version) == (frozenset(), "80.5", 1)


def test_only_the_sheet_of_the_field_is_loaded_and_stored(author: User, evaluation: SelfEvaluation) -> None:
    several = make_evaluation(small_package(year=2024, projects=[small_project("一"), small_project("二")]))
    second = several.sheets.get(project__name="二")
    answer = save_field(
        actor=author, evaluation=several, field=f"fundrow.{second.funds.get().pk}.executed", value="100"
    )
    assert isinstance(answer, Saved)
    assert [project.name for project in answer.loaded.package.projects] == ["二"]
    assert dict(answer.loaded.sheets) == {"/projects/0": second}
    totals = [str(sheet.total) for sheet in several.sheets.order_by("order")]
    assert totals == ["98.05", "100.00"]


def test_a_figure_changes_every_sheet_that_looks_at_it_and_the_answer_speaks_of_the_sheet_that_is_shown() -> None:
    rule = {"kind": "condition", "measure": {"fact": "income_budget"}, "op": ">=", "value": "200"}
    projects = [{"name": name, "indicators": [{"name": "收入", "weight": "10", "rule": rule}]} for name in ("一", "二")]
    evaluation = make_evaluation(small_package(projects=projects))
    shown = evaluation.sheets.get(project__name="二")
    saved = Desk(evaluation, author_of(evaluation)).save("/facts/income_budget", "150", sheet=shown)
    assert [project.name for project in saved.loaded.package.projects] == ["二"]
    assert {
        "/projects/0/computed/total",
        "/projects/0/indicators/0/computed/score",
        "/projects/0/indicators/0/computed/explanation",
    } <= saved.changed
    assert not [pointer for pointer in saved.changed if pointer.startswith("/projects/1/")]
    assert [str(sheet.total) for sheet in evaluation.sheets.order_by("order")] == ["0.00", "0.00"]


def test_the_number_of_queries_of_a_save_does_not_grow_with_the_indicators() -> None:
    found = []
    for number, indicators in enumerate((1, 40)):
        department = {"name": f"测试局{number}", "region": "测试县"}
        evaluation = make_evaluation(small_package(department=department, projects=[small_project("项目", indicators)]))
        desk = Desk(evaluation, author_of(evaluation))
        with CaptureQueriesContext(connection) as captured:
            desk.save(ACTUAL, "60%")
        found.append(len(captured))
    assert found[0] == found[1] <= 20


# --- what is understood ---


@pytest.mark.parametrize(
    ("pointer", "typed", "kept"),
    [
        (EXECUTED, "1,234.50", "1234.5"),
        (EXECUTED, "１２．３４５６７８", "12.345678"),
        (EXECUTED, "-3", "-3"),
        (EXECUTED, "  ", None),
        ("/facts/income_budget", "12.5%", "12.5"),
        ("/facts/income_budget", "1,000.000001", "1000.000001"),
        ("/facts/income_budget", "", None),
        ("/projects/0/indicators/0/children/0/children/0/weight", " ４５ ", "45"),
        ("/projects/0/indicators/0/children/0/children/0/deviation", "一\r\n二", "一\n二"),
        ("/projects/0/indicators/0/children/0/children/0/deviation", "true", "true"),
        ("/projects/0/indicators/0/children/0/children/0/deviation", "１２", "１２"),
        ("/projects/0/indicators/0/children/0/children/0/inputs/grade", "partial", "partial"),
        ("/projects/0/indicators/0/children/0/children/0/inputs/fraction", "0.7", "0.7"),
        ("/projects/0/indicators/0/children/0/children/0/inputs/met", "true", True),
        ("/projects/0/classified", "true", True),
        ("/projects/0/tier", "2", 2),
        ("/projects/0/fund", "general", "general"),
        ("/projects/0/execution_weight", "20", "20"),
        ("/department/staff/actual", "１３９", "139"),
        ("/three_public/final/reception", "3.06", "3.06"),
        ("/filing/prepared_by", "填报员", "填报员"),
    ],
)
def test_what_is_typed_is_understood(desk: Desk, pointer: str, typed: str, kept: object) -> None:
    desk.save(pointer, typed)
    assert desk.stored(pointer) == kept


def test_a_whole_rule_can_be_chosen(desk: Desk) -> None:
    indicator = Indicator.objects.get(name="指标1")
    rule = {"kind": "checklist", "mode": "earn", "items": ["甲", "乙"], "per_item": ["20", "25"]}
    desk.save(f"indicator.{indicator.pk}.rule", json.dumps(rule))
    saved = desk.save(f"indicator.{indicator.pk}.inputs/items/1", "true")
    leaf = saved.loaded.package.projects[0].leaves()[0]
    assert leaf.inputs is not None
    assert leaf.inputs.items == [None, True]
    assert leaf.computed is not None
    assert leaf.computed.score == 25


def test_a_figure_that_nobody_has_filled_yet_gets_its_row(desk: Desk) -> None:
    desk.save("fact.expenditure_budget.value", "88.8")
    assert desk.stored("/facts/expenditure_budget") == "88.8"
    assert list(Fact.objects.values_list("key", "order")) == [("income_budget", 0), ("expenditure_budget", 1)]


def test_a_cleared_weight_of_the_execution_rate_gives_way_to_the_schemes(desk: Desk) -> None:
    pointer = "/projects/0/execution_weight"
    desk.save(pointer, "20")
    assert str(desk.evaluation.sheets.get().execution_score) == "16.10"
    desk.save(pointer, "")
    assert str(desk.evaluation.sheets.get().execution_score) == "8.05"


def test_amounts_of_the_accounts_are_in_their_own_unit() -> None:
    accounts = {"money_unit": "元", "revenue": [{"function": "2080101", "name": "行政运行", "fiscal": "100"}]}
    evaluation = make_evaluation(small_package(final_accounts=accounts))
    desk = Desk(evaluation, author_of(evaluation))
    desk.save("/final_accounts/revenue/0/fiscal", "7,518,127.01")
    desk.save(f"finalaccounts.{evaluation.final_accounts.pk}.prior/income_total", "5")
    assert desk.stored("/final_accounts/revenue/0/fiscal") == "7518127.01"
    assert desk.stored("/final_accounts/prior/income_total") == "5"


def test_basic_data_are_saved_cell_by_cell() -> None:
    evaluation = sample_evaluation("miluo-2023")
    desk = Desk(evaluation, author_of(evaluation))
    pointer = "/basic_data/sections/0/rows/0/values/2"
    desk.save(pointer, "３.5")
    assert desk.stored(pointer) == "3.5"


# --- what is refused ---


@pytest.mark.parametrize(
    ("pointer", "typed", "message"),
    [
        (EXECUTED, "12a", "“12a”不是数字"),
        (EXECUTED, "12.5%", "“12.5%”不是数字"),
        (EXECUTED, "1.1234567890123", "“1.1234567890123”的小数超过6位"),
        (EXECUTED, "1234567890", "金额过大"),
        ("/projects/0/indicators/0/children/0/children/0/weight", "-5", "-5不能小于0"),
        ("/projects/0/indicators/0/children/0/children/0/weight", "9999999999", "数字过大"),
        ("/projects/0/indicators/0/children/0/children/0/name", " ", "不能为空"),
        ("/projects/0/indicators/0/children/0/children/0/inputs/grade", "superb", "不是允许的取值：'superb'"),
        ("/projects/0/indicators/0/children/0/children/0/deviation", "a\x00", "文字中有不可见的控制字符"),
        ("/projects/0/classified", "maybe", "须是 true 或 false：'maybe'"),
        ("/projects/0/tier", "3", "不是允许的取值：'3'"),
        ("/facts/income_budget", "很多", "“很多”不是数字"),
        ("fact.9bad.value", "1", "不认识的字段"),
        ("fact.income_budget.key", "1", "这一项不能填写"),
        ("nonsense", "1", "不认识的字段"),
        ("fundrow.999999.executed", "1", "这一行已不存在，可能已被删除"),
        ("fundrow.99999999999999999999.executed", "1", "这一行已不存在，可能已被删除"),
        ("unknown.1.executed", "1", "这一行已不存在，可能已被删除"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_the_reason(desk: Desk, pointer: str, typed: str, message: str) -> None:
    assert desk.refused(pointer, typed) == message


def test_a_text_of_two_megabytes_is_refused(desk: Desk) -> None:
    pointer = "/projects/0/indicators/0/children/0/children/0/deviation"
    assert desk.refused(pointer, "字" * 700_000).startswith("文字太长")


@pytest.mark.parametrize("column", ["total", "grade", "sheet_id", "sheet", "order", "published", "pk", "id", "level"])
def test_results_and_structure_cannot_be_typed(desk: Desk, column: str) -> None:
    sheet = desk.evaluation.sheets.get()
    assert desk.refused(f"sheet.{sheet.pk}.{column}", "1") == "这一项不能填写"


@pytest.mark.parametrize(
    "column", ["state", "version", "money_unit", "scheme", "department", "year", "department_info"]
)
def test_the_head_cannot_be_typed(desk: Desk, column: str) -> None:
    assert desk.refused(f"evaluation.{desk.evaluation.pk}.{column}", "1") == "这一项不能填写"


@pytest.mark.parametrize(
    ("rule", "message"),
    [('{"kind": "magic"}', "没有这种规则"), ("按比例", "须是对象"), ('{"kind": "comple', "须是对象")],
)
def test_a_rule_of_an_unknown_kind_is_refused(desk: Desk, rule: str, message: str) -> None:
    assert desk.refused(f"indicator.{Indicator.objects.get(name='指标1').pk}.rule", rule).startswith(message)


def test_a_place_far_behind_the_end_of_a_list_is_refused(desk: Desk) -> None:
    indicator = Indicator.objects.get(name="指标1")
    for index in ("1000", "99999999999", "-1", "x"):
        assert desk.refused(f"indicator.{indicator.pk}.inputs/items/{index}", "true") == "不认识的字段"


def test_a_circle_of_repeated_sections_is_refused() -> None:
    report = {"sections": [{"heading": "一", "same_as": "二"}, {"heading": "二"}]}
    evaluation = make_evaluation(small_package(report=report))
    desk = Desk(evaluation, author_of(evaluation))
    assert desk.refused("/report/sections/1/same_as", "一") == "same_as 循环引用：“一”"


def test_a_field_of_another_self_evaluation_does_not_exist_here(desk: Desk) -> None:
    other = make_evaluation(small_package(department={"name": "他局", "region": "测试县"}))
    row = FundRow.objects.get(sheet__evaluation=other)
    assert desk.refused(f"fundrow.{row.pk}.executed", "1") == "这一行已不存在，可能已被删除"
    assert desk.refused(f"evaluation.{other.pk}.note", "1") == "这一行已不存在，可能已被删除"


# --- who may ---


def test_only_the_departments_officers_may_save(desk: Desk) -> None:
    stranger = person(Role.AUTHOR, make_department("他局"))
    for actor in (stranger, head_of(desk.evaluation), reviewer_of(desk.evaluation), person(Role.ADMINISTRATOR)):
        with pytest.raises(PermissionDenied):
            save_field(actor=actor, evaluation=desk.evaluation, field=desk.fields[EXECUTED], value="1")
    assert desk.stored(EXECUTED) == "80.5"


@pytest.mark.parametrize("state", State.values)
def test_what_has_been_handed_in_is_closed(desk: Desk, state: str) -> None:
    SelfEvaluation.objects.update(state=state)
    if state in {State.DRAFT, State.RETURNED}:
        assert desk.save(EXECUTED, "1").value == "1"
        return
    with pytest.raises(PermissionDenied):
        desk.save(EXECUTED, "1")


# --- two officers at once ---


def test_the_same_cell_changed_by_another_is_a_conflict_and_nothing_is_overwritten(desk: Desk) -> None:
    desk.save(ACTUAL, "70%", seen="95%")
    assert desk.answer(ACTUAL, "80%", seen="95%") == Conflict(mine="80%", theirs="70%")
    assert desk.stored(ACTUAL) == "70%"


def test_after_seeing_theirs_mine_can_be_kept(desk: Desk) -> None:
    desk.save(ACTUAL, "70%", seen="95%")
    assert desk.save(ACTUAL, "80%", seen="70%").value == "80%"


def test_both_typing_the_same_is_no_conflict(desk: Desk) -> None:
    desk.save(EXECUTED, "90", seen="80.5")
    assert desk.save(EXECUTED, "90.00", seen="80.5").changed == frozenset()


def test_different_cells_merge(desk: Desk) -> None:
    desk.save(ACTUAL, "70%", seen="95%")
    desk.save(EXECUTED, "90", seen="80.5")
    assert (desk.stored(ACTUAL), desk.stored(EXECUTED)) == ("70%", "90")


def test_two_answers_of_one_checklist_merge(desk: Desk) -> None:
    indicator = Indicator.objects.get(name="指标1")
    items = f"indicator.{indicator.pk}.inputs/items"
    desk.save(f"{items}/0", "true", seen="")
    desk.save(f"{items}/1", "false", seen="")
    indicator.refresh_from_db()
    assert indicator.inputs == {"items": [True, False]}


@pytest.mark.parametrize("seen", ["80.5", "80.50", " ８０．５０ "])
def test_what_was_seen_is_compared_by_value(desk: Desk, seen: str) -> None:
    assert desk.save(EXECUTED, "90", seen=seen).value == "90"


def test_what_was_seen_and_is_no_value_is_a_conflict(desk: Desk) -> None:
    assert desk.answer(EXECUTED, "90", seen="abc") == Conflict(mine="90", theirs="80.5")


@pytest.fixture
def on_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the test database of SQLite has one connection")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_postgres")
def test_of_two_officers_who_save_the_same_cell_at_once_one_wins_and_the_other_is_told() -> None:
    evaluation = make_evaluation(small_package())
    desks = [Desk(evaluation, author_of(evaluation)) for _number in range(2)]
    answers = at_once([partial(desk.answer, ACTUAL, f"{desk.author.pk}%", seen="95%") for desk in desks])
    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "Saved"]
    (saved,) = (answer for answer in answers if isinstance(answer, Saved))
    (conflict,) = (answer for answer in answers if isinstance(answer, Conflict))
    assert conflict.theirs == saved.value == desks[0].stored(ACTUAL)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_postgres")
def test_of_ten_saves_of_different_cells_at_once_none_is_lost() -> None:
    evaluation = make_evaluation(small_package(projects=[small_project("项目", 10)]))
    author = author_of(evaluation)
    leaves = "/projects/0/indicators/0/children/0/children"
    desk = Desk(evaluation, author)
    at_once([partial(desk.answer, f"{leaves}/{index}/actual", f"{index}%", seen="95%") for index in range(10)])
    assert [leaf["actual"] for leaf in desk.stored(leaves)] == [f"{index}%" for index in range(10)]
    assert evaluation.version == 11


def at_once(acts: list[Callable[[], Saved | Conflict]]) -> list[Saved | Conflict]:
    """Do all acts, each in a thread with a connection of its own."""

    def alone(act: Callable[[], Saved | Conflict]) -> Saved | Conflict:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(alone, acts))


def test_an_indicator_counts_as_open_until_it_has_a_score() -> None:
    document = small_project("测试项目", 2)
    leaves = document["indicators"][0]["children"][0]["children"]
    leaves[0] |= {"target": "及时", "actual": "按时完成", "nature": "qualitative"}
    evaluation = make_evaluation(small_package(projects=[document]))
    (item,) = sheets_with_progress(evaluation, scheme_of(evaluation.scheme))
    assert (item.progress.status, item.progress.blank) == (Status.OPEN, 1)
    actor, pk = author_of(evaluation), Indicator.objects.get(name="指标1").pk
    for field, value in (("inputs/grade", "achieved"), ("inputs/fraction", "1")):
        save_field(actor=actor, evaluation=evaluation, field=f"indicator.{pk}.{field}", value=value, seen="")
    (item,) = sheets_with_progress(evaluation, scheme_of(evaluation.scheme))
    assert item.progress.blank == 0
