import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from perfeval.desk.models import Drawn, SpotCheck
from perfeval.desk.spot_checks import Member, draw, draw_spot_check
from perfeval.directory.models import FiscalYear, Role, User
from perfeval.review.models import Event
from tests.evaluations.pages import read
from tests.factories import person

from .places import county

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> FiscalYear:
    return county()


@pytest.fixture
def reviewer(client: Client, year: FiscalYear) -> User:
    user = person(Role.REVIEWER, region=year.region)
    client.force_login(user)
    return user


def members(*keys: int) -> list[Member]:
    return [Member(key=key, evaluation=key, department=f"{key}局", project="") for key in keys]


def test_the_same_seed_draws_the_same_and_another_one_others() -> None:
    drawn = [member["key"] for member in draw(members(*range(1, 101)), 5, "2024-抽查")]
    assert drawn == [92, 20, 40, 48, 68]
    assert [member["key"] for member in draw(members(*range(1, 101)), 5, "2025-抽查")] != drawn


@given(st.sets(st.integers(1, 10**6), min_size=1, max_size=40), st.integers(1, 50), st.text(max_size=20))
def test_a_sample_depends_on_seed_and_members_alone(keys: set[int], size: int, seed: str) -> None:
    forwards, backwards = draw(members(*sorted(keys)), size, seed), draw(members(*sorted(keys)[::-1]), size, seed)
    assert forwards == backwards
    assert len({member["key"] for member in forwards}) == min(size, len(keys))


def test_what_was_drawn_is_kept_and_recorded(year: FiscalYear, reviewer: User) -> None:
    check = draw_spot_check(actor=reviewer, year=year, kind=Drawn.PROJECTS, size=2, seed="x")
    assert [member["project"] for member in check.population] == ["甲一", "乙一", "乙二"]
    assert check.chosen == draw(check.population, 2, "x")
    event = Event.objects.get(action="draw_spot_check")
    keys = [member["key"] for member in check.chosen]
    assert (event.actor, event.details) == (reviewer, {"seed": "x", "population": 3, "chosen": keys})


def test_a_sample_is_drawn_on_the_screen_and_listed(client: Client, year: FiscalYear, reviewer: User) -> None:
    address = reverse("desk:spot_checks", args=[year.pk])
    assert [box.text for box in read(client.get(address)).with_class("empty")] == ["还没有抽查。"]
    sent = {"kind": "departments", "size": "5", "seed": "种子一"}
    answer = client.post(address, sent, follow=True)
    rows = [[cell.text for cell in row.all("td")] for row in read(answer).one("tbody").all("tr")]
    check = SpotCheck.objects.get()
    assert rows == [[str(number), member["department"]] for number, member in enumerate(check.chosen, start=1)]
    assert "从2个中抽取2个" in read(answer).text
    (row,) = read(client.get(address)).one("tbody").all("tr")
    assert [cell.text for cell in row.all("td")][1:4] == ["部门", "2", "种子一"]


@pytest.mark.parametrize("sent", [{}, {"kind": "departments", "size": "0", "seed": "x"}, {"kind": "x", "size": "1"}])
def test_an_incomplete_order_draws_nothing(
    client: Client, year: FiscalYear, reviewer: User, sent: dict[str, str]
) -> None:
    assert client.post(reverse("desk:spot_checks", args=[year.pk]), sent).status_code == 422
    assert not SpotCheck.objects.exists()


def test_where_nobody_has_filed_nothing_is_drawn(client: Client, year: FiscalYear, reviewer: User) -> None:
    empty = FiscalYear.objects.create(region=year.region, year=2030)
    sent = {"kind": "projects", "size": "5", "seed": "x"}
    answer = client.post(reverse("desk:spot_checks", args=[empty.pk]), sent)
    assert (answer.status_code, SpotCheck.objects.count()) == (422, 0)
    assert [box.text for box in read(answer).with_class("is-error")] == ["没有可抽查的对象"]


def test_another_years_spot_check_is_not_found(client: Client, year: FiscalYear, reviewer: User) -> None:
    other = FiscalYear.objects.create(region=year.region, year=2030)
    check = draw_spot_check(actor=reviewer, year=year, kind=Drawn.DEPARTMENTS, size=1, seed="x")
    assert client.get(reverse("desk:spot_check", args=[other.pk, check.pk])).status_code == 404


def test_more_spot_checks_need_no_more_queries(client: Client, year: FiscalYear, reviewer: User) -> None:
    address = reverse("desk:spot_checks", args=[year.pk])
    counts = []
    for more in (1, 5):
        for number in range(more):
            draw_spot_check(actor=reviewer, year=year, kind=Drawn.DEPARTMENTS, size=1, seed=str(number))
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
