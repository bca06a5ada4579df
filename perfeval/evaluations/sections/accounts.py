"""决算数据: the leaves of revenue, expenditure and 经济分类, and what the tables need beside them.

Totals and the published tables follow from them (perfeval.core.accounts); they are shown below what is typed.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from perfeval.core.package.accounts import (
    Assets,
    Balances,
    Economic,
    Expenditure,
    FinalAccounts,
    OperatingCost,
    Procurement,
    Revenue,
    Vehicles,
)
from perfeval.core.tables.accounts import accounts_table
from perfeval.core.tables.model import Cell, Row, Table
from perfeval.evaluations.columns import FINAL_ACCOUNTS
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.models import AccountFund, AccountSource, SelfEvaluation

from ..screens.progress import Progress
from .counting import Counts
from .figures import three_public_blocks
from .form import Block, Choices, Names, amount, grid, headings, labelled, line, number

_REF = "/final_accounts"
_FUNDS: Choices = AccountFund.choices
_SOURCES: Choices = AccountSource.choices


def revenue(loaded: Loaded) -> list[Block]:
    """Income by 功能分类 code, and table 02 as it follows."""
    accounts = _accounts(loaded)
    columns = [_("财政拨款收入"), _("上级补助收入"), _("事业收入"), _("经营收入"), _("附属单位上缴收入"), _("其他收入")]
    rows = [headings(_("科目编码"), _("科目名称"), _("资金性质"), *columns)]
    rows += [_revenue_row(leaf, f"{_REF}/revenue/{index}") for index, leaf in enumerate(accounts.revenue)]
    table = grid("revenue", _("收入（{unit}）").format(unit=accounts.money_unit), (10, 18, 12, *(10,) * 6), rows)
    choices = {"fund": _FUNDS}
    return [Block(table, kind="revenue", choices=choices, catalogue="function"), *_published(loaded, "01", "02")]


def _revenue_row(leaf: Revenue, ref: str) -> Row:
    kinds = ("fiscal", "superior", "business", "operating", "affiliated", "other")
    return Row(
        (*_code(leaf.function, leaf.name, f"{ref}/function", ref), *_fund(leaf, ref), *_amounts(leaf, kinds, ref)),
        anchor=ref,
    )


def expenditure(loaded: Loaded) -> list[Block]:
    """Spending by 功能分类 code, source and fund, and tables 03 to 05 as they follow."""
    accounts = _accounts(loaded)
    columns = [_("基本支出"), _("项目支出"), _("上缴上级支出"), _("经营支出"), _("对附属单位补助支出")]
    rows = [headings(_("科目编码"), _("科目名称"), _("资金来源"), _("资金性质"), *columns)]
    rows += [_expenditure_row(leaf, f"{_REF}/expenditure/{index}") for index, leaf in enumerate(accounts.expenditure)]
    title = _("支出（{unit}）").format(unit=accounts.money_unit)
    table = grid("expenditure", title, (10, 18, 10, 12, *(10,) * 5), rows)
    choices = {"fund": _FUNDS, "source": _SOURCES}
    block = Block(table, kind="expenditure", choices=choices, catalogue="function")
    return [block, *_published(loaded, "03", "04", "05")]


def _expenditure_row(leaf: Expenditure, ref: str) -> Row:
    kinds = ("basic", "project", "to_superior", "operating", "to_affiliated")
    code = _code(leaf.function, leaf.name, f"{ref}/function", ref)
    return Row((*code, line(leaf.source, f"{ref}/source"), *_fund(leaf, ref), *_amounts(leaf, kinds, ref)), anchor=ref)


def economic(loaded: Loaded) -> list[Block]:
    """一般公共预算财政拨款 by 经济分类 code, and table 06 as it follows."""
    accounts = _accounts(loaded)
    rows = [headings(_("经济分类编码"), _("科目名称"), _("决算数"), _("其中：基本支出"))]
    rows += [_economic_row(leaf, f"{_REF}/economic/{index}") for index, leaf in enumerate(accounts.economic)]
    title = _("一般公共预算财政拨款支出，按经济分类（{unit}）").format(unit=accounts.money_unit)
    table = grid("economic", title, (15, 41, 22, 22), rows)
    return [Block(table, kind="economic", catalogue="economic"), *_published(loaded, "06")]


def _economic_row(leaf: Economic, ref: str) -> Row:
    return Row(
        (*_code(leaf.code, leaf.name, f"{ref}/code", ref), *_amounts(leaf, ("amount", "basic"), ref)), anchor=ref
    )


def _code(code: str, name: str, code_ref: str, ref: str) -> tuple[Cell, Cell]:
    return line(code, code_ref), line(name, f"{ref}/name")


def _fund(leaf: Revenue | Expenditure, ref: str) -> tuple[Cell]:
    return (line(leaf.fund, f"{ref}/fund"),)


def _amounts(leaf: Revenue | Expenditure | Economic, kinds: tuple[str, ...], ref: str) -> Iterator[Cell]:
    return (amount(getattr(leaf, kind), f"{ref}/{kind}") for kind in kinds)


# --- the rest -------------------------------------------------------------------------------------------------------


def account_details(loaded: Loaded) -> list[Block]:
    """Balances, “三公”, procurement, operating cost, vehicles, and the figures of other years that the text needs."""
    accounts = _accounts(loaded)
    unit = accounts.money_unit
    return [
        Block(_balances(accounts.balances or Balances(), unit)),
        Block(
            _fund_balances(accounts.balances or Balances(), unit),
            kind="balance",
            choices={"fund": _FUNDS},
            catalogue="function",
        ),
        *three_public_blocks(accounts.three_public, f"{_REF}/three_public", unit),
        Block(_procurement(accounts, unit)),
        Block(_vehicles(accounts.assets or Assets())),
        Block(_other_years(accounts, unit), hint=_("上年没有这一项的填0；不知道的留空，报告相应句子里会标出缺哪个数")),
        *_published(loaded, "07", "08", "09", "10"),
    ]


def account_names(loaded: Loaded) -> Names:
    """The fields of last year's figures and of the initial budget that nobody has filled yet."""
    if loaded.package.final_accounts is None:
        return {}
    record = _record(loaded)
    places = [f"prior/{key}" for key in _prior_words(loaded.package.final_accounts)]
    places += [f"initial_budget/{code}" for code in _classes(loaded.package.final_accounts)]
    return {f"{_REF}/{place}": f"{record}.{place}" for place in places}


def _record(loaded: Loaded) -> str:
    """The stable name of the accounts: finalaccounts.3."""
    prefix = f"{FINAL_ACCOUNTS.label}."
    found = next(field for field in loaded.fields.values() if field.startswith(prefix))
    return ".".join(found.split(".")[:2])


def _balances(balances: Balances, unit: str) -> Table:
    words = {
        "opening": _("年初结转和结余"),
        "opening_fiscal": _("其中：年初财政拨款结转和结余"),
        "non_fiscal_surplus_used": _("使用非财政拨款结余"),
        "surplus_distributed": _("结余分配"),
        "closing": _("年末结转和结余"),
        "closing_fiscal": _("其中：年末财政拨款结转和结余"),
    }
    rows = [labelled(word, amount(getattr(balances, key), f"{_REF}/balances/{key}")) for key, word in words.items()]
    return grid("balances", _("结转和结余（{unit}）").format(unit=unit), (70, 30), rows)


def _fund_balances(balances: Balances, unit: str) -> Table:
    rows = [headings(_("资金性质"), _("功能分类编码"), _("年初"), _("年末"))]
    for index, balance in enumerate(balances.fiscal):
        ref = f"{_REF}/balances/fiscal/{index}"
        ends = (amount(getattr(balance, end), f"{ref}/{end}") for end in ("opening", "closing"))
        cells = (line(balance.fund, f"{ref}/fund"), line(balance.function, f"{ref}/function"), *ends)
        rows.append(Row(cells, anchor=ref))
    title = _("财政拨款结转和结余，按科目（{unit}）").format(unit=unit)
    return grid("fund-balances", title, (30, 20, 25, 25), rows)


def _procurement(accounts: FinalAccounts, unit: str) -> Table:
    procurement = accounts.procurement or Procurement()
    cost = accounts.operating_cost or OperatingCost()
    bought = {
        "goods": _("政府采购货物支出"),
        "works": _("政府采购工程支出"),
        "services": _("政府采购服务支出"),
        "sme": _("授予中小企业合同金额"),
        "micro": _("其中：授予小微企业合同金额"),
    }
    run = {
        "administrative": _("机关运行经费：行政单位"),
        "reference_public_institution": _("机关运行经费：参照公务员法管理的事业单位"),
        "prior": _("上年机关运行经费"),
    }
    rows = [
        labelled(word, amount(getattr(procurement, key), f"{_REF}/procurement/{key}")) for key, word in bought.items()
    ]
    rows += [labelled(word, amount(getattr(cost, key), f"{_REF}/operating_cost/{key}")) for key, word in run.items()]
    return grid("procurement", _("政府采购与机关运行经费（{unit}）").format(unit=unit), (70, 30), rows)


def _vehicles(assets: Assets) -> Table:
    vehicles = assets.vehicles or Vehicles()
    words = {
        "provincial": _("副部（省）级及以上领导用车（辆）"),
        "leaders": _("主要领导干部用车（辆）"),
        "confidential": _("机要通信用车（辆）"),
        "emergency": _("应急保障用车（辆）"),
        "law_enforcement": _("执法执勤用车（辆）"),
        "special": _("特种专业技术用车（辆）"),
        "retired": _("离退休干部用车（辆）"),
        "other": _("其他用车（辆）"),
    }
    ref = f"{_REF}/assets"
    rows = [labelled(word, number(getattr(vehicles, key), f"{ref}/vehicles/{key}")) for key, word in words.items()]
    rows.append(
        labelled(_("单价100万元（含）以上设备（台、套）"), number(assets.large_equipment, f"{ref}/large_equipment"))
    )
    return grid("assets", _("国有资产占用"), (70, 30), rows)


def _other_years(accounts: FinalAccounts, unit: str) -> Table:
    rows = [
        labelled(word, amount(accounts.prior.get(key), f"{_REF}/prior/{key}"))
        for key, word in _prior_words(accounts).items()
    ]
    rows += [
        labelled(
            _("年初预算：{code} {name}").format(code=code, name=name),
            amount(accounts.initial_budget.get(code), f"{_REF}/initial_budget/{code}"),
        )
        for code, name in _classes(accounts).items()
    ]
    return grid("other-years", _("上年数与年初预算（{unit}）").format(unit=unit), (70, 30), rows)


def _prior_words(accounts: FinalAccounts) -> dict[str, str]:
    words = {
        "income_total": _("上年收入总计"),
        "expenditure_total": _("上年支出总计"),
        "fiscal_income_total": _("上年财政拨款收入总计"),
        "fiscal_expenditure_total": _("上年财政拨款支出总计"),
        "general_expenditure": _("上年一般公共预算财政拨款支出"),
    }
    pattern = _("上年一般公共预算财政拨款支出：{code} {name}")
    by_class = {
        f"general_expenditure_{code}": pattern.format(code=code, name=name) for code, name in _classes(accounts).items()
    }
    return {**words, **by_class}


def _classes(accounts: FinalAccounts) -> dict[str, str]:
    """The 类 of what was spent, with their names."""
    tables = accounts.computed.tables if accounts.computed else {}
    return {row.key: row.label or "" for row in tables.get("03", []) if row.key.isdigit() and len(row.key) == 3}


def _published(loaded: Loaded, *numbers: str) -> Iterator[Block]:
    """The published tables that follow, only to read."""
    return (Block(table) for number in numbers if (table := accounts_table(loaded.package, number)))


def _accounts(loaded: Loaded) -> FinalAccounts:
    """The accounts; a section without them is not built."""
    accounts = loaded.package.final_accounts
    if accounts is None:
        raise LookupError("final_accounts")
    return accounts


# --- how far it is --------------------------------------------------------------------------------------------------


def revenue_progress(_evaluation: SelfEvaluation, counts: Counts) -> Progress:
    """How many codes of income have an amount."""
    return _lines(counts.revenue, counts.blank_revenue)


def expenditure_progress(_evaluation: SelfEvaluation, counts: Counts) -> Progress:
    """How many codes of spending have an amount."""
    return _lines(counts.expenditure, counts.blank_expenditure)


def economic_progress(_evaluation: SelfEvaluation, counts: Counts) -> Progress:
    """How many codes of 经济分类 have an amount."""
    return _lines(counts.economic, counts.blank_economic)


def details_progress(_evaluation: SelfEvaluation, counts: Counts) -> Progress:
    """Whether balances, “三公”, procurement and operating cost are there."""
    return Progress(4, 4 - counts.account_details)


def _lines(rows: int, blank: int) -> Progress:
    """At least one line is waited for."""
    return Progress(max(rows, 1), blank if rows else 1)
