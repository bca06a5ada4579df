"""Who a person is to a department."""

import pytest
from pytest_django import DjangoAssertNumQueries

from perfeval.directory.models import Role
from perfeval.directory.rules import has_role_in, is_reviewer_of
from tests.factories import make_department, person

pytestmark = pytest.mark.django_db


def test_a_role_holds_in_its_own_department_only() -> None:
    own, other = make_department("本局"), make_department("他局")
    author = person(Role.AUTHOR, own)
    assert [has_role_in(author, place, Role.AUTHOR) for place in (own, other)] == [True, False]
    assert [has_role_in(author, own, role) for role in (Role.HEAD, Role.REVIEWER)] == [False, False]


def test_a_reviewer_reviews_the_departments_of_the_own_region() -> None:
    own, other = make_department("本局"), make_department("他局")
    reviewer = person(Role.REVIEWER, region=own.region)
    assert [is_reviewer_of(reviewer, place) for place in (own, other)] == [True, False]
    assert not is_reviewer_of(person(Role.HEAD, own), own)


def test_memberships_are_read_once_for_a_request(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    department = make_department()
    author = person(Role.AUTHOR, department)
    with django_assert_num_queries(1):
        assert has_role_in(author, department, Role.AUTHOR)
        assert not is_reviewer_of(author, department)
