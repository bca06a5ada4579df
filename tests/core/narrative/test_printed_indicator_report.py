"""高邑: income and spending, and one 「经自评，…」 per indicator."""

from typing import Any

import pytest

from perfeval.core.package import Package
from perfeval.core.package.sheets import Indicator

from .conftest import Said, computed, printed_passages, said_of, sample, without_blanks

SLUG = "gaoyi-2022"
DIFFERENT = {
    "1.2.2": "error share-carryover-other; the three printed shares belong to another total",
    "1.2.7": "error abroad-unit: 0元 among 万元",
    "indicator.2.1.3": "error expenditure-progress-score: by the rule 3 points, printed 2",
    "indicator.2.2.4": "the form has 1.6, the report 2",
    "indicator.2.1.6": "no facts are printed for 政府采购执行率, so nothing is computed",
    "indicator.2.3.2": "no facts are printed for 评价结果应用率",
    "4": "four indicators without facts are not scored, so total and grade are lower",
}


@pytest.fixture(scope="module")
def said() -> Said:
    return said_of(with_findings())


def with_findings() -> Package:
    """The package with the printed 得分说明 of every indicator that has a sentence of its own."""
    findings = printed_findings()
    package = computed(SLUG)
    assert package.overall is not None
    nodes = [told(node, findings) for node in package.overall.indicators]
    overall = package.overall.model_copy(update={"indicators": nodes})
    return package.model_copy(update={"overall": overall})


def told(node: Indicator, findings: dict[str, str]) -> Indicator:
    children = [told(child, findings) for child in node.children]
    basis = findings.get(node.name) if node.is_leaf else None
    return node.model_copy(update={"children": children, "basis": basis})


def printed_findings() -> dict[str, str]:
    """Name of an indicator → what stands between 经自评 and 故此项得, from the printed report."""
    found: dict[str, str] = {}

    def walk(sections: list[dict[str, Any]]) -> None:
        for section in sections:
            name, text = (section.get("heading") or "").partition(" ")[2], section.get("text") or ""
            if text.startswith("经自评，") and "，故此项得" in text:
                found[name] = text.removeprefix("经自评，").rpartition("，故此项得")[0]
            walk(section.get("sections", []))

    walk(sample(SLUG)["report"]["sections"])
    return found


def test_findings_are_read_from_the_printed_report() -> None:
    assert len(printed_findings()) == 22


def test_sentences_are_the_printed_ones_except_where_the_document_errs(said: Said) -> None:
    """Both 故此项得分7分 and 故此项得2分 are printed; the program says the shorter one."""
    passages = [passage.replace("故此项得分", "故此项得") for passage in printed_passages(SLUG)]
    single = [one for one in said if one[0].isdigit() and ".analysis." not in one]
    told = [
        one for one in said if one.startswith("indicator.") and "得分说明】" not in said[one] and one.count(".") == 3
    ]
    of_interest = [*single, *[one for one in told if one.startswith(("indicator.1", "indicator.2"))]]
    different = {one for one in of_interest if not any(without_blanks(said[one]) in text for text in passages)}
    assert different == set(DIFFERENT)


def test_headings_number_themselves(said: Said) -> None:
    assert [said[f"heading.{key}"] for key in ("1", "2", "2.1", "2.2", "2.3", "1.2.3")] == [
        "1、投入指标（20分）",
        "2、过程（执行）指标（40分）",
        "（一）预算执行（25分）",
        "（二）预算管理（7分）",
        "（三）绩效评价（8分）",
        "3. 预算上报及时性",
    ]


def test_the_whole_analysis_says_the_same_in_the_order_of_the_tree(said: Said) -> None:
    lines = [line for number in range(1, 5) for line in said[f"3.2.analysis.{number}"].split("\n")]
    single = {text for one, text in said.items() if one.startswith(("heading.", "indicator."))}
    assert lines[:5] == [
        said["heading.1"],
        said["heading.1.1"],
        said["heading.1.1.1"],
        said["indicator.1.1.1"],
        said["heading.1.1.2"],
    ]
    assert set(lines) <= single
    assert len(lines) == len([one for one in said if one.startswith("heading.")]) + len(printed_leaves())


def printed_leaves() -> list[Indicator]:
    package = computed(SLUG)
    assert package.overall is not None
    return package.overall.leaves()
