"""The five sample documents, as printed and as corrected, with the lists of their own errors."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from perfeval.core.checks import Finding, check_package
from perfeval.core.compute import compute
from perfeval.core.package import parse_package
from perfeval.core.scheme.loading import load_scheme

SAMPLES = Path(__file__).resolve().parents[3] / "fixtures" / "samples"
ERRORS = Path(__file__).resolve().parents[2] / "data" / "errors"
CASES = ("gaoyi-2022", "jincheng-2022", "miluo-2023", "qinhuangdao-2023", "xundian-2023")


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def findings_on(document: Any) -> list[Finding]:
    """Compute and check one document."""
    package = parse_package(document)
    scheme = load_scheme(package.scheme)
    return check_package(compute(package, scheme), scheme)


@cache
def printed(case: str) -> list[Finding]:
    """What is found on the document as it was printed."""
    return findings_on(read(SAMPLES / f"{case}.json"))


@cache
def corrected(case: str) -> list[Finding]:
    """What is found on the document after its errors were mended."""
    document = deepcopy(read(SAMPLES / f"{case}.json"))
    for patch in read(ERRORS / f"{case}.corrections.json"):
        apply(document, patch)
    return findings_on(document)


def apply(document: Any, patch: dict[str, Any]) -> None:
    """One correction: set, remove or insert at a pointer, or replace a piece of text there (or everywhere below)."""
    if patch["where"] == "":
        document.update(_replaced(document, patch["from"], patch["to"]))
        return
    holder, key = _locate(document, patch["where"])
    if "set" in patch:
        holder[key] = patch["set"]
    elif "remove" in patch:
        del holder[key]
    elif "insert" in patch:
        holder.insert(key, patch["insert"])
    else:
        mended = _replaced(holder[key], patch["from"], patch["to"])
        assert mended != holder[key], f"nothing to correct: {patch}"
        holder[key] = mended


def _locate(document: Any, where: str) -> tuple[Any, Any]:
    *path, last = where.split("/")[1:]
    for step in path:
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document, int(last) if isinstance(document, list) else last


def _replaced(value: Any, old: str, new: str) -> Any:
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, list):
        return [_replaced(item, old, new) for item in value]
    if isinstance(value, dict):
        return {key: _replaced(item, old, new) for key, item in value.items()}
    return value
