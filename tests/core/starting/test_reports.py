"""The report that goes on from last year's."""

from typing import Any

import pytest

from perfeval.core.package import Package, Section, dump_package, parse_package
from perfeval.core.package.report import walk_sections
from perfeval.core.scheme import load_scheme
from perfeval.core.starting import roll_forward, with_report
from tests.factories import sample_package


def next_report(old: Package, slug: str = "") -> dict[str, Any]:
    scheme = load_scheme(slug or old.scheme)
    rolled = roll_forward(old, scheme=scheme.slug, year=old.year + 1)
    report: dict[str, Any] = dump_package(with_report(rolled, old, scheme))["report"]
    return report


def section_of(report: dict[str, Any], title: str) -> Section:
    sections = walk_sections([Section.model_validate(section) for section in report["sections"]])
    return next(section for section in sections if title in (section.heading or ""))


def contents(section: Section) -> list[str | None]:
    return [block.sentence or block.text for block in section.blocks or []]


def test_sentences_take_the_place_of_what_they_say() -> None:
    report = next_report(sample_package("jincheng-2022"))
    assert contents(section_of(report, "收入支出决算总体情况说明")) == ["1"]
    assert contents(section_of(report, "财政拨款支出决算具体情况")) == ["5.3", "5.3.each"]
    assert contents(section_of(report, "国有资产占用情况说明")) == ["10.3"]
    words = contents(section_of(report, "项目绩效自评结果"))
    assert words[:3] == ["10.4.2a", "10.4.2b", "10.4.2.employment"]
    assert (words[3] or "").startswith("具体公开的每个项目绩效自评结果如下表述：")


def test_words_around_a_sentence_stay() -> None:
    section = section_of(next_report(sample_package("miluo-2023")), "专项资金实际使用情况分析")
    assert contents(section) == [
        "2.2.2",
        "项目资金严格按指定用途专款专用，实行专项报告制度，并接受财政部门或上级部门的检查、验收。",
    ]


def test_a_report_that_has_sentences_stays_as_its_officer_arranged_it() -> None:
    old = sample_package("miluo-2023")
    sections = [
        {"heading": "一、部门基本情况", "blocks": [{"text": "甲"}, {"sentence": "2.1"}]},
        {"heading": "二、其他"},
    ]
    report = {"title": "甲", "sections": sections}
    assert next_report(parse_package({**dump_package(old), "report": report}))["sections"] == sections


def test_where_there_was_none_the_report_begins_as_the_scheme_has_it() -> None:
    document = dump_package(sample_package("miluo-2023"))
    report = next_report(parse_package({key: part for key, part in document.items() if key != "report"}))
    assert report["title"] == "2024年度汨罗市人力资源和社会保障局部门整体支出绩效自评报告"
    assert contents(section_of(report, "基本支出情况")) == ["2.1"]
    assert [attachment["number"] for attachment in report["attachments"]] == [f"附件{number}" for number in range(1, 7)]


def test_by_another_scheme_its_outline_holds_and_texts_go_where_the_title_is_the_same() -> None:
    old = sample_package("xundian-2023")
    report = next_report(old, "gaoyi-2022")
    assert report["sections"][1]["heading"] == "一、部门基本情况"
    assert contents(section_of(report, "部门收支预决算情况")) == [f"1.2.{number}" for number in range(1, 8)]
    parts = {
        "heading": "一、部门概况",
        "text": "甲",
        "sections": [{"heading": "（一）评价结论", "text": "乙【得分】。"}],
    }
    mixed = {"sections": [parts, {"heading": "二、评价方法", "blocks": [{"list": ["丙"]}, {"sentence": "4.1"}]}]}
    report = next_report(parse_package({**dump_package(old), "report": mixed}), "gaoyi-2022")
    assert section_of(report, "部门概况").text == "甲"
    assert [block.list for block in section_of(report, "评价方法").blocks or []] == [["丙"]]


@pytest.mark.parametrize("text", ["2024年度收入总计" * 2000, "1" * 5000, "收入总计1元、" * 3000])
def test_no_text_makes_it_slow(text: str) -> None:
    old = sample_package("jincheng-2022")
    report = {"sections": [{"heading": "一、收入支出决算总体情况说明", "text": text}]}
    begun = next_report(parse_package({**dump_package(old), "report": report}))
    assert contents(section_of(begun, "收入支出决算总体情况说明")) == ["1", text]
