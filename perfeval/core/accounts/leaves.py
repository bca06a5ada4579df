"""The leaves that are entered, grouped as the tables need them. Fiscal money without a fund is 一般公共预算."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval.core.numbers import total
from perfeval.core.package.accounts import AccountFund, Balances, Expenditure, FinalAccounts, Revenue

from .lines import Amounts

FUNDS: tuple[AccountFund, ...] = ("general", "government_fund", "state_capital")
INCOME_KINDS = ("fiscal", "superior", "business", "operating", "affiliated", "other")
EXPENDITURE_KINDS = ("basic", "project", "to_superior", "operating", "to_affiliated")


def fund_of(leaf: Revenue | Expenditure) -> AccountFund:
    """The fund of a leaf's fiscal money."""
    return leaf.fund or "general"


def income_leaves(accounts: FinalAccounts) -> Iterator[tuple[str, Amounts]]:
    """(code, amounts by kind of income) of every revenue leaf."""
    return ((leaf.function, tuple(getattr(leaf, kind) for kind in INCOME_KINDS)) for leaf in accounts.revenue)


def expenditure_leaves(accounts: FinalAccounts) -> Iterator[tuple[str, Amounts]]:
    """(code, amounts by kind of spending) of every expenditure leaf, whatever its source."""
    return ((leaf.function, _spending(leaf)) for leaf in accounts.expenditure)


def fiscal_leaves(accounts: FinalAccounts, fund: AccountFund) -> Iterator[tuple[str, Amounts]]:
    """(code, (基本支出, 项目支出)) of the spending from one fund's 财政拨款."""
    return (
        (leaf.function, _spending(leaf)[:2])
        for leaf in accounts.expenditure
        if leaf.source == "fiscal" and fund_of(leaf) == fund
    )


def fiscal_income(accounts: FinalAccounts, fund: AccountFund) -> Iterator[tuple[str, Decimal | None]]:
    """(code, 财政拨款收入) of one fund."""
    return ((leaf.function, leaf.fiscal) for leaf in accounts.revenue if fund_of(leaf) == fund)


@dataclass(frozen=True, slots=True)
class FiscalOpening:
    """年初财政拨款结转和结余 by fund."""

    general: Decimal | None
    government_fund: Decimal | None
    state_capital: Decimal | None

    def of(self, fund: AccountFund) -> Decimal | None:
        """The balance of one fund."""
        balance: Decimal | None = getattr(self, fund)
        return balance

    @property
    def total(self) -> Decimal | None:
        """All funds together."""
        return total([self.general, self.government_fund, self.state_capital])


def fiscal_opening(balances: Balances | None) -> FiscalOpening:
    """Openings by fund; what an entered total leaves beside the listed funds belongs to 一般公共预算."""
    if balances is None:
        return FiscalOpening(None, None, None)
    by_fund = {fund: total([row.opening for row in balances.fiscal if row.fund == fund]) for fund in FUNDS}
    whole, general = balances.opening_fiscal, by_fund["general"]
    if general is None and whole is not None:
        listed = total([by_fund["government_fund"], by_fund["state_capital"]])
        general = whole - (listed or Decimal(0))
    return FiscalOpening(general, by_fund["government_fund"], by_fund["state_capital"])


def _spending(leaf: Expenditure) -> Amounts:
    return tuple(getattr(leaf, kind) for kind in EXPENDITURE_KINDS)
