"""公开02表 收入决算表: income by 功能分类 and kind."""

from collections.abc import Mapping

from perfeval.core.package.accounts import FinalAccounts

from .leaves import INCOME_KINDS, income_leaves
from .lines import Line, code_lines, sums_by_code, with_total


def revenue(accounts: FinalAccounts, names: Mapping[str, str]) -> list[Line]:
    """本年收入合计 and the six kinds of income, 合计 then 类/款/项."""
    sums = sums_by_code((code, with_total(amounts)) for code, amounts in income_leaves(accounts))
    return code_lines(sums, names, len(INCOME_KINDS) + 1)
