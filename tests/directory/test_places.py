"""Regions, departments and units: entered one by one or as a list, by the system administrator alone."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from perfeval.directory.models import Department, Region, Role, Unit, User
from perfeval.directory.places import (
    Entered,
    PlaceError,
    PlaceLine,
    change_department,
    change_region,
    enter_departments,
    enter_region,
    enter_units,
    read_lines,
    remove_department,
)
from perfeval.review.models import Event
from tests.evaluations.pages import read
from tests.factories import make_department, make_evaluation, make_region, person, small_package

pytestmark = pytest.mark.django_db

LIST = "编码\t名称\t简称\t上级部门\n301\t财政局\t财政\t\n302\t国库支付中心\t\t301\n\n\t档案局\n"


@pytest.fixture
def administrator() -> User:
    return person(Role.ADMINISTRATOR)


def departments_of(region: Region) -> list[tuple[str, str, str, str]]:
    found = Department.objects.filter(region=region).order_by("pk").select_related("parent")
    return [(one.code, one.name, one.short_name, one.parent.name if one.parent else "") for one in found]


def values_of(department: Department, **changes: object) -> dict[str, object]:
    kept = {name: getattr(department, name) for name in ("code", "name", "short_name", "aliases", "parent")}
    return {**kept, **changes}


def test_a_list_from_a_spreadsheet_is_read_without_its_headings_and_blank_lines() -> None:
    assert read_lines(LIST) == [
        PlaceLine(2, "301", "财政局", "财政", ""),
        PlaceLine(3, "302", "国库支付中心", "", "301"),
        PlaceLine(5, "", "档案局", "", ""),
    ]
    assert read_lines("档案局\n") == [PlaceLine(1, "", "档案局")]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["没有内容。请从Excel或WPS复制编码、名称两列后粘贴"]),
        ("编码\t名称\n", ["没有内容。请从Excel或WPS复制编码、名称两列后粘贴"]),
        ("1\t甲\n2\t\n", ["第2行：缺名称"]),
        ("1\t甲\n1\t乙\n3\t甲\n", ["第2行与第1行重复：1", "第3行与第1行重复：甲"]),
        (f"1\t{'长' * 501}", ["第1行：文字太长"]),
        ("1\t甲\x00", ["第1行：文字里有控制字符"]),
        ("甲\n" * 2001, ["一次最多2000行"]),
    ],
)
def test_every_line_that_cannot_be_taken_is_named(text: str, problems: list[str]) -> None:
    with pytest.raises(PlaceError) as refused:
        read_lines(text)
    assert refused.value.problems == problems


@given(st.text())
def test_any_text_is_read_or_refused_with_words(text: str) -> None:
    try:
        lines, problems = read_lines(text), []
    except PlaceError as error:
        lines, problems = [], error.problems
    assert lines or problems
    assert all(line.name for line in lines)


def test_departments_are_added_below_each_other_and_brought_up_to_date(administrator: User) -> None:
    region = enter_region(actor=administrator, name="测试县")
    lines = read_lines("302\t国库支付中心\t\t财政局\n301\t财政局\t财政\n")
    assert enter_departments(actor=administrator, region=region, lines=lines) == Entered(2, 0)
    assert departments_of(region) == [("301", "财政局", "财政", ""), ("302", "国库支付中心", "", "财政局")]
    again = read_lines("301\t财政和国资局\n\t国库支付中心\n303\t档案局\n")
    assert enter_departments(actor=administrator, region=region, lines=again) == Entered(1, 2)
    assert departments_of(region) == [
        ("301", "财政和国资局", "财政", ""),
        ("302", "国库支付中心", "", "财政和国资局"),
        ("303", "档案局", "", ""),
    ]
    said = Event.objects.filter(action__contains="enter").order_by("number").values_list("action", "subject")
    assert list(said) == [("enter_region", "测试县"), *[("enter_departments", "测试县")] * 2]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("303\t档案局\t\t人社局\n", ["第1行：没有上级部门“人社局”"]),
        ("301\t财政局\t\t302\n302\t国库支付中心\t\t301\n", ["第2行：上级不能是自己或自己的下级"]),
        ("301\t国库支付中心\n", ["已有这个名称：国库支付中心"]),
        ("301\t甲\n\t财政局\n", ["第2行与第1行重复：财政局"]),
    ],
)
def test_a_list_that_contradicts_itself_or_the_records_stores_nothing(
    administrator: User, text: str, problems: list[str]
) -> None:
    region = make_region()
    enter_departments(actor=administrator, region=region, lines=read_lines("301\t财政局\n302\t国库支付中心\n"))
    with pytest.raises(PlaceError) as refused:
        enter_departments(actor=administrator, region=region, lines=read_lines(text))
    assert refused.value.problems == problems
    assert departments_of(region) == [("301", "财政局", "", ""), ("302", "国库支付中心", "", "")]


def test_units_come_in_the_order_of_their_lists(administrator: User) -> None:
    department = make_department()
    assert enter_units(actor=administrator, department=department, lines=read_lines("001\t本级\n")) == Entered(1, 0)
    lines = read_lines("002\t中心\n001\t机关本级\n")
    assert enter_units(actor=administrator, department=department, lines=lines) == Entered(1, 1)
    assert list(Unit.objects.values_list("code", "name", "order")) == [("001", "机关本级", 0), ("002", "中心", 1)]


def test_a_department_gets_another_name_code_and_place(administrator: User) -> None:
    above, below = make_department("甲局"), make_department("乙局")
    Department.objects.update(region=above.region)
    below.refresh_from_db()
    values = values_of(below, name="乙中心", code="009", aliases=["乙站"], parent=above)
    changed = change_department(actor=administrator, department=below, values=values)
    assert values_of(changed) == values
    with pytest.raises(PlaceError, match="已有这个名称：甲局"):
        change_department(actor=administrator, department=below, values=values_of(below, name="甲局"))
    with pytest.raises(PlaceError, match="上级不能是自己或自己的下级"):
        change_department(actor=administrator, department=above, values=values_of(above, parent=below))


def test_a_region_is_renamed_but_not_put_below_itself(administrator: User) -> None:
    city = enter_region(actor=administrator, name="市")
    county = enter_region(actor=administrator, name="县", parent=city)
    assert change_region(actor=administrator, region=county, name="区", parent=city).name == "区"
    for name, parent, words in [("市", county, "上级不能是自己"), ("区", city, "已有这个名称")]:
        with pytest.raises(PlaceError, match=words):
            change_region(actor=administrator, region=city, name=name, parent=parent)


def test_a_department_is_removed_only_while_nothing_belongs_to_it(administrator: User) -> None:
    used, staffed, free = make_evaluation(small_package()).department, make_department("甲局"), make_department("乙局")
    person(Role.AUTHOR, staffed)
    for department, words in [(used, "已有自评"), (staffed, "还有人员担任角色")]:
        with pytest.raises(PlaceError, match=words):
            remove_department(actor=administrator, department=department)
    remove_department(actor=administrator, department=free)
    assert set(Department.objects.all()) == {used, staffed}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_the_system_administrator_enters_places(role: Role) -> None:
    department = make_department()
    places = {Role.REVIEWER: {"region": department.region}, Role.AUTHOR: {"department": department}}
    places[Role.HEAD] = places[Role.AUTHOR]
    actor = person(role, **places.get(role, {}))
    acts: list[Callable[[], object]] = [
        lambda: enter_region(actor=actor, name="县"),
        lambda: change_region(actor=actor, region=department.region, name="县", parent=None),
        lambda: enter_departments(actor=actor, region=department.region, lines=read_lines("甲\n")),
        lambda: enter_units(actor=actor, department=department, lines=read_lines("甲\n")),
        lambda: change_department(actor=actor, department=department, values=values_of(department)),
        lambda: remove_department(actor=actor, department=department),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


def test_a_county_is_entered_on_screen_from_nothing(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    assert "还没有地区" in client.get(reverse("regions")).content.decode()
    client.post(reverse("enter_region"), {"name": "测试县"})
    region = Region.objects.get()
    client.post(reverse("enter_departments", args=[region.pk]), {"text": LIST})
    department = Department.objects.get(code="301")
    client.post(reverse("enter_units", args=[department.pk]), {"text": "001\t财政局本级"})
    sent = {"code": "301", "name": "财政局", "short_name": "财政", "aliases": "财局、县财政局、财局", "parent": ""}
    client.post(reverse("change_department", args=[department.pk]), sent)
    department.refresh_from_db()
    assert department.aliases == ["财局", "县财政局"]
    rows = [
        [cell.text for cell in row.all("td")] for row in read(client.get(reverse("region", args=[region.pk]))).all("tr")
    ]
    assert rows[1:] == [
        ["", "档案局", "", "", "0"],
        ["301", "财政局", "财政", "", "1"],
        ["302", "国库支付中心", "", "财政局", "0"],
    ]
    assert [cell.text for cell in read(client.get(reverse("regions"))).all("td")] == ["测试县", "", "3"]


def test_a_list_that_is_refused_stays_on_screen_with_its_reasons(client: Client, administrator: User) -> None:
    region = make_region()
    client.force_login(administrator)
    answer = client.post(reverse("enter_departments", args=[region.pk]), {"text": "1\t甲\n2\t\n"})
    assert answer.status_code == 422
    page = read(answer)
    assert page.one("textarea", name="text").text.split() == ["1", "甲", "2"]
    assert page.with_class("invalid-feedback")[0].text == "第2行：缺名称"


def test_the_lists_take_as_many_queries_for_many_rows_as_for_one(
    client: Client, administrator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    region = make_region()
    client.force_login(administrator)
    enter_departments(actor=administrator, region=region, lines=read_lines("1\t甲\n"))
    client.get(reverse("regions"))
    for _round in range(2):
        with django_assert_num_queries(7):
            client.get(reverse("region", args=[region.pk]))
        with django_assert_num_queries(6):
            client.get(reverse("regions"))
        names = "\n".join(f"{number}\t第{number}局\t\t1" for number in range(2, 40))
        enter_departments(actor=administrator, region=region, lines=read_lines(names))
        for number in range(20):
            make_region(f"第{number}县{Region.objects.count()}")
