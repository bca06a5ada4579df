"""A new self-evaluation by every scheme."""

import json
import re
from pathlib import Path

import pytest

from perfeval.core.checks import CHECKS, check_package
from perfeval.core.compute import compute
from perfeval.core.narrative import narrative_for
from perfeval.core.package import DepartmentInfo
from perfeval.core.package.report import walk_sections
from perfeval.core.scheme import Scheme, available_schemes, load_scheme
from perfeval.core.starting import begin
from perfeval.core.tables import tables_of

SENTENCES = Path(__file__).resolve().parents[3] / "fixtures" / "narrative"
DEPARTMENT = DepartmentInfo(name="测试局", region="测试县")


@pytest.fixture(params=available_schemes())
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return load_scheme(request.param)


def test_every_scheme_begins_with_a_sound_package_that_computes_and_draws(scheme: Scheme) -> None:
    package = begin(scheme, DEPARTMENT, 2024)
    computed = compute(package, scheme)
    assert (package.scheme, package.year, package.money_unit) == (scheme.slug, 2024, scheme.money_unit)
    assert computed.overall is not None
    assert computed.overall.computed is not None
    assert computed.overall.computed.execution_rate is None
    assert [problem for table in tables_of(computed, scheme) for problem in table.problems()] == []


def test_the_template_of_the_scheme_is_there_and_nothing_is_filled_in(scheme: Scheme) -> None:
    package = begin(scheme, DEPARTMENT, 2024)
    assert package.overall is not None
    assert package.overall.indicators == scheme.indicator_template.overall
    assert [row.key for row in package.overall.funds] == [row.key for row in scheme.fund_rows.overall]
    assert {leaf.actual for leaf in package.overall.leaves()} <= {None}
    assert (package.basic_data is None, package.survey is None) == (
        scheme.basic_data_template is None,
        scheme.survey_template is None,
    )
    assert package.projects == []


def test_every_figure_that_the_template_or_a_sentence_asks_for_has_a_name(scheme: Scheme) -> None:
    package = begin(scheme, DEPARTMENT, 2024)
    assert package.overall is not None
    rules = json.dumps([leaf.rule.model_dump() for leaf in package.overall.leaves() if leaf.rule], default=str)
    sentences = SENTENCES / f"{scheme.slug}.json"
    told = sentences.read_text() if sentences.exists() else ""
    asked = {*re.findall(r"F\('(\w+)'", told), *re.findall(r'"fact": "(\w+)"', rules)}
    asked |= {
        key.lstrip("-") for side in re.findall(r'"ratio": \[([^\]]*)\]', rules) for key in re.findall(r"[a-z]\w+", side)
    }
    named = {figure.key: figure.label for figure in scheme.figures}
    assert asked - set(named) == set()
    assert package.facts == dict.fromkeys(named)
    assert package.fact_labels == named


OUTLINES = ("gaoyi-2022", "jincheng-2022", "miluo-2023", "qinhuangdao-2023", "xundian-2023")
ELSEWHERE = {
    "gaoyi-2022": {"heading.1", "heading.2", "heading.3", "indicator.2", "indicator.3"},
    "jincheng-2022": {"10.4.2.budget"},
    "miluo-2023": {"5.1.1", "5.1.2", "5.2", "5.2.notice", "5.4.3", "5.4.4"},
    "qinhuangdao-2023": {"T10.2.lead", "T10.2"},
    "xundian-2023": {"indicator.1", "indicator.2", "indicator.1.total", "annex4", "annex5"},
}
"""Put in by hand: single ones of the analysis, those of projects' reports, forms and papers, repetitions."""


@pytest.mark.parametrize("slug", OUTLINES)
def test_the_report_begins_with_every_sentence_of_the_scheme_in_its_place(slug: str) -> None:
    scheme = load_scheme(slug)
    report = compute(begin(scheme, DEPARTMENT, 2024), scheme).report
    assert report is not None
    sections = [*walk_sections(report.sections)]
    sections += [section for attachment in report.attachments for section in walk_sections(attachment.sections)]
    named = [block.sentence for section in sections for block in section.blocks or [] if block.sentence]
    assert len(named) == len(set(named))
    assert set(named) | ELSEWHERE[slug] == {sentence.id for sentence in narrative_for(slug).sentences}
    texts = [text for section in sections if section.computed for text in section.computed.blocks or []]
    assert [text for text in texts if text and "【句子" in text] == []


def test_the_report_begins_with_the_attachments_of_the_scheme(scheme: Scheme) -> None:
    report = begin(scheme, DEPARTMENT, 2024).report
    assert report is not None
    assert [attachment.kind for attachment in report.attachments] == [
        attachment.kind for attachment in scheme.attachments
    ]
    assert [
        text
        for attachment in report.attachments
        for text in (attachment.number, attachment.title)
        if "{" in (text or "")
    ] == []
    assert [attachment.number for attachment in report.attachments if (attachment.number or "").endswith("-")] == []


def test_a_sentence_that_waits_is_no_warning_and_no_hint_but_bars_a_submission() -> None:
    scheme = load_scheme("jincheng-2022")
    found = check_package(compute(begin(scheme, DEPARTMENT, 2024), scheme), scheme)
    waiting = [finding for finding in found if CHECKS[finding.check].waits]
    assert {finding.severity for finding in waiting} == {"error"}
    first = next(finding for finding in waiting if finding.check == "C36-waits")
    assert first.message == (
        "“一、收入支出决算总体情况说明”中按数据生成的句子还缺：收入、支出决算数、上年收入总计、上年支出总计、收支增减的主要原因。"
        "补齐，或移除这个句子。"
    )
    assert [
        finding.check for finding in found if finding.check.startswith(("C36", "C37", "C41")) and finding not in waiting
    ] == []
