"""公开08表 政府性基金预算财政拨款收入支出决算表: one fund with its balances by 功能分类."""

from collections.abc import Iterator, Mapping

from perfeval.core.numbers import total
from perfeval.core.package.accounts import AccountFund, FinalAccounts

from .leaves import fiscal_income, fiscal_leaves
from .lines import Amounts, Line, code_lines, difference, sums_by_code

_FUND: AccountFund = "government_fund"


def government_fund(accounts: FinalAccounts, names: Mapping[str, str]) -> list[Line]:
    """年初结转, 本年收入, 本年支出 (小计, 基本, 项目), 年末结转; every code balances."""
    sums = sums_by_code(_leaves(accounts))
    return code_lines({code: _balanced(amounts) for code, amounts in sums.items()}, names, 6)


def _leaves(accounts: FinalAccounts) -> Iterator[tuple[str, Amounts]]:
    """(code, (opening, income, basic, project))."""
    balances = accounts.balances.fiscal if accounts.balances else []
    yield from ((row.function, (row.opening, None, None, None)) for row in balances if row.fund == _FUND)
    yield from ((code, (None, amount, None, None)) for code, amount in fiscal_income(accounts, _FUND))
    yield from ((code, (None, None, *amounts)) for code, amounts in fiscal_leaves(accounts, _FUND))


def _balanced(amounts: Amounts) -> Amounts:
    opening, income, basic, project = amounts
    spent = total([basic, project])
    return (opening, income, spent, basic, project, difference(total([opening, income]), spent))
