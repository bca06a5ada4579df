"""How far a part of the self-evaluation is: counted in one way for the rail, the task list and the bar."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, TextChoices, When
from django.utils.translation import gettext_lazy as _

from perfeval.core.numbers import HUNDRED
from perfeval.core.scheme.scheme import Scheme
from perfeval.evaluations.loading import read_sheets
from perfeval.evaluations.models import FundRow, Indicator, SelfEvaluation, Sheet, SheetKind, TableRow
from perfeval.statements import Statement


class Status(TextChoices):
    """The status of a section, always shown as a word."""

    UNTOUCHED = "untouched", _("未开始")
    OPEN = "open", _("填写中")
    DONE = "done", _("已完成")
    OPTIONAL = "optional", _("选填")
    PROBLEM = "problem", _("有问题")


@dataclass(frozen=True, slots=True)
class Progress:
    """``blank`` of ``total`` things are not typed yet; ``problem`` says that what is typed cannot be right.

    Where nothing has to be typed and nothing is, there is nothing to count: the section is optional.
    """

    total: int = 0
    blank: int = 0
    problem: bool = False

    @property
    def status(self) -> Status:
        """The word for it."""
        if self.problem:
            return Status.PROBLEM
        if self.total == 0:
            return Status.OPTIONAL
        if self.blank == 0:
            return Status.DONE
        return Status.UNTOUCHED if self.blank == self.total else Status.OPEN

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(self.total + other.total, self.blank + other.blank, self.problem or other.problem)


@dataclass(frozen=True, slots=True)
class SheetProgress:
    """A sheet with how far it is; ``has_form`` is False for a project that is only a row of the list."""

    sheet: Sheet
    progress: Progress
    has_form: bool


def sheets_with_progress(evaluation: SelfEvaluation, scheme: Scheme) -> list[SheetProgress]:
    """All sheets in order, in four queries."""
    indicators = _indicator_progress(evaluation)
    funds = _fund_progress(evaluation)
    has_funds = {SheetKind.OVERALL: scheme.forms.overall.has_funds, SheetKind.PROJECT: scheme.forms.project.has_funds}

    def progress_of(sheet: Sheet) -> SheetProgress:
        """Amounts are waited for where a form has room for them; a line of a list always has."""
        mine = indicators.get(sheet.pk, Progress())
        is_typed = not mine.total or has_funds[SheetKind(sheet.kind)]
        return _sheet_progress(sheet, mine, funds.get(sheet.pk, Progress()) if is_typed else Progress())

    return [progress_of(sheet) for sheet in read_sheets(evaluation)]


def _sheet_progress(sheet: Sheet, indicators: Progress, funds: Progress) -> SheetProgress:
    if indicators.total:
        both = Progress(indicators.total, _known(sheet.unscored, indicators.blank)) + funds
        return SheetProgress(sheet, replace(both, problem=_is_unbalanced(sheet, both)), has_form=True)
    scored = Progress(1, int(sheet.self_score is None))
    return SheetProgress(sheet, scored + funds, has_form=False)


def _is_unbalanced(sheet: Sheet, progress: Progress) -> bool:
    """Weights beyond 100, or short of it when all is filled in: before that some are still to come."""
    if sheet.weight_total is None or sheet.weight_total == HUNDRED:
        return False
    return sheet.weight_total > HUNDRED or progress.blank == 0


def _known(unscored: int | None, untyped: int) -> int:
    """Indicators without a score; what nobody has typed for sheets that were not computed since that is counted."""
    return untyped if unscored is None else unscored


def _indicator_progress(evaluation: SelfEvaluation) -> dict[int, Progress]:
    return {sheet: Progress(total, blank) for sheet, total, blank in _INDICATORS.numbers(evaluation.pk)}


def _indicators_by_sheet(key: int) -> QuerySet[Indicator, Any]:
    """The scored indicators for which neither an actual, nor grounds, nor a score is typed are blank."""
    children = Indicator.objects.filter(parent=OuterRef("pk"))
    untyped = (Q(actual=None) | Q(actual="")) & Q(inputs__isnull=True, self_score=None)
    scored = Indicator.objects.filter(~Exists(children), sheet__evaluation=key, deleted=False).order_by()
    return scored.values("sheet").annotate(n_total=Count("pk"), n_blank=Count("pk", filter=untyped))


_INDICATORS = Statement(_indicators_by_sheet)


def _fund_progress(evaluation: SelfEvaluation) -> dict[int, Progress]:
    return {sheet: Progress(2, blank) for sheet, blank in _FUNDS.numbers(evaluation.pk)}


def _total_funds(key: int) -> QuerySet[FundRow, Any]:
    """How many of the two amounts that make the execution rate are blank."""
    totals = FundRow.objects.filter(sheet__evaluation=key, key="total").order_by()
    return totals.annotate(n_blank=_is_blank("adjusted") + _is_blank("executed")).values_list("sheet", "n_blank")


def _is_blank(name: str) -> Case:
    return Case(When(**{name: None}, then=1), default=0)


_FUNDS = Statement(_total_funds)


def basic_data_progress(evaluation: SelfEvaluation) -> Progress:
    """How many rows that are typed have a value or a text."""
    rows = _BASIC_DATA.rows(evaluation.pk)
    typed = [row.text or any(value is not None for value in row.values) for row in rows]
    return Progress(len(typed), sum(not any_typed for any_typed in typed))


_BASIC_DATA = Statement(
    lambda key: TableRow.objects.filter(section__table__evaluation=key, children=None).only("values", "text")
)
