"""Which columns of a table hold which keys of a package record: derived once, used for reading and for writing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, TypeVar

from django.db import models as django_models
from django.db.models import BooleanField
from pydantic import BaseModel, TypeAdapter

from perfeval.core import package as core
from perfeval.core.language import _
from perfeval.core.numbers import YUAN_PER_WAN, multiply
from perfeval.core.package import accounts, report, sheets, tables
from perfeval.core.package import package as heads

from . import models
from .models.fields import MoneyField
from .models.fields import NumberField as PointsField

Row = django_models.Model
RowType = TypeVar("RowType", bound=Row)

FACTORS = {"元": Decimal(1), "万元": YUAN_PER_WAN}
"""元 in one of the unit in which a package states its amounts."""

#: A year is another self-evaluation; a money unit cannot change under the amounts; a key is what rules know a row by.
_NOT_TYPED = {"published", "year", "money_unit", "key"}


@dataclass(frozen=True)
class Columns:
    """The columns of ``model`` that are keys of ``record``.

    Among them those officers type into, those kept in 元, in points,
    and what the flags are where a package does not say.
    """

    label: str
    model: type[Row]
    record: type[BaseModel]
    names: tuple[str, ...]
    entered: tuple[str, ...]
    money: frozenset[str]
    points: frozenset[str]
    flags: Mapping[str, bool]

    def adapter(self, name: str) -> TypeAdapter[Any]:
        """What reads and checks the values of one column."""
        return _adapter(self.record, name)


@cache
def _adapter(record: type[BaseModel], name: str) -> TypeAdapter[Any]:
    field = record.model_fields[name]
    kind: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    return TypeAdapter(kind)


def _columns(model: type[Row], record: type[BaseModel], label: str = "") -> Columns:
    fields = {field.name: field for field in model._meta.concrete_fields if not field.is_relation}
    names = tuple(name for name in record.model_fields if name in fields)
    money = frozenset(name for name in names if isinstance(fields[name], MoneyField))
    points = frozenset(name for name in names if isinstance(fields[name], PointsField))
    entered = tuple(name for name in names if name not in _NOT_TYPED)
    flags = {name: record.model_fields[name].default for name in names if isinstance(fields[name], BooleanField)}
    return Columns(label or model._meta.model_name or "", model, record, names, entered, money, points, flags)


EVALUATION = _columns(models.SelfEvaluation, core.Package, "evaluation")
TASK = _columns(models.Task, heads.Task)
SIGNATORY = _columns(models.Signatory, heads.Signatory)

SHEET = _columns(models.Sheet, core.Sheet)
PROJECT = _columns(models.Project, core.Project)
FUND_ROW = _columns(models.FundRow, core.FundRow)
NATURE_AMOUNT = _columns(models.NatureAmount, sheets.NatureAmount)
GOAL = _columns(models.Goal, sheets.Goal)
ANALYSIS = _columns(models.Analysis, sheets.Analysis)
INDICATOR = _columns(models.Indicator, core.Indicator)

BASIC_TABLE = _columns(models.BasicTable, core.BasicData)
TABLE_SECTION = _columns(models.TableSection, core.TableSection)
TABLE_ROW = _columns(models.TableRow, core.TableRow)
SURVEY = _columns(models.Survey, core.Survey)
SURVEY_QUESTION = _columns(models.SurveyQuestion, tables.SurveyQuestion)
SURVEY_OPTION = _columns(models.SurveyOption, tables.SurveyOption)
WORKING_PAPER = _columns(models.WorkingPaper, core.WorkingPaper)
PAPER_ROW = _columns(models.PaperRow, tables.PaperRow)

FINAL_ACCOUNTS = _columns(models.FinalAccounts, core.FinalAccounts)
REVENUE = _columns(models.Revenue, accounts.Revenue)
EXPENDITURE = _columns(models.Expenditure, accounts.Expenditure)
ECONOMIC = _columns(models.Economic, accounts.Economic)

REPORT = _columns(models.Report, core.Report)
ATTACHMENT = _columns(models.Attachment, report.Attachment)
SECTION = _columns(models.Section, core.Section)

ALL = {columns.label: columns for columns in list(vars().values()) if isinstance(columns, Columns)}
"""All tables by the label that field names begin with."""

SHEET_PARTS = {"sheet", "project", "fundrow", "natureamount", "goal", "analysis", "indicator"}
"""Labels of what belongs to one sheet alone."""


def tidy(number: Decimal) -> Decimal:
    """The same number without the zeros that a column's fixed decimals add, and never as 1E+1."""
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


def in_unit(yuan: Decimal, factor: Decimal) -> Decimal:
    """An amount in the package's unit, exact."""
    return tidy(yuan / factor)


class DoesNotFitError(ValueError):
    """A number with more digits than its column keeps; the message is fit to be shown."""


def in_yuan(amount: Decimal, factor: Decimal) -> Decimal:
    """An amount of the package in 元; raises DoesNotFitError beyond 分 and beyond ten thousand 亿元."""
    yuan = multiply(amount, factor)
    if yuan != yuan.quantize(Decimal("0.01")):
        raise DoesNotFitError(_("金额须精确到分，小数太多"))
    if abs(yuan) >= Decimal(10) ** 13:
        raise DoesNotFitError(_("金额过大"))
    return yuan


def in_points(number: Decimal) -> Decimal:
    """A number that is not money; raises DoesNotFitError from 1 000 000 000 on."""
    if abs(number) >= Decimal(10) ** 9:
        raise DoesNotFitError(_("数字过大"))
    return number
