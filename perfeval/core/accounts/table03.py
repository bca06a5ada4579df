"""公开03表 支出决算表: spending by 功能分类 and kind, from all sources."""

from collections.abc import Mapping

from perfeval.core.package.accounts import FinalAccounts

from .leaves import EXPENDITURE_KINDS, expenditure_leaves
from .lines import Line, code_lines, sums_by_code, with_total


def expenditure(accounts: FinalAccounts, names: Mapping[str, str]) -> list[Line]:
    """本年支出合计 and the five kinds of spending, 合计 then 类/款/项."""
    sums = sums_by_code((code, with_total(amounts)) for code, amounts in expenditure_leaves(accounts))
    return code_lines(sums, names, len(EXPENDITURE_KINDS) + 1)
