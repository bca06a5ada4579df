import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from perfeval.desk.figures import Group, figures_of
from perfeval.desk.standing import standings_of
from perfeval.directory.models import FiscalYear, Role
from tests.evaluations.pages import read
from tests.factories import make_region, person

from .places import county, evaluation_of

pytestmark = pytest.mark.django_db

RATE = Decimal("80.50")
SCORE = Decimal("98.05")
BUDGET, SPENT = Decimal(1_000_000), Decimal(805_000)


def group(label: str, count: int, scored: int, adjusted: object = BUDGET, spent: object = SPENT) -> Group:
    average = SCORE if scored else None
    return Group(label, count, scored, average, adjusted, spent, RATE if scored else None, {"优": scored})


@pytest.fixture
def year(client: Client) -> FiscalYear:
    made = county()
    client.force_login(person(Role.REVIEWER, region=made.region))
    return made


def test_projects_are_counted_by_level_and_by_unit(year: FiscalYear) -> None:
    figures = figures_of(*standings_of(year))
    assert figures.departments == Group("部门整体", 0, 0, None, None, None, None, {})
    assert figures.projects == group("项目", 3, 2, BUDGET * 2, SPENT * 2)
    assert figures.by_level == [group("县级", 2, 1), group("未注明", 1, 1)]
    assert figures.by_unit == [group("乙局", 2, 1), group("甲所", 1, 1)]


def test_the_statistics_are_shown_with_charts_and_their_tables(client: Client, year: FiscalYear) -> None:
    main = read(client.get(reverse("desk:statistics", args=[year.pk]))).one("main")
    tables = [[[c.text for c in row.all()] for row in table.one("tbody").all("tr")] for table in main.all("table")]
    scored, money = "（2份有得分）", ["2,000,000.00", "1,610,000.00"]
    assert tables[0] == [["项目", "3", f"98.05 {scored}", *money, "80.5%", "2", scored]]
    charts = main.all("svg")
    assert [chart.one("title").text for chart in charts] == ["项目自评等级", "预算执行率按资金级次"]
    assert [chart.one("desc").text for chart in charts] == ["优 2", "县级 80.5%；未注明 80.5%"]
    assert tables[1:3] == [[["优", "2"]], [["县级", "80.5%"], ["未注明", "80.5%"]]]


def test_a_year_without_sheets_has_no_statistics(client: Client) -> None:
    region = make_region("新县")
    empty = FiscalYear.objects.create(region=region, year=2024)
    client.force_login(person(Role.REVIEWER, region=region))
    main = read(client.get(reverse("desk:statistics", args=[empty.pk]))).one("main")
    assert [box.text for box in main.with_class("empty")] == ["还没有可统计的自评表。"]


def test_the_workbook_holds_the_list_and_the_statistics_as_figures(client: Client, year: FiscalYear) -> None:
    evaluation_of("=1+1局", code="100")
    answer = client.get(reverse("desk:export", args=[year.pk]))
    assert "attachment; filename*=utf-8''" in answer["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["填报进度", "统计"]
    listed = [[cell.value for cell in row] for row in book["填报进度"].iter_rows(min_row=3)]
    assert listed[0][2] == "=1+1局"
    assert book["填报进度"]["C3"].data_type == "s"
    assert listed[1] == [2, "101", "甲局", "已通过", None, None, None, None, 80.5, 1, 98.05, None, None]
    assert listed[3] == [4, "103", "丙局", "未填报", *[None] * 9]
    totals = [[cell.value for cell in row] for row in book["统计"].iter_rows(min_row=2, max_row=4)]
    money = ["全年预算数（元）", "全年执行数（元）"]
    assert totals[0] == ["范围", "数量", "已有得分", "平均分", *money, "预算执行率（%）", "优"]
    assert totals[2] == ["项目", 4, 3, 98.05, 3000000, 2415000, 80.5, 3]


def test_more_departments_need_no_more_queries(client: Client, year: FiscalYear) -> None:
    for name in ("desk:statistics", "desk:export"):
        address = reverse(name, args=[year.pk])
        client.get(address)
        counts = []
        for more in (0, 4):
            for number in range(more):
                evaluation_of(f"{name}{number}")
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
        assert counts[0] == counts[1]
