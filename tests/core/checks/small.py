"""Small packages: a sheet, an indicator, a report, and what one check says of them."""

from typing import Any

from perfeval.core.checks import check_package
from perfeval.core.compute import compute
from perfeval.core.package import parse_package
from perfeval.core.scheme.loading import load_scheme
from perfeval.core.scheme.scheme import Scheme

JSON = dict[str, Any]
HEAD: JSON = {
    "format": "perfeval-package/1",
    "scheme": "mof-2020",
    "year": 2023,
    "money_unit": "万元",
    "department": {
        "name": "青山县人力资源和社会保障局",
        "region": "青山县",
        "staff": {"establishment": "20", "actual": "18"},
    },
}


def says(check: str, document: JSON, scheme: Scheme | None = None) -> list[tuple[str, str, str]]:
    """(where, found, expected) of every finding of one check on a package with these keys."""
    package = parse_package(HEAD | document)
    used = scheme or load_scheme("mof-2020")
    findings = check_package(compute(package, used), used)
    return [(f.where, f.found, f.expected) for f in findings if f.check == check]


def leaf(**fields: Any) -> JSON:
    """A scored indicator of 10 points."""
    return {"name": "培训人数", "weight": "10"} | fields


def sheet(*leaves: JSON, branch: str = "产出指标", **fields: Any) -> JSON:
    """An overall sheet with one branch."""
    return {"overall": {"indicators": [{"name": branch, "children": list(leaves)}]} | fields}


def funds(**amounts: Any) -> list[JSON]:
    """The total fund row."""
    return [{"key": "total", "label": "年度资金总额"} | amounts]


def report(*texts: str, heading: str = "一、概况", **fields: Any) -> JSON:
    """A report with one section for each text."""
    sections = [{"heading": heading, "text": text} for text in texts]
    return {"report": {"sections": sections} | fields}


TEXT = "/report/sections/0/text"
FIRST = "/overall/indicators/0/children/0"
