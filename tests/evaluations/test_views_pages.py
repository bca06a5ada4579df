"""The list of self-evaluations and the task list of one."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from perfeval.evaluations.models import SelfEvaluation, Sheet
from perfeval.evaluations.services.recomputing import recompute

from ..factories import (
    author_of,
    head_of,
    make_evaluation,
    reviewer_of,
    sample_evaluation,
    small_package,
    small_project,
)
from .pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

QUERIES_OF_LIST = 8
QUERIES_OF_TASKS = 28


def rows(client: Client, address: str) -> list[list[str]]:
    body = read(client.get(address)).one("tbody")
    return [[cell.text for cell in row.all("td") + row.all("th")] for row in body.all("tr")]


def test_the_list_shows_department_scheme_state_score_and_grade(client: Client) -> None:
    evaluation = sample_evaluation("miluo-2023")
    client.force_login(author_of(evaluation))
    ((*shown, updated),) = rows(client, reverse("evaluations:list"))
    assert shown == [
        "汨罗市人力资源和社会保障局",
        "2023",
        evaluation.scheme.title,
        "填写中",
        "100",
        "优",
    ]
    assert len(updated) == len("2026-11-21 09:39")


def test_the_list_of_somebody_without_a_department_says_so(client: Client) -> None:
    make_evaluation(small_package())
    other = make_evaluation(small_package(department={"name": "别的局", "region": "别的县"}))
    client.force_login(author_of(other))
    other.delete()
    page = read(client.get(reverse("evaluations:list")))
    assert [element.text for element in page.with_class("empty")] == [
        "还没有您可以查看的自评。本单位的自评建立后会列在这里。"
    ]


@pytest.mark.parametrize("years", [1, 12])
def test_the_list_costs_the_same_queries_for_one_year_and_for_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, years: int
) -> None:
    for year in range(2023, 2023 + years):
        evaluation = make_evaluation(small_package(year=year))
    client.force_login(reviewer_of(evaluation))
    with django_assert_num_queries(QUERIES_OF_LIST):
        assert len(rows(client, reverse("evaluations:list"))) == years


def test_the_task_list_shows_each_section_with_its_computed_status(client: Client) -> None:
    evaluation = sample_evaluation("miluo-2023")
    client.force_login(head_of(evaluation))
    shown = rows(client, reverse("evaluations:tasks", args=[evaluation.pk]))
    groups = [row[0] for row in shown if len(row) == 1]
    assert groups == ["填报信息", "整体自评", "清单与数据", "项目支出绩效自评表", "报告与检查"]
    assert [row[:6] for row in shown[shown.index(["整体自评"]) : shown.index(["报告与检查"])]] == [
        ["整体自评"],
        ["部门整体支出绩效自评表", "已完成", "0", "100", "100", "优"],
        ["清单与数据"],
        ["全部项目", "", "", "", "", ""],
        ["项目清单", "有问题", "0", "", "", ""],
        ["基础数据表", "填写中", "7", "", "", ""],
        ["项目支出绩效自评表"],
        ["劳动维权办案专项", "已完成", "0", "100", "100", "优"],
        ["复退军人生活补助", "有问题", "0", "100", "105", "优"],
    ]


def test_a_section_goes_from_untouched_over_open_to_done(client: Client) -> None:
    evaluation = make_evaluation(small_package())
    client.force_login(author_of(evaluation))
    address = reverse("evaluations:tasks", args=[evaluation.pk])
    sheet = Sheet.objects.get(evaluation=evaluation)
    sheet.indicators.update(actual=None)
    sheet.funds.update(adjusted=None, executed=None)

    def status() -> list[str]:
        recompute(evaluation)
        return next(row for row in rows(client, address) if row[0] == "测试项目")[1:3]

    assert status() == ["未开始", "4"]
    sheet.funds.update(adjusted=100)
    assert status() == ["填写中", "3"]
    sheet.funds.update(executed=80)
    sheet.indicators.update(actual="95%")
    assert status() == ["已完成", "0"]
    sheet.indicators.filter(name="指标1").update(weight=65)
    assert status() == ["有问题", "0"]


@pytest.mark.parametrize("projects", [1, 15])
def test_the_task_list_costs_the_same_queries_for_one_project_and_for_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, projects: int
) -> None:
    evaluation = make_evaluation(small_package(projects=[small_project(f"项目{number}") for number in range(projects)]))
    client.force_login(author_of(evaluation))
    client.get(reverse("evaluations:list"))
    with django_assert_num_queries(QUERIES_OF_TASKS):
        client.get(reverse("evaluations:tasks", args=[evaluation.pk]))


def test_each_section_of_the_task_list_leads_to_a_screen_and_to_its_document(client: Client) -> None:
    evaluation = sample_evaluation("miluo-2023")
    client.force_login(author_of(evaluation))
    body = read(client.get(reverse("evaluations:tasks", args=[evaluation.pk]))).one("tbody")
    addresses = [link.attributes["href"] for link in body.all("a")]
    links = [one for one in addresses if "?section=" not in one and not one.endswith((".docx", ".xlsx", "findings/"))]
    forms = SelfEvaluation.objects.get().sheets.exclude(indicators=None).order_by("pk").distinct()
    overall, first, second = (sheet.pk for sheet in forms)
    here = f"/evaluations/{evaluation.pk}"
    assert links[links.index(f"{here}/sheets/{overall}/") : links.index(f"{here}/tables/report/")] == [
        f"{here}/sheets/{overall}/",
        f"{here}/documents/overall.pdf",
        f"{here}/tables/projects/",
        f"{here}/tables/list:all/",
        f"{here}/documents/list:all.pdf",
        f"{here}/tables/basic_data/",
        f"{here}/documents/basic_data.pdf",
        f"{here}/sheets/{first}/",
        f"{here}/documents/project:1.pdf",
        f"{here}/sheets/{second}/",
        f"{here}/documents/project:4.pdf",
    ]
    assert [client.get(link).status_code for link in links if not link.endswith(".pdf")] == [200] * 14
    assert links[-2:] == [f"{here}/preview/all/", f"{here}/documents/all.pdf"]
    assert addresses.count(f"{here}/findings/") == 2  # the section, and the number of all findings beside it


def test_the_task_list_says_how_far_it_all_is(client: Client) -> None:
    evaluation = sample_evaluation("miluo-2023")
    client.force_login(author_of(evaluation))
    page = read(client.get(reverse("evaluations:tasks", args=[evaluation.pk])))
    (line,) = page.with_class("facts-line")
    shown = {part.one("dt").text: part.one("dd").text for part in line.all("div")}
    overall = evaluation.sheets.get(kind="overall")
    number = page.one("tbody").all("a", href=f"/evaluations/{evaluation.pk}/findings/")[1].text
    assert (shown["目前得分"], shown["等级"]) == (f"{overall.total:.2f}".rstrip("0").rstrip("."), overall.grade)
    assert (shown["问题"], shown["截止日期"]) == (number.split()[0], "未规定")
    assert list(shown) == ["目前得分", "等级", "已完成", "未填", "问题", "截止日期"]


def test_what_is_not_there_and_what_is_not_allowed_are_said_in_words(client: Client) -> None:
    evaluation = make_evaluation(small_package())
    client.force_login(head_of(evaluation))
    missing = read(client.get("/evaluations/99999/"))
    assert missing.one("h1").text == "没有找到"
    forbidden = client.post(reverse("evaluations:sheet", args=[evaluation.pk, evaluation.sheets.get().pk]))
    assert read(forbidden).one("h1").text == "没有权限"
