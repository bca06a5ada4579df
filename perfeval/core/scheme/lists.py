"""The layout of lists and other tables beside the form: project lists, basic data, survey, evaluation group."""

from typing import Annotated, Literal

from pydantic import Field

from perfeval.core.package.base import Key

from .base import SchemePart
from .columns import Align, SheetField
from .formats import NumberFormat
from .layout import Page
from .templates import Template

Width = Annotated[int, Field(ge=1, strict=True)]


class ListColumn(SchemePart):
    """A column of a project list; adjacent columns of the same ``group`` share a heading."""

    field: SheetField
    heading: Template
    group: Template | None = None
    width: Width
    align: Align | None = None
    format: NumberFormat | None = None


class ListTotal(SchemePart):
    """The row 合计 of a project list, with the amounts and rates that it sums."""

    label: Template = "合计"
    fields: list[Literal["initial_declared", "initial", "adjusted", "executed", "surplus", "rate"]]


class ProjectList(Page):
    """A list of all projects, or ``only`` the 本级 or the 转移支付 ones.

    A list that is not ``printed`` helps on the screen, but is no part of the county's document.
    """

    key: Key
    printed: bool = True
    columns: list[ListColumn] = Field(min_length=1)
    only: Literal["own", "transfer"] | None = None
    total: ListTotal | None = None


class BasicDataForm(Page):
    """绩效评价基础数据表: sections of different column counts in one grid, behind a label column.

    ``rate`` writes the computed columns (控制率), in percent points.
    """

    label_width: Width = 30
    data_width: Width = 70
    rate: NumberFormat = NumberFormat(decimals=2, suffix="%")


class SurveyForm(Page):
    """问卷统计表: question number, question, option, points, count; below it total, valid number and average."""

    headings: tuple[Template, Template, Template, Template, Template]
    widths: tuple[Width, Width, Width, Width, Width] = (8, 34, 30, 12, 16)
    total_label: Template = "问卷总分"
    valid_label: Template = "有效问卷份数"
    average_label: Template = "问卷综合得分"


class MemberColumn(SchemePart):
    """A column of the evaluation group's table; ``signature`` is left empty to be signed."""

    field: Literal["role", "name", "title", "organisation", "signature"]
    heading: Template
    width: Width


class MembersForm(Page):
    """评价工作组名单及签字; ``signatures`` are boxes to be signed below the names, side by side."""

    columns: list[MemberColumn] = Field(min_length=1)
    signatures: list[Template] = Field(default_factory=list)
