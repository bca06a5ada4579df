"""Projects: how many, how much, which grades. Functions in 元 say so; the rest keep the package's unit."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from perfeval.core.narrative.book import Book
from perfeval.core.narrative.values import Item, Missing, NarrativeError, Value, text
from perfeval.core.numbers import total
from perfeval.core.package import Project

from .registry import function

_GROUPS: Mapping[str, Callable[[Project], bool]] = {
    "all": lambda project: True,
    "own": lambda project: project.list == "own",
    "transfer": lambda project: project.list == "transfer",
    "first": lambda project: project.tier != 2,
    "second": lambda project: project.tier == 2,
    "evaluated": lambda project: project.department_evaluated,
}
_MONEY = ("initial_declared", "initial", "adjusted", "executed")


@function("COUNT", 1, 2)
def count(book: Book, group: Value, fund: Value = "") -> Value:
    """Number of projects: all, own, transfer, first (一级项目, also where no tier is stated), second, evaluated."""
    return Decimal(len(_chosen(book, group, fund)))


@function("SUM", 2, 3)
def sum_of(book: Book, group: Value, field: Value, fund: Value = "") -> Value:
    """Sum of ``initial``, ``adjusted`` or ``executed`` in the package's money unit, a blank as zero."""
    return _sum(_chosen(book, group, fund), text(field))


@function("LEVEL", 3)
def sum_of_level(book: Book, group: Value, level: Value, field: Value) -> Value:
    """The same for one funding level: central, provincial, city, county."""
    chosen = [project for project in _chosen(book, group, "") if project.funding_level == text(level)]
    return _sum(chosen, text(field))


@function("FUNDS", 1, 3)
def funds(book: Book, group: Value, fund: Value = "", field: Value = "initial") -> Value:
    """年初预算 (or another amount) of a group in 元, optionally of one fund only."""
    return book.package_yuan(_sum(_chosen(book, group, fund), text(field)))


@function("ADJ", 0)
def adjusted(book: Book) -> Value:
    """全年预算数 of all projects in 元."""
    return book.package_yuan(_sum(book.package.projects, "adjusted"))


@function("EXE", 0)
def executed(book: Book) -> Value:
    """全年执行数 of all projects in 元."""
    return book.package_yuan(_sum(book.package.projects, "executed"))


@function("GRADE", 2)
def graded(book: Book, group: Value, grade: Value) -> Value:
    """How many projects of a group have a grade."""
    results = [project.computed for project in _chosen(book, group, "") if project.computed]
    return Decimal(sum(result.grade == text(grade) for result in results))


@function("PJ", 2)
def project_figure(book: Book, name: Value, field: Value) -> Value:
    """An amount of one project's total row, in the package's unit."""
    found = next((project for project in book.package.projects if project.name == text(name)), None)
    if found is None:
        return Missing(f"{text(name)}{text(field)}")
    return _amount(found, text(field)) or Decimal(0)


@function("PROJECTS", 1)
def projects(book: Book, group: Value) -> Value:
    """Projects as items: key (the place in the package), seq, name, unit, document, aspects, and the figures of
    the sheet: initial_declared, initial, adjusted, executed, rate, total, grade.
    """
    places = {id(project): index for index, project in enumerate(book.package.projects, start=1)}
    return tuple(_item(project, places[id(project)]) for project in _chosen(book, group, ""))


def _chosen(book: Book, group: Value, fund: Value) -> list[Project]:
    """The projects of a group; money without a fund is 一般公共预算."""
    if group not in _GROUPS:
        raise NarrativeError(f"没有“{group}”这一类项目")
    belongs = _GROUPS[text(group)]
    chosen = [project for project in book.package.projects if belongs(project)]
    return [project for project in chosen if not fund or (project.fund or "general") == fund]


def _amount(project: Project, field: str) -> Decimal | None:
    if field not in _MONEY:
        raise NarrativeError(f"项目没有“{field}”这一金额")
    return project.amount(field)


def _sum(chosen: list[Project], field: str) -> Decimal:
    return total([_amount(project, field) for project in chosen]) or Decimal(0)


def _item(project: Project, place: int) -> Item:
    result = project.computed
    figures = {field: project.amount(field) for field in _MONEY}
    figures |= {"rate": result.execution_rate if result else None, "total": result.total if result else None}
    texts = {"unit": project.unit, "document": project.document_number, "grade": result.grade if result else None}
    found: dict[str, Decimal | str | None] = {**figures, **texts}
    known: dict[str, Value] = {
        name: Missing(f"{project.name}{_LABELS[name]}") if value is None else value for name, value in found.items()
    }
    seq = Decimal(project.seq or 0)
    return Item({"seq": seq, "key": str(place), "name": project.name, **known, "aspects": _aspects(project)})


def _aspects(project: Project) -> tuple[Item, ...]:
    """Level-2 indicators: ``name``, ``short`` (without 指标), ``parent`` (the level-1 indicator above)."""
    return tuple(
        Item({"name": child.name, "short": child.name.removesuffix("指标"), "parent": node.name})
        for node in project.indicators
        for child in node.children
    )


_LABELS = {
    "initial_declared": "目标申报数",
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "全年执行数",
    "rate": "预算执行率",
    "total": "得分",
    "unit": "实施单位",
    "document": "文号",
    "grade": "等级",
}
