"""Changes of rows through one door, taken back and made again."""

import pytest
from django.core.exceptions import PermissionDenied

from perfeval.directory.models import User
from perfeval.evaluations.loading import load
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import FundRow, Goal, Indicator, SelfEvaluation, Sheet, State, Step
from perfeval.evaluations.services import (
    Changed,
    ChangeRefusedError,
    Saved,
    change,
    export_package,
    redo,
    save_field,
    undo,
)
from tests.comparing import entered
from tests.factories import author_of, head_of, make_evaluation, small_package

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> SelfEvaluation:
    return make_evaluation(small_package())


@pytest.fixture
def author(evaluation: SelfEvaluation) -> User:
    return author_of(evaluation)


def remove_second(rows: Rows) -> None:
    Indicator.objects.filter(name="指标2").delete()


def removed(evaluation: SelfEvaluation, author: User) -> Step:
    changed = change(
        actor=author, evaluation=evaluation, sheet=Sheet.objects.get(), title="删除指标2", act=remove_second
    )
    assert changed.step is not None
    return changed.step


def test_a_change_recomputes_stores_the_results_and_counts_a_version(evaluation: SelfEvaluation, author: User) -> None:
    changed = change(
        actor=author, evaluation=evaluation, sheet=Sheet.objects.get(), title="删除指标2", act=remove_second
    )
    evaluation.refresh_from_db()
    results = changed.loaded.package.projects[0].computed
    stored = Sheet.objects.get()
    assert results is not None
    assert (evaluation.version, evaluation.updated_by) == (2, author)
    assert stored.weight_total == results.weight_total == 55
    assert stored.total == results.total


def test_a_change_that_changes_nothing_leaves_no_trace(evaluation: SelfEvaluation, author: User) -> None:
    changed = change(actor=author, evaluation=evaluation, sheet=None, title="无", act=lambda rows: None)
    evaluation.refresh_from_db()
    assert (changed.step, evaluation.version, Step.objects.count()) == (None, 1, 0)


def test_what_was_removed_comes_back_with_its_keys_and_can_be_removed_again(
    evaluation: SelfEvaluation, author: User
) -> None:
    before, fields = entered(export_package(evaluation)), dict(load(evaluation).fields)
    step = removed(evaluation, author)
    without = entered(export_package(evaluation))
    undo(actor=author, evaluation=evaluation, step_key=step.pk)
    assert (entered(export_package(evaluation)), load(evaluation).fields) == (before, fields)
    redo(actor=author, evaluation=evaluation, step_key=step.pk)
    assert entered(export_package(evaluation)) == without
    evaluation.refresh_from_db()
    assert evaluation.version == 4


def test_a_typed_value_can_be_taken_back_and_typed_again(evaluation: SelfEvaluation, author: User) -> None:
    row = FundRow.objects.get()
    field = f"fundrow.{row.pk}.executed"
    saved = save_field(actor=author, evaluation=evaluation, field=field, value="90")
    assert isinstance(saved, Saved)
    assert saved.step is not None
    assert saved.step.title == "填写全年执行数"
    shown = undo(actor=author, evaluation=evaluation, step_key=saved.step.pk)
    assert Sheet.objects.get().execution_rate == shown.loaded.package.projects[0].computed.execution_rate  # type: ignore[union-attr]
    row.refresh_from_db()
    assert row.executed == 805000
    redo(actor=author, evaluation=evaluation, step_key=saved.step.pk)
    row.refresh_from_db()
    assert (row.executed, Sheet.objects.get().execution_rate) == (900000, 90)


def test_a_figure_that_was_entered_for_the_first_time_is_gone_again(evaluation: SelfEvaluation, author: User) -> None:
    saved = save_field(actor=author, evaluation=evaluation, field="fact.new_figure.value", value="3")
    assert isinstance(saved, Saved)
    assert saved.step is not None
    undo(actor=author, evaluation=evaluation, step_key=saved.step.pk)
    assert list(evaluation.facts.values_list("key", flat=True)) == ["income_budget"]


def test_a_value_inside_a_record_of_the_head_can_be_taken_back(evaluation: SelfEvaluation, author: User) -> None:
    field = f"evaluation.{evaluation.pk}.department_info/short_name"
    saved = save_field(actor=author, evaluation=evaluation, field=field, value="测局")
    assert isinstance(saved, Saved)
    assert saved.step is not None
    undo(actor=author, evaluation=evaluation, step_key=saved.step.pk)
    evaluation.refresh_from_db()
    assert evaluation.department_info == {"code": "301", "name": "测试局", "region": "测试县"}


def test_typing_on_in_one_cell_is_one_step(evaluation: SelfEvaluation, author: User) -> None:
    field = f"goal.{Goal.objects.get().pk}.actual"
    for text in ("完成甲", "完成甲、乙", "完成甲、乙、丙"):
        save_field(actor=author, evaluation=evaluation, field=field, value=text, continued=True)
    (step,) = Step.objects.all()
    undo(actor=author, evaluation=evaluation, step_key=step.pk)
    assert Goal.objects.get().actual == "完成"


def test_typing_in_another_cell_is_another_step(evaluation: SelfEvaluation, author: User) -> None:
    goal = Goal.objects.get()
    for column in ("actual", "expected"):
        save_field(actor=author, evaluation=evaluation, field=f"goal.{goal.pk}.{column}", value="新", continued=True)
    assert [step.title for step in Step.objects.all()] == ["填写实际完成情况", "填写预期目标"]


def test_a_step_on_which_others_built_is_not_taken_back(evaluation: SelfEvaluation, author: User) -> None:
    goal = Goal.objects.get()
    field = f"goal.{goal.pk}.actual"
    saved = save_field(actor=author, evaluation=evaluation, field=field, value="我的")
    assert isinstance(saved, Saved)
    assert saved.step is not None
    save_field(actor=author_of(evaluation), evaluation=evaluation, field=field, value="他人的")
    with pytest.raises(ChangeRefusedError, match="这里后来又有改动"):
        undo(actor=author, evaluation=evaluation, step_key=saved.step.pk)
    goal.refresh_from_db()
    assert goal.actual == "他人的"


def test_adding_a_row_is_not_taken_back_when_it_would_take_others_rows_along(
    evaluation: SelfEvaluation, author: User
) -> None:
    sheet = Sheet.objects.get()

    def add_branch(rows: Rows) -> None:
        Indicator.objects.create(sheet=sheet, name="新分支", level=1, order=9)

    changed = change(actor=author, evaluation=evaluation, sheet=sheet, title="添加", act=add_branch)
    assert changed.step is not None
    branch = Indicator.objects.get(name="新分支")
    Indicator.objects.create(sheet=sheet, parent=branch, name="他人的指标", level=2)
    with pytest.raises(ChangeRefusedError, match="这里后来又有改动"):
        undo(actor=author, evaluation=evaluation, step_key=changed.step.pk)
    assert Indicator.objects.filter(name="他人的指标").exists()


@pytest.mark.parametrize("wrong", ["other person", "twice", "unknown"])
def test_only_ones_own_step_is_taken_back_and_only_once(evaluation: SelfEvaluation, author: User, wrong: str) -> None:
    step = removed(evaluation, author)
    actor, key = author, step.pk
    if wrong == "other person":
        actor = author_of(evaluation)
    elif wrong == "twice":
        undo(actor=author, evaluation=evaluation, step_key=key)
    else:
        key += 1
    with pytest.raises(ChangeRefusedError, match="没有可以撤销的操作"):
        undo(actor=actor, evaluation=evaluation, step_key=key)


def test_nothing_is_redone_that_was_not_undone(evaluation: SelfEvaluation, author: User) -> None:
    step = removed(evaluation, author)
    with pytest.raises(ChangeRefusedError, match="没有可以恢复的操作"):
        redo(actor=author, evaluation=evaluation, step_key=step.pk)


def test_a_change_that_makes_no_sound_package_is_refused_whole(evaluation: SelfEvaluation, author: User) -> None:
    def break_rule(rows: Rows) -> None:
        Indicator.objects.filter(name="指标1").update(rule={"kind": "nonsense"})

    with pytest.raises(ChangeRefusedError, match="没有这种规则"):
        change(actor=author, evaluation=evaluation, sheet=None, title="坏", act=break_rule)
    assert Indicator.objects.get(name="指标1").rule is None


def test_nothing_is_taken_back_after_the_self_evaluation_was_handed_in(
    evaluation: SelfEvaluation, author: User
) -> None:
    step = removed(evaluation, author)
    SelfEvaluation.objects.update(state=State.SUBMITTED)
    with pytest.raises(PermissionDenied):
        undo(actor=author, evaluation=evaluation, step_key=step.pk)


def test_who_does_not_fill_in_changes_nothing(evaluation: SelfEvaluation) -> None:
    with pytest.raises(PermissionDenied):
        change(actor=head_of(evaluation), evaluation=evaluation, sheet=None, title="删", act=remove_second)


def test_steps_of_former_days_go(evaluation: SelfEvaluation, author: User) -> None:
    removed(evaluation, author)
    Step.objects.update(created_at="2020-01-01T00:00:00Z")
    answer: Changed | Saved | object = save_field(
        actor=author, evaluation=evaluation, field=f"goal.{Goal.objects.get().pk}.actual", value="新"
    )
    assert isinstance(answer, Saved)
    assert [step.title for step in Step.objects.all()] == ["填写实际完成情况"]
