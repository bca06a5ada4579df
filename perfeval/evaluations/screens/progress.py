"""How far a part of the self-evaluation is: counted in one way for the rail, the task list and the bar."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from perfeval.core.numbers import HUNDRED
from perfeval.evaluations.models import FundRow, Indicator, SelfEvaluation, Sheet, SurveyOption, TableRow


class Status(TextChoices):
    """The status of a section, always shown as a word."""

    UNTOUCHED = "untouched", _("未开始")
    OPEN = "open", _("填写中")
    DONE = "done", _("已完成")
    PROBLEM = "problem", _("有问题")


@dataclass(frozen=True, slots=True)
class Progress:
    """``blank`` of ``total`` things are not typed yet; ``problem`` says that what is typed cannot be right."""

    total: int = 0
    blank: int = 0
    problem: bool = False

    @property
    def status(self) -> Status:
        """The word for it."""
        if self.problem:
            return Status.PROBLEM
        if self.blank == 0 and self.total:
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


def sheets_with_progress(evaluation: SelfEvaluation) -> list[SheetProgress]:
    """All sheets in order, in three queries."""
    indicators = _indicator_progress(evaluation)
    funds = _fund_progress(evaluation)
    return [
        _sheet_progress(sheet, indicators.get(sheet.pk, Progress()), funds.get(sheet.pk, Progress()))
        for sheet in evaluation.sheets.select_related("project").order_by("kind", "order")
    ]


def _sheet_progress(sheet: Sheet, indicators: Progress, funds: Progress) -> SheetProgress:
    if indicators.total:
        unbalanced = sheet.weight_total is not None and sheet.weight_total != HUNDRED
        both = Progress(indicators.total, _known(sheet.unscored, indicators.blank)) + funds
        return SheetProgress(sheet, Progress(both.total, both.blank, unbalanced), has_form=True)
    scored = Progress(1, int(sheet.self_score is None))
    return SheetProgress(sheet, scored + funds, has_form=False)


def _known(unscored: int | None, untyped: int) -> int:
    """Indicators without a score; what nobody has typed for sheets that were not computed since that is counted."""
    return untyped if unscored is None else unscored


def _indicator_progress(evaluation: SelfEvaluation) -> dict[int, Progress]:
    """By sheet: the scored indicators for which neither an actual, nor grounds, nor a score is typed are blank."""
    children = Indicator.objects.filter(parent=OuterRef("pk"))
    untyped = (Q(actual=None) | Q(actual="")) & Q(inputs__isnull=True, self_score=None)
    rows = (
        Indicator.objects.filter(~Exists(children), sheet__evaluation=evaluation, deleted=False)
        .order_by()
        .values("sheet")
        .annotate(total=Count("pk"), blank=Count("pk", filter=untyped))
    )
    return {row["sheet"]: Progress(row["total"], row["blank"]) for row in rows}


def _fund_progress(evaluation: SelfEvaluation) -> dict[int, Progress]:
    rows = FundRow.objects.filter(sheet__evaluation=evaluation, key="total").order_by()
    return {
        sheet: Progress(2, _blanks([adjusted, executed]))
        for sheet, adjusted, executed in rows.values_list("sheet", "adjusted", "executed")
    }


def survey_progress(evaluation: SelfEvaluation) -> Progress:
    """How many options have a count."""
    counts = SurveyOption.objects.filter(question__survey__evaluation=evaluation).values_list("count", flat=True)
    return Progress(len(counts), sum(count is None for count in counts))


def basic_data_progress(evaluation: SelfEvaluation) -> Progress:
    """How many rows that are typed have a value or a text."""
    rows = TableRow.objects.filter(section__table__evaluation=evaluation, children=None)
    typed = [text or any(value is not None for value in values) for values, text in rows.values_list("values", "text")]
    return Progress(len(typed), sum(not any_typed for any_typed in typed))


TABLE_PROGRESS: dict[str, Callable[[SelfEvaluation], Progress]] = {
    "survey": survey_progress,
    "basic_data": basic_data_progress,
}


def _blanks(values: list[Decimal | None]) -> int:
    return sum(value is None for value in values)
