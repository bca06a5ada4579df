"""The evaluation package (自评数据包): one department's self-evaluation for one fiscal year."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .accounts import FinalAccounts
from .base import Count, Key, Name, Number, Record, Result, Text, Year
from .report import Report
from .sheets import Project, Sheet
from .tables import BasicData, Survey, ThreePublic, WorkingPaper

FORMAT = "perfeval-package/1"


class Unit(Record):
    """预算单位."""

    code: Text | None = None
    name: Name
    aliases: list[Name] = Field(default_factory=list)


class Staff(Record):
    """编制数 and 实有人数."""

    establishment: Number | None = None
    actual: Number | None = None


class DepartmentInfo(Record):
    """The department that evaluates itself."""

    code: Text | None = None
    name: Name
    region: Text | None = None
    short_name: Text | None = None
    units: list[Unit] = Field(default_factory=list)
    staff: Staff | None = None


class GradeBand(Record):
    """A grade and the lowest total that earns it; without ``min`` it is the rest."""

    min: Number | None = None
    grade: Name


class GradeBands(Record):
    """Grade bands for overall sheets and project sheets, highest first."""

    overall: list[GradeBand] | None = None
    project: list[GradeBand] | None = None


class Task(Record):
    """重点任务完成情况."""

    name: Name
    target: Text | None = None
    actual: Text | None = None
    unit: Text | None = None


class Signatory(Record):
    """A member of the evaluation group."""

    role: Text | None = None
    name: Text | None = None
    title: Text | None = None
    organisation: Text | None = None


class Filing(Record):
    """Who filled in the forms, when, and who signed."""

    prepared_by: Text | None = None
    phone: Text | None = None
    date: Text | None = None
    approved_by: Text | None = None


class Statistics(Result):
    """Figures over a list of projects: money in the package's unit, rates in percent points."""

    count: int
    adjusted: Number | None = None
    executed: Number | None = None
    rate: Number | None = None
    grades: dict[str, int] = Field(default_factory=dict)
    excellent_rate: Number | None = None
    by_level: "dict[str, Statistics]" = Field(default_factory=dict)
    by_fund: "dict[str, Statistics]" = Field(default_factory=dict)


class StatisticsByList(Result):
    """本级项目, 转移支付项目, and all together."""

    own: Statistics
    transfer: Statistics
    all: Statistics


class PackageResult(Result):
    """What is computed over the whole package; ``text`` holds its mechanical sentences by id."""

    statistics: StatisticsByList
    text: dict[str, str] | None = None
    working_papers: list[WorkingPaper] | None = None


class Package(Record):
    """What the officers enter, never what the program computes."""

    format: Literal["perfeval-package/1"]
    scheme: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=100)]
    source: Text | None = None
    year: Year
    money_unit: Literal["元", "万元"]
    department: DepartmentInfo
    grade_bands: GradeBands | None = None
    facts: dict[Key, Number | None] = Field(default_factory=dict)
    fact_labels: dict[Key, Text] = Field(default_factory=dict)
    fact_units: dict[Key, Text] = Field(default_factory=dict)
    tasks: list[Task] | None = None
    overall: Sheet | None = None
    projects: list[Project] = Field(default_factory=list)
    basic_data: BasicData | None = None
    three_public: ThreePublic | None = None
    final_accounts: FinalAccounts | None = None
    survey: Survey | None = None
    working_papers: list[WorkingPaper] = Field(default_factory=list)
    report: Report | None = None
    signatories: list[Signatory] = Field(default_factory=list)
    filing: Filing | None = None
    computed: PackageResult | None = None


__all__ = ["FORMAT", "Count", "Package"]
Statistics.model_rebuild()
