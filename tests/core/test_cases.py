"""Every figure that a sample prints equals the computed one, or stands in the list of differences with its reason."""

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest

from perfeval.core.compute import compute
from perfeval.core.package import dump_package, read_package
from perfeval.core.scheme import load_scheme

from .published import DIFFERENCES, NOT_COMPUTED, STATISTICS, STATISTICS_DIFFERENCES

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "fixtures" / "samples"
ERRORS = ROOT / "tests" / "data" / "errors"
COMPUTED_HERE = ("overall", "projects", "survey", "basic_data")


def computed(slug: str) -> dict[str, Any]:
    package = read_package((SAMPLES / f"{slug}.json").read_bytes())
    return dump_package(compute(package, load_scheme(package.scheme)))


def compared(node: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """(pointer, printed, computed) of every printed value; a printed null says that nothing is printed there."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from compared(item, f"{path}/{index}")
    if not isinstance(node, dict):
        return
    printed, results = node.get("published") or {}, node.get("computed") or {}
    for key, value in printed.items():
        if value is not None and results and key not in NOT_COMPUTED:
            yield f"{path}/published/{key}", value, results[key]
    for key, value in node.items():
        if key not in ("published", "computed"):
            yield from compared(value, f"{path}/{key}")


def same(printed: Any, result: Any) -> bool:
    if isinstance(printed, list) and isinstance(result, list):
        return len(printed) == len(result) and all(map(same, printed, result))
    try:
        return printed == result or Decimal(printed) == Decimal(result)
    except (InvalidOperation, TypeError):
        return False


def differences(slug: str) -> dict[str, tuple[Any, Any]]:
    document = computed(slug)
    pairs = (pair for part in COMPUTED_HERE for pair in compared(document.get(part), f"/{part}"))
    return {path: (printed, result) for path, printed, result in pairs if not same(printed, result)}


@pytest.mark.parametrize("slug", sorted(DIFFERENCES))
def test_a_sample_differs_from_its_print_exactly_where_the_list_says_so(slug: str) -> None:
    assert set(differences(slug)) == set(DIFFERENCES[slug])


def test_every_sample_is_in_the_list() -> None:
    assert {path.stem for path in SAMPLES.glob("*.json")} == set(DIFFERENCES)


@pytest.mark.parametrize(("slug", "at_least"), [("jincheng-2022", 180), ("qinhuangdao-2023", 90), ("xundian-2023", 50)])
def test_many_printed_values_are_held_against_computed_ones(slug: str, at_least: int) -> None:
    document = computed(slug)
    assert sum(1 for part in COMPUTED_HERE for _ in compared(document.get(part), part)) >= at_least


def test_the_published_statistics_are_computed_except_where_the_list_says_so() -> None:
    document = computed("qinhuangdao-2023")

    def at(node: Any, steps: tuple[str, ...]) -> Any:
        for step in steps:
            node = node[step]
        return node

    found = {
        path: same(at(document["published"], tuple(path[1:].split("/"))), at(document["computed"]["statistics"], steps))
        for path, steps in STATISTICS.items()
    }
    assert {path for path, equal in found.items() if not equal} == set(STATISTICS_DIFFERENCES)


@pytest.mark.parametrize("slug", sorted(DIFFERENCES))
def test_reasons_cite_errors_that_are_known(slug: str) -> None:
    known = {error["id"] for error in json.loads((ERRORS / f"{slug}.errors.json").read_text("utf-8"))}
    more = STATISTICS_DIFFERENCES if slug == "qinhuangdao-2023" else {}
    reasons = [*DIFFERENCES[slug].values(), *more.values()]
    cited = {reason.split(":")[0] for reason in reasons if ":" in reason and " " not in reason.split(":")[0]}
    assert cited <= known


JINCHENG_TRAINING = 6
"""Index of 职业技能提升工程工作经费 in the sample."""


def test_the_sample_named_in_the_task_gives_its_scores() -> None:
    project = computed("jincheng-2022")["projects"][JINCHENG_TRAINING]
    leaf = project["indicators"][2]["children"][0]["children"][0]
    assert leaf["computed"] == {
        "weight": "10",
        "score": "6.32",
        "explanation": "完成值60 ÷ 指标值95 × 分值10 = 6.32分",
    }
    assert project["computed"] == {
        "execution_rate": "100",
        "execution_score": "10",
        "surplus": "0",
        "weight_total": "100",
        "total": "66.32",
        "grade": "中",
    }
