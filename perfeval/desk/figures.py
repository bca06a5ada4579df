"""Statistics over a region and year: grades, averages and execution of departments and projects, by level and unit."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from perfeval.core.charts import Bar, Chart, grades
from perfeval.core.numbers import HUNDRED, plain, total
from perfeval.evaluations.models import FundingLevel, SheetKind

from .standing import SheetResult, Standing, average_of, rate_of


@dataclass(frozen=True, slots=True)
class Group:
    """One line: so many, how many of them have a score, their average, money in 元, rate in percent points."""

    label: str
    count: int
    scored: int
    average: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    grades: dict[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """All statistics of a region and year."""

    departments: Group
    projects: Group
    by_level: list[Group]
    by_unit: list[Group]

    @property
    def grade_words(self) -> list[str]:
        """Every grade that occurs."""
        return list(dict.fromkeys([*self.departments.grades, *self.projects.grades]))


def figures_of(standings: Sequence[Standing], results: Sequence[SheetResult]) -> Figures:
    """The statistics behind the list of departments."""
    overall = [one for one in results if one.kind == SheetKind.OVERALL]
    projects = [one for one in results if one.kind == SheetKind.PROJECT]
    owners = {one.evaluation.pk: one.department.name for one in standings if one.evaluation}
    return Figures(
        departments=group_of(_("部门整体"), overall),
        projects=group_of(_("项目"), projects),
        by_level=_grouped(projects, lambda one: _level_word(one.level), FundingLevel.labels),
        by_unit=_grouped(projects, lambda one: one.unit or owners.get(one.evaluation_pk, ""), ()),
    )


def charts_of(figures: Figures) -> list[Chart]:
    """Grades of departments and of projects, and how much of the budget was spent on each level."""
    found = [
        grades(figures.departments.grades, _("部门整体自评等级"), "department-grades"),
        grades(figures.projects.grades, _("项目自评等级"), "project-grades"),
        _execution_by_level(figures.by_level),
    ]
    return [chart for chart in found if chart is not None]


def _execution_by_level(groups: Sequence[Group]) -> Chart | None:
    bars = tuple(Bar(group.label, group.rate, f"{plain(group.rate)}%") for group in groups if group.rate is not None)
    if not bars:
        return None
    return Chart("levels", _("预算执行率按资金级次"), bars, _("资金级次"), _("预算执行率"), mark=HUNDRED)


def group_of(label: str, results: Sequence[SheetResult]) -> Group:
    """The figures of these sheets."""
    return Group(
        label=label,
        count=len(results),
        scored=sum(one.total is not None for one in results),
        average=average_of(results),
        adjusted=total(one.adjusted for one in results),
        executed=total(one.executed for one in results),
        rate=rate_of(results),
        grades=dict(Counter(one.grade for one in results if one.grade).most_common()),
    )


def _level_word(level: str) -> str:
    return str(FundingLevel(level).label) if level else _("未注明")


def _grouped(results: Iterable[SheetResult], key: Callable[[SheetResult], str], order: Sequence[object]) -> list[Group]:
    """Groups in the given order, else the largest first."""
    found: dict[str, list[SheetResult]] = defaultdict(list)
    for one in results:
        found[key(one)].append(one)
    groups = [group_of(label, members) for label, members in found.items()]
    ranks = {str(label): rank for rank, label in enumerate(order)}
    return sorted(groups, key=lambda group: (ranks.get(group.label, len(ranks)), -group.count, group.label))
