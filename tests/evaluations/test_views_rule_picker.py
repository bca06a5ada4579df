"""Choosing the rule of an indicator: kinds as sentences with examples, fields, a preview, an undoable choice."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from perfeval.core.package import Rule
from perfeval.core.package import rules as kinds
from perfeval.directory.models import User
from perfeval.evaluations.models import Indicator, SelfEvaluation, Sheet
from perfeval.evaluations.services import ChangeRefusedError, undo
from perfeval.evaluations.services.rules import choose_rule

from ..factories import author_of, head_of, make_evaluation, small_package
from .pages import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CONDITION = {"kind": "condition", "source": "", "op": ">=", "value": "90"}


@pytest.fixture
def evaluation() -> SelfEvaluation:
    return make_evaluation(small_package())


@pytest.fixture
def author(evaluation: SelfEvaluation, client: Client) -> User:
    user = author_of(evaluation)
    client.force_login(user)
    return user


def leaf() -> Indicator:
    return Indicator.objects.get(name="指标1")


def address(name: str = "rule", indicator: str = "指标1") -> str:
    sheet = Sheet.objects.get()
    return reverse(
        f"evaluations:{name}", args=[sheet.evaluation_id, sheet.pk, Indicator.objects.get(name=indicator).pk]
    )


def sentences(page: Element) -> dict[str, str]:
    (rules,) = page.with_class("rules")
    return {item.one("b").text: item.text for item in rules.all("li")}


def test_every_kind_stands_as_a_sentence_with_what_it_would_award_here(client: Client, author: User) -> None:
    found = sentences(read(client.get(address())))
    assert list(found) == [
        "完成比率法",
        "评判等级赋分",
        "达标得分",
        "按档扣分",
        "分段得分",
        "满意度赋分",
        "按次扣分",
        "逐项考核",
        "多项合并扣分",
        "酌情得分",
        "年初未填报",
    ]
    assert "现用（默认）" in found["完成比率法"]
    assert found["达标得分"] == (
        "达标得分 不低于95得满分，否则不得分。 按本行数据：完成值95%，要求不低于95%，符合，得满分45分"
    )


def test_a_kind_is_opened_with_its_fields_filled(client: Client, author: User) -> None:
    page = read(client.get(address(), {"kind": "condition"}))
    form = page.with_class("rule-form")[0]
    assert form.one("input", name="value").attributes["value"] == "95"
    assert page.with_class("rule-sentence")[0].text == "不低于95得满分，否则不得分。"


def test_a_preview_says_what_the_typed_rule_would_award_and_stores_nothing(client: Client, author: User) -> None:
    page = read(client.post(address(), {**CONDITION, "value": "９６", "do": "preview"}))
    assert page.with_class("rule-sentence")[0].text == "不低于96得满分，否则不得分。"
    assert page.with_class("score-line")[0].text == "0 分完成值95%，要求不低于96%，不符合，得0分"
    assert leaf().rule is None


def test_a_chosen_rule_is_stored_scored_and_leads_to_its_grounds(client: Client, author: User) -> None:
    response = client.post(address(), {**CONDITION, "do": "choose"})
    assert (response.status_code, response["Location"]) == (302, address("grounds"))
    assert leaf().rule == {"kind": "condition", "op": ">=", "value": "90"}
    page = read(client.get(address("grounds")))
    assert page.with_class("rule-sentence")[0].text == "达标得分：不低于90得满分，否则不得分。 更换规则"


def test_wrong_parameters_come_back_as_typed_with_the_reason_at_the_field(client: Client, author: User) -> None:
    response = client.post(address(), {**CONDITION, "value": "九十", "do": "choose"})
    page = read(response)
    assert response.status_code == 422
    assert page.one("input", name="value").attributes["value"] == "九十"
    assert [error.text for error in page.with_class("invalid-feedback")] == ["“九十”不是数字"]
    assert leaf().rule is None


def test_the_default_rule_can_be_had_back(client: Client, author: User) -> None:
    Indicator.objects.filter(pk=leaf().pk).update(rule={"kind": "manual"})
    client.post(address(), {"do": "default"})
    assert leaf().rule is None


def test_in_the_panel_a_choice_is_told_to_the_page(client: Client, author: User) -> None:
    response = client.post(address(), {**CONDITION, "do": "choose"}, headers={"HX-Request": "true"})
    told = json.loads(response["HX-Trigger"])["rule-chosen"]
    assert (response.status_code, told["url"]) == (204, address("grounds"))
    undo(actor=author, evaluation=SelfEvaluation.objects.get(), step_key=int(told["step"]))
    assert leaf().rule is None


@pytest.mark.parametrize("sent", [{"kind": "nonsense", "do": "choose"}, {"do": "choose"}])
def test_a_kind_that_does_not_exist_is_not_found(client: Client, author: User, sent: dict[str, str]) -> None:
    assert client.post(address(), sent).status_code == 404


def test_a_node_that_adds_up_its_indicators_has_no_rule(client: Client, author: User) -> None:
    assert client.get(address(indicator="数量指标")).status_code == 404


def test_who_may_only_read_sees_the_rules_without_choosing(client: Client, evaluation: SelfEvaluation) -> None:
    client.force_login(head_of(evaluation))
    page = read(client.get(address(), {"kind": "condition"}))
    assert (page.with_class("rule-form"), len(page.with_class("rules")[0].all("a"))) == ([], 0)
    assert client.post(address(), {**CONDITION, "do": "choose"}).status_code == 403


# --- the service ---


def checklist(*texts: str) -> Rule:
    return kinds.Checklist(
        kind="checklist", mode="deduct", items=[kinds.ChecklistItem(text=text, points=Decimal(1)) for text in texts]
    )


def choose(author: User, rule: Rule | None, key: int | None = None) -> None:
    choose_rule(
        actor=author,
        evaluation=SelfEvaluation.objects.get(),
        sheet=Sheet.objects.get(),
        indicator_key=key or leaf().pk,
        rule=rule,
    )


def test_answers_stay_with_the_items_they_are_about(author: User) -> None:
    choose(author, checklist("甲", "乙", "丙"))
    Indicator.objects.filter(pk=leaf().pk).update(inputs={"items": [True, False, True]})
    choose(author, checklist("丙", "丁", "乙"))
    assert leaf().inputs == {"items": [True, None, False]}


def test_other_answers_wait_until_their_rule_comes_back(author: User) -> None:
    Indicator.objects.filter(pk=leaf().pk).update(inputs={"count": "2"})
    choose(author, checklist("甲"))
    choose(author, None)
    assert leaf().inputs == {"count": "2"}


def test_a_rule_for_an_indicator_that_is_gone_is_refused(author: User) -> None:
    with pytest.raises(ChangeRefusedError, match="这一行已不存在"):
        choose(author, None, key=10**6)


def test_who_does_not_fill_in_chooses_no_rule(evaluation: SelfEvaluation) -> None:
    with pytest.raises(PermissionDenied):
        choose(head_of(evaluation), None)
