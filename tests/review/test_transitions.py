"""Every state, every role, every action: who may take which step."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from perfeval.directory.models import Role, User
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.review.models import Event, Snapshot
from perfeval.review.services import TransitionRefusedError, move_evaluation
from perfeval.review.transitions import Action, possible_transitions
from tests.factories import author_of, head_of, make_evaluation, person, reviewer_of, small_package

from .making import Case, case_in

pytestmark = pytest.mark.django_db

#: What each role may do in each state, and where that leads. Everything that is not here is refused.
STEPS: dict[tuple[Role, State], dict[Action, State]] = {
    (Role.AUTHOR, State.DRAFT): {Action.SUBMIT: State.SUBMITTED},
    (Role.AUTHOR, State.RETURNED): {Action.SUBMIT: State.SUBMITTED},
    (Role.AUTHOR, State.SUBMITTED): {Action.WITHDRAW: State.DRAFT},
    (Role.HEAD, State.SUBMITTED): {Action.ENDORSE: State.ENDORSED, Action.RETURN_BY_HEAD: State.RETURNED},
    (Role.HEAD, State.APPROVED): {Action.PUBLISH: State.PUBLISHED},
    (Role.HEAD, State.PUBLISHED): {Action.UNPUBLISH: State.APPROVED},
    (Role.REVIEWER, State.ENDORSED): {Action.APPROVE: State.APPROVED, Action.RETURN_BY_BUREAU: State.RETURNED},
    (Role.REVIEWER, State.APPROVED): {Action.REOPEN: State.RETURNED, Action.PUBLISH: State.PUBLISHED},
    (Role.REVIEWER, State.PUBLISHED): {Action.UNPUBLISH: State.APPROVED},
}
#: Whose actions they are, in whatever state; another person is refused for the role, not for the state.
OWNERS = {
    Action.SUBMIT: {Role.AUTHOR},
    Action.WITHDRAW: {Role.AUTHOR},
    Action.ENDORSE: {Role.HEAD},
    Action.RETURN_BY_HEAD: {Role.HEAD},
    Action.APPROVE: {Role.REVIEWER},
    Action.RETURN_BY_BUREAU: {Role.REVIEWER},
    Action.REOPEN: {Role.REVIEWER},
    Action.PUBLISH: {Role.HEAD, Role.REVIEWER},
    Action.UNPUBLISH: {Role.HEAD, Role.REVIEWER},
}
ROLES = [Role.AUTHOR, Role.HEAD, Role.REVIEWER, Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR]


def actor_in(case: Case, role: Role) -> User:
    return case.actor(role) if role in (Role.AUTHOR, Role.HEAD, Role.REVIEWER) else person(role)


def outcome(case: Case, user: User, action: Action) -> State | str:
    """What becomes of the step; then all is as before."""
    before = Event.objects.count()
    with transaction.atomic():
        try:
            moved = move_evaluation(actor=user, evaluation=case.evaluation, action=action, reason="理由")
            found: State | str = State(moved.state)
        except PermissionDenied:
            found = "forbidden"
        except TransitionRefusedError:
            found = "refused"
        stored = SelfEvaluation.objects.get(pk=case.evaluation.pk).state
        assert stored == (found if isinstance(found, State) else case.evaluation.state)
        assert Event.objects.count() - before == int(isinstance(found, State))
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("state", State)
def test_each_step_is_open_to_its_role_in_its_state_alone_and_so_are_the_buttons(state: State) -> None:
    case = case_in(state)
    for role in ROLES:
        user = actor_in(case, role)
        steps = STEPS.get((role, state), {})
        refusals = {action: "refused" if role in OWNERS[action] else "forbidden" for action in Action}
        assert {action: outcome(case, user, action) for action in Action} == {**refusals, **steps}
        assert [step.action for step in possible_transitions(user, case.evaluation)] == list(steps)


@pytest.mark.parametrize("state", State)
def test_the_people_of_another_department_and_region_take_no_step(state: State) -> None:
    case = case_in(state)
    other = make_evaluation(small_package(department={"name": "别局", "region": "别县"}))
    for stranger in (author_of(other), head_of(other), reviewer_of(other)):
        assert {outcome(case, stranger, action) for action in Action} == {"forbidden"}


def test_whoever_typed_or_submitted_it_neither_endorses_nor_approves_it() -> None:
    case = case_in(State.SUBMITTED)
    both = person(Role.HEAD, case.evaluation.department)
    case.evaluation.updated_by = both
    case.evaluation.save()
    assert outcome(case, both, Action.ENDORSE) == "forbidden"
    case.move(Role.HEAD, Action.ENDORSE)
    Snapshot.objects.get()
    reviewer = reviewer_of(case.evaluation)
    case.evaluation.updated_by = reviewer
    case.evaluation.save()
    assert outcome(case, reviewer, Action.APPROVE) == "forbidden"
    assert outcome(case, case.reviewer, Action.APPROVE) == State.APPROVED


def test_whoever_submitted_an_earlier_version_does_not_endorse_a_later_one() -> None:
    case = case_in(State.RETURNED)
    other = author_of(case.evaluation)
    case.evaluation = move_evaluation(actor=other, evaluation=case.evaluation, action=Action.SUBMIT)
    case.author.memberships.update(role=Role.HEAD)
    assert outcome(case, case.author, Action.ENDORSE) == "forbidden"
