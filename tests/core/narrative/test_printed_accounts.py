"""The sentences of a real department's final accounts against what it printed."""

from typing import Any

import pytest

from perfeval.core.narrative import narrative_for, sentences_of

from .conftest import computed, sample, template_of

SLUG = "jincheng-2022"

#: Sentence id → why the printed one is another. Everything else is equal.
DIFFERENT = {
    "5.1": "error share-of-expenditure-100: 62281177.64 ÷ 62287177.64 is 99.99 %",
    "5.3.1": "error class208-final: the text has 6151.87, table 05 has 6144.37; all its rates follow",
    "6.1": "error doubled-intro; the officer leaves out 奖金 and lists 取暖费, which is 公用经费",
    "6.2": "the officer leaves out 取暖费 and shortens two names",
    "10.4.1a": "errors performance-funds-13 and state-capital-name: the projects come to 46152600",
    "10.4.1b": "errors performance-funds-13 and state-capital-name",
    "10.4.1c": "errors performance-funds-13 and state-capital-name",
    "10.4.2a": "error performance-funds-13; one printed 优 is 良 by its own indicators (建国前老工人津贴补贴)",
    "10.4.2b": "error performance-funds-13, and the same grade",
    "10.4.3": "error overall-adjusted-is-initial: 全年预算数 of the forms is 33126070",
}

#: Printed for one project; the program has it for every project, as 10.4.2.budget.N.
RENAMED = {"10.4.2.budget": "10.4.2.budget.10"}


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    """Printed sentences by id; a typed mark that doubled the template's is taken off (13 「。。」, 7 「。；」)."""
    sentences = sample(SLUG)["final_accounts"]["published"]["text"]["sentences"]
    return {one["id"]: one["text"].replace("。。", "。").replace("。；", "；") for one in sentences}


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    accounts = {**sample(SLUG)["final_accounts"], "texts": typed_by_the_officer()}
    projects = [
        # the text says which project is the one 二级项目: its budget is the difference of the two sums
        {**project, "tier": 2 if project["name"] == "人事人才及社保专项" else 1}
        for project in sample(SLUG)["projects"]
    ]
    return sentences_of(computed(SLUG, final_accounts=accounts, projects=projects), narrative_for(SLUG))


def typed_by_the_officer() -> dict[str, str]:
    """What the printed sentences carry in the places that the templates leave to the officer."""
    sentences: list[dict[str, Any]] = sample(SLUG)["final_accounts"]["published"]["text"]["sentences"]
    return {
        f"{one['id']}.{name}": one["values"][name]
        for one in sentences
        if one["id"] not in RENAMED
        for name in template_of(SLUG, one["id"]).entered
        if name in one["values"]
    }


def test_forty_nine_sentences_are_printed_and_all_are_said(printed: dict[str, str], said: dict[str, str]) -> None:
    assert len(printed) == 49
    assert [one for one in printed if RENAMED.get(one, one) not in said] == []


def test_every_sentence_is_the_printed_one_except_where_the_document_errs(
    printed: dict[str, str], said: dict[str, str]
) -> None:
    different = {one for one, text in printed.items() if one not in RENAMED and said[one] != text}
    assert different == set(DIFFERENT)


def test_no_mark_stands_twice(said: dict[str, str]) -> None:
    doubled = [one for one, text in said.items() for pair in ("。。", "。；", "；。", "，。", "、。") if pair in text]
    assert doubled == []


def test_wrong_figures_of_the_document_are_right_in_the_text(said: dict[str, str]) -> None:
    assert said["5.3.1"] == (
        "社会保障和就业支出年初预算5146.14万元，支出决算6144.37万元，完成年初预算的119.4%，用于人员、公用及项目支出，"
        "较2021年决算减少1506.51万元，下降19.69%，主要原因是项目支出减少；"
    )
    assert said["6.2"] == (
        "公用经费1,050,304.34元，主要包括办公费、邮电费、取暖费、差旅费、维修（护）费、会议费、公务接待费、委托业务费、"
        "工会经费、福利费、公务用车运行维护费、其他交通费用、其他商品和服务支出。"
    )
    assert said["10.4.2.budget.10"] == "年初预算数2480万元，全年执行数2125.867万元，预算执行率86%。"
    assert said["10.4.3"].startswith(
        "晋城市人力资源和社会保障局部门（单位）整体支出绩效自评综述：根据年初设定的绩效目标，晋城市人力资源和社会保障局"
        "部门（单位）整体绩效自评得分为85分。部门（单位）全年预算数为33126070元，执行数为31344070元，执行率为94.62%。"
    )
