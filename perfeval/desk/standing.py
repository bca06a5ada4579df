"""How each department of a region stands in a year, in a number of queries that does not grow with the region."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from perfeval.core.numbers import divide, percent, round_half_up, total
from perfeval.directory.models import Department, FiscalYear
from perfeval.evaluations.models import SelfEvaluation, Sheet, SheetKind
from perfeval.review.deadlines import DepartmentProgress, progress_of

from .models import FindingCount

NOT_BEGUN = "none"
"""In place of a state, where a department has no self-evaluation."""


@dataclass(frozen=True, slots=True)
class SheetResult:
    """The stored results of one sheet: rates in percent points, amounts in 元."""

    evaluation_pk: int
    kind: str
    total: Decimal | None
    grade: str
    rate: Decimal | None
    unit: str
    level: str
    adjusted: Decimal | None
    executed: Decimal | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A department's stand; ``evaluation`` is None where it has not begun, ``findings`` where they are not counted."""

    department: Department
    evaluation: SelfEvaluation | None
    until: date | None
    is_extended: bool
    is_overdue: bool
    days_over: int
    total: Decimal | None
    grade: str
    rate: Decimal | None
    projects: int
    average: Decimal | None
    findings: FindingCount | None

    @property
    def state(self) -> str:
        """The state's key, or NOT_BEGUN."""
        return self.evaluation.state if self.evaluation else NOT_BEGUN

    @property
    def left(self) -> int | None:
        """How many findings are left; None where nobody has counted this version."""
        return self.findings.errors + self.findings.warnings if self.findings else None


def standings_of(year: FiscalYear) -> tuple[list[Standing], list[SheetResult]]:
    """Every department's stand, and the results of all sheets behind it; five queries."""
    results = sheet_results(year)
    by_evaluation: dict[int, list[SheetResult]] = defaultdict(list)
    for result in results:
        by_evaluation[result.evaluation_pk].append(result)
    counts = _finding_counts(year)
    return [_standing(one, by_evaluation, counts) for one in progress_of(year)], results


def sheet_results(year: FiscalYear) -> list[SheetResult]:
    """The results of all sheets of a region and year, the amounts of projects from their total row; one query."""
    row = FilteredRelation("funds", condition=Q(funds__key="total"))
    sheets = Sheet.objects.filter(evaluation__department__region=year.region_id, evaluation__year=year.year)
    values = sheets.annotate(total_row=row).values_list(
        "evaluation_id",
        "kind",
        "total",
        "grade",
        "execution_rate",
        "project__unit",
        "project__funding_level",
        F("total_row__adjusted"),
        F("total_row__executed"),
    )
    return [
        SheetResult(pk, kind, points, grade or "", rate, unit or "", level or "", adjusted, executed)
        for pk, kind, points, grade, rate, unit, level, adjusted, executed in values.order_by("evaluation", "order")
    ]


def _finding_counts(year: FiscalYear) -> dict[int, FindingCount]:
    """Only counts of the present versions."""
    found = FindingCount.objects.filter(
        evaluation__department__region=year.region_id, evaluation__year=year.year, version=F("evaluation__version")
    )
    return {count.evaluation_id: count for count in found}


def _standing(
    one: DepartmentProgress, results: Mapping[int, Sequence[SheetResult]], counts: Mapping[int, FindingCount]
) -> Standing:
    pk = one.evaluation.pk if one.evaluation else 0
    own = results.get(pk, [])
    overall = next((result for result in own if result.kind == SheetKind.OVERALL), None)
    projects = [result for result in own if result.kind == SheetKind.PROJECT]
    days = (timezone.localdate() - one.until).days if one.until and one.is_overdue else 0
    rate = overall.rate if overall and overall.rate is not None else rate_of(projects)
    return Standing(
        department=one.department,
        evaluation=one.evaluation,
        until=one.until,
        is_extended=one.is_extended,
        is_overdue=one.is_overdue,
        days_over=days,
        total=overall.total if overall else None,
        grade=overall.grade if overall else "",
        rate=rate,
        projects=len(projects),
        average=average_of(projects),
        findings=counts.get(pk),
    )


def average_of(results: Sequence[SheetResult]) -> Decimal | None:
    """The average of the totals that are there."""
    scores = [one.total for one in results if one.total is not None]
    return round_half_up(divide(sum(scores, Decimal(0)), Decimal(len(scores)))) if scores else None


def rate_of(results: Sequence[SheetResult]) -> Decimal | None:
    """What was spent of what was budgeted, in percent points; None where nothing was budgeted or a figure lacks."""
    adjusted, executed = total(one.adjusted for one in results), total(one.executed for one in results)
    if not adjusted or executed is None:
        return None
    return round_half_up(percent(executed, adjusted))
