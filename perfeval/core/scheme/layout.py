"""The layout of a form (自评表): a grid of blocks, each a row or a run of rows that follow from the sheet.

Spans are counted in grid columns. A block fills the whole width, or what its ``side`` label leaves of it.
"""

from abc import ABC, abstractmethod
from typing import Annotated, Literal

from pydantic import Field, model_validator

from perfeval.core.language import _

from .base import SchemePart
from .columns import (
    AnalysisGroup,
    FieldCell,
    FundColumn,
    GoalColumn,
    IndicatorColumn,
    NatureHalf,
    Span,
)
from .templates import Template

Orientation = Literal["portrait", "landscape"]


class Side(SchemePart):
    """The label at the left of a block, merged down over all its rows."""

    text: Template
    span: Span = 1


class Block(SchemePart, ABC):
    """What every block has."""

    side: Side | None = None

    @property
    @abstractmethod
    def inner_width(self) -> int:
        """Grid columns beside the side label."""

    @property
    def fields(self) -> list[str]:
        """The data that its cells or columns show."""
        return []

    @property
    def width(self) -> int:
        """Grid columns of the whole block."""
        return self.inner_width + (self.side.span if self.side else 0)


class FieldsBlock(Block):
    """One row of labels and data, e.g. 项目名称, or the row 总分 (``role`` total)."""

    block: Literal["fields"]
    role: Literal["body", "total"] = "body"
    cells: list[FieldCell] = Field(min_length=1)

    @property
    def fields(self) -> list[str]:
        """The data of the cells."""
        return [cell.field for cell in self.cells if cell.field]

    @property
    def inner_width(self) -> int:
        """Grid columns of the cells."""
        return sum(cell.span for cell in self.cells)


class FundsBlock(Block):
    """项目资金: a header, then one row per fund row of the sheet."""

    block: Literal["funds"]
    columns: list[FundColumn] = Field(min_length=1)

    @property
    def inner_width(self) -> int:
        """Grid columns of all columns."""
        return sum(column.span for column in self.columns)


class NatureBlock(Block):
    """Two merged halves side by side, label and amount in one cell."""

    block: Literal["nature"]
    halves: list[NatureHalf] = Field(min_length=1)

    @property
    def inner_width(self) -> int:
        """Grid columns of the halves."""
        return sum(half.span for half in self.halves)


class GoalsBlock(Block):
    """年度总体目标: a header, then one row per goal."""

    block: Literal["goals"]
    columns: list[GoalColumn] = Field(min_length=1)

    @property
    def inner_width(self) -> int:
        """Grid columns of all columns."""
        return sum(column.span for column in self.columns)


class IndicatorsBlock(Block):
    """绩效指标: a header, then one row per scored indicator; names of upper levels merge down."""

    block: Literal["indicators"]
    columns: list[IndicatorColumn] = Field(min_length=1)

    @property
    def fields(self) -> list[str]:
        """The data of the columns."""
        return [column.field for column in self.columns]

    @property
    def inner_width(self) -> int:
        """Grid columns of all columns."""
        return sum(column.span for column in self.columns)

    @property
    def level_columns(self) -> list[IndicatorColumn]:
        """The name columns, highest level first; the last is that of the scored indicator."""
        return [column for column in self.columns if column.field in ("level1", "level2", "level3", "name")]

    @model_validator(mode="after")
    def _levels_stand_together(self) -> "IndicatorsBlock":
        fields = [column.field for column in self.columns]
        levels = [column.field for column in self.level_columns]
        if levels != sorted(set(levels)) or levels[-1:] != ["name"]:
            raise ValueError(_("须有 name 列，各级指标列按 level1、level2、level3、name 排列，不重复"))
        if fields[fields.index(levels[0]) :][: len(levels)] != levels:
            raise ValueError(_("各级指标列须相邻"))
        return self


class AnalysisBlock(Block):
    """Labelled text boxes. Texts of the sheet that the layout does not name follow at the end."""

    block: Literal["analysis"]
    group_span: Annotated[int, Field(ge=0, le=100, strict=True)] = 0
    label_span: Span = 1
    text_span: Span
    groups: list[AnalysisGroup] = Field(min_length=1)

    @property
    def inner_width(self) -> int:
        """Grid columns of group label, label and text."""
        return self.group_span + self.label_span + self.text_span

    @model_validator(mode="after")
    def _room_for_groups(self) -> "AnalysisBlock":
        if self.group_span == 0 and any(group.label is not None for group in self.groups):
            raise ValueError(_("有分组标签时须给出 group_span"))
        return self


SimpleBlock = Annotated[
    FieldsBlock | FundsBlock | NatureBlock | GoalsBlock | IndicatorsBlock | AnalysisBlock, Field(discriminator="block")
]


class StackBlock(Block):
    """Blocks one below the other behind one side label."""

    block: Literal["stack"]
    side: Side
    blocks: list[SimpleBlock] = Field(min_length=1)

    @property
    def fields(self) -> list[str]:
        """The data of all its blocks."""
        return [field for block in self.blocks for field in block.fields]

    @property
    def inner_width(self) -> int:
        """Grid columns of the first block; all have the same (the form sees to it)."""
        return self.blocks[0].width

    @model_validator(mode="after")
    def _equally_wide(self) -> "StackBlock":
        if len({block.width for block in self.blocks}) > 1:
            widths = [block.width for block in self.blocks]
            raise ValueError(_("各块宽度须相同：{widths}").format(widths=widths))
        return self


AnyBlock = Annotated[
    FieldsBlock | FundsBlock | NatureBlock | GoalsBlock | IndicatorsBlock | AnalysisBlock | StackBlock,
    Field(discriminator="block"),
]


class Page(SchemePart):
    """What stands around a grid: the title above, (left, centre, right) lines, and the lines below."""

    title: Template
    subtitle: Template = ""
    captions: list[tuple[Template, Template, Template]] = Field(default_factory=list)
    orientation: Orientation = "portrait"
    footer: list[Template] = Field(default_factory=list)
    notes: list[Template] = Field(default_factory=list)


class Form(Page):
    """A self-evaluation form; ``widths`` are relative widths of the grid columns."""

    widths: list[Annotated[int, Field(ge=1, strict=True)]] = Field(min_length=1)
    blocks: list[AnyBlock] = Field(min_length=1)

    @property
    def fields(self) -> list[str]:
        """The data that its rows and columns show, goals and funds aside."""
        return [field for block in self.blocks for field in block.fields]

    @property
    def has_funds(self) -> bool:
        """Whether amounts of money are typed in this form."""
        inner = (below for block in self.blocks if isinstance(block, StackBlock) for below in block.blocks)
        return any(isinstance(block, FundsBlock) for block in (*self.blocks, *inner))

    @model_validator(mode="after")
    def _blocks_fill_the_grid(self) -> "Form":
        columns = len(self.widths)
        for number, block in enumerate(self.blocks, 1):
            if block.width != columns:
                message = _("第{number}块（{kind}）宽{width}列，表格有{columns}列")
                raise ValueError(message.format(number=number, kind=block.block, width=block.width, columns=columns))
        return self
