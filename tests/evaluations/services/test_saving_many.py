"""Storing a block of values at once."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from perfeval.directory.models import User
from perfeval.evaluations.models import FundRow, Indicator, SelfEvaluation, Sheet, Step
from perfeval.evaluations.services import Conflict, FieldError, SavedMany, Typed, save_fields, undo
from tests.factories import author_of, head_of, make_evaluation, small_package, small_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> SelfEvaluation:
    return make_evaluation(small_package(projects=[small_project("一", 3), small_project("二", 3)]))


@pytest.fixture
def author(evaluation: SelfEvaluation) -> User:
    return author_of(evaluation)


def sheet_of(project: str) -> Sheet:
    return Sheet.objects.get(project__name=project)


def actuals(project: str) -> list[str | None]:
    return list(sheet_of(project).indicators.filter(level=3).order_by("order").values_list("actual", flat=True))


def field_of(project: str, indicator: str, column: str = "actual") -> str:
    return f"indicator.{Indicator.objects.get(sheet=sheet_of(project), name=indicator).pk}.{column}"


def paste(evaluation: SelfEvaluation, author: User, *values: Typed, project: str = "一") -> SavedMany:
    return save_fields(actor=author, evaluation=evaluation, values=values, sheet=sheet_of(project))


def test_a_block_is_stored_and_recomputed_at_once_and_taken_back_at_once(
    evaluation: SelfEvaluation, author: User
) -> None:
    row = FundRow.objects.get(sheet=sheet_of("一"))
    values = [Typed(field_of("一", f"指标{number}"), f"{number}0%", "95%") for number in (1, 2, 3)]
    saved = paste(evaluation, author, *values, Typed(f"fundrow.{row.pk}.executed", "１００", "80.5"))
    assert (saved.errors, saved.conflicts, actuals("一")) == ({}, {}, ["10%", "20%", "30%"])
    assert sheet_of("一").execution_rate == Decimal(100)
    evaluation.refresh_from_db()
    assert (evaluation.version, Step.objects.count()) == (2, 1)
    assert saved.step is not None
    undo(actor=author, evaluation=evaluation, step_key=saved.step.pk)
    row.refresh_from_db()
    assert (actuals("一"), row.executed) == (["95%"] * 3, Decimal(805000))


def test_what_cannot_be_stored_is_named_and_the_rest_is_stored(evaluation: SelfEvaluation, author: User) -> None:
    weight, actual = field_of("一", "指标1", "weight"), field_of("一", "指标1")
    saved = paste(evaluation, author, Typed(weight, "三十"), Typed(actual, "1%"), Typed("nonsense", "1"))
    assert saved.errors == {weight: "“三十”不是数字", "nonsense": "不认识的字段"}
    assert actuals("一") == ["1%", "95%", "95%"]


def test_a_cell_that_somebody_else_changed_is_left_and_named(evaluation: SelfEvaluation, author: User) -> None:
    mine, free = field_of("一", "指标1"), field_of("一", "指标2")
    Indicator.objects.filter(pk=int(mine.split(".")[1])).update(actual="50%")
    saved = paste(evaluation, author, Typed(mine, "60%", "95%"), Typed(free, "70%", "95%"))
    assert (saved.conflicts, saved.errors) == ({mine: Conflict(mine="60%", theirs="50%")}, {})
    assert actuals("一") == ["50%", "70%", "95%"]


def test_a_row_of_another_sheet_is_not_touched(evaluation: SelfEvaluation, author: User) -> None:
    stranger = field_of("二", "指标1")
    saved = paste(evaluation, author, Typed(stranger, "1%"))
    assert saved.errors == {stranger: "这一行已不存在，可能已被删除"}
    assert actuals("二") == ["95%"] * 3


def test_values_beside_the_sheet_recompute_everything_and_the_answer_is_that_of_the_sheet(
    evaluation: SelfEvaluation, author: User
) -> None:
    saved = paste(
        evaluation, author, Typed("fact.income_budget.value", "300"), Typed(field_of("二", "指标1"), "1%"), project="二"
    )
    assert [project.name for project in saved.loaded.package.projects] == ["二"]
    assert (actuals("二")[0], evaluation.facts.get().value) == ("1%", "300")


def test_what_stands_there_already_is_no_change(evaluation: SelfEvaluation, author: User) -> None:
    saved = paste(evaluation, author, Typed(field_of("一", "指标1"), "95%"))
    evaluation.refresh_from_db()
    assert (saved.step, evaluation.version) == (None, 1)


def test_too_large_a_block_is_refused_whole(evaluation: SelfEvaluation, author: User) -> None:
    with pytest.raises(FieldError, match="一次最多填写2000格"):
        paste(evaluation, author, *[Typed(field_of("一", "指标1"), "1%")] * 2001)
    assert actuals("一") == ["95%"] * 3


def test_who_only_approves_stores_nothing(evaluation: SelfEvaluation) -> None:
    with pytest.raises(PermissionDenied):
        paste(evaluation, head_of(evaluation), Typed(field_of("一", "指标1"), "1%"))
