"""Many projects pasted from Excel at once: understood, every wrong cell named, all or nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from perfeval.core.tsv import format_tsv
from perfeval.directory.models import User
from perfeval.evaluations.models import FundRow, Project, SelfEvaluation
from perfeval.evaluations.services import export_package
from tests.evaluations.pages import Element, read
from tests.factories import author_of, head_of, make_evaluation, sample_package, small_package

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def evaluation() -> SelfEvaluation:
    return make_evaluation(small_package())


@pytest.fixture
def author(evaluation: SelfEvaluation, client: Client) -> User:
    user = author_of(evaluation)
    client.force_login(user)
    return user


def here() -> str:
    return reverse("exchange:paste", args=[SelfEvaluation.objects.get().pk])


def send(client: Client, text: str, button: str = "check", **columns: str) -> tuple[int, Element]:
    told = {name.replace("_", "-"): target for name, target in columns.items()}
    response = client.post(here(), {"text": text, button: "1", **told})
    return response.status_code, read(response) if response.status_code != 302 else Element("", {})


def chosen(page: Element) -> list[str]:
    selects = page.with_class("pasted")[0].all("select")
    return [next((o.text for o in select.all("option") if "selected" in o.attributes), "") for select in selects]


def problems(page: Element) -> list[str]:
    return [item.text for notice in page.with_class("is-error") for item in notice.all("li")]


def the_54_projects() -> list[list[str]]:
    """The list of a real department, several of whose projects have the same name."""
    return [
        [str(number), project.name, str(project.amount("adjusted"))]
        for number, project in enumerate(sample_package("gaoyi-2022").projects, 1)
    ]


def test_54_rows_are_pasted_at_once_and_once_more_without_doubling(client: Client, author: User) -> None:
    rows = the_54_projects()
    text = format_tsv([["序号", "项目名称", "全年预算数（万元）"], *rows])
    status, page = send(client, text)
    assert (status, chosen(page), Project.objects.count()) == (200, ["序号", "项目名称", "全年预算数"], 1)
    assert [button.text for button in page.with_class("acts")[0].all("button")] == ["重新检查", "添加54个、更新0个项目"]
    for _time in range(2):
        assert client.post(here(), {"text": text, "add": "1"}).status_code == 302
        stored = export_package(SelfEvaluation.objects.get()).projects[1:]
        assert [[str(one.seq), one.name, str(one.amount("adjusted"))] for one in stored] == rows


def test_cells_are_read_as_people_write_them(client: Client, author: User) -> None:
    head = "项目名称\t全年预算数\t全年执行数\t自评得分\t资金级次\n"
    text = f'{head}"甲\n项目"\t１，２００\t900万元\t95%\t省级\n乙项目\t1亿元\t9000000元\t９０\t\n'
    assert client.post(here(), {"text": text, "add": "1"}).status_code == 302
    rows = {
        row.sheet.project.name: (row.adjusted, row.executed) for row in FundRow.objects.select_related("sheet__project")
    }
    assert rows["甲\n项目"] == (12_000_000, 9_000_000)
    assert rows["乙项目"] == (100_000_000, 9_000_000)
    assert Project.objects.get(name="甲\n项目").funding_level == "provincial"


def test_the_unit_of_a_heading_counts_for_its_column(client: Client, author: User) -> None:
    assert (
        client.post(here(), {"text": "项目名称\t全年预算数（元）\n甲项目\t54,939.80\n", "add": "1"}).status_code == 302
    )
    assert str(FundRow.objects.get(sheet__project__name="甲项目").adjusted) == "54939.80"


def test_document_number_level_and_list_are_read_from_the_names(client: Client, author: User) -> None:
    text = "项目名称\t全年预算数\n(上级)秦财社[2022]746号2023年省级财政优抚对象补助经费\t6.2\n人才公寓租赁补贴\t1\n"
    client.post(here(), {"text": text, "add": "1"})
    project = Project.objects.get(name__startswith="(上级)")
    assert (project.document_number, project.funding_level, project.list) == (
        "秦财社[2022]746号",
        "provincial",
        "transfer",
    )


def test_every_wrong_cell_is_named_and_nothing_is_stored(client: Client, author: User) -> None:
    text = (
        "序号\t项目名称\t全年预算数\t资金级次\n1\t甲项目\t三十\t省级\n2\t\t5\t省级\n3\t丙项目\t1.2345678901234\t乡级\n"
    )
    for button in ("check", "add"):
        status, page = send(client, text, button)
        assert status == 422
        assert problems(page) == ["第2行“项目名称”：缺项目名称"]
    fixed = text.replace("2\t\t5", "2\t乙项目\t5")
    status, page = send(client, fixed, "add")
    assert problems(page) == [
        "第1行“全年预算数”：“三十”不是数字",
        "第3行“全年预算数”：“1.2345678901234”的小数超过6位",
        "第3行“资金级次”：不是允许的取值：'乡级'",
    ]
    assert [cell.text for cell in page.with_class("is-wrong")] == [
        "三十“三十”不是数字",
        "1.2345678901234“1.2345678901234”的小数超过6位",
        "乡级不是允许的取值：'乡级'",
    ]
    assert Project.objects.count() == 1


def test_columns_without_headings_are_guessed_and_can_be_told_otherwise(client: Client, author: User) -> None:
    text = "1\t人才公寓租赁补贴\t12.5\t12\n2\t特困灵活就业人员补贴\t3\t3\n"
    _status, page = send(client, text)
    assert chosen(page) == ["序号", "项目名称", "全年预算数", "全年执行数"]
    told = {"column_1": "seq", "column_2": "name", "column_3": "initial", "column_4": ""}
    response = client.post(
        here(), {"text": text, "add": "1", **{key.replace("_", "-"): word for key, word in told.items()}}
    )
    assert response.status_code == 302
    row = FundRow.objects.get(sheet__project__name="人才公寓租赁补贴")
    assert (row.initial, row.adjusted, row.executed) == (125_000, None, None)


def test_a_project_of_the_same_name_is_brought_up_to_date(client: Client, author: User) -> None:
    client.post(here(), {"text": "项目名称\t全年预算数\n测试项目\t7\n", "add": "1"})
    assert Project.objects.count() == 1
    assert FundRow.objects.get().adjusted == 70_000


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "没有内容。请从Excel或WPS复制后粘贴"),
        (" \t \n\n", "没有内容。请从Excel或WPS复制后粘贴"),
        ("甲\n" * 3001, "一次最多粘贴3000行、60列"),
        ("甲\t" * 61, "一次最多粘贴3000行、60列"),
    ],
)
def test_what_cannot_be_looked_at_is_refused_and_kept(client: Client, author: User, text: str, reason: str) -> None:
    status, page = send(client, text)
    assert (status, [notice.text for notice in page.with_class("is-error")]) == (422, [reason])
    assert page.one("textarea", name="text").text == " ".join(text.split())


@pytest.mark.parametrize("text", ["项目名称\t全年预算数\n甲\x00项目\t1\n", "12\t13\n14\t15\n"])
def test_hostile_and_useless_texts_store_nothing(client: Client, author: User, text: str) -> None:
    status, page = send(client, text, "add")
    assert status == 422
    assert problems(page) != []
    assert Project.objects.count() == 1


def test_who_may_not_fill_in_pastes_nothing(client: Client, evaluation: SelfEvaluation) -> None:
    client.force_login(head_of(evaluation))
    assert client.get(here()).status_code == 403
    assert client.post(here(), {"text": "项目名称\n甲\n", "add": "1"}).status_code == 403
