"""A form scheme (填报方案): everything that differs by place and year, in one immutable object."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from perfeval.core.language import _
from perfeval.core.package.base import Name, Text, Year
from perfeval.core.package.tables import BasicData, Survey

from .base import SchemePart
from .formats import Formats
from .layout import Form
from .lists import BasicDataForm, MembersForm, ProjectList, SurveyForm
from .outline import Figure, FundRows, IndicatorTemplate, NatureRow, ReportOutline, SchemeAttachment, TaskSection
from .scoring import Scoring

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=100)]


CheckLevel = Literal["off", "error", "warning", "hint"]
"""What a scheme makes of a check (审核公式), by its id; a check that is not named keeps its own severity."""


class Forms(SchemePart):
    """The self-evaluation forms: 部门整体支出 and 项目支出."""

    overall: Form
    project: Form


class Scheme(SchemePart):
    """One version of one scheme. ``source`` names the regulation (文号); ``year`` None serves any year."""

    slug: Slug
    version: Annotated[int, Field(ge=1, strict=True)] = 1
    title: Name
    region: Text = ""
    year: Year | None = None
    source: Text = ""
    money_unit: Literal["元", "万元"] = "万元"
    scoring: Scoring = Scoring()
    formats: Formats = Formats()
    forms: Forms
    lists: list[ProjectList] = Field(default_factory=list)
    basic_data: BasicDataForm | None = None
    survey: SurveyForm | None = None
    members: MembersForm | None = None
    figures: list[Figure] = Field(default_factory=list)
    fund_rows: FundRows = FundRows()
    nature_rows: list[NatureRow] = Field(default_factory=list)
    indicator_template: IndicatorTemplate = IndicatorTemplate()
    basic_data_template: BasicData | None = None
    survey_template: Survey | None = None
    outline: ReportOutline = ReportOutline()
    attachments: list[SchemeAttachment] = Field(default_factory=list)
    sections: list[TaskSection] = Field(default_factory=list)
    checks: dict[str, CheckLevel] = Field(default_factory=dict)

    def project_list(self, key: str) -> ProjectList | None:
        """The project list with this key."""
        return next((layout for layout in self.lists if layout.key == key), None)

    @property
    def prints_reviews(self) -> bool:
        """Whether a form or a list has a place for what the reviewer says (复核得分, 复核意见)."""
        columns = [column.field for layout in self.lists for column in layout.columns]
        fields = {*columns, *self.forms.overall.fields, *self.forms.project.fields}
        return not fields.isdisjoint({"review_score", "review_opinion", "review_total"})

    @model_validator(mode="after")
    def _lists_are_there(self) -> "Scheme":
        keys = [layout.key for layout in self.lists]
        if len(keys) != len(set(keys)):
            raise ValueError(_("清单 key 重复"))
        missing = [item.list for item in self.attachments if item.list and item.list not in keys]
        if missing:
            raise ValueError(_("附件指向不存在的清单：{keys}").format(keys="、".join(missing)))
        return self

    @model_validator(mode="after")
    def _attached_tables_have_layouts(self) -> "Scheme":
        layouts = {"basic_data": self.basic_data, "survey": self.survey}
        missing = [item.kind for item in self.attachments if item.kind in layouts and layouts[item.kind] is None]
        if missing:
            raise ValueError(_("附件没有版式：{kinds}").format(kinds="、".join(missing)))
        return self
