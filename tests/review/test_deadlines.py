"""Until when departments file, who is late, and who has more time."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from perfeval.directory.models import FiscalYear
from perfeval.evaluations.models import State
from perfeval.review.deadlines import Deadline, deadline_of, is_overdue, progress_of
from perfeval.review.models import Event
from perfeval.review.services import TransitionRefusedError, grant_extension, set_deadline
from tests.evaluations.pages import read
from tests.factories import make_department

from .making import Case, case_in

pytestmark = pytest.mark.django_db


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def with_deadline(days: int, state: State = State.DRAFT) -> Case:
    case = case_in(state)
    FiscalYear.objects.update(deadline=in_days(days))
    return case


@pytest.mark.parametrize(("days", "overdue"), [(5, False), (0, False), (-1, True)])
def test_a_draft_is_overdue_from_the_day_after_the_last(days: int, overdue: bool) -> None:
    case = with_deadline(days)
    assert deadline_of(case.evaluation) == Deadline(in_days(days), days, is_extended=False)
    assert is_overdue(case.evaluation) == overdue


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ENDORSED, State.APPROVED])
def test_what_was_handed_in_is_not_overdue(state: State) -> None:
    assert not is_overdue(with_deadline(-30, state).evaluation)


def test_without_a_deadline_nothing_is_overdue() -> None:
    case = case_in()
    assert deadline_of(case.evaluation) is None
    assert not is_overdue(case.evaluation)


def test_an_extension_holds_for_one_department_and_is_on_record() -> None:
    case = with_deadline(-3)
    other = case_in(department={"name": "别局", "region": "测试县"})
    year = FiscalYear.objects.get()
    grant_extension(
        actor=case.reviewer,
        fiscal_year=year,
        department=case.evaluation.department,
        until=in_days(7),
        reason="机构改革",
    )
    assert deadline_of(case.evaluation) == Deadline(in_days(7), 7, is_extended=True)
    assert [is_overdue(one.evaluation) for one in (case, other)] == [False, True]
    event = Event.objects.get(action="grant_extension")
    assert (event.actor, event.subject, event.reason) == (case.reviewer, "测试局 2023", "机构改革")


def test_only_the_regions_reviewer_sets_deadlines_and_only_for_its_departments() -> None:
    case = with_deadline(1)
    year = FiscalYear.objects.get()
    for user in (case.author, case.head, case.auditor):
        with pytest.raises(PermissionDenied):
            set_deadline(actor=user, fiscal_year=year, deadline=in_days(9), is_open=True)
    with pytest.raises(PermissionDenied):
        grant_extension(
            actor=case.reviewer, fiscal_year=year, department=make_department("外县局"), until=in_days(9), reason="理由"
        )
    with pytest.raises(TransitionRefusedError):
        grant_extension(
            actor=case.reviewer, fiscal_year=year, department=case.evaluation.department, until=in_days(9), reason=" "
        )
    year.refresh_from_db()
    assert year.deadline == in_days(1)


def test_the_page_shows_each_department_of_the_region_with_its_stand(client: Client) -> None:
    case = with_deadline(-2)
    make_department("未报局", case.evaluation.department.region)
    client.force_login(case.reviewer)
    page = read(client.get(reverse("review:deadlines")))
    rows = [[cell.text for cell in row.all("td")][:3] for row in page.one("tbody").all("tr")]
    day = f"{in_days(-2):%Y-%m-%d}"
    assert rows == [["未报局", "未填报 逾期", day], ["测试局", "填写中 逾期", day]]


@pytest.mark.parametrize("departments", [1, 12])
def test_the_progress_of_a_year_costs_three_queries(
    django_assert_num_queries: DjangoAssertNumQueries, departments: int
) -> None:
    case = with_deadline(3)
    for number in range(departments):
        make_department(f"第{number}局", case.evaluation.department.region)
    year = FiscalYear.objects.get()
    with django_assert_num_queries(3):
        assert len(progress_of(year)) == departments + 1


def test_the_deadline_and_an_extension_are_set_on_screen(client: Client) -> None:
    case = with_deadline(1)
    year, department = FiscalYear.objects.get(), case.evaluation.department
    client.force_login(case.reviewer)
    client.post(reverse("review:change_deadline", args=[year.pk]), {"deadline": "2031-05-06", "is_open": "on"})
    client.post(reverse("review:change_deadline", args=[year.pk]), {"deadline": "31.12.2031", "is_open": "on"})
    client.post(reverse("review:extend", args=[year.pk, department.pk]), {"until": "2031-06-07", "reason": "改革"})
    client.post(reverse("review:extend", args=[year.pk, department.pk]), {"until": "2031-08-07", "reason": ""})
    year.refresh_from_db()
    assert (year.deadline, deadline_of(case.evaluation).until) == (date(2031, 5, 6), date(2031, 6, 7))
