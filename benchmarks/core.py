"""How long computing takes: the largest sample, and a made-up department of 300 projects × 20 indicators.

Run ``python -m benchmarks.core``; prints milliseconds, the best of several runs.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from perfeval.core.compute import compute
from perfeval.core.package import Package, dump_package, parse_package, read_package
from perfeval.core.scheme import load_scheme

SAMPLES = Path(__file__).resolve().parents[1] / "fixtures" / "samples"
RUNS = 5

RULES: list[dict[str, Any]] = [
    {"rule": {"kind": "completion"}, "target": "≥95%", "actual": "60%"},
    {"rule": None, "target": "不超过154万元", "actual": "162.5万元"},
    {
        "rule": {"kind": "linear", "measure": {"ratio": ["spent", "budget"]}, "better": "higher", "full_at": "95",
                 "step": "1", "deduct": "0.1", "deduct_unit": "fraction", "rounding": "completed"},
    },
    {"rule": {"kind": "graded"}, "inputs": {"grade": "partial", "fraction": "0.7"}},
    {
        "rule": {"kind": "checklist", "mode": "deduct", "items": ["一", "二", "三"], "per_item": ["1", "1", "1"]},
        "inputs": {"items": [True, False, True]},
    },
]  # fmt: skip


def department(projects: int, indicators: int) -> dict[str, Any]:
    """A package of so many projects with so many indicators each, of the rule kinds in turn."""
    return {
        "format": "perfeval-package/1",
        "scheme": "mof-2020",
        "year": 2023,
        "money_unit": "万元",
        "department": {"name": "某局"},
        "facts": {"spent": "914", "budget": "1000"},
        "projects": [_project(number, indicators) for number in range(projects)],
    }


def _project(number: int, indicators: int) -> dict[str, Any]:
    leaves = [{"name": f"指标{index}", "weight": "4.5"} | RULES[index % len(RULES)] for index in range(indicators)]
    half = len(leaves) // 2
    groups = [("产出指标", leaves[:half]), ("效益指标", leaves[half:])]
    return {
        "name": f"项目{number}",
        "list": "own",
        "funds": [{"key": "total", "adjusted": f"{number + 100}", "executed": f"{number + 50}"}],
        "indicators": [
            {"name": name, "children": [{"name": "数量指标", "children": below}]} for name, below in groups if below
        ],
    }


def best(action: Callable[[], object]) -> float:
    """The shortest of several runs, in milliseconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def report(name: str, package: Package) -> None:
    """Print what computing and writing a package costs."""
    scheme = load_scheme(package.scheme)
    done = compute(package, scheme)
    computing, writing = best(lambda: compute(package, scheme)), best(lambda: dump_package(done))
    print(f"{name}: compute {computing:.1f} ms, write as JSON data {writing:.1f} ms")


def main() -> None:
    """Measure the largest sample and made-up departments of growing size."""
    largest = max(SAMPLES.glob("*.json"), key=lambda path: path.stat().st_size)
    data = largest.read_bytes()
    print(f"{largest.stem}: read {best(lambda: read_package(data)):.1f} ms")
    report(largest.stem, read_package(data))
    for projects in (75, 150, 300):
        report(f"{projects} projects × 20 indicators", parse_package(department(projects, 20)))


if __name__ == "__main__":
    main()
