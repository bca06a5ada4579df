"""Finding and entering the department a package names."""

from typing import Any

import pytest

from perfeval.core.package import DepartmentInfo, PackageError
from perfeval.directory.models import Department, Region
from perfeval.directory.services import department_for

pytestmark = pytest.mark.django_db


def info(**values: Any) -> DepartmentInfo:
    return DepartmentInfo.model_validate({"name": "人社局", "region": "某县", **values})


def problems(**values: Any) -> list[tuple[str, str]]:
    with pytest.raises(PackageError) as error:
        department_for(info=info(**values), may_create=True)
    return error.value.problems


def test_an_unknown_department_is_entered_with_its_region_and_units() -> None:
    units = [{"code": "001", "name": "本级"}, {"name": "社保中心", "aliases": ["社保"]}, {"name": "本级"}]
    department = department_for(info=info(code="144", short_name="人社", units=units), may_create=True)
    assert (department.region.name, department.code, department.short_name) == ("某县", "144", "人社")
    entered = list(department.units.values_list("code", "name", "aliases"))
    assert entered == [("001", "本级", []), ("", "社保中心", ["社保"])]


def test_a_known_department_is_found_again() -> None:
    first = department_for(info=info(code="144"), may_create=True)
    assert department_for(info=info(code="other"), may_create=False) == first
    assert Department.objects.count() == 1


def test_the_same_name_in_another_region_is_another_department() -> None:
    first = department_for(info=info(), may_create=True)
    second = department_for(info=info(region="邻县"), may_create=True)
    assert first != second
    assert list(Region.objects.values_list("name", flat=True)) == ["某县", "邻县"]


def test_only_who_may_enters_a_department() -> None:
    with pytest.raises(PackageError) as error:
        department_for(info=info(), may_create=False)
    assert error.value.problems == [("/department/name", "没有这个部门：人社局")]
    assert not Department.objects.exists()


def test_a_department_without_a_region_cannot_be_entered() -> None:
    assert problems(region=None) == [("/department/region", "缺少地区，不知道是哪里的部门")]


def test_a_code_that_another_department_has_is_refused() -> None:
    department_for(info=info(name="财政局", code="144"), may_create=True)
    assert problems(code="144") == [("/department/code", "编码已用于财政局")]


def test_texts_too_long_for_the_directory_are_all_named() -> None:
    units = [{"code": "1" * 101, "name": "本级"}]
    assert problems(code="1" * 101, short_name="长" * 501, units=units) == [
        ("/department/units/0/code", "文字太长"),
        ("/department/code", "文字太长"),
        ("/department/short_name", "文字太长"),
    ]
    assert problems(region="长" * 101) == [("/department/region", "文字太长")]
