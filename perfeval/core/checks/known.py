"""What the package knows under a name: amounts of the sheets, lists, tables and accounts that prose speaks of."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval.core.package import Statistics

from .context import Context

_ACCOUNT_WHOLES = (
    ("本年收入合计", "02", "total", 0),
    ("本年支出合计", "03", "total", 0),
    ("基本支出合计", "03", "total", 1),
    ("项目支出总额", "03", "total", 2),
    ("项目支出合计", "03", "total", 2),
    ("收入总计", "01", "31", 0),
    ("支出总计", "01", "62", 0),
    ("财政拨款收入", "02", "total", 1),
    ("政府采购支出总额", "10", "1", 0),
    ("机关运行经费支出", "10", "5", 0),
)


@dataclass(frozen=True, slots=True)
class Known:
    """A figure under a name: base units (元, 人), where it stands, and what it is called in a message."""

    name: str
    base: Decimal
    dimension: str
    where: str
    title: str


def known_amounts(context: Context) -> list[Known]:
    """Amounts that the report may state, from the final accounts."""
    return list(_of_accounts(context))


def statistics_of_lists(context: Context) -> dict[str, Statistics]:
    """Statistics of the project lists that have projects, by ``own``, ``transfer`` and ``all``."""
    result = context.package.computed
    if result is None:
        return {}
    groups = {"own": result.statistics.own, "transfer": result.statistics.transfer, "all": result.statistics.all}
    return {name: group for name, group in groups.items() if group.count}


def sum_of(context: Context, name: str, field: str) -> Decimal | None:
    """Σ of one fund column over the projects of a list, in 元; None where a project has no such figure."""
    projects = [project for project in context.package.projects if name in ("all", project.list)]
    amounts = [project.amount(field) for project in projects]
    if not amounts or any(amount is None for amount in amounts):
        return None
    return context.yuan(sum((amount for amount in amounts if amount is not None), Decimal(0)))


def _of_accounts(context: Context) -> Iterator[Known]:
    for name, table, key, column in _ACCOUNT_WHOLES:
        amount = context.account_cell(table, key, column)
        if amount is not None:
            yield Known(name, amount, "money", "/final_accounts", f"决算{name}")
