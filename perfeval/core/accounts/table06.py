"""公开06表 一般公共预算财政拨款支出决算明细表: spending by 经济分类, 人员经费 beside 公用经费."""

from collections.abc import Iterable, Mapping

from perfeval.core.package.accounts import FinalAccounts

from .forms import EconomicList
from .lines import DASH, Amount, Amounts, Cell, Line, add, blank_zeros, sums_by_code


def economic(accounts: FinalAccounts, names: Mapping[str, str], listed: EconomicList) -> list[Line]:
    """The fixed code list with 金额 and 其中基本支出, then 人员经费合计 and 公用经费合计.

    A code outside the list has no row, but counts in its 类 and so in the totals.
    """
    sums = sums_by_code((leaf.code, _amounts(leaf.code, leaf.amount, leaf.basic, listed)) for leaf in accounts.economic)
    lines = [
        Line(code, names.get(code), _cells(code, sums, listed), place=(row, group))
        for group, codes in enumerate(listed.groups, start=1)
        for row, code in enumerate(codes, start=1)
    ]
    last = max(len(codes) for codes in listed.groups) + 1
    return [
        *lines,
        Line("personnel_total", listed.personnel_label, _total(sums, listed.personnel), place=(last, 1)),
        Line("public_total", listed.public_label, _total(sums, listed.public), place=(last, 2)),
    ]


def _amounts(code: str, amount: Amount, basic: Amount, listed: EconomicList) -> Amounts:
    """金额 and basic part; a 类 that cannot be 基本支出 has none."""
    return (amount, None if code[:3] in listed.no_basic else basic)


def _cells(code: str, sums: Mapping[str, Amounts], listed: EconomicList) -> tuple[Cell, ...]:
    amount, basic = sums.get(code, (None, None))
    return blank_zeros((amount, DASH if code[:3] in listed.no_basic else basic))


def _total(sums: Mapping[str, Amounts], classes: Iterable[str]) -> tuple[Cell, ...]:
    return blank_zeros(add((sums[code] for code in classes if code in sums), 2))
