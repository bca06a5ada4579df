"""From the leaves of the final accounts to the published tables 01 to 10."""

from decimal import Decimal

from perfeval.core.package.accounts import AccountRow, FinalAccounts

from .forms import account_forms
from .lines import Line
from .names import economic_names, function_names
from .table01 import overview
from .table02 import revenue
from .table03 import expenditure
from .table04 import fiscal_overview
from .table05 import fund_expenditure
from .table06 import economic
from .table07 import three_public
from .table08 import government_fund
from .table10 import information


def account_lines(accounts: FinalAccounts, year: int) -> dict[str, list[Line]]:
    """Table number → rows with their amounts, in the money unit of the accounts."""
    forms, names = account_forms(), function_names(accounts, year)
    by_economic = economic(accounts, economic_names(accounts, year), forms.economic)
    statistics = [line for block in forms.tables["10"].blocks for line in block.lines]
    return {
        "01": overview(accounts, forms.tables["01"].lines),
        "02": revenue(accounts, names),
        "03": expenditure(accounts, names),
        "04": fiscal_overview(accounts, forms.tables["04"].lines),
        "05": fund_expenditure(accounts, names, "general"),
        "06": by_economic,
        "07": three_public(accounts),
        "08": government_fund(accounts, names),
        "09": fund_expenditure(accounts, names, "state_capital"),
        "10": information(accounts, statistics, _public_basic(by_economic)),
    }


def account_tables(accounts: FinalAccounts, year: int) -> dict[str, list[AccountRow]]:
    """Table number → rows ``{key, label, cells}`` as they are printed: null is blank, 「——」 is a printed dash."""
    return as_rows(account_lines(accounts, year))


def as_rows(tables: dict[str, list[Line]]) -> dict[str, list[AccountRow]]:
    """The printed form of the rows."""
    return {number: [line.as_row() for line in lines] for number, lines in tables.items()}


def _public_basic(lines: list[Line]) -> Decimal | None:
    cell = next(line.cells[1] for line in lines if line.key == "public_total")
    return cell if isinstance(cell, Decimal) else None
