"""Forms, lists and tables on the screen: drawn as on paper, filled in without scripts."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from perfeval.evaluations.models import Indicator, SelfEvaluation, Sheet, State

from ..factories import author_of, head_of, make_evaluation, sample_evaluation, small_package, small_project
from .pages import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

QUERIES_OF_SHEET = 23


def grid(page: Element) -> list[list[str]]:
    """What stands in the cells of the form: the value typed, or the text printed."""
    table = page.with_class("form-table")[0]
    return [[shown(cell) for cell in row.children] for row in table.one("tbody").children]


def shown(cell: Element) -> str:
    for box in cell.all("textarea"):
        return box.text
    for box in cell.all("input"):
        return box.attributes["value"]
    for formula in cell.with_class("formula"):
        return formula.text
    return cell.text


def sheet_named(name: str) -> Sheet:
    return Sheet.objects.get(project__name=name)


def address_of(sheet: Sheet, act: str = "") -> str:
    return reverse(f"evaluations:sheet{act}", args=[sheet.evaluation_id, sheet.pk])


def test_a_form_has_the_columns_of_its_county_and_its_formulas_in_the_margin(client: Client) -> None:
    client.force_login(author_of(sample_evaluation("jincheng-2022")))
    rows = grid(read(client.get(address_of(sheet_named("职业技能提升工程工作经费")))))
    assert rows[8] == [
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年初指标值",
        "调整后指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
        "",
    ]
    assert rows[15] == [
        "满意度指标",
        "服务对象满意度指标",
        "技能人员满意度",
        "≥95%",
        "≥95%",
        "≥60%",
        "10",
        "6.32",
        "补贴未发放, 人员满意度未达到期",
        "完成值60 ÷ 指标值95 × 分值10 = 6.32分评分依据 技能人员满意度行操作 技能人员满意度",
    ]
    assert rows[16][:3] == ["总 分", "66.32", "中"]


def test_every_entry_cell_has_a_name_of_its_own_for_screen_readers(client: Client) -> None:
    client.force_login(author_of(sample_evaluation("jincheng-2022")))
    page = read(client.get(address_of(sheet_named("职业技能提升工程工作经费"))))
    names = [box.attributes["aria-label"] for box in page.with_class("entry")]
    assert names[:8] == [
        "项目名称",
        "主管部门及代码",
        "预算单位",
        "资金总额 目标申报数",
        "资金总额 预算编制数",
        "资金总额 全年预算数",
        "资金总额 全年执行数",
        "市县区财政资金 目标申报数",
    ]
    assert "技能人员满意度 实际完成值" in names
    assert len(set(names)) == len(names)


def test_no_element_id_stands_twice_on_a_page(client: Client) -> None:
    for name in ("gaoyi-2022", "miluo-2023", "xundian-2023"):
        evaluation = sample_evaluation(name)
        client.force_login(author_of(evaluation))
        page = read(client.get(address_of(evaluation.sheets.get(kind="overall"))))
        ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
        assert len(ids) == len(set(ids))


def test_who_may_not_edit_gets_the_same_form_without_fields(client: Client) -> None:
    evaluation = sample_evaluation("jincheng-2022")
    sheet = sheet_named("职业技能提升工程工作经费")
    client.force_login(author_of(evaluation))
    entry = grid(read(client.get(address_of(sheet))))
    client.force_login(head_of(evaluation))
    page = read(client.get(address_of(sheet)))
    assert page.with_class("entry") == []
    assert [row[:-1] for row in grid(page)] == [row[:-1] for row in entry]


def test_an_author_reads_a_submitted_form_without_fields(client: Client) -> None:
    evaluation = make_evaluation(small_package())
    SelfEvaluation.objects.update(state=State.SUBMITTED)
    client.force_login(author_of(evaluation))
    assert read(client.get(address_of(Sheet.objects.get()))).with_class("entry") == []


@pytest.mark.parametrize("indicators", [2, 45])
def test_a_form_costs_the_same_queries_for_two_indicators_and_for_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, indicators: int
) -> None:
    evaluation = make_evaluation(small_package(projects=[small_project("测试项目", indicators)]))
    client.force_login(author_of(evaluation))
    client.get(reverse("evaluations:list"))
    with django_assert_num_queries(QUERIES_OF_SHEET):
        client.get(address_of(Sheet.objects.get()))


# --- without scripts ----------------------------------------------------------------------------------------------


def filled_in(page: Element, **changes: str) -> dict[str, str]:
    """What a browser without scripts sends for the form of a page, with some values typed anew."""
    form = page.one("form", id="sheet-form")
    sent = {box.attributes["name"]: shown(Element("td", {}, [box])) for box in form.with_class("entry")}
    sent["seen"] = form.one("input", name="seen").attributes["value"]
    return sent | changes


def field_of(indicator: str, column: str) -> str:
    return f"indicator.{Indicator.objects.get(name=indicator).pk}.{column}"


def test_the_whole_form_can_be_saved_without_scripts(client: Client) -> None:
    client.force_login(author_of(make_evaluation(small_package())))
    address = address_of(Sheet.objects.get())
    sent = filled_in(read(client.get(address)), **{field_of("指标2", "actual"): "57%"})
    response = client.post(address, sent, follow=True)
    assert response.redirect_chain == [(address, 302)]
    assert [element.text for element in read(response).with_class("notice")] == ["已保存"]
    assert Indicator.objects.get(name="指标2").actual == "57%"
    assert SelfEvaluation.objects.get().version == 2


def test_what_is_wrong_comes_back_as_typed_with_a_summary_and_the_rest_is_stored(client: Client) -> None:
    client.force_login(author_of(make_evaluation(small_package())))
    address = address_of(Sheet.objects.get())
    wrong = f"fundrow.{Sheet.objects.get().funds.get().pk}.adjusted"
    sent = filled_in(read(client.get(address)), **{field_of("指标2", "actual"): "57%", wrong: "12x"})
    response = client.post(address, sent)
    assert response.status_code == 422
    page = read(response)
    (summary,) = page.with_class("is-error")
    assert [(link.attributes["href"], link.text) for link in summary.all("a")] == [
        (f"#{wrong}", "年度资金总额 全年预算数")
    ]
    assert summary.one("li").text == "年度资金总额 全年预算数：“12x”不是数字"
    box = page.one("input", id=wrong)
    assert (box.attributes["value"], box.attributes["aria-invalid"]) == ("12x", "true")
    assert page.one("div", id=f"note-{wrong}").text == "“12x”不是数字"
    assert Indicator.objects.get(name="指标2").actual == "57%"
    assert json.loads(page.one("input", name="seen").attributes["value"])[wrong] == "100"


def test_a_value_that_somebody_else_changed_meanwhile_is_not_overwritten_until_confirmed(client: Client) -> None:
    client.force_login(author_of(make_evaluation(small_package())))
    address = address_of(Sheet.objects.get())
    name = field_of("指标2", "actual")
    sent = filled_in(read(client.get(address)), **{name: "57%"})
    Indicator.objects.filter(name="指标2").update(actual="80%")
    response = client.post(address, sent)
    assert Indicator.objects.get(name="指标2").actual == "80%"
    page = read(response)
    assert page.one("div", id=f"note-{name}").text == "他人已改为“80%”。确认以您填写的为准，请再次保存"
    client.post(address, filled_in(page))
    assert Indicator.objects.get(name="指标2").actual == "57%"


def test_values_that_only_others_changed_are_left_alone(client: Client) -> None:
    client.force_login(author_of(make_evaluation(small_package())))
    address = address_of(Sheet.objects.get())
    sent = filled_in(read(client.get(address)), **{field_of("指标1", "actual"): "57%"})
    Indicator.objects.filter(name="指标2").update(actual="80%")
    client.post(address, sent)
    assert list(Indicator.objects.filter(name__startswith="指标").values_list("actual", flat=True)) == ["57%", "80%"]


@pytest.mark.parametrize("seen", ["", "{", "[]", '{"a": 1}'])
def test_a_form_without_a_readable_memory_of_what_was_seen_is_compared_with_what_is_stored(
    client: Client, seen: str
) -> None:
    client.force_login(author_of(make_evaluation(small_package())))
    address = address_of(Sheet.objects.get())
    client.post(address, {"seen": seen, field_of("指标1", "actual"): "57%"})
    assert Indicator.objects.get(name="指标1").actual == "57%"


def test_a_table_that_the_scheme_does_not_have_is_not_found(client: Client) -> None:
    evaluation = make_evaluation(small_package())
    client.force_login(author_of(evaluation))
    answers = [
        client.get(reverse("evaluations:table", args=[evaluation.pk, key])).status_code
        for key in ("list:all", "survey", "nonsense", "list:none")
    ]
    assert answers == [200, 404, 404, 404]


def test_the_project_list_is_filled_in_on_its_own_screen(client: Client) -> None:
    evaluation = sample_evaluation("gaoyi-2022")
    client.force_login(author_of(evaluation))
    address = reverse("evaluations:table", args=[evaluation.pk, "list:all"])
    page = read(client.get(address))
    rows = grid(page)
    assert (len(rows), rows[1][:3]) == (55, ["1", "2022年人员经费", "402.229521"])
    sheet = Sheet.objects.get(project__seq=1)
    client.post(address, filled_in(page, **{f"fundrow.{sheet.funds.get().pk}.executed": "400"}))
    assert sheet.funds.get().executed == 4_000_000


def test_basic_data_and_survey_are_filled_in_on_their_own_screens(client: Client) -> None:
    evaluation = sample_evaluation("xundian-2023")
    client.force_login(author_of(evaluation))
    page = read(client.get(reverse("evaluations:table", args=[evaluation.pk, "survey"])))
    assert [element.text for element in page.one("footer").all("a")] == [
        "问卷总分4890",
        "平均得分99.8",
        "未填0",
        "添加：选项与份数",
        "添加：题目",
        "问题",
    ]
    evaluation = sample_evaluation("miluo-2023")
    client.force_login(author_of(evaluation))
    page = read(client.get(reverse("evaluations:table", args=[evaluation.pk, "basic_data"])))
    assert grid(page)[1] == ["139", "139", "100%"]
