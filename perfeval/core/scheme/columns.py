"""The columns and cells that the blocks of a form are made of. Spans are counted in grid columns."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from perfeval.core.language import _
from perfeval.core.package.base import Key, Name, Text

from .base import SchemePart
from .formats import NumberFormat
from .templates import NameTemplate, Template

Align = Literal["left", "center", "right"]
Span = Annotated[int, Field(ge=1, le=100, strict=True)]

SheetField = Literal[
    "seq",
    "name",
    "code",
    "department",
    "unit",
    "document_number",
    "goal_text",
    "completion_text",
    "deviation_text",
    "department_name",
    "list",
    "tier",
    "nature",
    "fund",
    "funding_level",
    "initial_declared",
    "initial",
    "adjusted",
    "executed",
    "surplus",
    "rate",
    "execution_score",
    "weight_total",
    "total",
    "grade",
    "review_total",
]
"""One datum of a sheet: a text, an amount of its total fund row, or a result."""

FundField = Literal[
    "label", "initial_declared", "initial", "adjusted", "executed", "surplus", "rate", "weight", "score"
]
IndicatorField = Literal[
    "level1",
    "level2",
    "level3",
    "name",
    "nature",
    "better",
    "explanation",
    "standard",
    "data_source",
    "target",
    "target_sign",
    "target_number",
    "target_unit",
    "adjusted_target",
    "actual",
    "weight",
    "score",
    "score_rate",
    "basis",
    "deviation",
    "review_score",
    "review_opinion",
    "blank",
]
"""``review_score`` and ``review_opinion`` are 复核得分 and 复核意见; ``blank`` is filled by hand on paper."""


class Column(SchemePart):
    """A column with its heading; adjacent columns of the same ``group`` share a heading above theirs."""

    heading: Template = ""
    group: Template | None = None
    span: Span = 1
    align: Align | None = None
    format: NumberFormat | None = None


class FieldCell(SchemePart):
    """Fixed wording, or one datum of the sheet with fixed wording around it, or (neither) an empty cell."""

    text: Template | None = None
    field: SheetField | None = None
    prefix: Template = ""
    suffix: Template = ""
    span: Span = 1
    align: Align | None = None
    format: NumberFormat | None = None

    @model_validator(mode="after")
    def _text_or_field(self) -> "FieldCell":
        if self.text is not None and self.field is not None:
            raise ValueError(_("text 与 field 只能给出一个"))
        return self


class FundColumn(Column):
    """A column of the fund rows.

    ``prefixes`` is fixed wording before the amount, by row key. ``merged`` makes one cell of the total row's value over
    all rows. ``part`` is what the part rows print instead of a value; ``part_format`` how they print one.
    """

    field: FundField
    prefixes: dict[Key, Text] = Field(default_factory=dict)
    merged: bool = False
    part: Text | None = None
    part_format: NumberFormat | None = None


class NatureHalf(SchemePart):
    """按收入性质分 or 按支出性质分; ``first`` stands before its first line (其中：)."""

    group: Literal["income", "expenditure"]
    heading: Template
    first: Text = ""
    span: Span = 1


class GoalColumn(Column):
    """预期目标 or 实际完成情况."""

    field: Literal["expected", "actual"]


class IndicatorColumn(Column):
    """A column of the indicator table.

    ``template`` writes a name; ``fixed`` names belong to the form and are not typed. ``per`` shows weight or score of
    the node on that level (1 or 2), merged over its indicators.
    """

    field: IndicatorField
    template: NameTemplate = "{name}"
    fixed: bool = False
    per: Literal[1, 2] | None = None

    @model_validator(mode="after")
    def _only_points_are_per_node(self) -> "IndicatorColumn":
        if self.per is not None and self.field not in ("weight", "score"):
            raise ValueError(_("per 只能用于 weight 和 score"))
        return self


class AnalysisGroup(SchemePart):
    """Labelled texts under a common label, or (label None) without one."""

    label: Template | None = None
    items: list[Name] = Field(min_length=1)
