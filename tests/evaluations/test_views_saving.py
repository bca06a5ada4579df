"""One value at a time: what the reply to a typed value brings."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from perfeval.evaluations.models import Indicator, SelfEvaluation, Sheet, State, Task

from ..factories import author_of, make_evaluation, sample_evaluation, small_package, small_project
from .pages import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

QUERIES_OF_SAVE = 29


def save_address(sheet: Sheet) -> str:
    return reverse("evaluations:sheet_save", args=[sheet.evaluation_id, sheet.pk])


def pieces(reply: Element) -> dict[str, str]:
    """Element id → text of what is put in place; the formula shown apart."""
    cells = reply.one("table").one("tr").children
    return {
        piece.attributes["id"]: (piece.with_class("formula") or [piece])[0].text
        for piece in [*cells, *reply.children]
        if "id" in piece.attributes
    }


def save(client: Client, sheet: Sheet, field: str, value: str, seen: str, **more: str) -> Element:
    response = client.post(save_address(sheet), {"field": field, "value": value, "seen": seen, **more})
    assert response.status_code == 200
    return read(response)


@pytest.fixture
def training() -> Sheet:
    sample_evaluation("jincheng-2022")
    return Sheet.objects.select_related("evaluation").get(project__name="职业技能提升工程工作经费")


def test_a_typed_value_brings_only_the_computed_cells_that_changed(client: Client, training: Sheet) -> None:
    client.force_login(author_of(training.evaluation))
    pk = training.indicators.get(name="技能人员满意度").pk
    project = f"project.{training.project.pk}"
    reply = save(client, training, f"indicator.{pk}.actual", "96%", "≥60%")
    found = pieces(reply)
    parents = {name for name in found if name.endswith(".shown.name")}
    assert {name: text for name, text in found.items() if name not in parents} == {
        f"indicator.{pk}.shown.score": "10",
        f"{project}.shown.total": "70",
        f"{project}.shown.grade": "中",
        f"beside-indicator.{pk}": "完成值96达到指标值95，得满分10分评分依据 技能人员满意度行操作 技能人员满意度",
        f"beside-{project}": "10 + 0 + 0 + 10 + 10 + 0 + 30 + 10 = 70",
        "totals": "权重合计100 预算执行率100% 得分70 等级中 未填0 问题",
        f"status-sheet-{training.pk}": "已完成",
    }
    assert reply.one("data").attributes["value"] == "96%"
    assert reply.one("data").attributes["data-spoken"] == "{}"
    reply = save(client, training, f"indicator.{pk}.actual", "60%", "96%")
    assert pieces(reply)[f"indicator.{pk}.shown.score"] == "6.32"
    assert pieces(reply)["totals"] == "权重合计100 预算执行率100% 得分66.32 等级中 未填0 问题"


def test_a_renamed_row_is_spoken_of_by_its_new_name(client: Client, training: Sheet) -> None:
    client.force_login(author_of(training.evaluation))
    pk = training.indicators.get(name="技能人员满意度").pk
    reply = save(client, training, f"indicator.{pk}.name", "学员满意度", "技能人员满意度")
    spoken = json.loads(reply.one("data").attributes["data-spoken"])
    assert {name.rpartition(".")[0] for name in spoken["fields"]} == {f"indicator.{pk}"}
    assert spoken["fields"][f"indicator.{pk}.actual"] == "学员满意度 实际完成值"
    assert spoken["rows"] == {}


def test_the_buttons_of_a_renamed_item_are_spoken_of_by_its_new_name(client: Client, training: Sheet) -> None:
    evaluation = training.evaluation
    client.force_login(author_of(evaluation))
    task = Task.objects.create(evaluation=evaluation, name="培训", target="5", order=0)
    address = reverse("evaluations:table_save", args=[evaluation.pk, "tasks"])
    reply = read(client.post(address, {"field": f"task.{task.pk}.name", "value": "技能培训", "seen": "培训"}))
    spoken = json.loads(reply.one("data").attributes["data-spoken"])
    assert spoken["rows"] == {f"task.{task.pk}": "技能培训"}
    assert spoken["fields"][f"task.{task.pk}.target"].startswith("技能培训 ")


def test_a_number_is_understood_however_it_is_typed(client: Client, training: Sheet) -> None:
    client.force_login(author_of(training.evaluation))
    row = training.funds.get(key="total")
    reply = save(client, training, f"fundrow.{row.pk}.executed", "１７．７２８５", "35.457")
    assert reply.one("data").attributes["value"] == "17.7285"
    assert pieces(reply)["totals"] == "权重合计100 预算执行率50% 得分61.32 等级中 未填0 问题"


def test_the_reply_says_when_it_was_stored(client: Client, training: Sheet) -> None:
    client.force_login(author_of(training.evaluation))
    pk = training.indicators.get(name="技能人员满意度").pk
    response = client.post(save_address(training), {"field": f"indicator.{pk}.deviation", "value": "甲", "seen": ""})
    assert response.status_code == 409
    response = client.post(
        save_address(training),
        {"field": f"indicator.{pk}.deviation", "value": "甲", "seen": "补贴未发放, 人员满意度未达到期"},
    )
    assert len(response["X-Saved-At"]) == len("14:32:05")


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [("adjusted", "abc", "“abc”不是数字"), ("adjusted", "1.2345678901234", "“1.2345678901234”的小数超过6位")],
)
def test_what_is_no_amount_is_refused_in_words_and_not_stored(
    client: Client, training: Sheet, column: str, value: str, message: str
) -> None:
    client.force_login(author_of(training.evaluation))
    row = training.funds.get(key="total")
    response = client.post(
        save_address(training), {"field": f"fundrow.{row.pk}.{column}", "value": value, "seen": "35.457"}
    )
    assert (response.status_code, read(response).text) == (422, message)
    row.refresh_from_db()
    assert row.adjusted == 354570


def test_a_conflict_shows_mine_and_theirs_and_stores_neither(client: Client, training: Sheet) -> None:
    client.force_login(author_of(training.evaluation))
    indicator = training.indicators.get(name="技能人员满意度")
    response = client.post(
        save_address(training), {"field": f"indicator.{indicator.pk}.actual", "value": "96%", "seen": "70%"}
    )
    (note,) = read(response).children
    assert (response.status_code, note.attributes) == (409, {"data-theirs": "≥60%"})
    assert [button.attributes["data-keep"] for button in note.all("button")] == ["mine", "theirs"]
    assert note.text == "他人已改为“≥60%”，您填写的是“96%”。 用我的用他人的".replace(" 用我的", "用我的")
    indicator.refresh_from_db()
    assert indicator.actual == "≥60%"


def test_once_submitted_nothing_is_stored_and_the_officer_is_told(client: Client, training: Sheet) -> None:
    client.force_login(author_of(training.evaluation))
    SelfEvaluation.objects.update(state=State.SUBMITTED)
    pk = training.indicators.get(name="技能人员满意度").pk
    response = client.post(save_address(training), {"field": f"indicator.{pk}.actual", "value": "96%", "seen": "≥60%"})
    assert (response.status_code, read(response).text) == (422, "这份自评现在不能由您修改，请刷新页面查看状态")


def test_a_field_of_another_department_cannot_be_reached_through_ones_own_sheet(client: Client) -> None:
    foreign = make_evaluation(small_package())
    indicator = Indicator.objects.get(name="指标1")
    own = make_evaluation(small_package(department={"name": "别的局", "region": "别的县"}))
    client.force_login(author_of(own))
    response = client.post(
        save_address(own.sheets.get()), {"field": f"indicator.{indicator.pk}.actual", "value": "0", "seen": "95%"}
    )
    indicator.refresh_from_db()
    assert (response.status_code, indicator.actual, foreign.version) == (422, "95%", 1)


def test_a_value_typed_into_the_project_list_changes_its_row_and_the_total(client: Client) -> None:
    evaluation = make_evaluation(small_package(projects=[small_project("甲"), small_project("乙")]))
    client.force_login(author_of(evaluation))
    sheet = Sheet.objects.get(project__name="乙")
    reply = read(
        client.post(
            reverse("evaluations:table_save", args=[evaluation.pk, "list:all"]),
            {"field": f"fundrow.{sheet.funds.get().pk}.executed", "value": "100", "seen": "80.5"},
        )
    )
    found = pieces(reply)
    assert found[f"project.{sheet.project.pk}.shown.execution_rate"] == "100.00%"
    assert found["totals"] == "项目数2 全年预算数200 全年执行数180.5 预算执行率90.25% 未填0 问题"
    other = Sheet.objects.get(project__name="甲")
    assert [name for name in found if name.startswith(f"project.{other.project.pk}.")] == []


def test_an_open_panel_gets_its_score_with_the_reply(client: Client, training: Sheet) -> None:
    client.force_login(author_of(training.evaluation))
    pk = training.indicators.get(name="技能人员满意度").pk
    reply = save(client, training, f"indicator.{pk}.actual", "96%", "≥60%", grounds=f"indicator.{pk}")
    assert reply.one(id=f"grounds-indicator.{pk}").text == "10 / 10 分完成值96达到指标值95，得满分10分"


@pytest.mark.parametrize("indicators", [2, 45])
def test_a_save_costs_the_same_queries_for_two_indicators_and_for_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, indicators: int
) -> None:
    evaluation = make_evaluation(small_package(projects=[small_project("测试项目", indicators)]))
    client.force_login(author_of(evaluation))
    sheet = Sheet.objects.get()
    name = f"indicator.{Indicator.objects.get(name='指标2').pk}.actual"
    client.post(save_address(sheet), {"field": name, "value": "90%", "seen": "95%"})
    with django_assert_num_queries(QUERIES_OF_SAVE):
        client.post(save_address(sheet), {"field": name, "value": "91%", "seen": "90%"})
