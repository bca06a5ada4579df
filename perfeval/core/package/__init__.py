"""The data of a self-evaluation: the exchange format ``perfeval-package/1`` as typed, strict models."""

from .accounts import FinalAccounts
from .loading import (
    PackageError,
    dump_package,
    has_control_characters,
    parse_package,
    pointer,
    read_json,
    read_package,
)
from .package import (
    FORMAT,
    DepartmentInfo,
    GradeBand,
    GradeBands,
    Package,
    PackageResult,
    Statistics,
    StatisticsByList,
)
from .report import Report, Section
from .rules import Measure, Rule, RuleInputs
from .sheets import (
    FundResult,
    FundRow,
    Indicator,
    IndicatorResult,
    Project,
    Sheet,
    SheetResult,
)
from .tables import BasicData, RowResult, Survey, SurveyResult, TableRow, TableSection, WorkingPaper

__all__ = [
    "FORMAT",
    "BasicData",
    "DepartmentInfo",
    "FinalAccounts",
    "FundResult",
    "FundRow",
    "GradeBand",
    "GradeBands",
    "Indicator",
    "IndicatorResult",
    "Measure",
    "Package",
    "PackageError",
    "PackageResult",
    "Project",
    "Report",
    "RowResult",
    "Rule",
    "RuleInputs",
    "Section",
    "Sheet",
    "SheetResult",
    "Statistics",
    "StatisticsByList",
    "Survey",
    "SurveyResult",
    "TableRow",
    "TableSection",
    "WorkingPaper",
    "dump_package",
    "has_control_characters",
    "parse_package",
    "pointer",
    "read_json",
    "read_package",
]
