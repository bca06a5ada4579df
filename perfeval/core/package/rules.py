"""How the score of an indicator follows: the RULE kinds and the MEASURE of the exchange format.

These are the data only. What each kind computes stands in ``perfeval.core.scoring``.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, model_validator

from perfeval.core.language import _

from .base import Count, Key, Number, Share, Text, Weight

Better = Literal["higher", "lower", "equal"]
Rounding = Literal["started", "completed", "proportional"]
DeductUnit = Literal["points", "fraction"]
SignedKeys = Annotated[list[Annotated[str, Field(pattern=r"^-?[A-Za-z][A-Za-z0-9_]*$")]], Field(min_length=1)]


class RuleModel(BaseModel):
    """Ground of the rules: strict keys, immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Measure(RuleModel):
    """What a rule looks at; exactly one key is given. Ratios and rates are in percent points."""

    of: Literal["actual"] | None = None
    actual_to_target: Literal[True] | None = None
    fact: Key | None = None
    ratio: tuple[Key | SignedKeys, Key | SignedKeys] | None = None
    execution_rate: Literal[True] | None = None
    survey_average: Literal[True] | None = None
    min: list["Measure"] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _exactly_one(self) -> "Measure":
        if len(self.model_fields_set) != 1 or all(getattr(self, name) is None for name in self.model_fields_set):
            raise ValueError(_("measure 须且只须给出一种取值方式"))
        return self


class Completion(RuleModel):
    """完成比率法."""

    kind: Literal["completion"]
    measure: Measure | None = None


class Linear(RuleModel):
    """按档扣分: full marks up to ``full_at``, then a deduction for every ``step``."""

    kind: Literal["linear"]
    measure: Measure | None = None
    better: Literal["higher", "lower"]
    full_at: Number
    zero_at: Number | None = None
    step: Number = Field(gt=0)
    deduct: Share = Field(ge=0)
    deduct_unit: DeductUnit
    rounding: Rounding
    floor: Weight | None = None


class Band(RuleModel):
    """One band: holds from ``min`` on, or strictly ``above``; without either, always."""

    min: Number | None = None
    above: Number | None = None
    fraction: Share | None = None
    points: Weight | None = None
    manual: tuple[Weight, Weight] | None = None

    @model_validator(mode="after")
    def _one_bound_one_award(self) -> "Band":
        if self.min is not None and self.above is not None:
            raise ValueError(_("min 与 above 只能给出一个"))
        if sum(award is not None for award in (self.fraction, self.points, self.manual)) != 1:
            raise ValueError(_("fraction、points、manual 须且只须给出一个"))
        return self


class Bands(RuleModel):
    """分段得分: the first band that holds."""

    kind: Literal["bands"]
    measure: Measure | None = None
    bands: list[Band] = Field(min_length=1)


class ChecklistItem(RuleModel):
    """One yes/no question of a checklist; ``True`` always means 符合."""

    text: Text
    points: Weight | None = None
    negative: StrictBool = False
    veto: StrictBool = False
    counted: StrictBool = False


class Checklist(RuleModel):
    """逐项考核: items earn points, or failing them deducts points; failing a veto item gives zero."""

    kind: Literal["checklist"]
    mode: Literal["deduct", "earn"]
    items: list[Text | ChecklistItem] = Field(min_length=1)
    per_item: list[Weight] | None = None
    veto: list[Annotated[int, Field(ge=0, strict=True)]] = Field(default_factory=list)

    @model_validator(mode="after")
    def _lengths(self) -> "Checklist":
        if self.per_item is not None and len(self.per_item) != len(self.items):
            message = _("per_item 有{points}个，items 有{items}个，须一一对应")
            raise ValueError(message.format(points=len(self.per_item), items=len(self.items)))
        if any(index >= len(self.items) for index in self.veto):
            raise ValueError(_("veto 指向不存在的项"))
        if self.per_item is None and any(self.points_missing(item) for item in self.items):
            raise ValueError(_("每一项须有分值（per_item 或 points）"))
        return self

    @staticmethod
    def points_missing(item: "str | ChecklistItem") -> bool:
        """Whether an item has no points of its own."""
        return isinstance(item, str) or item.points is None


class Shortcomings(RuleModel):
    """按次扣分 (kind ``count``): each shortcoming deducts; from ``zero_from`` on the score is zero."""

    kind: Literal["count"]
    per_item: Share = Field(ge=0)
    deduct_unit: DeductUnit
    zero_from: Number | None = None


class Condition(RuleModel):
    """达到即得满分，否则不得分."""

    kind: Literal["condition"]
    measure: Measure | None = None
    op: Literal[">=", ">", "<=", "<", "=="] | None = None
    value: Number | None = None


class GradeRanges(RuleModel):
    """Shares of the weight for 达成 / 部分达成 / 未达成, as [lowest, highest]."""

    achieved: tuple[Share, Share]
    partial: tuple[Share, Share]
    missed: tuple[Share, Share]


class Graded(RuleModel):
    """评判等级赋分: the chosen band limits the share of the weight. ``ranges`` None = the scheme's."""

    kind: Literal["graded"]
    ranges: GradeRanges | None = None


class Satisfaction(RuleModel):
    """满意度赋分: full from ``full_at``, zero below ``zero_below``, in proportion to ``full_at`` between."""

    kind: Literal["satisfaction"]
    measure: Measure | None = None
    full_at: Number = Field(gt=0)
    zero_below: Number


class Deduction(RuleModel):
    """One part of a sum of deductions."""

    measure: Measure | None = None
    better: Literal["higher", "lower"]
    full_at: Number
    step: Number = Field(gt=0)
    deduct: Share = Field(ge=0)
    deduct_unit: DeductUnit
    rounding: Rounding


class SumOfDeductions(RuleModel):
    """多项合并扣分."""

    kind: Literal["sum_of_deductions"]
    parts: list[Deduction] = Field(min_length=1)


class Unset(RuleModel):
    """年初未填报的指标: a fixed share of the weight. ``fraction`` None = the scheme's."""

    kind: Literal["unset"]
    fraction: Share | None = None


class Manual(RuleModel):
    """酌情得分: ``self_score`` within ``range`` (None = 0 to the weight)."""

    kind: Literal["manual"]
    range: tuple[Weight, Weight] | None = None


Rule = Annotated[
    Completion
    | Linear
    | Bands
    | Checklist
    | Shortcomings
    | Condition
    | Graded
    | Satisfaction
    | SumOfDeductions
    | Unset
    | Manual,
    Field(discriminator="kind"),
]


class RuleInputs(RuleModel):
    """What a rule needs beside target and actual."""

    items: list[StrictBool | Number | None] | None = None
    count: Number | None = Field(default=None, ge=0)
    met: StrictBool | None = None
    grade: Literal["achieved", "partial", "missed"] | None = None
    fraction: Share | None = Field(default=None, ge=0, le=1)


CountOfItems = Count
Measure.model_rebuild()
