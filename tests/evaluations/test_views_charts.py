"""The charts of a self-evaluation on the screen."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from perfeval.evaluations.models import SelfEvaluation
from tests.factories import author_of, make_evaluation, small_package, small_project

from .pages import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def page(client: Client, evaluation: SelfEvaluation) -> Element:
    answer = client.get(reverse("evaluations:charts", args=[evaluation.pk]))
    assert answer.status_code == 200
    return read(answer).one("main")


def test_each_chart_stands_with_its_figures_as_a_table(client: Client) -> None:
    evaluation = make_evaluation(small_package())
    client.force_login(author_of(evaluation))
    main = page(client, evaluation)
    assert [chart.one("title").text for chart in main.all("svg")] == ["项目预算执行率", "项目支出绩效自评等级"]
    tables = [[row.text for row in table.one("tbody").all("tr")] for table in main.all("table")]
    assert tables == [["测试项目80.5%"], ["优1", "良0", "中0", "差0"]]
    links = [link.attributes["href"] for link in main.all("a")]
    assert reverse("documents:download", args=[evaluation.pk, "charts"]) in links


def test_where_there_are_no_figures_there_is_nothing_to_draw(client: Client) -> None:
    evaluation = make_evaluation(small_package(projects=[{"name": "甲", "list": "own"}]))
    client.force_login(author_of(evaluation))
    assert [box.text for box in page(client, evaluation).with_class("empty")] == ["还没有可以画成图表的数据。"]


def test_more_projects_need_no_more_queries(client: Client) -> None:
    counts = []
    for number in (1, 8):
        projects = [small_project(f"项目{index}") for index in range(number)]
        evaluation = make_evaluation(small_package(year=2000 + number, projects=projects))
        client.force_login(author_of(evaluation))
        page(client, evaluation)
        with CaptureQueriesContext(connection) as queries:
            page(client, evaluation)
        counts.append(len(queries))
    assert counts[0] == counts[1]
