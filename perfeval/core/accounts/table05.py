"""公开05表 一般公共预算财政拨款支出决算表, and 公开09表 国有资本经营预算: spending of one fund by 功能分类."""

from collections.abc import Mapping

from perfeval.core.package.accounts import AccountFund, FinalAccounts

from .leaves import fiscal_leaves
from .lines import Line, code_lines, sums_by_code, with_total


def fund_expenditure(accounts: FinalAccounts, names: Mapping[str, str], fund: AccountFund) -> list[Line]:
    """小计 = 基本支出 + 项目支出, 合计 then 类/款/项; only a blank 合计 where there is nothing."""
    sums = sums_by_code((code, with_total(amounts)) for code, amounts in fiscal_leaves(accounts, fund))
    return code_lines(sums, names, 3)
