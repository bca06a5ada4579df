"""What must balance in the final accounts (审核公式): inside the tables, and against what is entered beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from perfeval.core.package.accounts import Balances, FinalAccounts

from .lines import Line
from .tables import account_lines

Tables = Mapping[str, list[Line]]


@dataclass(frozen=True, slots=True)
class Identity:
    """Two figures that must be equal, in the accounts' money unit; ``where`` points into the package."""

    key: str
    title: str
    left: Decimal
    right: Decimal
    where: str

    @property
    def holds(self) -> bool:
        """Whether both sides agree."""
        return self.left == self.right


def account_identities(accounts: FinalAccounts, year: int) -> list[Identity]:
    """All identities: the tables among each other, 经济分类 against 功能分类, entered balances and totals."""
    book = _Book(account_lines(accounts, year))
    return [*_between_tables(book), *_within_tables(book), *_economic(book), *_entered(book, accounts)]


class _Book:
    """The tables with a short way to one cell."""

    def __init__(self, tables: Tables) -> None:
        self._rows = {number: {line.key: line for line in lines} for number, lines in tables.items()}

    def cell(self, table: str, key: str, column: int = 0) -> Decimal:
        """The amount of a cell; zero where it is blank or its row is absent."""
        line = self._rows[table].get(key)
        return line.amount(column) if line else Decimal(0)

    def total(self, table: str, column: int) -> Decimal:
        return self.cell(table, "total", column)

    def lines(self, table: str) -> Mapping[str, Line]:
        return self._rows[table]


def _identity(key: str, title: str, left: Decimal, right: Decimal, where: str = "/final_accounts") -> Identity:
    return Identity(key, title, left, right, where)


def _between_tables(book: _Book) -> Iterator[Identity]:
    cell, total = book.cell, book.total
    yield _identity("01.31=01.62", "收入支出决算总表的收入总计与支出总计", cell("01", "31"), cell("01", "62"))
    yield _identity("01.27=02", "本年收入合计与收入决算表合计", cell("01", "27"), total("02", 0))
    yield _identity("01.58=03", "本年支出合计与支出决算表合计", cell("01", "58"), total("03", 0))
    yield _identity("04.32=04.64", "财政拨款收入总计与支出总计", cell("04", "32"), cell("04", "64"))
    yield _identity("04.27=02", "财政拨款本年收入与收入决算表财政拨款收入", cell("04", "27"), total("02", 1))
    funds = total("05", 0) + total("08", 2) + total("09", 0)
    yield _identity("04.59=05+08+09", "财政拨款本年支出与三类预算支出之和", cell("04", "59"), funds)
    for column, table, amount in ((1, "05", 0), (2, "08", 2), (3, "09", 0)):
        key, title = f"04.59.{column + 2}={table}", f"财政拨款总表第{column + 2}栏与公开{table}表"
        yield _identity(key, title, cell("04", "59", column), total(table, amount))


def _within_tables(book: _Book) -> Iterator[Identity]:
    for table, whole, parts in (("02", 0, 1), ("03", 0, 1), ("05", 0, 1), ("09", 0, 1)):
        for line in book.lines(table).values():
            added = sum((line.amount(column) for column in range(parts, len(line.cells))), Decimal(0))
            yield _identity(
                f"{table}.{line.key}.row", f"公开{table}表“{line.label}”各栏之和", line.amount(whole), added
            )
    for table in ("02", "03", "05", "08", "09"):
        yield from _classes_add_up(book, table)
    for line in book.lines("08").values():
        left = line.amount(0) + line.amount(1) - line.amount(2)
        yield _identity(f"08.{line.key}.row", f"公开08表“{line.label}”年末结转和结余", line.amount(5), left)
    yield from _three_public(book)


def _classes_add_up(book: _Book, table: str) -> Iterator[Identity]:
    """类 into 合计, 款 into 类, 项 into 款; a level without parts of its own is a leaf."""
    lines = book.lines(table)
    for key, line in lines.items():
        length, prefix = (3, "") if key == "total" else (len(key) + 2, key)
        parts = [
            part for code, part in lines.items() if len(code) == length and code.startswith(prefix) and code != "total"
        ]
        if parts:
            added = sum((part.amount(0) for part in parts), Decimal(0))
            yield _identity(f"{table}.{key}.sum", f"公开{table}表“{line.label}”与其下级之和", line.amount(0), added)


def _three_public(book: _Book) -> Iterator[Identity]:
    row = book.lines("07")["amounts"]
    for start, title in ((0, "预算数"), (6, "决算数")):
        whole, abroad, vehicles, bought, running, reception = (row.amount(start + offset) for offset in range(6))
        key = f"07.{start + 1}"
        yield _identity(f"{key}.total", f"“三公”经费{title}合计", whole, abroad + vehicles + reception)
        yield _identity(f"{key}.vehicles", f"公务用车{title}小计", vehicles, bought + running)


def _economic(book: _Book) -> Iterator[Identity]:
    """经济分类 and 功能分类 are entered apart and must come to the same."""
    where = "/final_accounts/economic"
    for column, name in ((0, "小计"), (1, "基本支出")):
        parts = book.cell("06", "personnel_total", column) + book.cell("06", "public_total", column)
        key, title = f"06.{column}=05.{column}", f"人员经费与公用经费合计与公开05表{name}"
        yield _identity(key, title, parts, book.total("05", column), where)
    finals = "/final_accounts/three_public/final"
    running, reception = book.cell("07", "amounts", 10), book.cell("07", "amounts", 11)
    yield _identity("07.11=06.30231", "公务用车运行维护费与经济分类30231", running, book.cell("06", "30231"), finals)
    yield _identity("07.12=06.30217", "公务接待费与经济分类30217", reception, book.cell("06", "30217"), finals)


def _entered(book: _Book, accounts: FinalAccounts) -> Iterator[Identity]:
    """Balances and totals that the officer entered although they follow."""
    balances = accounts.balances or Balances()
    pairs = (
        ("closing", "01", "60", "年末结转和结余"),
        ("closing_fiscal", "04", "60", "年末财政拨款结转和结余"),
        ("opening_fiscal", "04", "28", "年初财政拨款结转和结余"),
    )
    for field, table, line, title in pairs:
        entered = getattr(balances, field)
        if entered is not None:
            where = f"/final_accounts/balances/{field}"
            yield _identity(f"{table}.{line}=entered", f"填报的{title}与计算值", book.cell(table, line), entered, where)
    if accounts.operating_cost is not None:
        spent = book.cell("10", "5") + book.cell("10", "6")
        title, where = "机关运行经费与公用经费中的基本支出", "/final_accounts/operating_cost"
        yield _identity("10.5+6=06", title, spent, book.cell("06", "public_total", 1), where)
    yield from _closing_by_code(book, balances)


def _closing_by_code(book: _Book, balances: Balances) -> Iterator[Identity]:
    for index, row in enumerate(balances.fiscal):
        if row.fund == "government_fund" and row.closing is not None:
            title, where = f"{row.function}年末结转和结余", f"/final_accounts/balances/fiscal/{index}/closing"
            yield _identity(f"08.{row.function}=entered", title, book.cell("08", row.function, 5), row.closing, where)
