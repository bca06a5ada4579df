"""Two people at the same moment: exactly one wins, the other is told, and the chain of events stays whole."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from perfeval.directory.models import Role, User
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.evaluations.services import save_field
from perfeval.review.models import Event, Snapshot
from perfeval.review.services import TransitionRefusedError, move_evaluation, record_event, verify_events
from perfeval.review.transitions import Action
from tests.factories import head_of, reviewer_of

from .making import Case, case_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_by_threads")]

Attempt = Callable[[], str]


def at_once(*attempts: Attempt) -> list[str]:
    """Run all at the same moment, each with a connection of its own; what each says happened."""
    barrier = Barrier(len(attempts))
    outcomes = [""] * len(attempts)

    def run(index: int, attempt: Attempt) -> None:
        try:
            barrier.wait(timeout=30)
            outcomes[index] = attempt()
        finally:
            connection.close()

    threads = [Thread(target=run, args=item) for item in enumerate(attempts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


def moving(actor: User, evaluation: SelfEvaluation, action: Action, seen: int | None = None) -> Attempt:
    def attempt() -> str:
        try:
            move_evaluation(actor=actor, evaluation=evaluation, action=action, reason="理由", seen_version=seen)
        except TransitionRefusedError as refusal:
            return refusal.message
        return "done"

    return attempt


def typing(actor: User, evaluation: SelfEvaluation) -> Attempt:
    def attempt() -> str:
        try:
            save_field(actor=actor, evaluation=evaluation, field=f"evaluation.{evaluation.pk}.source", value="改过")
        except PermissionDenied:
            return "locked"
        return "saved"

    return attempt


def left(case: Case) -> tuple[str, list[str]]:
    """State and the last events; the chain is whole whatever happened."""
    assert verify_events() == []
    case.evaluation.refresh_from_db()
    return case.evaluation.state, list(Event.objects.order_by("number").values_list("action", flat=True))


def test_a_double_submission_submits_once() -> None:
    case = case_in()
    outcomes = at_once(*[moving(case.author, case.evaluation, Action.SUBMIT)] * 2)
    assert sorted(outcomes) == sorted(["done", "现在的状态是“待单位审核”，不能提交单位负责人审核"])
    assert left(case) == (State.SUBMITTED, ["submit"])
    assert Snapshot.objects.count() == 1


def test_of_an_approval_and_a_return_one_wins() -> None:
    case = case_in(State.ENDORSED)
    other = reviewer_of(case.evaluation)
    outcomes = at_once(
        moving(case.reviewer, case.evaluation, Action.APPROVE), moving(other, case.evaluation, Action.RETURN_BY_BUREAU)
    )
    won = outcomes.index("done")
    assert outcomes[1 - won] == ["现在的状态是“已通过”，不能退回", "现在的状态是“已退回”，不能审核通过"][won]
    assert left(case) == (
        [State.APPROVED, State.RETURNED][won],
        ["submit", "endorse", ["approve", "return_by_bureau"][won]],
    )


def test_of_two_heads_one_endorses_or_one_returns() -> None:
    case = case_in(State.SUBMITTED)
    other = head_of(case.evaluation)
    outcomes = at_once(
        moving(case.head, case.evaluation, Action.ENDORSE), moving(other, case.evaluation, Action.RETURN_BY_HEAD)
    )
    assert outcomes.count("done") == 1
    assert left(case)[0] == [State.ENDORSED, State.RETURNED][outcomes.index("done")]


def test_of_two_reopenings_one_wins() -> None:
    case = case_in(State.APPROVED)
    other = reviewer_of(case.evaluation)
    outcomes = at_once(*(moving(user, case.evaluation, Action.REOPEN) for user in (case.reviewer, other)))
    assert sorted(outcomes) == sorted(["done", "现在的状态是“已退回”，不能重新打开"])
    assert left(case) == (State.RETURNED, ["submit", "endorse", "approve", "reopen"])


def test_typing_while_it_is_submitted_is_either_in_the_snapshot_or_refused() -> None:
    case = case_in()
    typed, submitted = at_once(
        typing(case.author, case.evaluation), moving(case.author, case.evaluation, Action.SUBMIT)
    )
    assert (typed, submitted) in {("saved", "done"), ("locked", "done")}
    assert ('"source":"改过"' in Snapshot.objects.get().document) == (typed == "saved")
    assert left(case) == (State.SUBMITTED, ["submit"])


def test_an_approval_of_what_is_being_changed_again_is_refused_or_comes_first() -> None:
    case = case_in(State.ENDORSED)
    seen = case.evaluation.version

    def withdraw_and_change() -> str:
        try:
            move_evaluation(actor=reviewer, evaluation=case.evaluation, action=Action.RETURN_BY_BUREAU, reason="重做")
        except TransitionRefusedError:
            return "too late"
        save_field(
            actor=case.author, evaluation=case.evaluation, field=f"evaluation.{case.evaluation.pk}.source", value="改"
        )
        return "changed"

    reviewer = reviewer_of(case.evaluation)
    changed, approved = at_once(withdraw_and_change, moving(case.reviewer, case.evaluation, Action.APPROVE, seen))
    assert (changed == "changed") != (approved == "done")
    assert left(case)[0] == (State.RETURNED if changed == "changed" else State.APPROVED)


def test_events_of_many_at_once_stand_in_one_chain() -> None:
    def several() -> str:
        for _number in range(5):
            record_event(action="test")
        return "done"

    assert at_once(*[several] * 6) == ["done"] * 6
    assert verify_events() == []
    assert list(Event.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 31))


def test_a_role_that_ends_meanwhile_ends_the_right_to_act() -> None:
    case = case_in(State.SUBMITTED)
    case.head.memberships.filter(role=Role.HEAD).delete()
    fresh = User.objects.get(pk=case.head.pk)
    with pytest.raises(PermissionDenied):
        move_evaluation(actor=fresh, evaluation=case.evaluation, action=Action.ENDORSE)
