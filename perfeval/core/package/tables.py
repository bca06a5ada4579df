"""Entered tables beside the sheets: basic data (基础数据表), “三公”经费, satisfaction survey, working papers."""

from typing import Literal

from pydantic import Field, model_validator

from perfeval.core.language import _

from .base import Count, Key, Name, Number, Record, Result, Text, Weight


class RowResult(Result):
    """The cells of a row with its computed columns and sums filled."""

    values: list[Number | None]


class ComputedColumn(Record):
    """Column = column ``ratio[0]`` ÷ column ``ratio[1]``, in percent."""

    ratio: tuple[Count, Count]


class TableRow(Record):
    """A row; a parent is the ``sum`` of its children, ``entered`` by hand, or left blank (``none``)."""

    key: Key
    label: Text
    total: Literal["sum", "entered", "none"] | None = None
    values: list[Number | None] = Field(default_factory=list)
    text: Text | None = None
    children: list["TableRow"] = Field(default_factory=list)
    computed: RowResult | None = None


class TableSection(Record):
    """One block of the table with its own columns; ``computed`` maps a column index to its formula."""

    label: Text
    columns: list[Text]
    computed: dict[str, ComputedColumn] | None = None
    rows: list[TableRow] = Field(default_factory=list)

    @model_validator(mode="after")
    def _cells_fit_columns(self) -> "TableSection":
        for row in walk_rows(self.rows):
            if len(row.values) > len(self.columns):
                message = _("“{row}”有{values}个值，列只有{columns}个")
                raise ValueError(message.format(row=row.label, values=len(row.values), columns=len(self.columns)))
        return self

    @model_validator(mode="after")
    def _formulas_name_columns(self) -> "TableSection":
        columns = {str(index) for index in range(len(self.columns))}
        for key, formula in (self.computed or {}).items():
            if not {key, *map(str, formula.ratio)} <= columns:
                raise ValueError(_("computed 指向不存在的列：{column}").format(column=key))
        return self


class BasicData(Record):
    """绩效评价基础数据表."""

    title: Text | None = None
    sections: list[TableSection] = Field(default_factory=list)


class ThreePublicAmounts(Record):
    """因公出国（境）费, 公务用车购置费, 公务用车运行维护费, 公务接待费."""

    abroad: Number | None = None
    vehicle_purchase: Number | None = None
    vehicle_running: Number | None = None
    reception: Number | None = None


class ThreePublicCounts(Record):
    """Numbers of groups, people, vehicles and receptions; fees in the unit of the amounts."""

    abroad_groups: Number | None = None
    abroad_people: Number | None = None
    vehicles_bought: Number | None = None
    vehicles_kept: Number | None = None
    reception_batches: Number | None = None
    reception_people: Number | None = None
    domestic_fee: Number | None = None
    domestic_batches: Number | None = None
    domestic_people: Number | None = None
    foreign_affairs_fee: Number | None = None
    foreign_affairs_batches: Number | None = None
    foreign_affairs_people: Number | None = None
    overseas_fee: Number | None = None
    overseas_batches: Number | None = None
    overseas_people: Number | None = None


class ThreePublic(Record):
    """“三公”经费: budget, final, last year's final, and the numbers behind them."""

    budget: ThreePublicAmounts | None = None
    final: ThreePublicAmounts | None = None
    prior_final: ThreePublicAmounts | None = None
    counts: ThreePublicCounts | None = None


class SurveyOption(Record):
    """One answer: its points and how many chose it."""

    code: Text | None = None
    label: Text
    points: Weight
    count: Count | None = None


class SurveyQuestion(Record):
    """One question with its options."""

    text: Text
    options: list[SurveyOption] = Field(default_factory=list)


class SurveyResult(Result):
    """Σ points × count · that ÷ valid questionnaires · Σ of each question's best option."""

    total: Number | None = None
    average: Number | None = None
    full_points: Number | None = None


class Survey(Record):
    """满意度调查问卷: 发放, 收回, 有效 and the questions."""

    title: Text | None = None
    issued: Count | None = None
    returned: Count | None = None
    valid: Count | None = None
    questions: list[SurveyQuestion] = Field(default_factory=list)
    computed: SurveyResult | None = None


class PaperRow(Record):
    """One line of a working paper; ``label`` None continues the line above."""

    label: Text | None = None
    text: Text | None = None


class WorkingPaper(Record):
    """工作底稿 of one indicator, by its code."""

    indicator: Name
    title: Text | None = None
    rows: list[PaperRow] = Field(default_factory=list)
    computed: "PaperResult | None" = None


class PaperResult(Result):
    """The working paper the program makes from the indicator."""

    score: Number | None = None
    rows: list[dict[str, str | None]] = Field(default_factory=list)


def walk_rows(rows: list[TableRow]) -> list[TableRow]:
    """All rows with their children, top down."""
    return [found for row in rows for found in (row, *walk_rows(row.children))]


TableRow.model_rebuild()
WorkingPaper.model_rebuild()
