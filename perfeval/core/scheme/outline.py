"""What a new self-evaluation starts with: fund rows, indicators, report outline, attachments, task list."""

from typing import Literal

from pydantic import Field, model_validator

from perfeval.core.language import _
from perfeval.core.package.base import Key, Name, Text
from perfeval.core.package.report import AttachmentKind
from perfeval.core.package.sheets import Indicator

from .base import SchemePart
from .templates import Template


class FundRowTemplate(SchemePart):
    """A fund row of a new sheet."""

    key: Key
    label: Name


class FundRows(SchemePart):
    """Fund rows of a new overall sheet and of a new project sheet, in order."""

    overall: list[FundRowTemplate] = Field(default_factory=lambda: [FundRowTemplate(key="total", label="年度资金总额")])
    project: list[FundRowTemplate] = Field(default_factory=lambda: [FundRowTemplate(key="total", label="年度资金总额")])


class Figure(SchemePart):
    """A single figure (收支与人员) that rules and sentences refer to by its key."""

    key: Key
    label: Name
    unit: Text = ""


class NatureRow(SchemePart):
    """A line of 按收入性质分 / 按支出性质分 of a new overall sheet."""

    group: Literal["income", "expenditure"]
    label: Name


class IndicatorTemplate(SchemePart):
    """Indicators of a new sheet: the level-1 and level-2 skeleton, or a whole fixed tree with standards and rules."""

    overall: list[Indicator] = Field(default_factory=list)
    project: list[Indicator] = Field(default_factory=list)


class OutlineBlock(SchemePart):
    """A piece that a new report has from the beginning: a mechanical sentence, a table of projects, or wording.

    The id of a sentence that repeats over a list stands for all its items together.
    """

    sentence: Name | None = None
    table: Literal["projects"] | None = None
    list: Literal["own", "transfer"] | None = None
    text: Template | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> "OutlineBlock":
        if [self.sentence, self.table, self.text].count(None) != 2:
            raise ValueError(_("sentence、table、text 须且只须给出一种"))
        return self


class OutlineSection(SchemePart):
    """A heading of the report with advice for whoever writes under it; ``run_in`` headings begin a paragraph.

    ``blocks`` stand under it in a new report, in this order; whoever writes puts text before, between and after them.
    """

    heading: Template | None = None
    guidance: Text = ""
    run_in: bool = False
    blocks: list[OutlineBlock] = Field(default_factory=list)
    sections: list["OutlineSection"] = Field(default_factory=list)


class ProjectReportOutline(SchemePart):
    """The report that each project has of its own (项目支出绩效自评报告); ``{project}`` is the project's name.

    ``inner_title`` stands above the text behind a cover. A sentence that repeats over the projects is, in the report of
    one, what it says of that one.
    """

    title: Template
    inner_title: Template = ""
    cover: bool = False
    sections: list[OutlineSection] = Field(min_length=1)


class ReportOutline(SchemePart):
    """The report of this scheme: title, headings in order, and how it is bound.

    ``cover_lines`` stand on the cover where the report has no fields of its own. A report may itself be an attachment:
    ``number`` and ``project_number`` are then those of the department's and of a project's report, and
    ``after_forms`` puts the department's behind the forms. ``charts`` binds charts behind the attachments of a report.
    """

    title: Template = "{department}{year}年度绩效自评报告"
    cover: bool = False
    cover_lines: list[Template] = Field(default_factory=list)
    cover_date: Literal["day", "month"] = "day"
    toc: bool = False
    number: Template = ""
    project_number: Template = ""
    after_forms: bool = False
    charts: bool = False
    sections: list[OutlineSection] = Field(default_factory=list)
    project: ProjectReportOutline | None = None


class SchemeAttachment(SchemePart):
    """An attachment of the document; ``kind`` project stands for all projects, one each. ``list`` is a list's key.

    ``sections`` is the outline of an attachment that is written as text.
    """

    number: Template = ""
    title: Template
    kind: AttachmentKind
    sections: list[OutlineSection] = Field(default_factory=list)
    list: Key | None = None

    @model_validator(mode="after")
    def _lists_are_named(self) -> "SchemeAttachment":
        if (self.kind == "projects") != (self.list is not None):
            raise ValueError(_("kind 为 projects 时须给出 list，其他时候不给"))
        return self


SectionKey = Literal[
    "department", "overall", "projects", "basic_data", "final_accounts", "survey", "report", "attachments", "check"
]


class TaskSection(SchemePart):
    """One section of the task list."""

    key: SectionKey
    title: Template


OutlineSection.model_rebuild()
