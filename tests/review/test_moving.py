"""What a step refuses, and what it leaves behind."""

from datetime import date

import pytest

from perfeval.directory.models import FiscalYear, Role
from perfeval.evaluations.models import State
from perfeval.evaluations.services import save_field
from perfeval.review.models import Event, Extension, ReturnedPart, Snapshot
from perfeval.review.selectors import open_returned_parts
from perfeval.review.services import TransitionRefusedError, explain_finding, move_evaluation
from perfeval.review.services.explaining import barring_findings
from perfeval.review.transitions import Action
from tests.factories import make_evaluation, small_package

from .making import Case, case_in, clean_project

pytestmark = pytest.mark.django_db


def flawed_case(**project: object) -> Case:
    """A draft to which the checks object."""
    return case_in(projects=[{**clean_project(), **project}])


def test_a_submission_with_an_error_is_refused_with_its_findings() -> None:
    case = flawed_case(funds=[{"key": "total", "label": "年度资金总额", "adjusted": "100", "executed": "130"}])
    with pytest.raises(TransitionRefusedError) as refusal:
        case.move(Role.AUTHOR, Action.SUBMIT)
    assert [finding.check for finding in refusal.value.findings] == ["C10"]
    assert refusal.value.message == "还有1个错误、0个未说明的提醒"
    assert (Snapshot.objects.count(), Event.objects.count()) == (0, 0)


def test_a_warning_bars_until_it_is_explained() -> None:
    case = flawed_case(indicators=clean_project(third="群众反映")["indicators"])
    (warning,) = barring_findings(case.evaluation)
    with pytest.raises(TransitionRefusedError):
        case.move(Role.AUTHOR, Action.SUBMIT)
    explain_finding(actor=case.author, evaluation=case.evaluation, finding=warning, reason=" 按合同分年实施 ")
    assert case.move(Role.AUTHOR, Action.SUBMIT).state == State.SUBMITTED
    assert [(event.action, event.reason) for event in Event.objects.order_by("number")] == [
        ("explain_finding", "按合同分年实施"),
        ("submit", "理由"),
    ]


@pytest.mark.parametrize(
    ("state", "role", "action"),
    [
        (State.SUBMITTED, Role.HEAD, Action.RETURN_BY_HEAD),
        (State.ENDORSED, Role.REVIEWER, Action.RETURN_BY_BUREAU),
        (State.APPROVED, Role.REVIEWER, Action.REOPEN),
        (State.PUBLISHED, Role.REVIEWER, Action.UNPUBLISH),
    ],
)
def test_what_goes_back_needs_a_reason(state: State, role: Role, action: Action) -> None:
    case = case_in(state)
    with pytest.raises(TransitionRefusedError, match="请写明理由"):
        case.move(role, action, reason="  \n")
    case.evaluation.refresh_from_db()
    assert case.evaluation.state == state


def test_a_step_on_a_page_that_is_older_than_the_last_change_is_refused() -> None:
    case = case_in(State.RETURNED)
    seen = case.evaluation.version
    save_field(
        actor=case.author, evaluation=case.evaluation, field=f"evaluation.{case.evaluation.pk}.source", value="改过"
    )
    case.move(Role.AUTHOR, Action.SUBMIT)
    with pytest.raises(TransitionRefusedError, match="有改动"):
        case.move(Role.HEAD, Action.ENDORSE, seen_version=seen)
    assert case.move(Role.HEAD, Action.ENDORSE, seen_version=seen + 1).state == State.ENDORSED


def test_a_return_names_its_sections_and_handing_in_again_closes_them() -> None:
    case = case_in(State.SUBMITTED)
    case.move(Role.HEAD, Action.RETURN_BY_HEAD, "金额不对", places=["sheet-1", "survey", "sheet-1"])
    assert [(part.place, part.reason, part.returned_by) for part in open_returned_parts(case.evaluation)] == [
        ("sheet-1", "金额不对", case.head),
        ("survey", "金额不对", case.head),
    ]
    case.move(Role.AUTHOR, Action.SUBMIT)
    assert open_returned_parts(case.evaluation) == []
    assert ReturnedPart.objects.count() == 2


def test_a_return_without_sections_sends_back_the_whole() -> None:
    case = case_in(State.RETURNED)
    assert [part.place for part in open_returned_parts(case.evaluation)] == [""]


def test_only_a_return_names_sections() -> None:
    case = case_in(State.SUBMITTED)
    case.move(Role.HEAD, Action.ENDORSE, places=["survey"])
    assert Event.objects.get(action="endorse").details["places"] == []


def test_each_step_is_recorded_with_actor_address_states_and_version() -> None:
    case = case_in(State.SUBMITTED)
    case.move(Role.HEAD, Action.RETURN_BY_HEAD, " 不全 ", places=["survey"], address="10.1.2.3")
    event = Event.objects.first()
    assert event is not None
    assert (event.actor, event.actor_name, event.address, event.reason) == (
        case.head,
        case.head.username,
        "10.1.2.3",
        "不全",
    )
    assert event.details == {"source": "submitted", "target": "returned", "places": ["survey"], "version": 1}


def test_a_year_that_is_closed_takes_a_submission_only_from_a_department_with_an_extension() -> None:
    case = case_in()
    year = FiscalYear.objects.get()
    year.open = False
    year.save()
    with pytest.raises(TransitionRefusedError, match="2023年度已停止填报"):
        case.move(Role.AUTHOR, Action.SUBMIT)
    Extension.objects.create(
        fiscal_year=year,
        department=case.evaluation.department,
        until=date(2999, 1, 1),
        reason="机构改革",
        granted_by=case.reviewer,
    )
    assert case.move(Role.AUTHOR, Action.SUBMIT).state == State.SUBMITTED


def test_a_way_through_all_states_costs_one_event_and_two_snapshots() -> None:
    case = case_in(State.PUBLISHED)
    assert list(Event.objects.order_by("number").values_list("action", flat=True)) == [
        "submit",
        "endorse",
        "approve",
        "publish",
    ]
    assert list(Snapshot.objects.order_by("pk").values_list("kind", "taken_by")) == [
        ("submitted", case.author.pk),
        ("approved", case.reviewer.pk),
    ]


def test_a_step_of_one_department_leaves_the_others_alone() -> None:
    other = make_evaluation(small_package(department={"name": "别局", "region": "测试县"}))
    move = case_in()
    move_evaluation(actor=move.author, evaluation=move.evaluation, action=Action.SUBMIT)
    other.refresh_from_db()
    assert other.state == State.DRAFT
