"""Everything that templates may look up: the computed package, its tables in 元, and last year's figures."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from perfeval.core.accounts import Line, account_lines, function_names
from perfeval.core.numbers import YUAN_PER_WAN, multiply
from perfeval.core.package import FinalAccounts, Package
from perfeval.core.package.base import Record

from .values import Missing, Value


class Book:
    """A package opened for reading; what is costly to find is found once."""

    def __init__(self, package: Package, labels: Mapping[str, str] | None = None) -> None:
        self.package = package
        self.labels = labels or {}

    @cached_property
    def accounts(self) -> FinalAccounts:
        """The final accounts; empty ones where the package has none."""
        return self.package.final_accounts or FinalAccounts()

    @cached_property
    def tables(self) -> dict[str, dict[str, Line]]:
        """Table number → row key → row, in the money unit of the accounts."""
        lines = account_lines(self.accounts, self.package.year)
        return {number: {line.key: line for line in rows} for number, rows in lines.items()}

    @cached_property
    def function_names(self) -> dict[str, str]:
        """功能分类 code → name."""
        return function_names(self.accounts, self.package.year)

    def missing(self, table: str) -> Missing | None:
        """What a table of the accounts is not made from yet; a blank among figures that are there is zero."""
        return self._missing.get("", self._missing.get(table))

    @cached_property
    def _missing(self) -> dict[str, Missing]:
        """By table; under "" where nothing is there at all."""
        accounts, found = self.accounts, {}
        if not _has_amounts([*accounts.revenue, *accounts.expenditure]):
            found[""] = Missing("收入、支出决算数")
        if not _has_amounts(accounts.economic):
            found["06"] = Missing("经济分类决算数")
        public = accounts.three_public
        if public is None or not _has_amounts([part for part in (public.budget, public.final) if part]):
            found["07"] = Missing("“三公”经费预算、决算数")
        return found

    def yuan(self, amount: Decimal | None) -> Decimal:
        """An amount of the final accounts in 元, a blank as zero."""
        return _in_yuan(amount, self.accounts.money_unit)

    def package_yuan(self, amount: Decimal | None) -> Decimal:
        """An amount outside the final accounts in 元, a blank as zero."""
        return _in_yuan(amount, self.package.money_unit)

    def cell(self, table: str, key: str, column: int = 0) -> Decimal:
        """A cell in 元; zero where it is blank or the row is absent."""
        line = self.tables.get(table, {}).get(key)
        return self.yuan(line.amount(column)) if line and column < len(line.cells) else Decimal(0)

    def known(self, figure: Decimal | None, label: str) -> Value:
        """An entered figure of the accounts in 元, or that it is missing."""
        return self.yuan(figure) if figure is not None else Missing(self.labels.get(label, label))


def _has_amounts(records: Sequence[Record]) -> bool:
    return any(isinstance(value, Decimal) for record in records for value in record.__dict__.values())


def _in_yuan(amount: Decimal | None, unit: str) -> Decimal:
    given = amount or Decimal(0)
    return multiply(given, YUAN_PER_WAN) if unit == "万元" else given
