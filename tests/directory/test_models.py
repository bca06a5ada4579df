"""What the directory's tables refuse."""

import pytest

from perfeval.directory.models import Department, FiscalYear, Membership, Region, Role, Unit
from tests.database import refuses
from tests.factories import make_department, make_region, make_user, person

pytestmark = pytest.mark.django_db


def test_two_departments_of_a_region_cannot_have_one_name_or_one_code() -> None:
    region = make_region()
    Department.objects.create(region=region, name="一局", code="101")
    refuses(Department, region=region, name="一局")
    refuses(Department, region=region, name="二局", code="101")
    Department.objects.create(region=make_region("邻县"), name="一局", code="101")


def test_departments_without_a_code_do_not_collide() -> None:
    region = make_region()
    Department.objects.create(region=region, name="一局")
    Department.objects.create(region=region, name="二局")
    assert [department.name for department in region.departments.all()] == ["一局", "二局"]


def test_places_of_one_name_may_lie_in_different_provinces_but_not_side_by_side() -> None:
    north, south = make_region("北省"), make_region("南省")
    Region.objects.create(name="鼓楼区", parent=north)
    Region.objects.create(name="鼓楼区", parent=south)
    refuses(Region, name="鼓楼区", parent=north)
    refuses(Region, name="北省")


def test_a_unit_is_named_once_in_its_department() -> None:
    department = make_department()
    Unit.objects.create(department=department, name="本级")
    refuses(Unit, department=department, name="本级")


def test_a_region_has_each_fiscal_year_once_and_only_plausible_ones() -> None:
    region = make_region()
    FiscalYear.objects.create(region=region, year=2023)
    refuses(FiscalYear, region=region, year=2023)
    refuses(FiscalYear, region=region, year=203)


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.HEAD])
def test_an_officer_belongs_to_a_department_and_nothing_else(role: Role) -> None:
    department, user = make_department(), make_user("officer")
    refuses(Membership, user=user, role=role)
    refuses(Membership, user=user, role=role, region=department.region)
    refuses(Membership, user=user, role=role, department=department, region=department.region)
    assert str(Membership.objects.create(user=user, role=role, department=department)).startswith("officer · ")


def test_a_reviewer_belongs_to_a_region() -> None:
    department, user = make_department(), make_user("reviewer")
    refuses(Membership, user=user, role=Role.REVIEWER)
    refuses(Membership, user=user, role=Role.REVIEWER, department=department)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR])
def test_a_role_for_the_whole_program_has_no_place(role: Role) -> None:
    department, user = make_department(), make_user("administrator")
    refuses(Membership, user=user, role=role, department=department)
    refuses(Membership, user=user, role=role, region=department.region)


def test_a_word_that_is_no_role_is_refused() -> None:
    refuses(Membership, user=make_user("someone"), role="owner")


def test_a_role_is_given_once() -> None:
    department = make_department()
    user = person(Role.AUTHOR, department)
    refuses(Membership, user=user, role=Role.AUTHOR, department=department)
    auditor = person(Role.AUDITOR)
    refuses(Membership, user=auditor, role=Role.AUDITOR)
    reviewer = person(Role.REVIEWER, region=department.region)
    refuses(Membership, user=reviewer, role=Role.REVIEWER, region=department.region)


def test_a_person_is_shown_by_name_and_without_one_by_user_name() -> None:
    user = make_user("li")
    user.name = "李四"
    assert (str(user), user.get_full_name()) == ("李四", "李四")
    user.name = ""
    assert str(user) == "li"
