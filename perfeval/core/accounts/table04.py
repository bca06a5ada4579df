"""公开04表 财政拨款收入支出决算总表: 财政拨款 by fund, with its balances."""

from collections.abc import Mapping
from decimal import Decimal

from perfeval.core.numbers import total
from perfeval.core.package.accounts import AccountFund, FinalAccounts

from .forms import FormLine
from .leaves import FUNDS, FiscalOpening, fiscal_income, fiscal_leaves, fiscal_opening
from .lines import Amounts, Line, add, difference, sums_by_code, with_total
from .two_sided import Roles, form_lines

Received = Mapping[AccountFund, Decimal | None]


def fiscal_overview(accounts: FinalAccounts, lines: list[FormLine]) -> list[Line]:
    """Every fund balances on its own: 收入 + 年初 = 支出 + 年末; spending columns are 合计 and the three funds."""
    opening = fiscal_opening(accounts.balances)
    received = {fund: total([amount for _, amount in fiscal_income(accounts, fund)]) for fund in FUNDS}
    return form_lines(lines, _income(received, opening), _expenditure(accounts, received, opening))


def _income(received: Received, opening: FiscalOpening) -> Roles:
    year = total(list(received.values()))
    balances = {f"opening_{fund}": opening.of(fund) for fund in FUNDS}
    sums = {"income_total": year, "opening": opening.total, "total": total([year, opening.total])}
    found: dict[str, Decimal | None] = {**{str(fund): amount for fund, amount in received.items()}, **balances, **sums}
    return {role: (amount,) for role, amount in found.items()}


def _expenditure(accounts: FinalAccounts, received: Received, opening: FiscalOpening) -> Roles:
    classes = _classes(accounts)
    spent = add(classes.values(), len(FUNDS))
    available = tuple(total([received[fund], opening.of(fund)]) for fund in FUNDS)
    closing = tuple(difference(*pair) for pair in zip(available, spent, strict=True))
    found = {**classes, "expenditure_total": spent, "closing": closing, "total": available}
    return {role: with_total(amounts) for role, amounts in found.items()}


def _classes(accounts: FinalAccounts) -> dict[str, Amounts]:
    """类 → spending by fund."""
    by_fund = [sums_by_code(fiscal_leaves(accounts, fund)) for fund in FUNDS]
    codes = sorted({code for sums in by_fund for code in sums if len(code) == 3})
    return {code: tuple(total(list(sums.get(code, ()))) for sums in by_fund) for code in codes}
