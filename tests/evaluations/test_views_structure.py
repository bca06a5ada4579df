"""Rows of a form on the screen: their panel, adding, moving and deleting them, taking changes back."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from perfeval.directory.models import User
from perfeval.evaluations.models import FundRow, Goal, Indicator, SelfEvaluation, Sheet, State

from ..factories import author_of, head_of, make_evaluation, sample_evaluation, small_package, small_project
from .pages import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

QUERIES_OF_ROW_CHANGE = 45


@pytest.fixture
def evaluation() -> SelfEvaluation:
    return make_evaluation(small_package(projects=[small_project("测试项目", 3)]))


@pytest.fixture
def author(evaluation: SelfEvaluation, client: Client) -> User:
    user = author_of(evaluation)
    client.force_login(user)
    return user


def address(name: str, *more: object) -> str:
    sheet = Sheet.objects.get()
    return reverse(f"evaluations:{name}", args=[sheet.evaluation_id, sheet.pk, *more])


def record_of(name: str) -> str:
    return f"indicator.{Indicator.objects.get(name=name).pk}"


def leaves() -> list[str]:
    return list(Indicator.objects.filter(level=3).order_by("order").values_list("name", flat=True))


def live(client: Client, where: str, **sent: str) -> tuple[int, Element, dict[str, str]]:
    """What a script of ours gets."""
    response = client.post(where, sent, headers={"X-Live": "1"})
    names = ("X-Step", "X-New-Record")
    return response.status_code, read(response), {name: response[name] for name in names if name in response}


def notices(client: Client, where: str, **sent: str) -> list[str]:
    """What a page without scripts says after a form was sent."""
    return [notice.text for notice in read(client.post(where, sent, follow=True)).with_class("notice")]


# --- the panel of a row ---


def test_the_panel_of_an_indicator_offers_what_can_be_done_on_every_level(client: Client, author: User) -> None:
    page = read(client.get(address("row", record_of("指标2"))))
    groups = page.with_class("acts")
    assert [group.one("legend").text for group in groups] == ["指标2", "数量指标", "产出指标"]
    assert [[button.text for button in group.all("button")] for group in groups] == [
        ["在下方添加", "复制一行", "上移", "下移", "删除"],
        ["在下方添加", "添加下级", "复制一行", "上移", "下移", "删除"],
        ["在下方添加", "添加下级", "复制一行", "上移", "下移", "删除"],
    ]


def test_the_panel_asks_for_what_the_form_has_no_column_for(client: Client, author: User) -> None:
    page = read(client.get(address("row", record_of("指标2"))))
    labels = [label.text for question in page.with_class("question") for label in question.all("label")]
    assert labels[:3] == ["一级指标", "分值 不填为下级合计", "二级指标"]
    assert "实际完成值" not in labels
    assert [choice.one("legend").text for choice in page.with_class("choice")] == [
        "指标性质",
        "指标方向",
        "年中删除 保留在表上，不计分",
    ]


def test_names_of_upper_levels_are_typed_in_the_panel_and_stand_in_the_form(client: Client, author: User) -> None:
    node = Indicator.objects.get(name="数量指标")
    where = address("row", record_of("指标2"))
    assert notices(client, where, **{f"indicator.{node.pk}.name": "产出数量"}) == ["已保存"]
    form = read(client.get(address("sheet"))).with_class("form-table")[0]
    assert [cell.text for cell in form.all("td") if cell.text == "产出数量"] == ["产出数量"]


def test_a_name_may_not_be_empty_and_what_was_typed_comes_back(client: Client, author: User) -> None:
    node = Indicator.objects.get(name="数量指标")
    response = client.post(address("row", record_of("指标2")), {f"indicator.{node.pk}.name": ""})
    assert response.status_code == 422
    (summary,) = read(response).with_class("is-error")
    assert summary.one("li").text == "二级指标：不能为空"


@pytest.mark.parametrize("record", ["indicator.0", "project.1", "nonsense"])
def test_a_row_that_is_not_there_is_not_found(client: Client, author: User, record: str) -> None:
    assert client.get(address("row", record)).status_code == 404


def test_who_may_only_read_gets_the_panel_without_buttons(client: Client, evaluation: SelfEvaluation) -> None:
    client.force_login(head_of(evaluation))
    page = read(client.get(address("row", record_of("指标2"))))
    assert (page.with_class("acts"), page.with_class("entry")) == ([], [])


def test_every_row_that_can_be_moved_leads_to_its_panel(client: Client) -> None:
    evaluation = sample_evaluation("jincheng-2022")
    client.force_login(author_of(evaluation))
    sheet = Sheet.objects.get(project__name="职业技能提升工程工作经费")
    page = read(client.get(reverse("evaluations:sheet", args=[evaluation.pk, sheet.pk])))
    links = [link.attributes["href"] for cell in page.with_class("margin") for link in cell.all("a")]
    rows = {link.rstrip("/").rpartition("/")[2] for link in links if "/rows/" in link}
    leaves = sheet.indicators.filter(children=None)
    assert {f"indicator.{leaf.pk}" for leaf in leaves} <= rows
    assert {f"fundrow.{row.pk}" for row in sheet.funds.all()} <= rows
    assert {f"goal.{row.pk}" for row in sheet.goals.all()} <= rows


# --- without scripts ---


def test_a_button_of_the_panel_saves_what_was_typed_and_acts(client: Client, author: User) -> None:
    node, record = Indicator.objects.get(name="数量指标"), record_of("指标2")
    sent = {f"indicator.{node.pk}.name": "产出数量", "act": f"delete {record}"}
    assert notices(client, address("row", record), **sent) == ["已删除"]
    node.refresh_from_db()
    assert (leaves(), node.name) == (["指标1", "指标3"], "产出数量")


def test_what_cannot_be_done_is_said(client: Client, author: User) -> None:
    record = record_of("指标1")
    assert notices(client, address("row", record), act=f"up {record}") == ["已经是第一行"]


@pytest.mark.parametrize("act", ["", "explode indicator.1", "delete indicator.0", "delete"])
def test_a_made_up_act_changes_nothing(client: Client, author: User, act: str) -> None:
    (notice,) = notices(client, address("rows"), act=act)
    assert notice in {"这一行不能这样操作", "这一行已不存在，可能已被删除"}
    assert leaves() == ["指标1", "指标2", "指标3"]


def test_parts_are_added_at_the_end(client: Client, author: User) -> None:
    page = read(client.get(address("rows")))
    assert [button.text for button in page.with_class("acts")[0].all("button")] == [
        "一级指标",
        "资金行",
        "年度总体目标",
        "文字说明",
        "按收入性质分",
        "按支出性质分",
    ]
    assert notices(client, address("rows"), part="goals") == ["已添加年度总体目标"]
    assert Goal.objects.count() == 2


def test_the_last_change_is_taken_back_and_made_again(client: Client, author: User) -> None:
    record = record_of("指标2")
    assert notices(client, address("row", record), act=f"delete {record}") == ["已删除"]
    assert notices(client, address("sheet_turn"), direction="undo") == ["已撤销"]
    assert leaves() == ["指标1", "指标2", "指标3"]
    assert notices(client, address("sheet_turn"), direction="redo") == ["已恢复"]
    assert leaves() == ["指标1", "指标3"]
    assert notices(client, address("sheet_turn"), direction="redo") == ["没有可以恢复的操作"]


# --- with scripts ---


def test_a_script_gets_the_whole_form_the_new_row_and_the_step(client: Client, author: User) -> None:
    status, page, headers = live(client, address("rows"), act=f"add {record_of('指标1')}")
    new = Indicator.objects.get(name="新指标")
    assert (status, headers["X-New-Record"]) == (200, f"indicator.{new.pk}")
    names = [box.text for box in page.all("textarea") if box.attributes["data-field"].endswith(".name")]
    assert names[-4:] == ["指标1", "新指标", "指标2", "指标3"]
    seen = json.loads(page.one("input", name="seen").attributes["value"])
    assert seen[f"indicator.{new.pk}.name"] == "新指标"
    assert [element.attributes["id"] for element in page.children] == [
        "form-body",
        "totals",
        f"status-sheet-{Sheet.objects.get().pk}",
    ]


def test_a_script_takes_a_named_step_back(client: Client, author: User) -> None:
    _status, _page, headers = live(client, address("rows"), act=f"delete {record_of('指标2')}")
    live(client, address("rows"), act=f"delete {record_of('指标3')}")
    status, _page, again = live(client, address("sheet_turn"), direction="undo", step=headers["X-Step"])
    assert (status, again, leaves()) == (200, {"X-Step": headers["X-Step"], "X-New-Record": ""}, ["指标1", "指标2"])


def test_a_script_hears_why_not(client: Client, author: User) -> None:
    for where, sent, message in (
        (address("rows"), {"act": f"up {record_of('指标1')}"}, "已经是第一行"),
        (address("sheet_turn"), {"step": "999999"}, "没有可以撤销的操作"),
        (address("sheet_cells"), {"values": "[[1]]"}, "数据没有完整送达，请再试一次"),
        (address("sheet_cells"), {"values": "{"}, "数据没有完整送达，请再试一次"),
    ):
        response = client.post(where, sent, headers={"X-Live": "1"})
        assert (response.status_code, response.json()) == (422, {"message": message})


def test_nothing_is_changed_in_what_was_handed_in(client: Client, author: User) -> None:
    SelfEvaluation.objects.update(state=State.SUBMITTED)
    assert client.post(address("rows"), {"act": f"delete {record_of('指标1')}"}).status_code == 403
    for where, sent in ((address("sheet_turn"), {"step": "1"}), (address("sheet_cells"), {"values": "[]"})):
        response = client.post(where, sent, headers={"X-Live": "1"})
        assert response.json() == {"message": "这份自评现在不能由您修改，请刷新页面查看状态"}


# --- blocks of values ---


def test_a_block_is_stored_and_what_cannot_be_is_marked_in_its_cell(client: Client, author: User) -> None:
    row = FundRow.objects.get()
    good, bad, taken = f"{record_of('指标1')}.actual", f"fundrow.{row.pk}.executed", f"{record_of('指标3')}.actual"
    Indicator.objects.filter(name="指标3").update(actual="50%")
    values = json.dumps([[good, "10%", "95%"], [bad, "三十", "80.5"], [taken, "60%", "95%"]])
    status, page, headers = live(client, address("sheet_cells"), values=values)
    assert (status, "X-Step" in headers) == (200, True)
    assert [Indicator.objects.get(name=name).actual for name in ("指标1", "指标3")] == ["10%", "50%"]
    assert (page.one("input", id=bad).attributes["value"], page.one("div", id=f"note-{bad}").text) == (
        "三十",
        "“三十”不是数字",
    )
    assert page.one("div", id=f"note-{taken}").text == "他人已改为“50%”，您填写的是“60%”。用我的用他人的"
    seen = json.loads(page.one("input", name="seen").attributes["value"])
    assert (seen[good], seen[bad], seen[taken]) == ("10%", "80.5", "50%")


def test_a_block_in_a_list_goes_to_the_sheets_of_its_projects(client: Client) -> None:
    evaluation = make_evaluation(small_package(projects=[small_project("一"), small_project("二")]))
    client.force_login(author_of(evaluation))
    rows = FundRow.objects.order_by("sheet__order")
    values = json.dumps([[f"fundrow.{row.pk}.executed", str(10 + place), "80.5"] for place, row in enumerate(rows)])
    where = reverse("evaluations:table_cells", args=[evaluation.pk, "list:all"])
    status, _page, _headers = live(client, where, values=values)
    assert status == 200
    assert [sheet.execution_rate for sheet in Sheet.objects.order_by("order")] == [10, 11]


@pytest.mark.parametrize("indicators", [2, 45])
def test_changing_a_row_costs_the_same_queries_for_two_indicators_and_for_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, indicators: int
) -> None:
    evaluation = make_evaluation(small_package(projects=[small_project("测试项目", indicators)]))
    client.force_login(author_of(evaluation))
    where, sent = address("rows"), {"act": f"delete {record_of('指标1')}"}
    with django_assert_num_queries(QUERIES_OF_ROW_CHANGE):
        client.post(where, sent, headers={"X-Live": "1"})
