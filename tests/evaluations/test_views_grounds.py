"""评分依据: the rule of an indicator and what is entered for it."""

import pytest
from django.test import Client
from django.urls import reverse

from perfeval.evaluations.models import Indicator

from ..factories import author_of, head_of, make_evaluation, sample_evaluation, small_package
from .pages import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def address_of(indicator: Indicator) -> str:
    return reverse("evaluations:grounds", args=[indicator.sheet.evaluation_id, indicator.sheet_id, indicator.pk])


def panel_of(client: Client, indicator: Indicator) -> Element:
    return read(client.get(address_of(indicator), headers={"HX-Request": "true"}))


def named(name: str) -> Indicator:
    return Indicator.objects.select_related("sheet").get(name=name)


def asked(panel: Element) -> list[tuple[str, str]]:
    """Question and answer, in order."""
    return [
        (box.one("legend").text, chosen(box)) if box.tag == "fieldset" else (box.one("label").text, typed(box))
        for box in panel.all()
        if box.tag == "fieldset" or box.attributes.get("class") == "question"
    ]


def chosen(box: Element) -> str:
    return next(label.text for label in box.all("label") if "checked" in label.one("input").attributes)


def typed(box: Element) -> str:
    (field,) = [element for element in box.all() if "data-field" in element.attributes]
    return field.attributes.get("value", field.text)


def coded(code: str) -> Indicator:
    return Indicator.objects.select_related("sheet").get(code=code)


def steps(panel: Element) -> dict[str, str]:
    """Where the panel leads, by the word on the link."""
    return {link.text: link.attributes["href"] for link in panel.one("nav").all("a", hx_target="#panel")}


def test_the_panel_tells_score_and_rule_in_plain_words(client: Client) -> None:
    client.force_login(author_of(sample_evaluation("jincheng-2022")))
    panel = panel_of(client, named("技能人员满意度"))
    assert panel.one("h2").text == "技能人员满意度"
    assert panel.with_class("score-line")[0].text == "6.32 / 10 分 完成值60 ÷ 指标值95 × 分值10 = 6.32分".replace(
        "分 完", "分完"
    )
    assert panel.with_class("rule-sentence")[0].text.startswith("完成比率法：达到指标值得满分；")
    assert asked(panel) == [
        ("自评得分（不按规则计分时填写）", ""),
        ("不按规则计分的理由", ""),
        ("得分说明", ""),
        ("偏差原因分析及改进措施", "补贴未发放, 人员满意度未达到期"),
    ]


def test_a_checklist_is_ticked_item_by_item_and_a_graded_choice_names_its_ranges(client: Client) -> None:
    client.force_login(author_of(sample_evaluation("xundian-2023")))
    assert asked(panel_of(client, named("部门中长期规划目标的明确性与合理性")))[:4] == [
        ("设定了部门中长期规划目标", "符合"),
        ("设定的部门中长期规划目标明确", "符合"),
        ("能够适应市、县政府相关规划", "符合"),
        ("能够与部门职能相适应", "符合"),
    ]
    client.force_login(author_of(sample_evaluation("jincheng-2022")))
    graded = panel_of(client, named("提高社会技能人"))
    assert asked(graded)[:2] == [
        ("达成情况", "达成（80%（含）至100%（含））"),
        ("得分占分值的比例 如0.9，须在所选一档之内", "1"),
    ]


def test_a_rule_that_measures_figures_of_the_department_shows_them(client: Client) -> None:
    evaluation = sample_evaluation("gaoyi-2022")
    client.force_login(author_of(evaluation))
    panel = panel_of(client, named("收入预算完成率"))
    questions = dict(asked(panel))
    assert [question for question in questions if "收入" in question] == [
        "收入预算完成数（2022年本部门预算收入）",
        "收入预算数（2022年财政共安排预算项目资金）",
    ]


def test_a_score_by_hand_is_asked_for_once(client: Client) -> None:
    client.force_login(author_of(sample_evaluation("gaoyi-2022")))
    questions = [question for question, _ in asked(panel_of(client, named("部门整体效益")))]
    assert questions == ["自评得分", "得分说明", "偏差原因分析及改进措施"]


def test_the_grounds_can_be_saved_without_scripts(client: Client) -> None:
    client.force_login(author_of(sample_evaluation("xundian-2023")))
    indicator = named("部门中长期规划目标的明确性与合理性")
    name = f"indicator.{indicator.pk}.inputs/items/1"
    seen = read(client.get(address_of(indicator))).one("input", name="seen").attributes["value"]
    response = client.post(address_of(indicator), {"seen": seen, name: "false"}, follow=True)
    assert read(response).with_class("score-line")[0].text.startswith("1.5 / 2 分")
    assert Indicator.objects.get(pk=indicator.pk).inputs["items"] == [True, False, True, True]


def test_a_wrong_value_comes_back_with_its_reason(client: Client) -> None:
    client.force_login(author_of(make_evaluation(small_package())))
    indicator = named("指标1")
    name = f"indicator.{indicator.pk}.self_score"
    response = client.post(address_of(indicator), {"seen": "{}", name: "十分"})
    page = read(response)
    assert (response.status_code, page.one(id=f"panel-note-{name}").text) == (422, "“十分”不是数字")
    assert page.one("input", id=f"in-{name}").attributes["value"] == "十分"


def test_who_may_not_edit_reads_the_answers(client: Client) -> None:
    client.force_login(head_of(sample_evaluation("xundian-2023")))
    panel = panel_of(client, named("部门中长期规划目标的明确性与合理性"))
    assert [element for element in panel.all() if "data-field" in element.attributes] == []
    assert [answer.text for answer in panel.all("dl")[-1].all("dd")][:4] == ["符合"] * 4


def test_an_indicator_of_another_sheet_is_not_found(client: Client) -> None:
    evaluation = make_evaluation(small_package())
    client.force_login(author_of(evaluation))
    sheet = evaluation.sheets.get()
    assert client.get(reverse("evaluations:grounds", args=[evaluation.pk, sheet.pk, 99999])).status_code == 404


def test_where_the_form_has_no_column_for_it_the_panel_asks_for_what_the_rule_measures(client: Client) -> None:
    client.force_login(author_of(sample_evaluation("gaoyi-2022")))
    first = ["年度指标值 如≥95%", "实际完成值", "自评得分（不按规则计分时填写）"]
    assert [question for question, _ in asked(panel_of(client, named("政府采购执行率")))][:3] == first
    assert [question for question, _ in asked(panel_of(client, named("社会公众满意度")))][:2] == first[1:]
    assert [question for question, _ in asked(panel_of(client, named("“三公经费”控制率")))][2:3] == first[2:]
    assert asked(panel_of(client, named("预算上报及时性")))[0][0] == "是否按规定的时间进行了上报"


def test_the_panel_leads_to_the_indicators_before_and_after_it_in_the_form(client: Client) -> None:
    evaluation = sample_evaluation("xundian-2023")
    client.force_login(author_of(evaluation))
    codes = ("A14", "A15", "A21", "A11", "C33")
    before, here, after, first, last = (coded(code) for code in codes)  # A15 is the last of its node
    assert steps(panel_of(client, here)) == {"上一项": address_of(before), "下一项": address_of(after)}
    assert list(steps(panel_of(client, first))) == ["下一项"]
    assert list(steps(panel_of(client, last))) == ["上一项"]


def test_a_checklist_is_met_with_one_click_and_a_single_question_is_not(client: Client) -> None:
    client.force_login(author_of(sample_evaluation("xundian-2023")))
    offered = [panel_of(client, coded(code)).all("button", data_choose_all="true") for code in ("A11", "A21")]
    assert [[button.text for button in buttons] for buttons in offered] == [["全部符合"], []]
