"""Statistics over projects: counts, sums, execution rate, grades and 评优率, by list, funding level and fund."""

from collections.abc import Sequence
from decimal import Decimal
from typing import get_args

from .numbers import percent, round_half_up, total
from .package.package import PackageResult, Statistics, StatisticsByList
from .package.sheets import Fund, FundingLevel, Project
from .scheme.scoring import Scoring
from .scoring.execution import execution_rate
from .scoring.grades import Bands, excellent_grades

Projects = Sequence[Project]


def compute_statistics(projects: Projects, bands: Bands, scoring: Scoring) -> PackageResult:
    """Statistics of computed projects: 本级项目, 转移支付项目, and all (those without a list too)."""
    parts = {
        "own": [project for project in projects if project.list == "own"],
        "transfer": [project for project in projects if project.list == "transfer"],
        "all": projects,
    }
    results = {name: _grouped(part, bands, scoring) for name, part in parts.items()}
    return PackageResult(statistics=StatisticsByList(**results))


def _grouped(projects: Projects, bands: Bands, scoring: Scoring) -> Statistics:
    by_level = {
        level: statistics_of([project for project in projects if project.funding_level == level], bands, scoring)
        for level in get_args(FundingLevel)
    }
    by_fund = {
        fund: statistics_of([project for project in projects if project.fund == fund], bands, scoring)
        for fund in get_args(Fund)
    }
    return statistics_of(projects, bands, scoring).model_copy(update={"by_level": by_level, "by_fund": by_fund})


def statistics_of(projects: Projects, bands: Bands, scoring: Scoring) -> Statistics:
    """Figures of one group: money in the package's unit, rates in percent points; no project adds up to 0."""
    adjusted, executed = _sum(projects, "adjusted"), _sum(projects, "executed")
    budget = adjusted if scoring.execution.denominator == "adjusted" else _sum(projects, "initial")
    rate = execution_rate(budget, executed, scoring.execution) if projects else None
    grades = _count_grades(projects, bands)
    top = sum(grades.get(grade, 0) for grade in excellent_grades(bands, scoring))
    return Statistics(
        count=len(projects),
        adjusted=adjusted,
        executed=executed,
        rate=None if rate is None else round_half_up(rate),
        grades=grades,
        excellent_rate=round_half_up(percent(Decimal(top), Decimal(len(projects)))) if projects and bands else None,
    )


def _sum(projects: Projects, field: str) -> Decimal | None:
    return total(project.amount(field) for project in projects) if projects else Decimal(0)


def _count_grades(projects: Projects, bands: Bands) -> dict[str, int]:
    """How many projects have each grade, highest first, zeros included."""
    counts = {band.grade: 0 for band in bands}
    for project in projects:
        grade = project.computed.grade if project.computed else None
        if grade is not None:
            counts[grade] = counts.get(grade, 0) + 1
    return counts
