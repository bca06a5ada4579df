"""All projects on one screen: filled in, looked for, sorted, changed one or many at a time."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from perfeval.directory.models import User
from perfeval.evaluations.models import FundRow, Project, SelfEvaluation, Sheet

from ..factories import author_of, head_of, make_evaluation, sample_evaluation, small_package, small_project
from .pages import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def evaluation() -> SelfEvaluation:
    names = [("甲项目", "own", "100"), ("乙项目", "transfer", "300"), ("丙项目", "own", "200")]
    projects = [{**small_project(name), "list": which, "unit": f"{name}单位"} for name, which, _amount in names]
    for project, (_name, _which, amount) in zip(projects, names, strict=True):
        project["funds"][0] |= {"adjusted": amount, "executed": "80"}
    return make_evaluation(small_package(projects=projects))


@pytest.fixture
def author(evaluation: SelfEvaluation, client: Client) -> User:
    user = author_of(evaluation)
    client.force_login(user)
    return user


def here(act: str = "") -> str:
    return reverse(f"evaluations:table{act}", args=[SelfEvaluation.objects.get().pk, "projects"])


def change() -> str:
    return reverse("evaluations:projects_change", args=[SelfEvaluation.objects.get().pk])


def sheet_of(name: str) -> Sheet:
    return Sheet.objects.get(project__name=name)


def names(page: Element) -> list[str]:
    boxes = page.with_class("project-table")[0].all("textarea")
    return [box.text for box in boxes if box.attributes["data-field"].endswith(".name")]


def notices(client: Client, **sent: object) -> list[str]:
    return [notice.text for notice in read(client.post(change(), sent, follow=True)).with_class("notice")]


def test_every_project_has_its_cells_its_choices_and_a_way_to_its_form(client: Client, author: User) -> None:
    page = read(client.get(here()))
    (table,) = page.with_class("project-table")
    assert [heading.text for heading in table.all("th")] == [
        "序号",
        "项目名称",
        "清单",
        "资金级次",
        "文号",
        "实施单位",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "执行率（%）",
        "得分",
        "等级",
    ]
    assert names(page) == ["甲项目", "乙项目", "丙项目"]
    first = table.all("tr")[1]
    chosen = [option.text for option in first.all("option") if "selected" in option.attributes]
    assert chosen == ["本级项目", ""]
    assert [link.attributes["href"] for link in first.all("a")] == [
        reverse("evaluations:sheet", args=[sheet_of("甲项目").evaluation_id, sheet_of("甲项目").pk])
    ]
    total = [cell.text for cell in table.all("tr")[-1].all("td") if cell.text]
    assert total == ["合计", "600", "240", "40.00%"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"q": "乙"}, ["乙项目"]),
        ({"q": "丙项目单位"}, ["丙项目"]),
        ({"list": "own"}, ["甲项目", "丙项目"]),
        ({"level": "none"}, ["甲项目", "乙项目", "丙项目"]),
        ({"level": "central"}, []),
        ({"grade": "优"}, ["甲项目", "乙项目", "丙项目"]),
        ({"grade": "none"}, []),
        ({"sort": "-adjusted"}, ["乙项目", "丙项目", "甲项目"]),
        ({"sort": "rate"}, ["乙项目", "丙项目", "甲项目"]),
        ({"list": "own", "sort": "-adjusted"}, ["丙项目", "甲项目"]),
        ({"sort": "nonsense", "list": ""}, ["甲项目", "乙项目", "丙项目"]),
    ],
)
def test_projects_are_looked_for_and_sorted(
    client: Client, author: User, asked: dict[str, str], expected: list[str]
) -> None:
    assert names(read(client.get(here(), asked))) == expected


def test_what_is_looked_for_stays_when_something_is_saved_without_scripts(client: Client, author: User) -> None:
    page = read(client.get(here(), {"list": "own"}))
    form = page.one("form", id="sheet-form")
    field = f"fundrow.{FundRow.objects.get(sheet=sheet_of('甲项目')).pk}.executed"
    response = client.post(
        form.attributes["action"], {field: "９０", "seen": form.one("input", name="seen").attributes["value"]}
    )
    assert response["Location"] == f"{here()}?list=own"
    assert sheet_of("甲项目").execution_rate == 90


def test_a_word_that_is_chosen_is_stored_as_its_code_and_comes_back_as_it(client: Client, author: User) -> None:
    project = Project.objects.get(name="甲项目")
    sent = {"field": f"project.{project.pk}.list", "value": "transfer", "seen": "own"}
    reply = read(client.post(here("_save"), sent))
    project.refresh_from_db()
    assert (project.list, reply.one("data").attributes["value"]) == ("transfer", "transfer")


def test_a_list_without_projects_says_what_to_do(client: Client) -> None:
    client.force_login(author_of(make_evaluation(small_package(projects=[]))))
    page = read(client.get(here()))
    assert [empty.text for empty in page.with_class("empty")] == [
        "还没有项目。可以逐个添加，也可以从Excel整表粘贴或导入。"
    ]
    assert notices(client, part="project") == ["已添加项目"]
    assert names(read(client.get(here()))) == ["新项目"]


def test_a_project_leads_to_its_form_once_it_has_one(client: Client) -> None:
    client.force_login(author_of(make_evaluation(small_package(projects=[]))))
    notices(client, part="project")

    def links() -> list[str]:
        return [link.text for link in read(client.get(here())).one("tbody").all("a")]

    assert links() == []
    notices(client, do="forms", pick=[sheet_of("新项目").pk])
    assert links() == ["自评表 新项目"]


def test_picked_projects_are_changed_deleted_and_what_cannot_be_is_said(client: Client, author: User) -> None:
    picked = [sheet_of("甲项目").pk, sheet_of("丙项目").pk]
    assert notices(client, do="set", column="funding_level", value="县级", pick=picked) == ["已批量修改"]
    assert list(Project.objects.order_by("pk").values_list("funding_level", flat=True)) == ["county", None, "county"]
    assert notices(client, do="set", column="funding_level", value="乡级", pick=picked) == ["不是允许的取值：'乡级'"]
    assert notices(client, do="delete", pick=[]) == ["请先勾选项目"]
    assert notices(client, do="delete", pick=picked) == ["已删除所选"]
    assert names(read(client.get(here()))) == ["乙项目"]


def test_a_script_gets_the_list_as_it_is_asked_for_and_the_new_project(client: Client, author: User) -> None:
    fund = FundRow.objects.get(sheet=sheet_of("甲项目"))
    sent = {"act": f"add fundrow.{fund.pk}"}
    response = client.post(f"{change()}?q=项目&list=own", sent, headers={"X-Live": "1"})
    new = Project.objects.get(name="新项目")
    assert (response.status_code, response["X-New-Record"]) == (200, f"project.{new.pk}")
    assert names(read(response)) == ["甲项目", "新项目", "丙项目"]
    refused = client.post(change(), {"act": "up project.0"}, headers={"X-Live": "1"})
    assert (refused.status_code, refused.json()) == (422, {"message": "这个项目已不存在，可能已被删除"})


def test_who_may_only_read_sees_the_list_without_boxes(client: Client, evaluation: SelfEvaluation) -> None:
    client.force_login(head_of(evaluation))
    page = read(client.get(here()))
    assert (page.with_class("entry"), page.all("input", type="checkbox"), page.all("form", id="bulk-form")) == (
        [],
        [],
        [],
    )
    assert client.post(change(), {"part": "project"}).status_code == 403
    live = client.post(change(), {"part": "project"}, headers={"X-Live": "1"})
    assert live.json() == {"message": "这份自评现在不能由您修改，请刷新页面查看状态"}


@pytest.mark.parametrize("count", [1, 40])
def test_the_list_costs_the_same_queries_for_one_project_and_for_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    evaluation = make_evaluation(small_package(projects=[small_project(f"项目{number}") for number in range(count)]))
    client.force_login(author_of(evaluation))
    client.get("/")
    with django_assert_num_queries(QUERIES):
        client.get(here())


QUERIES = 28


def test_the_largest_sample_stands_on_the_screen(client: Client) -> None:
    client.force_login(author_of(sample_evaluation("qinhuangdao-2023")))
    assert len(names(read(client.get(here())))) == 94
    assert len(names(read(client.get(here(), {"list": "transfer", "level": "central"})))) == 21
