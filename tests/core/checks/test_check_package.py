"""The one door: order, pointers, the scheme's switches, and no surprise on any valid package."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from perfeval.core.checks import CHECKS, SEVERITIES, Finding, check_package
from perfeval.core.checks.registry import check
from perfeval.core.compute import compute
from perfeval.core.package import Package, parse_package
from perfeval.core.scheme.loading import load_scheme
from tests.core.strategies import documents

from .cases import CASES, SAMPLES, printed, read

BARE = {
    "format": "perfeval-package/1",
    "scheme": "mof-2020",
    "year": 2023,
    "money_unit": "万元",
    "department": {"name": "青山县人力资源和社会保障局", "region": "青山县"},
}
FRAGMENTS = [
    "支出100万元，其中：甲60万元、乙41万元，占比60%。",
    "一、",
    "（三）完成目标任务0人的0%。",
    "受理0件，结案率100%，解决3件。",
    "较上年0万元增加100%。",
    "得分96分，等级为优。",
    "项目共计3个，“优”项目1个，“良”项目2个，评优率为0%。",
    "占本年支出合计的0%。",
    "《甲项目自评报告》详见附件。",
    "部门目标总评价分10分，评价得分3分。",
    "2021年度部门预算",
    "青山县民政局提供",
    "0万元",
    "全年执行数0万元，预算执行率100%。",
    "",
    "参保人数达到5人",
    "参保人数达到6人",
    "1人1元/月自2011年至2012共计支出1元",
]
texts = st.none() | st.lists(st.sampled_from(FRAGMENTS), max_size=4).map("\n\n".join)
sections = st.recursive(
    st.fixed_dictionaries(
        {"heading": st.none() | st.sampled_from(["一、概况", "三、目标", "（一）问题", "附件"]), "text": texts}
    ),
    lambda inner: st.fixed_dictionaries({"heading": st.just("二、绩效目标"), "sections": st.lists(inner, max_size=3)}),
    max_leaves=6,
)
reports = st.fixed_dictionaries(
    {"sections": st.lists(sections, max_size=4)},
    optional={
        "attachments": st.lists(
            st.fixed_dictionaries({"title": st.just("附件及说明材料"), "kind": st.sampled_from(["text", "survey"])}),
            max_size=2,
        )
    },
)


def findings_on(document: Any) -> list[Finding]:
    package = parse_package(document)
    scheme = load_scheme(package.scheme)
    return check_package(compute(package, scheme), scheme)


def value_at(package: Package, where: str) -> object:
    node: Any = package
    for step in where.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(node, BaseModel):
            assert name in type(node).model_fields, where
            node = getattr(node, name)
        else:
            node = node[int(name)] if isinstance(node, list) else (node or {}).get(name)
    return node


def test_an_empty_package_has_nothing_to_find() -> None:
    assert findings_on(BARE) == []


@pytest.mark.parametrize("case", CASES)
def test_every_pointer_of_a_finding_leads_into_the_package(case: str) -> None:
    package = parse_package(read(SAMPLES / f"{case}.json"))
    computed = compute(package, load_scheme(package.scheme))
    for finding in printed(case):
        value_at(computed, finding.where)


@pytest.mark.parametrize("case", CASES)
def test_findings_stand_in_document_order_with_whole_sentences(case: str) -> None:
    findings = printed(case)
    parts = ["department", "facts", "overall", "projects", "basic_data", "final_accounts", "survey", "working_papers"]
    parts += ["report", "signatories", "filing"]
    order = [parts.index(finding.where.split("/")[1]) for finding in findings]
    assert order == sorted(order)
    assert all(finding.message.endswith("。") and finding.found and finding.expected for finding in findings)
    assert {finding.severity for finding in findings} <= set(SEVERITIES)


def test_a_finding_is_written_as_json_with_six_keys() -> None:
    finding = next(finding for finding in printed("gaoyi-2022") if finding.check == "C09")
    assert finding.as_json() == {
        "check": "C09",
        "severity": "error",
        "where": "/overall/funds/0/published/rate",
        "found": "100",
        "expected": "99.76",
        "message": "整体支出自评表的预算执行率印为100，计算应为99.76。",
    }


def test_a_scheme_switches_a_check_off_or_changes_its_severity() -> None:
    package = parse_package(read(SAMPLES / "qinhuangdao-2023.json"))
    scheme = load_scheme(package.scheme)
    computed = compute(package, scheme)
    changed = scheme.model_copy(update={"checks": {"C40-unit": "off", "C19-rate": "hint"}})
    before = [(f.check, f.severity) for f in check_package(computed, scheme) if f.check in ("C40-unit", "C19-rate")]
    after = [(f.check, f.severity) for f in check_package(computed, changed) if f.check in ("C40-unit", "C19-rate")]
    assert before == [("C40-unit", "error"), ("C19-rate", "error")]
    assert after == [("C19-rate", "hint")]


def test_every_check_has_a_title_a_severity_and_a_source() -> None:
    assert all(c.id == key and c.title and c.source and c.severity in SEVERITIES for key, c in CHECKS.items())


def test_an_id_can_be_taken_once_only() -> None:
    with pytest.raises(ValueError, match="C01 is registered twice"):
        check("C01", "again", "hint")(lambda context: [])
    assert CHECKS["C01"].title == "上级分值等于下级分值之和"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents, reports)
def test_no_check_raises_on_any_valid_package(document: Any, report: Any) -> None:
    document["department"] = {"name": "青山县人力资源和社会保障局", "region": "青山县"}
    findings = findings_on(document | {"report": report})
    assert all(finding.check in CHECKS for finding in findings)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(CASES), st.data())
def test_no_check_raises_on_a_sample_with_parts_left_out(case: str, data: st.DataObject) -> None:
    document = read(SAMPLES / f"{case}.json")
    for key in data.draw(st.sets(st.sampled_from(sorted(set(document) - set(BARE))), max_size=6)):
        del document[key]
    assert isinstance(findings_on(document), list)


def test_every_check_is_described_in_the_documentation() -> None:
    described = (SAMPLES.parents[1] / "docs" / "checks.md").read_text(encoding="utf-8")
    missing = [c.id for c in CHECKS.values() if f"| {c.id} | {c.title} | {c.severity} |" not in described]
    assert missing == []
