from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perfeval.desk.models import FindingCount
from perfeval.directory.models import Department, FiscalYear, Role
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.jobs.models import Job, JobState
from tests.evaluations.pages import Element, read
from tests.factories import make_region, person
from tests.jobs.making import stand, work

from .places import county, evaluation_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(client: Client) -> FiscalYear:
    made = county()
    client.force_login(person(Role.REVIEWER, region=made.region))
    return made


def page(client: Client, year: FiscalYear, query: str = "") -> Element:
    answer = client.get(reverse("desk:progress", args=[year.pk]) + query)
    assert answer.status_code == 200
    return read(answer).one("main")


def rows(found: Element) -> list[list[str]]:
    return [[cell.text for cell in row.all("td")] for row in found.one("tbody").all("tr")]


def names(client: Client, year: FiscalYear, query: str) -> list[str]:
    return [row[0] for row in rows(page(client, year, query))]


def test_the_desk_shows_every_department_with_its_stand(client: Client, year: FiscalYear) -> None:
    late = timezone.localdate() - timedelta(days=3)
    FiscalYear.objects.filter(pk=year.pk).update(deadline=late)
    found = page(client, year)
    until = late.isoformat()
    assert rows(found) == [
        ["甲局", "已通过", until, "", "", "80.5%", "1", "98.05", "未统计"],
        ["乙局", "填写中", f"{until} 逾期3天", "", "", "80.5%", "2", "98.05", "未统计"],
        ["丙局", "未填报", f"{until} 逾期3天", "", "", "", "", "", ""],
    ]
    counts = [item.text for item in found.with_class("counts")[0].all("li")]
    assert counts == ["全部 3", "未填报 1", "填写中 1", "已通过 1", "逾期 2"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?state=none", ["丙局"]),
        ("?state=approved", ["甲局"]),
        ("?state=overdue", []),
        ("?text=乙", ["乙局"]),
        ("?text=103", ["丙局"]),
        ("?state=draft&text=甲", []),
        ("?sort=-department", ["丙局", "乙局", "甲局"]),
        ("?sort=state", ["丙局", "乙局", "甲局"]),
        ("?sort=nonsense", ["甲局", "乙局", "丙局"]),
        ("?sort=rate", ["甲局", "乙局", "丙局"]),
        ("?sort=-average", ["甲局", "乙局", "丙局"]),
    ],
)
def test_the_list_is_filtered_and_sorted(client: Client, year: FiscalYear, query: str, shown: list[str]) -> None:
    if not shown:
        assert [box.text for box in page(client, year, query).with_class("empty")] == ["没有符合条件的部门。"]
    else:
        assert names(client, year, query) == shown


def test_headings_sort_and_keep_the_choice(client: Client, year: FiscalYear) -> None:
    heads = page(client, year, "?state=draft&sort=score").one("thead").all("th")
    assert (heads[3].attributes["aria-sort"], heads[3].text) == ("ascending", "整体得分 ↑")
    assert heads[3].one("a").attributes["href"] == "?state=draft&sort=-score"
    assert heads[0].one("a").attributes["href"] == "?state=draft&sort=department"


def test_a_year_in_which_nobody_has_filed_says_so(client: Client) -> None:
    region = make_region("新县")
    empty = FiscalYear.objects.create(region=region, year=2024)
    client.force_login(person(Role.REVIEWER, region=region))
    assert [box.text for box in page(client, empty).with_class("empty")] == ["这一地区还没有部门。"]
    Department.objects.create(region=region, name="甲局")
    (notice,) = page(client, empty).with_class("notice")
    assert notice.text == "这一年度还没有部门开始填报，也没有设定截止日期。 设定截止日期"
    FiscalYear.objects.update(deadline="2030-03-31")
    (notice,) = page(client, empty).with_class("notice")
    assert notice.text == "这一年度还没有部门开始填报，截止日期2030-03-31。"
    assert rows(page(client, empty)) == [["甲局", "未填报", "2030-03-31", "", "", "", "", "", ""]]


def test_a_larger_region_needs_no_more_queries(client: Client, year: FiscalYear) -> None:
    counts = []
    for more in (0, 5):
        for number in range(more):
            evaluation_of(f"第{number}局", State.SUBMITTED, f"2{number}")
        page(client, year)
        with CaptureQueriesContext(connection) as queries:
            page(client, year)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_one_year_is_shown_at_once_and_several_as_a_list(client: Client, year: FiscalYear) -> None:
    address = reverse("desk:years")
    assert client.get(address).headers["Location"] == reverse("desk:progress", args=[year.pk])
    FiscalYear.objects.create(region=year.region, year=2024)
    other = FiscalYear.objects.create(region=make_region("别县"), year=2024)
    links = [link.attributes["href"] for link in read(client.get(address)).one("tbody").all("a")]
    assert len(links) == 2
    assert reverse("desk:progress", args=[other.pk]) not in links


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_by_threads")
def test_findings_are_counted_by_a_job_and_again_only_after_a_change(client: Client) -> None:
    year = county()
    client.force_login(person(Role.REVIEWER, region=year.region))
    address = reverse("desk:count_findings", args=[year.pk])
    answer = client.post(address)
    job = Job.objects.get()
    assert answer.headers["Location"] == reverse("jobs:show", args=[job.pk])
    work()
    assert stand(job) == (JobState.DONE, 2, 2, 0)
    assert FindingCount.objects.count() == 2
    shown = [row[8] for row in rows(page(client, year))]
    assert shown[2] == ""
    assert "未统计" not in shown
    changed = SelfEvaluation.objects.get(department__name="乙局")
    SelfEvaluation.objects.filter(pk=changed.pk).update(version=changed.version + 1)
    assert [row[8] == "未统计" for row in rows(page(client, year))] == [False, True, False]
    client.post(address)
    work()
    assert stand(Job.objects.first()) == (JobState.DONE, 1, 1, 0)
