"""公开01表 收入支出决算总表: all income and all spending by 类, with the balances carried over."""

from perfeval.core.numbers import total
from perfeval.core.package.accounts import Balances, FinalAccounts

from .forms import FormLine
from .leaves import FUNDS, INCOME_KINDS, expenditure_leaves, fiscal_income
from .lines import Amounts, Line, difference, sums_by_code
from .two_sided import Roles, form_lines


def overview(accounts: FinalAccounts, lines: list[FormLine]) -> list[Line]:
    """总计 = 本年收入 + 使用非财政拨款结余 + 年初结转 = 本年支出 + 结余分配 + 年末结转; the last one follows."""
    balances = accounts.balances or Balances()
    income = _income(accounts, balances)
    return form_lines(lines, income, _expenditure(accounts, balances, income["total"]))


def _income(accounts: FinalAccounts, balances: Balances) -> dict[str, Amounts]:
    kinds = {
        kind: total([getattr(leaf, kind) for leaf in accounts.revenue]) for kind in INCOME_KINDS if kind != "fiscal"
    }
    funds = {fund: total([amount for _, amount in fiscal_income(accounts, fund)]) for fund in FUNDS}
    received = total([*funds.values(), *kinds.values()])
    carried = {"surplus_used": balances.non_fiscal_surplus_used, "opening": balances.opening}
    whole = total([received, *carried.values()])
    found = {**funds, **kinds, "income_total": received, **carried, "total": whole}
    return {role: (amount,) for role, amount in found.items()}


def _expenditure(accounts: FinalAccounts, balances: Balances, whole: Amounts) -> Roles:
    by_code = sums_by_code(expenditure_leaves(accounts))
    classes = {code: total(list(amounts)) for code, amounts in by_code.items() if len(code) == 3}
    spent = total(list(classes.values()))
    closing = difference(whole[0], spent, balances.surplus_distributed)
    found = {**classes, "expenditure_total": spent, "surplus_distributed": balances.surplus_distributed}
    return {role: (amount,) for role, amount in {**found, "closing": closing, "total": whole[0]}.items()}
