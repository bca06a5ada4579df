"""The self-evaluation sheet (自评表), its funds and indicators, and the project that carries one."""

from decimal import Decimal
from typing import Literal

from pydantic import Field, StrictBool, model_validator

from perfeval.core.language import _

from .base import Count, Key, Name, Number, Record, Result, Text, Weight
from .report import Report
from .rules import Better, Rule, RuleInputs

Fund = Literal["general", "government_fund", "state_capital", "social_insurance"]
FundingLevel = Literal["central", "provincial", "city", "county"]


class FundResult(Result):
    """Percent points, money unit of the package, points."""

    rate: Number | None = None
    surplus: Number | None = None
    weight: Number | None = None
    score: Number | None = None


class FundRow(Record):
    """One row of 项目资金: budget, full-year budget, executed, in the package's money unit."""

    key: Key
    label: Text | None = None
    initial_declared: Number | None = None
    initial: Number | None = None
    adjusted: Number | None = None
    executed: Number | None = None
    computed: FundResult | None = None


class NatureAmount(Record):
    """One line of 按收入性质分 / 按支出性质分."""

    group: Literal["income", "expenditure"]
    label: Name
    amount: Number | None = None


class Goal(Record):
    """年度总体目标: 预期目标 and 实际完成情况."""

    expected: Text | None = None
    actual: Text | None = None


class Analysis(Record):
    """One labelled text box of a sheet."""

    label: Name
    text: Text | None = None


class IndicatorResult(Result):
    """Weight and score in points; ``rule_score`` is the rule's own score where an override replaces it."""

    weight: Number | None = None
    score: Number | None = None
    rule_score: Number | None = None
    explanation: str | None = None


class Review(Record):
    """复核: the reviewer's score (points) of an indicator and the opinion, beside the officers' own."""

    score: Weight | None = None
    opinion: Text | None = None


class Indicator(Record):
    """A node of the indicator tree; the last level carries target, actual and rule."""

    code: Text | None = None
    name: Name
    weight: Weight | None = None
    children: list["Indicator"] = Field(default_factory=list)
    nature: Literal["quantitative", "qualitative"] | None = None
    target: Text | None = None
    adjusted_target: Text | None = None
    actual: Text | None = None
    better: Better | None = None
    explanation: Text | None = None
    standard: Text | None = None
    data_source: Text | None = None
    rule: Rule | None = None
    inputs: RuleInputs | None = None
    self_score: Weight | None = None
    override_reason: Text | None = None
    basis: Text | None = None
    deviation: Text | None = None
    deleted: StrictBool = False
    review: Review | None = None
    computed: IndicatorResult | None = None

    @property
    def is_leaf(self) -> bool:
        """Whether this is a 末级指标, the one that is scored."""
        return not self.children

    def leaves(self) -> "list[Indicator]":
        """The scored indicators below this node, in order; the node itself where it has no children."""
        return [self] if self.is_leaf else [leaf for child in self.children for leaf in child.leaves()]


class SheetResult(Result):
    """Totals of a sheet: rate in percent points, surplus in the money unit, the rest in points.

    ``review_total`` is there only where every scored indicator has a review score.
    """

    execution_rate: Number | None = None
    execution_score: Number | None = None
    surplus: Number | None = None
    weight_total: Number | None = None
    total: Number | None = None
    grade: str | None = None
    review_total: Number | None = None


class Sheet(Record):
    """A self-evaluation sheet. An absent ``execution_weight`` is the scheme's, ``null`` gives no points."""

    funds: list[FundRow] = Field(default_factory=list)
    funds_by_nature: list[NatureAmount] = Field(default_factory=list)
    goals: list[Goal] = Field(default_factory=list)
    execution_weight: Weight | None = None
    indicators: list[Indicator] = Field(default_factory=list)
    analysis: list[Analysis] = Field(default_factory=list)
    deviation_text: Text | None = None
    self_score: Weight | None = None
    computed: SheetResult | None = None

    def leaves(self) -> list[Indicator]:
        """All scored indicators of the sheet, in order."""
        return [leaf for node in self.indicators for leaf in node.leaves()]

    def fund_row(self, key: str) -> FundRow | None:
        """The fund row with this key."""
        return next((row for row in self.funds if row.key == key), None)

    def amount(self, field: str) -> Decimal | None:
        """One amount of the total row, e.g. ``adjusted``."""
        row = self.fund_row("total")
        return getattr(row, field) if row else None

    @model_validator(mode="after")
    def _unique_fund_keys(self) -> "Sheet":
        keys = [row.key for row in self.funds]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(_("资金行 key 重复：{keys}").format(keys="、".join(twice)))
        return self


class Project(Sheet):
    """项目支出绩效自评表, or only a row of the project list."""

    seq: Count | None = None
    code: Text | None = None
    name: Name
    department: Text | None = None
    unit: Text | None = None
    list: Literal["own", "transfer"] | None = None
    tier: Literal[1, 2] | None = None
    nature: Literal["personnel", "public", "project"] | None = None
    fund: Fund | None = None
    funding_level: FundingLevel | None = None
    document_number: Text | None = None
    department_evaluated: StrictBool = False
    classified: StrictBool = False
    goal_text: Text | None = None
    completion_text: Text | None = None
    report: Report | None = None

    @property
    def has_form(self) -> bool:
        """Whether it has a sheet of its own: one that is only a row of a list has a total and 自评得分, no more."""
        return self.self_score is None or len(self.funds) > 1 or bool(self.goals or self.indicators or self.analysis)


Indicator.model_rebuild()
