"""The final accounts: cells of the tables, last year's figures, names; every amount in 元."""

from decimal import Decimal

from perfeval.core.accounts import Line, account_forms
from perfeval.core.narrative.book import Book
from perfeval.core.narrative.values import Item, Missing, NarrativeError, Value, number, text
from perfeval.core.numbers import total
from perfeval.core.package.accounts import Figures, OperatingCost, Procurement
from perfeval.core.package.base import Record
from perfeval.core.package.tables import ThreePublic, ThreePublicCounts

from .registry import function

OF_A_CLASS = "general_expenditure_"
"""What the key of last year's spending of a 类 begins with."""


@function("T", 2, 3)
def table_cell(book: Book, table: Value, key: Value, column: Value = Decimal(0)) -> Value:
    """The cell of a published table by table number, row key and column; a blank is zero."""
    return book.missing(text(table)) or book.cell(text(table), text(key), int(number(column)))


@function("P", 1)
def prior_figure(book: Book, key: Value) -> Value:
    """Last year's figure under ``final_accounts.prior``."""
    name = text(key)
    figure = book.accounts.prior.get(name)
    if figure is None and name.startswith(OF_A_CLASS):
        code = name.removeprefix(OF_A_CLASS)
        return Missing(f"上年一般公共预算财政拨款支出：{code} {book.function_names.get(code, '')}".rstrip())
    return book.known(figure, f"prior.{name}")


@function("GIVEN", 1)
def is_prior_given(book: Book, key: Value) -> Value:
    """Whether last year's figure was stated at all, be it as unknown (``null``)."""
    return text(key) in book.accounts.prior


@function("PT", 0, 1)
def prior_three_public(book: Book, part: Value = "") -> Value:
    """Last year's 三公 spending: one part, or all; missing where nothing was entered."""
    entered = (book.accounts.three_public or ThreePublic()).prior_final
    if entered is None:
        return Missing(book.labels.get("prior.three_public", "上年“三公”经费支出"))
    parts = _parts(entered)
    return book.yuan(_part(parts, text(part)) if part else total(list(parts.values())))


@function("IB", 0, 1)
def initial_budget(book: Book, code: Value = "") -> Value:
    """年初预算 of a 类, or of all together."""
    budget: Figures = book.accounts.initial_budget
    figures = [budget.get(text(code))] if code else list(budget.figures().values())
    return book.yuan(total(figures))


@function("C", 1, 2)
def three_public_count(book: Book, key: Value, otherwise: Value = Decimal(0)) -> Value:
    """A number behind the 三公 spending; a blank is the second argument, or zero."""
    counts = (book.accounts.three_public or ThreePublic()).counts or ThreePublicCounts()
    found = _part(_parts(counts), text(key))
    return otherwise if found is None else found


@function("PR", 1)
def procurement(book: Book, key: Value) -> Value:
    """A part of 政府采购, a blank as zero."""
    return book.yuan(_part(_parts(book.accounts.procurement or Procurement()), text(key)))


@function("OC", 0)
def prior_operating_cost(book: Book) -> Value:
    """Last year's 机关运行经费."""
    return book.known((book.accounts.operating_cost or OperatingCost()).prior, "prior.operating_cost")


@function("NAME", 1)
def code_name(book: Book, code: Value) -> Value:
    """Name of a 功能分类 code; the code itself where nothing names it."""
    return book.function_names.get(text(code), text(code))


@function("CLASSES", 1)
def classes(book: Book, table: Value) -> Value:
    """The 类 of a table that have an amount: ``code``, ``name``, ``amount`` (its first column)."""
    if missing := book.missing(text(table)):
        return missing
    lines = book.tables[text(table)].values()
    return tuple(_item(book, line, 0) for line in lines if len(line.key) == 3 and line.amount(0))


@function("ECONOMIC", 2)
def economic_leaves(book: Book, side: Value, column: Value) -> Value:
    """The 款 of ``personnel`` or ``public`` spending with an amount in ``amount`` or ``basic``, in printed order."""
    listed = account_forms().economic
    chosen = {"personnel": listed.personnel, "public": listed.public}[text(side)]
    index = {"amount": 0, "basic": 1}[text(column)]
    if missing := book.missing("06"):
        return missing
    lines = book.tables["06"].values()
    return tuple(_item(book, line, index) for line in lines if _is_leaf_of(line, chosen) and line.amount(index))


def _is_leaf_of(line: Line, classes_chosen: list[str]) -> bool:
    return len(line.key) == 5 and line.key[:3] in classes_chosen


def _item(book: Book, line: Line, column: int) -> Item:
    return Item({"code": line.key, "name": line.label or line.key, "amount": book.yuan(line.amount(column))})


def _parts(record: Record) -> dict[str, Decimal | None]:
    return {name: getattr(record, name) for name in type(record).model_fields if name not in Record.model_fields}


def _part(parts: dict[str, Decimal | None], key: str) -> Decimal | None:
    if key not in parts:
        raise NarrativeError(f"没有“{key}”这一项")
    return parts[key]
