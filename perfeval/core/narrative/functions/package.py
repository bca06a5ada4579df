"""Single figures of the package: facts, anything by its pointer, units, key tasks."""

from decimal import Decimal

from pydantic import BaseModel

from perfeval.core.narrative.book import Book
from perfeval.core.narrative.values import Item, Missing, NarrativeError, Typed, Value, text
from perfeval.core.numbers import percent, plain, round_half_up
from perfeval.core.package.package import Task
from perfeval.core.targets import read_actual, read_target

from .registry import function


@function("F", 1, 2)
def fact(book: Book, key: Value, otherwise: Value | None = None) -> Value:
    """A figure of ``facts``; the second argument where it is not entered."""
    name = text(key)
    found = book.package.facts.get(name)
    if found is not None:
        return found
    return otherwise if otherwise is not None else Missing(book.package.fact_labels.get(name, name))


@function("AT", 1, 2)
def figure_at(book: Book, pointer: Value, label: Value = "") -> Value:
    """Anything in the computed package by its JSON pointer; ``label`` is printed where it is missing."""
    found = _walk(book.package, text(pointer))
    if isinstance(found, Decimal | str):
        return found
    if isinstance(found, int):
        return Decimal(found)
    return Missing(text(label) or text(pointer))


@function("AMOUNT", 1, tolerant=True)
def amount_text(book: Book, value: Value) -> Value:
    """An amount outside the final accounts with its unit: 1760.86万元; one that is missing as its label."""
    return f"{plain(value)}{book.package.money_unit}" if isinstance(value, Decimal) else str(value)


@function("TEXT", 1)
def plain_text(book: Book, value: Value) -> Value:
    """A number as plain digits, to be joined with other text."""
    return plain(value) if isinstance(value, Decimal) else text(value)


@function("WITHOUT", 2)
def without_ending(book: Book, value: Value, ending: Value) -> Value:
    """A typed text without an ending that the sentence says itself (…，扣0.5分)."""
    shortened = text(value).rstrip("。；，").removesuffix(text(ending))
    return Typed(shortened.rstrip("。；，"))


@function("FUND", 1, 2)
def overall_fund(book: Book, field: Value, key: Value = "total") -> Value:
    """``initial``, ``adjusted`` or ``executed`` of a fund row of the overall sheet, in the package's unit."""
    sheet = book.package.overall
    row = sheet.fund_row(text(key)) if sheet else None
    found = figure_of(row, text(field))
    return Missing(_FUND_LABELS.get(text(field), text(field))) if found is None else found


@function("NATURE", 2)
def nature_amount(book: Book, group: Value, label: Value) -> Value:
    """The amount of a line of 按收入性质分 (income) or 按支出性质分 (expenditure), a blank or absent one as zero."""
    rows = book.package.overall.funds_by_nature if book.package.overall else []
    found = next((row.amount for row in rows if (row.group, row.label) == (group, label)), None)
    return found or Decimal(0)


@function("DATE", 1)
def long_date(book: Book, value: Value) -> Value:
    """A date such as 2024-03-25 as 2024年3月25日; anything else as it is."""
    parts = text(value).split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return value
    year, month, day = (int(part) for part in parts)
    return f"{year}年{month}月{day}日"


@function("HAS", 1)
def has_part(book: Book, part: Value) -> Value:
    """Whether a part of the package is there and not empty, by its JSON pointer."""
    found = _walk(book.package, text(part))
    return found is not None and found != []


@function("UNITS", 0)
def units(book: Book) -> Value:
    """预算单位: ``code``, ``name``."""
    return tuple(Item({"code": unit.code or "", "name": unit.name}) for unit in book.package.department.units)


@function("TASKS", 0)
def tasks(book: Book) -> Value:
    """重点任务: ``name``, ``actual``, ``target``, ``unit``, ``rate`` (percent of the target)."""
    return tuple(_task(task) for task in book.package.tasks or [])


def _task(task: Task) -> Item:
    unit = task.unit or ""
    actual = task.actual or Missing(f"{task.name}完成数")
    target = task.target or Missing(f"{task.name}目标数")
    return Item({"name": task.name, "unit": unit, "rate": _rate(task), "actual": actual, "target": target})


def _rate(task: Task) -> Value:
    target, actual = read_target(task.target), read_actual(task.actual)
    if target is None or actual is None or not target.value:
        return Missing(f"{task.name}完成率")
    return round_half_up(percent(actual.value, target.value))


def figure_of(record: object, field: str) -> Decimal | None:
    """A figure of a fund row, None where there is no row or no figure."""
    found = _step(record, field)
    return found if isinstance(found, Decimal) else None


_FUND_LABELS = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}


def _walk(package: BaseModel, pointer: str) -> object:
    """The datum at a pointer, None where the way ends early. Only fields of the package can be reached."""
    if not pointer.startswith("/"):
        raise NarrativeError(f"“{pointer}”不是指针")
    here: object = package
    for step in pointer[1:].split("/"):
        here = _step(here, step)
    return here


def _step(here: object, step: str) -> object:
    if isinstance(here, BaseModel):
        return getattr(here, step) if step in type(here).model_fields else None
    if isinstance(here, dict):
        return here.get(step)
    if isinstance(here, list) and step.isdigit():
        return here[int(step)] if int(step) < len(here) else None
    return None
