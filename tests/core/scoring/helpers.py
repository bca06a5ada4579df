"""Short ways to score one indicator in a test."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter

from perfeval.core.package import Indicator, Rule
from perfeval.core.scheme import Scoring
from perfeval.core.scoring import Assessment, Award, Sources, assess

RULES: TypeAdapter[Rule] = TypeAdapter(Rule)
DEFAULT = Scoring()


def rule_from(**data: Any) -> Rule:
    """A rule as a package writes it."""
    return RULES.validate_python(data)


def facts(**values: str | None) -> Sources:
    """Sources with these facts only."""
    return Sources({key: None if value is None else Decimal(value) for key, value in values.items()})


def rates(execution: str | None = None, survey: str | None = None) -> Sources:
    """Sources with an execution rate and a survey average."""
    return Sources(
        execution_rate=None if execution is None else Fraction(execution),
        survey_average=None if survey is None else Fraction(survey),
    )


def assessed(
    rule: dict[str, Any] | None = None,
    *,
    sources: Sources | None = None,
    scoring: Scoring = DEFAULT,
    branches: tuple[str, ...] = ("产出指标", "数量指标"),
    **leaf: Any,
) -> Assessment:
    """Score an indicator of weight 10 given as package data."""
    data = {"name": "指标", "weight": "10", "rule": rule} | leaf
    return assess(Indicator.model_validate(data), branches, sources or Sources(), scoring)


def awarded(rule: dict[str, Any] | None = None, **leaf: Any) -> Award:
    """The award of ``assessed``."""
    return assessed(rule, **leaf).award


def score(rule: dict[str, Any] | None = None, **leaf: Any) -> str | None:
    """The score as it is written, None where there is none."""
    points = awarded(rule, **leaf).score
    return None if points is None else f"{points:f}"
