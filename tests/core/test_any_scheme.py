"""Any valid package under any form scheme can be computed, checked and laid out: eight counties and twenty others."""

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfeval.core.checks import check_package
from perfeval.core.compute import compute
from perfeval.core.package import parse_package
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.loading import load_scheme, read_scheme
from perfeval.core.tables import tables_of

from .strategies import documents

FIXTURES = Path(__file__).parents[2] / "fixtures" / "schemes"
COUNTIES = Path(__file__).parents[1] / "data" / "counties"


def schemes() -> list[Scheme]:
    """The schemes that come with the program, and those of the worked-out counties."""
    own = [load_scheme(path.stem) for path in sorted(FIXTURES.glob("*.json"))]
    others = [json.loads(path.read_text("utf-8"))["scheme"] for path in sorted(COUNTIES.glob("*.json"))]
    return own + [read_scheme(json.dumps(scheme).encode()) for scheme in others]


SCHEMES = schemes()
ALPHABET = (
    "0123456789.%，。、；：（）“”《》〔〕万元人个年月度其中占较上增加减少附件等级得分扣一二三四五第名率预算执行支出收入"
    "共计合计涉及转移支付项目中央省市级优良中差现将如下报告汇报安排县局"
)
prose = st.lists(st.text(ALPHABET, max_size=40) | st.sampled_from(["2023年", "2022年", "其中：", "\n\n"]), max_size=6)
texts = prose.map("".join)
goals = st.fixed_dictionaries({"expected": texts, "actual": texts})


def with_texts(document: Any, text: str, goal: Any) -> Any:
    """The document with an officer's prose wherever prose can stand."""
    report = {"sections": [{"heading": f"一、{text[:12]}", "text": text}, {"heading": "二、问题", "text": text[::-1]}]}
    department = {"name": "青山县人力资源和社会保障局", "region": "青山县", "units": [{"name": "青山县就业中心"}]}
    extra = {"goals": [goal], "deviation_text": text, "analysis": [{"label": "产出情况及分析", "text": text}]}
    projects = [project | extra | {"goal_text": text, "report": report} for project in document.get("projects", [])]
    overall = (document.get("overall") or {}) | extra
    return document | {"department": department, "report": report, "overall": overall, "projects": projects}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(documents, texts, goals, st.sampled_from(SCHEMES))
def test_nothing_that_is_valid_is_too_odd(document: Any, text: str, goal: Any, scheme: Scheme) -> None:
    computed = compute(parse_package(with_texts(document, text, goal)), scheme)
    findings = check_package(computed, scheme)
    assert [finding for finding in findings if not (finding.message and finding.where)] == []
    assert all(table.key for table in tables_of(computed, scheme))
