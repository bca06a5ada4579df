"""Scoring parameters: what differs by place and year, so that no county and no regulation's number is in code.

Defaults are those of 财预〔2020〕10号 as scoring.md lists them.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import Field, model_validator

from perfeval.core.language import _
from perfeval.core.package.base import Number, Share, Weight
from perfeval.core.package.package import GradeBand, GradeBands
from perfeval.core.package.rules import GradeRanges

from .base import SchemePart


class Step(SchemePart):
    """From this execution rate (percent) on, this many points."""

    rate: Number
    points: Weight


class Execution(SchemePart):
    """预算执行率: its points and how they follow from the rate; ``scored_rows`` says which fund rows print points."""

    rule: Literal["proportional", "steps", "none"] = "proportional"
    steps: list[Step] = Field(default_factory=list)
    scored_rows: Literal["total", "all"] = "total"
    weight: Weight | None = Decimal(10)
    denominator: Literal["adjusted", "initial"] = "adjusted"
    over_100: Literal["error", "warn", "allow"] = "error"
    zero_budget: Literal["zero", "full"] = "zero"

    @model_validator(mode="after")
    def _steps_descend(self) -> "Execution":
        rates = [step.rate for step in self.steps]
        if (self.rule == "steps") != bool(rates) or rates != sorted(rates, reverse=True):
            raise ValueError(_("steps 须与 rule 相符，并从高到低排列"))
        return self


class Ceiling(SchemePart):
    """Below this execution rate (percent) the total is at most this many points."""

    below: Number
    at_most: Weight


class OverAchievement(SchemePart):
    """超额完成: flagged from ``flag_from`` × target on (None = never); ``deduct`` points are taken off."""

    flag_from: Number | None = Decimal("1.2")
    deduct: Weight = Decimal(0)


def _default_ranges() -> GradeRanges:
    return GradeRanges(
        achieved=(Fraction(4, 5), Fraction(1)),
        partial=(Fraction(3, 5), Fraction(4, 5)),
        missed=(Fraction(0), Fraction(3, 5)),
    )


def _default_bands() -> GradeBands:
    bands = [
        GradeBand(min=Decimal(90), grade="优"),
        GradeBand(min=Decimal(80), grade="良"),
        GradeBand(min=Decimal(60), grade="中"),
        GradeBand(grade="差"),
    ]
    return GradeBands(overall=bands, project=bands)


class Scoring(SchemePart):
    """All parameters of scoring; bounds of graded ranges and grade bands are half-open (90.00 is 优).

    ``full_total`` is what a whole sheet is worth. ``not_applicable``: with ``rebase`` the scores that are left when
    an indicator is deleted are re-based to it. ``excellent_grades`` empty means the highest band alone (评优率).
    """

    execution: Execution = Execution()
    overall_execution_weight: Weight | None = None
    full_total: Weight = Decimal(100)
    total_ceiling: list[Ceiling] = Field(default_factory=list)
    lower_is_better: Literal["ratio", "linear"] = "ratio"
    graded_ranges: GradeRanges = Field(default_factory=_default_ranges)
    over_achievement: OverAchievement = OverAchievement()
    unset_fraction: Share | None = None
    grade_bands: GradeBands = Field(default_factory=_default_bands)
    not_applicable: Literal["forbid", "rebase"] = "forbid"
    cost_branches: list[str] = Field(default_factory=lambda: ["成本"])
    excellent_grades: list[str] = Field(default_factory=list)
    survey_decimals: int = Field(default=2, ge=0, le=6)
