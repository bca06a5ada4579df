from decimal import Decimal
from typing import Any

from perfeval.core.facts import Fact
from perfeval.core.narrative.report import Filling, fill_package, fill_report, filling_of, has_fields, unknown_fields
from perfeval.core.narrative.sentences import Narration, narrate
from perfeval.core.narrative.templates import Narrative, load_narrative
from perfeval.core.package import Package, Report
from perfeval.core.scheme.formats import NumberFormat

from .conftest import computed

TOLD = Narration({"1": "收入总计100元。", "2.1": "财政拨款收入100元；"})
FILLING = Filling(TOLD, {"收入合计": "100.00", "等级": "优"})


def report(**parts: Any) -> Report:
    return Report.model_validate(parts)


def fact(key: str, name: str, value: Decimal | str) -> Fact:
    return Fact(key, name, value, "元", NumberFormat(), "/")


def test_blocks_are_filled_in_order_and_tables_have_no_text() -> None:
    blocks = [
        {"text": "收入【收入合计】元。"},
        {"sentence": "1"},
        {"table": "projects", "list": "own"},
        {"list": ["甲【等级】", "乙"], "ordered": True},
        {"grid": {"columns": ["一"], "rows": [["二"]]}},
        {"sentence": "9"},
    ]
    filled = fill_report(report(sections=[{"heading": "一、", "blocks": blocks}]), FILLING)
    result = filled.sections[0].computed
    assert result is not None
    assert result.blocks == ["收入100.00元。", "收入总计100元。", None, "1. 甲优\n2. 乙", None, "【句子9】"]
    assert result.text == "收入100.00元。\n\n收入总计100元。\n\n1. 甲优\n2. 乙\n\n【句子9】"


def test_what_has_no_fields_and_no_blocks_stays_the_very_same() -> None:
    plain = report(sections=[{"heading": "一、", "text": "正文。", "sections": [{"heading": "（一）"}]}])
    assert fill_report(plain, FILLING) is plain


def test_sections_of_sections_and_of_attachments_are_filled() -> None:
    below = {"heading": "（一）", "text": "等级为【等级】。"}
    attachment = {"title": "附件", "kind": "text", "sections": [below]}
    filled = fill_report(report(sections=[{"heading": "一、", "sections": [below]}], attachments=[attachment]), FILLING)
    sections = [filled.sections[0].sections[0], filled.attachments[0].sections[0]]
    assert [section.computed.text if section.computed else None for section in sections] == ["等级为优。"] * 2


def test_a_field_nobody_knows_stays_and_is_told() -> None:
    assert FILLING.text("【收入合计】【支出合计】") == "100.00【支出合计】"
    assert unknown_fields("【收入合计】【支出合计】", FILLING) == ["支出合计"]


def test_a_name_that_two_figures_have_is_no_field_but_a_key_is() -> None:
    listed = [fact("a", "得分", Decimal(1)), fact("b", "得分", Decimal(2)), fact("c", "总分", Decimal("3.50"))]
    facts = {one.key: one for one in listed}
    assert dict(filling_of(facts).fields) == {"总分": "3.5", "a": "1", "b": "2", "c": "3.5"}


def test_reports_of_projects_are_filled_too() -> None:
    package = computed("miluo-2023")
    typed = report(sections=[{"heading": "一、", "blocks": [{"sentence": "1"}]}])
    projects = [project.model_copy(update={"report": typed}) for project in package.projects[:1]]
    filled = fill_package(package.model_copy(update={"projects": projects}), FILLING)
    found = filled.projects[0].report
    assert found is not None
    assert found.sections[0].computed is not None
    assert found.sections[0].computed.text == "收入总计100元。"


def test_in_the_report_of_a_project_a_sentence_of_each_project_is_what_it_says_of_that_one() -> None:
    sentences = [
        {
            "id": "5.1",
            "each": "PROJECTS('all')",
            "key": "key",
            "text": "{item.name}用于{use}。",
            "entered": {"use": "用途"},
        },
        {"id": "5.each", "each": "PROJECTS('own')", "key": "key", "prefix": "6", "text": "{item.name}。"},
        {"id": "7", "text": "{year}年。"},
    ]
    narrative = Narrative.model_validate({"slug": "any", "sentences": sentences})
    others = [{"sentence": "5.each"}, {"sentence": "7"}]
    package = computed("miluo-2023")
    projects = [
        project.model_copy(
            update={
                "name": f"项目{place}",
                "list": "own" if place == 1 else "transfer",
                "report": report(
                    sections=[{"heading": "一、", "blocks": [{"sentence": "5.1", "text": f"用途{place}"}, *others]}]
                ),
            }
        )
        for place, project in enumerate(package.projects[:2], start=1)
    ]
    package = package.model_copy(update={"projects": projects})
    filled = fill_package(package, Filling(narrate(package, narrative), {}, narrative))
    said = [project.report.sections[0].computed for project in filled.projects if project.report]
    assert [each.blocks for each in said if each] == [
        ["项目1用于用途1。", "项目1。", "2023年。"],
        ["项目2用于用途2。", "", "2023年。"],
    ]


def test_a_field_is_noticed_wherever_a_report_can_have_one() -> None:
    def noticed(section: dict[str, object], attached: bool = False) -> bool:
        sections = [{"heading": "一", "sections": [section]}]
        report = (
            {"attachments": [{"title": "附件", "kind": "text", "sections": sections}]}
            if attached
            else {"sections": sections}
        )
        package = {"format": "perfeval-package/1", "scheme": "mof-2020", "year": 2023, "money_unit": "万元"}
        return has_fields(Package.model_validate(package | {"department": {"name": "某局"}, "report": report}))

    assert noticed({"heading": "（一）", "text": "收入【收入合计】元"})
    assert noticed({"heading": "（一）", "blocks": [{"text": "【收入合计】"}]})
    assert noticed({"heading": "（一）", "blocks": [{"list": ["甲", "【收入合计】"], "ordered": True}]}, attached=True)
    assert not noticed({"heading": "（一）", "text": "收入", "blocks": [{"sentence": "2.1"}]}, attached=True)


def test_a_sentence_that_repeats_is_all_its_items_and_what_the_data_do_not_call_for_is_nothing() -> None:
    narrative = Narrative.model_validate(
        {
            "slug": "any",
            "sentences": [
                {"id": "1.each", "each": "PROJECTS('all')", "prefix": "1", "text": "x"},
                {"id": "2", "when": "1 > 2", "text": "x"},
            ],
        }
    )
    told = Narration(
        {"1.1": "甲；", "1.2": "乙。", "3": "合计【收入】元，【原因】，【收入】。"}, {"1.each": ["1.1", "1.2"]}
    )
    names = ("1.each", "1.3", "2", "3", "4")
    section = {"heading": "一、", "blocks": [{"sentence": name} for name in names]}
    result = fill_report(report(sections=[section]), Filling(told, {}, narrative)).sections[0].computed
    assert result is not None
    assert result.blocks == ["甲；\n乙。", "", "", "合计【收入】元，【原因】，【收入】。", "【句子4】"]
    assert result.waits == ["收入", "原因", "句子4"]


def test_a_list_that_is_not_there_yet_is_waited_for() -> None:
    narrative = load_narrative("final-accounts")
    told = narrate(computed("jincheng-2022", final_accounts={}), narrative)
    filling = Filling(told, {}, narrative)
    assert filling.sentence("5.2.each") == "【收入、支出决算数】"
    assert filling.sentence("2") == "2022年度收入合计【收入、支出决算数】元，其中："
    assert filling.sentence("5.2").startswith("晋城市人力资源和社会保障局2022年度财政拨款支出【收入、支出决算数】元")
