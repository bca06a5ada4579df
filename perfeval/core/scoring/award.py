"""What scoring passes around: the subject of a rule, the figures it may draw on, and the award it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from perfeval.core.numbers import round_half_up
from perfeval.core.package.rules import Better, RuleInputs
from perfeval.core.package.sheets import Indicator
from perfeval.core.scheme.scoring import Scoring
from perfeval.core.targets import Quantity, Target, read_actual, read_target

ZERO = Fraction(0)
NO_INPUTS = RuleInputs()


@dataclass(frozen=True, slots=True)
class Award:
    """A score in points (None: it cannot be had), how it follows, and what is wrong with what was entered.

    ``by_hand`` marks a score that the rule itself takes from 自评得分, so that it is no override.
    """

    score: Decimal | None
    explanation: str
    problem: str | None = None
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """The figures beside an indicator that measures look at; rates and averages are exact, in percent points."""

    facts: Mapping[str, Decimal | None] = field(default_factory=dict)
    fact_labels: Mapping[str, str] = field(default_factory=dict)
    fact_units: Mapping[str, str] = field(default_factory=dict)
    execution_rate: Fraction | None = None
    survey_average: Fraction | None = None


@dataclass(frozen=True)
class Subject:
    """One indicator as a rule sees it; ``branches`` are the names of the levels above it, highest first."""

    indicator: Indicator
    weight: Decimal
    branches: tuple[str, ...]
    sources: Sources
    scoring: Scoring

    @property
    def inputs(self) -> RuleInputs:
        """What was entered for the rule beside target and actual."""
        return self.indicator.inputs or NO_INPUTS

    @property
    def target_text(self) -> str | None:
        """The target that counts: the adjusted one where it is given."""
        return self.indicator.adjusted_target or self.indicator.target

    @cached_property
    def target(self) -> Target | None:
        """The target as a quantity; None for a blank or a text."""
        return read_target(self.target_text)

    @cached_property
    def actual(self) -> Quantity | None:
        """The actual as a quantity; None for a blank or a text."""
        return read_actual(self.indicator.actual, self.target)

    @cached_property
    def better(self) -> Better:
        """Which way is better: the sign of the target, then what the indicator says, then its branch (成本: lower).

        Of a fall (成本下降5%) more is better.
        """
        sign = self.target.sign if self.target else None
        if sign in ("≥", ">"):
            return "higher"
        if sign in ("≤", "<"):
            return "lower"
        if self.indicator.better is not None:
            return self.indicator.better
        if sign == "=":
            return "equal"
        if self.target and self.target.is_falling:
            return "higher"
        return "lower" if self._is_cost else "higher"

    @property
    def _is_cost(self) -> bool:
        return any(word in branch for branch in self.branches[:2] for word in self.scoring.cost_branches)

    def bounded(self, points: Fraction | Decimal) -> Decimal:
        """Points as they are awarded: never below 0 nor above the weight, rounded once to 2 decimals."""
        if points <= 0:
            return round_half_up(Decimal(0))
        return round_half_up(self.weight if points >= self.weight else points)
