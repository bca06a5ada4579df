"""The bar that never leaves: the figures of a sheet, each a link to what it counts."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from perfeval.core.numbers import HUNDRED, plain
from perfeval.core.package.package import Package, Statistics
from perfeval.core.package.sheets import Sheet, SheetResult

from .progress import Progress
from .screen import Screen

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the bar; the word ``label`` says what it is, ``href`` leads to it."""

    label: str
    text: str
    href: str = "#main"
    is_problem: bool = False


def sheet_totals(sheet: Sheet, screen: Screen, progress: Progress | None) -> list[Figure]:
    """权重合计 · 预算执行率 · 得分 · 等级 · 未填 of one sheet."""
    result = sheet.computed or SheetResult()
    unbalanced = bool(sheet.indicators) and result.weight_total != HUNDRED
    return [
        Figure(_("权重合计"), _points(result.weight_total), _place(screen, "weight"), unbalanced),
        Figure(_("预算执行率"), _percent(result.execution_rate), _place(screen, "rate", "execution_rate")),
        Figure(_("得分"), _points(result.total), _place(screen, "total")),
        Figure(_("等级"), _grade(result, progress), _place(screen, "grade", "total")),
        blank_figure(screen, progress),
    ]


def _grade(result: SheetResult, progress: Progress | None) -> str:
    """A form that is not complete has no grade yet."""
    return NOTHING if progress and progress.blank else result.grade or NOTHING


def table_totals(key: str, package: Package, screen: Screen, progress: Progress | None) -> list[Figure]:
    """What a list or a table adds up to."""
    if key == "survey":
        return [*_survey_figures(package), blank_figure(screen, progress)]
    if key == "basic_data":
        return [blank_figure(screen, progress)]
    return [*_list_figures(package, key), blank_figure(screen, progress)]


def _survey_figures(package: Package) -> list[Figure]:
    result = package.survey.computed if package.survey else None
    return [
        Figure(_("问卷总分"), _points(result.total if result else None)),
        Figure(_("平均得分"), _points(result.average if result else None)),
    ]


def _list_figures(package: Package, key: str) -> list[Figure]:
    statistics = _statistics(package, key)
    if statistics is None:
        return []
    return [
        Figure(_("项目数"), str(statistics.count)),
        Figure(_("全年预算数"), _points(statistics.adjusted)),
        Figure(_("全年执行数"), _points(statistics.executed)),
        Figure(_("预算执行率"), _percent(statistics.rate)),
    ]


def _statistics(package: Package, key: str) -> Statistics | None:
    if package.computed is None:
        return None
    by_list = package.computed.statistics
    return {"list:own": by_list.own, "list:transfer": by_list.transfer}.get(key, by_list.all)


def blank_figure(screen: Screen, progress: Progress | None) -> Figure:
    """How much is not typed yet, with the way to the first of it."""
    blank = progress.blank if progress else 0
    return Figure(_("未填"), str(blank), f"#{screen.first_blank or 'main'}")


def _place(screen: Screen, *keys: str) -> str:
    endings = tuple(f"/{key}" for key in keys)
    cells = (cell for row in screen.rows for cell in row.cells if cell.id)
    found = next((cell.id for cell in cells if (cell.cell.ref or "").endswith(endings)), "main")
    return f"#{found}"


def _points(number: Decimal | None) -> str:
    return NOTHING if number is None else plain(number)


def _percent(number: Decimal | None) -> str:
    return NOTHING if number is None else f"{plain(number)}%"
