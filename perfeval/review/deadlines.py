"""Until when a department may file: the year's deadline of its region, or the later one granted to it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from perfeval.directory.models import Department, FiscalYear
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.rules import is_open_to_authors

from .models import Extension


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day, and how far off it is; ``days_left`` is negative when it has passed."""

    until: date
    days_left: int
    is_extended: bool

    @property
    def days_over(self) -> int:
        """Days since the last day."""
        return -self.days_left


def deadline_of(evaluation: SelfEvaluation) -> Deadline | None:
    """The deadline that holds for this self-evaluation today; None where the region has set none."""
    year = _fiscal_year(evaluation)
    granted = _extension(evaluation, year)
    until = granted.until if granted else year and year.deadline
    if not until:
        return None
    return Deadline(until, (until - timezone.localdate()).days, is_extended=granted is not None)


def is_overdue(evaluation: SelfEvaluation) -> bool:
    """Whether it still lies with the officers after its last day; computed, never stored."""
    deadline = deadline_of(evaluation) if is_open_to_authors(evaluation) else None
    return deadline is not None and deadline.days_left < 0


def is_closed(evaluation: SelfEvaluation) -> bool:
    """Whether the region takes nothing more for the year; an extension that still runs keeps it open for one."""
    year = _fiscal_year(evaluation)
    if year is None or year.open:
        return False
    granted = _extension(evaluation, year)
    return granted is None or granted.until < timezone.localdate()


def _fiscal_year(evaluation: SelfEvaluation) -> FiscalYear | None:
    return FiscalYear.objects.filter(region=evaluation.department.region_id, year=evaluation.year).first()


def _extension(evaluation: SelfEvaluation, year: FiscalYear | None) -> Extension | None:
    if year is None:
        return None
    return Extension.objects.filter(fiscal_year=year, department=evaluation.department_id).first()


@dataclass(frozen=True, slots=True)
class DepartmentProgress:
    """A department's stand in a year; ``evaluation`` is None where it has not begun."""

    department: Department
    evaluation: SelfEvaluation | None
    until: date | None
    is_extended: bool
    is_overdue: bool
    extension_reason: str = ""


def progress_of(year: FiscalYear) -> list[DepartmentProgress]:
    """Every department of the year's region with its stand and its deadline; three queries."""
    evaluations = {
        one.department_id: one
        for one in SelfEvaluation.objects.filter(department__region=year.region_id, year=year.year)
    }
    granted = {extension.department_id: extension for extension in year.extensions.all()}
    return [
        _progress(department, evaluations.get(department.pk), granted.get(department.pk), year.deadline)
        for department in Department.objects.filter(region=year.region_id)
    ]


def _progress(
    department: Department, evaluation: SelfEvaluation | None, granted: Extension | None, deadline: date | None
) -> DepartmentProgress:
    until = granted.until if granted else deadline
    is_with_officers = evaluation is None or is_open_to_authors(evaluation)
    is_overdue = is_with_officers and until is not None and until < timezone.localdate()
    reason = granted.reason if granted else ""
    return DepartmentProgress(department, evaluation, until, granted is not None, is_overdue, reason)
