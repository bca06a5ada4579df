"""Checks (审核公式): what a self-evaluation is held against before it is submitted, and when it is reviewed."""

from collections.abc import Iterable

from pydantic import BaseModel

from perfeval.core.package import Package
from perfeval.core.scheme.scheme import Scheme

from . import (
    accounts,
    agreement,
    attachments,
    classification,
    contradictions,
    funds,
    goals,
    honesty,
    indicators,
    likeness,
    lists,
    papers,
    printed,
    references,
    regulations,
    scores,
    statements,
    structure,
    style,
    survey,
    tables,
    text_claims,
    text_facts,
    text_funds,
    text_grades,
    text_lists,
    text_names,
    text_scores,
    text_sentences,
    text_years,
    weights,
    wording,
)
from .context import Context
from .finding import SEVERITIES, Finding, Severity
from .registry import CHECKS, Check

MODULES = (
    accounts,
    agreement,
    attachments,
    classification,
    contradictions,
    funds,
    goals,
    honesty,
    indicators,
    likeness,
    lists,
    papers,
    printed,
    references,
    regulations,
    scores,
    statements,
    structure,
    style,
    survey,
    tables,
    text_claims,
    text_facts,
    text_funds,
    text_grades,
    text_lists,
    text_names,
    text_scores,
    text_sentences,
    text_years,
    weights,
    wording,
)
"""Importing these registers their checks."""

__all__ = ["CHECKS", "SEVERITIES", "Check", "Finding", "Severity", "check_package"]


def check_package(package: Package, scheme: Scheme) -> list[Finding]:
    """All findings on a computed package, in document order; ``where`` is a JSON pointer into the package.

    What one check finds twice in one place, and expects alike, is one finding: it is mended or explained once.
    """
    context = Context(package, scheme)
    found: dict[tuple[str, ...], Finding] = {}
    for check in CHECKS.values():
        for finding in check.findings(context):
            found.setdefault((finding.check, finding.where, finding.found, finding.expected), finding)
    return sorted(found.values(), key=lambda finding: (_position(package, finding.where), finding.check))


def _position(package: Package, where: str) -> tuple[int, ...]:
    """Where a pointer stands in the document: the place of every step among its siblings."""
    place: list[int] = []
    node: object = package
    for step in where.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        node, index = _step(node, name)
        place.append(index)
    return tuple(place)


def _step(node: object, name: str) -> tuple[object, int]:
    """One step down: the value and its place; what stands beside the data (published, computed) comes last."""
    if isinstance(node, BaseModel):
        fields = list(type(node).model_fields)
        late = name in ("published", "computed", "note")
        extra = (node.__pydantic_extra__ or {}).get(name)
        return getattr(node, name, extra), len(fields) if late or name not in fields else fields.index(name)
    if isinstance(node, dict):
        return node.get(name), _place_of(node, name)
    if isinstance(node, list | tuple) and name.isdigit() and int(name) < len(node):
        return node[int(name)], int(name)
    return None, 0


def _place_of(keys: Iterable[object], name: str) -> int:
    names = [str(key) for key in keys]
    return names.index(name) if name in names else len(names)
