"""Who sees what."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from perfeval.directory.models import Role, User
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.evaluations.rules import PREDICATES, Action
from perfeval.evaluations.selectors import (
    evaluations_for,
    get_evaluation_for,
    get_sheet_for,
    sheets_of,
    with_overall_results,
)
from tests.factories import (
    author_of,
    head_of,
    make_evaluation,
    make_user,
    person,
    reviewer_of,
    sample_evaluation,
    small_package,
)

pytestmark = pytest.mark.django_db

GRANTED, WRONG_ROLE, UNKNOWN = "granted", "403", "404"


@pytest.fixture
def own() -> SelfEvaluation:
    return make_evaluation(small_package())


@pytest.fixture
def other() -> SelfEvaluation:
    return make_evaluation(small_package(department={"name": "他局", "region": "邻县"}))


def people(own: SelfEvaluation, other: SelfEvaluation) -> dict[str, User]:
    return {
        "author": author_of(own),
        "head": head_of(own),
        "reviewer": reviewer_of(own),
        "author elsewhere": author_of(other),
        "head elsewhere": head_of(other),
        "reviewer elsewhere": reviewer_of(other),
        "administrator": person(Role.ADMINISTRATOR),
        "security": person(Role.SECURITY),
        "auditor": person(Role.AUDITOR),
        "nobody": make_user("nobody"),
    }


def answer(user: User, action: Action, evaluation: SelfEvaluation) -> str:
    try:
        assert get_evaluation_for(user, action, evaluation.pk) == evaluation
    except Http404:
        return UNKNOWN
    except PermissionDenied:
        return WRONG_ROLE
    return GRANTED


@pytest.mark.parametrize("state", State.values)
def test_each_person_may_do_what_the_role_allows_and_knows_of_nothing_else(
    own: SelfEvaluation, other: SelfEvaluation, state: str
) -> None:
    SelfEvaluation.objects.update(state=state)
    everybody = people(own, other)
    answers = {name: (answer(user, "view", own), answer(user, "edit", own)) for name, user in everybody.items()}
    is_open = state in {State.DRAFT, State.RETURNED}
    assert answers == {
        **dict.fromkeys(everybody, (UNKNOWN, UNKNOWN)),
        "author": (GRANTED, GRANTED if is_open else WRONG_ROLE),
        "head": (GRANTED, WRONG_ROLE),
        "reviewer": (GRANTED, WRONG_ROLE),
    }


def test_the_list_and_the_rule_for_viewing_agree(own: SelfEvaluation, other: SelfEvaluation) -> None:
    for name, user in people(own, other).items():
        listed = set(evaluations_for(user))
        assert (name, listed) == (name, {one for one in (own, other) if PREDICATES["view"](user, one)})


def test_an_officer_with_two_roles_sees_each_self_evaluation_once(own: SelfEvaluation) -> None:
    author = author_of(own)
    author.memberships.create(role=Role.HEAD, department=own.department)
    author.memberships.create(role=Role.REVIEWER, region=own.department.region)
    assert list(evaluations_for(author)) == [own]


def test_what_does_not_exist_is_unknown(own: SelfEvaluation) -> None:
    with pytest.raises(Http404):
        get_evaluation_for(author_of(own), "view", own.pk + 1)


def test_a_sheet_is_found_only_under_its_own_self_evaluation(own: SelfEvaluation, other: SelfEvaluation) -> None:
    author = author_of(own)
    sheet = get_sheet_for(author, "edit", own.pk, own.sheets.get().pk)
    assert (sheet, sheet.evaluation, sheet.project.name) == (own.sheets.get(), own, "测试项目")
    with pytest.raises(Http404):
        get_sheet_for(author, "view", own.pk, other.sheets.get().pk)
    with pytest.raises(Http404):
        get_sheet_for(author, "view", other.pk, other.sheets.get().pk)
    with pytest.raises(PermissionDenied):
        get_sheet_for(head_of(own), "edit", own.pk, own.sheets.get().pk)


def test_sheets_come_with_their_projects_the_overall_one_first(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    evaluation = sample_evaluation("miluo-2023")
    with django_assert_num_queries(1):
        found = [(sheet.kind, sheet.project.name if sheet.kind == "project" else "") for sheet in sheets_of(evaluation)]
    assert [kind for kind, _name in found] == ["overall", "project", "project", "project", "project"]
    assert all(name for kind, name in found if kind == "project")


def test_the_list_shows_the_results_of_the_overall_sheet_in_one_query_beside_that_of_the_roles(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    overall = [{"name": "产出", "weight": "90", "target": "1", "actual": "1"}]
    for number in range(5):
        department = {"name": f"局{number}", "region": "测试县"}
        make_evaluation(small_package(department=department, overall={"indicators": overall} if number else None))
    reviewer = reviewer_of(SelfEvaluation.objects.get(department__name="局0"))
    with django_assert_num_queries(2):
        rows = [
            (one.department.name, one.department.region.name, one.scheme.title != "", str(one.overall_total))
            for one in with_overall_results(evaluations_for(reviewer)).order_by("department__name")
        ]
    expected = [(f"局{number}", "测试县", True, "90.00" if number else "None") for number in range(5)]
    assert rows == expected
