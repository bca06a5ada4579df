"""A new self-evaluation by every scheme."""

import json
import re
from pathlib import Path

import pytest

from perfeval.core.compute import compute
from perfeval.core.package import DepartmentInfo
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
