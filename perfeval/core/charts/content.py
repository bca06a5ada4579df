"""The charts of a self-evaluation, from its computed figures. Where there is nothing to compare there is no chart."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from perfeval.core.facts import facts_of
from perfeval.core.numbers import HUNDRED, plain, total
from perfeval.core.package import Indicator, Package, Sheet
from perfeval.core.scheme import Scheme

from .model import Bar, Chart

PRIOR = "_prior"
"""A fact whose key ends so is last year's figure of the fact without it."""

MONEY = ("元", "万元")


def charts_of(package: Package, scheme: Scheme) -> list[Chart]:
    """All charts of a computed self-evaluation, in the order in which they are read."""
    found = [
        execution_by_project(package),
        score_by_indicator(package.overall) if package.overall else None,
        against_last_year(package, scheme),
        grades(_grades_of_projects(package), "项目支出绩效自评等级"),
    ]
    return [chart for chart in found if chart is not None]


def execution_by_project(package: Package) -> Chart | None:
    """预算执行率 of each project that has one, in percent points, with a line at 100 %."""
    rated = [
        (project, project.computed.execution_rate)
        for project in package.projects
        if project.computed and project.computed.execution_rate is not None
    ]
    bars = tuple(Bar(project.name, rate, f"{plain(rate)}%") for project, rate in rated)
    return Chart("execution", "项目预算执行率", bars, "项目", "预算执行率", mark=HUNDRED) if bars else None


def score_by_indicator(sheet: Sheet) -> Chart | None:
    """得分 of each level-1 indicator against its points (分值); the execution rate counts as one."""
    bars = (*_execution_bar(sheet), *filter(None, map(_indicator_bar, sheet.indicators)))
    return Chart("scores", "一级指标得分", bars, "一级指标", "得分／分值") if bars else None


def _execution_bar(sheet: Sheet) -> Iterator[Bar]:
    result = sheet.computed
    if result is None or result.execution_score is None or result.weight_total is None:
        return
    others = total(leaf.weight for node in sheet.indicators for leaf in node.leaves() if not leaf.deleted)
    weight = result.weight_total - (others or Decimal(0))
    if weight > 0:
        yield Bar("预算执行率", result.execution_score, f"{plain(result.execution_score)}／{plain(weight)}", weight)


def _indicator_bar(node: Indicator) -> Bar | None:
    leaves = [leaf for leaf in node.leaves() if leaf.computed and not leaf.deleted]
    score = total(leaf.computed.score for leaf in leaves if leaf.computed)
    weight = total(leaf.computed.weight for leaf in leaves if leaf.computed)
    if score is None or weight is None:
        return None
    return Bar(node.name, score, f"{plain(score)}／{plain(weight)}", weight)


def against_last_year(package: Package, scheme: Scheme) -> Chart | None:
    """Amounts of this year beside last year's: every fact in money whose last year's figure was entered too."""
    facts = facts_of(package, scheme)
    bars: list[Bar] = []
    for key in [key for key in facts if f"{key}{PRIOR}" in facts]:
        now, before = facts[key], facts[f"{key}{PRIOR}"]
        if now.unit in MONEY and isinstance(now.value, Decimal) and isinstance(before.value, Decimal):
            bars.append(Bar(now.name, now.value, f"{now.text}{now.unit}"))
            bars.append(Bar(f"{now.name}（上年）", before.value, f"{before.text}{before.unit}", second=True))
    if not bars:
        return None
    return Chart("years", "收支与上年比较", tuple(bars), "项目", "金额", series=("本年", "上年"))


def grades(counts: Mapping[str, int], title: str, key: str = "grades") -> Chart | None:
    """How many have each grade."""
    bars = tuple(Bar(grade, Decimal(count), str(count)) for grade, count in counts.items())
    return Chart(key, title, bars, "等级", "数量") if any(counts.values()) else None


def _grades_of_projects(package: Package) -> Mapping[str, int]:
    results = package.computed
    statistics = results.statistics.all if results else None
    return statistics.grades if statistics else {}
