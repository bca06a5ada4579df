"""部门决算: identities, codes, and the printed tables against the computed ones."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from perfeval.core.accounts import account_identities, code_problems
from perfeval.core.numbers import plain, total
from perfeval.core.package import FinalAccounts

from .context import Context, number_of, shown
from .finding import Remark
from .registry import FINAL_ACCOUNTS_RULES, check

Rows = Mapping[str, list[dict[str, Any]]]


@check("C60", "决算各表之间的勾稽关系", "error", FINAL_ACCOUNTS_RULES)
def check_identities(context: Context) -> Iterator[Remark]:
    """What must balance in the final accounts."""
    accounts = context.package.final_accounts
    for identity in account_identities(accounts, context.year) if accounts else []:
        if not identity.holds:
            difference = plain(abs(identity.left - identity.right))
            message = (
                f"{identity.title}应相等：前者{plain(identity.left)}，后者{plain(identity.right)}，相差{difference}。"
            )
            yield Remark(identity.where, plain(identity.left), plain(identity.right), message)


@check("C61", "科目编码有上级且名称一致", "error", FINAL_ACCOUNTS_RULES)
def check_codes(context: Context) -> Iterator[Remark]:
    """A code without its parent, with two names, or with codes below it."""
    yield from _code_remarks(context, "error")


@check("C61-unknown", "科目编码在目录中", "warning", FINAL_ACCOUNTS_RULES)
def check_unknown_codes(context: Context) -> Iterator[Remark]:
    """A code that the catalogue of the year does not have."""
    yield from _code_remarks(context, "warning")


@check("C62", "决算表所印数与计算一致", "error", FINAL_ACCOUNTS_RULES)
def check_printed_tables(context: Context) -> Iterator[Remark]:
    """Every printed cell against the computed one."""
    computed = context.account_tables
    for number, rows in _printed_tables(context).items():
        by_key = {row.key: row.cells for row in computed.get(number, [])}
        for index, row in enumerate(rows):
            other = by_key.get(str(row.get("key")))
            if other is not None:
                yield from _differences(f"/final_accounts/published/tables/{number}/{index}", number, row, other)


@check("C62-name", "同一科目在各表名称一致", "error", FINAL_ACCOUNTS_RULES)
def check_printed_names(context: Context) -> Iterator[Remark]:
    """A code's name in every printed table is the one the accounts give it."""
    accounts = context.package.final_accounts
    if accounts is None:
        return
    names = {**accounts.function_names, **accounts.economic_names}
    names |= {leaf.function: leaf.name for leaf in accounts.revenue}
    names |= {leaf.function: leaf.name for leaf in accounts.expenditure}
    names |= {leaf.code: leaf.name for leaf in accounts.economic}
    for number, rows in _printed_tables(context).items():
        if number not in ("02", "03", "05", "06", "08", "09"):
            continue
        for index, row in enumerate(rows):
            name, label = names.get(str(row.get("key"))), row.get("label")
            if name and isinstance(label, str) and label.strip() != name:
                where = f"/final_accounts/published/tables/{number}/{index}/label"
                message = f"公开{number}表科目{row['key']}的名称印为“{label}”，其他表为“{name}”。"
                yield Remark(where, label, name, message)


@check("C62-line", "决算表行次连续", "warning", FINAL_ACCOUNTS_RULES)
def check_line_numbers(context: Context) -> Iterator[Remark]:
    """Line numbers of the printed tables 01, 04 and 10 run without a gap."""
    for number in ("01", "04", "10"):
        rows = _printed_tables(context).get(number, [])
        lines = [(index, int(str(row["key"]))) for index, row in enumerate(rows) if str(row.get("key")).isdigit()]
        for (_, before), (index, line) in pairwise(lines):
            if line > before + 1:
                missing = "、".join(str(value) for value in range(before + 1, line))
                where = f"/final_accounts/published/tables/{number}/{index}"
                message = f"公开{number}表的行次由{before}跳到{line}，缺{missing}。"
                yield Remark(where, str(line), missing, message)


@check("C63", "部分不大于总数", "error", FINAL_ACCOUNTS_RULES)
def check_parts_of_procurement(context: Context) -> Iterator[Remark]:
    """小微企业 ≤ 中小企业 ≤ 政府采购合计; 基本支出 ≤ 金额 of every 经济分类 code."""
    accounts = context.package.final_accounts
    if accounts is None:
        return
    for index, leaf in enumerate(accounts.economic):
        if leaf.basic is not None and leaf.amount is not None and leaf.basic > leaf.amount:
            message = f"科目{leaf.code}（{leaf.name}）的基本支出{plain(leaf.basic)}大于金额{plain(leaf.amount)}。"
            yield Remark(f"/final_accounts/economic/{index}/basic", plain(leaf.basic), plain(leaf.amount), message)
    yield from _procurement(accounts)


@check("C64", "公务用车保有量各处一致", "warning", FINAL_ACCOUNTS_RULES)
def check_vehicles(context: Context) -> Iterator[Remark]:
    """Vehicles kept on fiscal money are not more than the vehicles of the year's end; a difference is explained."""
    accounts = context.package.final_accounts
    counts = accounts.three_public.counts if accounts and accounts.three_public else None
    vehicles = accounts.assets.vehicles if accounts and accounts.assets else None
    if counts is None or vehicles is None or counts.vehicles_kept is None:
        return
    kinds = ("provincial", "leaders", "confidential", "emergency", "law_enforcement", "special", "retired", "other")
    owned = total([getattr(vehicles, field) for field in kinds])
    if owned is not None and owned != counts.vehicles_kept:
        message = f"公务用车保有量为{plain(counts.vehicles_kept)}辆，资产中的车辆合计为{plain(owned)}辆，须说明差异。"
        where = "/final_accounts/three_public/counts/vehicles_kept"
        yield Remark(where, plain(counts.vehicles_kept), plain(owned), message)


@check("C65", "整体支出自评金额与决算一致", "warning", FINAL_ACCOUNTS_RULES)
def check_overall_against_accounts(context: Context) -> Iterator[Remark]:
    """The execution of the overall sheet is the year's expenditure of the accounts."""
    accounts, overall = context.package.final_accounts, context.package.overall
    executed = overall.amount("executed") if overall else None
    spent = context.account_cell("03", "total")
    if accounts is None or executed is None or spent is None:
        return
    if context.yuan(executed) != spent:
        message = (
            f"整体支出自评的执行数为{context.money(executed)}，部门决算本年支出合计为{plain(spent)}元，"
            "整体支出应包括全部基本支出和项目支出。"
        )
        yield Remark("/overall/funds", context.money(executed), f"{plain(spent)}元", message)


def _procurement(accounts: FinalAccounts) -> Iterator[Remark]:
    record = accounts.procurement
    if record is None:
        return
    whole = total([record.goods, record.works, record.services])
    for key, part, most, names in (
        ("micro", record.micro, record.sme, ("小微企业", "中小企业")),
        ("sme", record.sme, whole, ("中小企业", "政府采购")),
    ):
        if part is not None and most is not None and part > most:
            message = f"授予{names[0]}的合同金额{plain(part)}大于{names[1]}的{plain(most)}，部分不能大于总数。"
            yield Remark(f"/final_accounts/procurement/{key}", plain(part), f"不大于{plain(most)}", message)


def _code_remarks(context: Context, severity: str) -> Iterator[Remark]:
    accounts = context.package.final_accounts
    for problem in code_problems(accounts, context.year) if accounts else []:
        if problem.severity == severity:
            yield Remark(problem.where, problem.code, "目录中的科目编码和名称", f"{problem.message}。")


def _printed_tables(context: Context) -> Rows:
    accounts = context.package.final_accounts
    tables = (accounts.published or {}).get("tables") if accounts else None
    if not isinstance(tables, dict):
        return {}
    return {
        str(number): [row for row in rows if isinstance(row, dict)]
        for number, rows in tables.items()
        if isinstance(rows, list)
    }


def _differences(where: str, table: str, row: dict[str, Any], other: Sequence[object]) -> Iterator[Remark]:
    cells = row.get("cells")
    pairs = zip(cells if isinstance(cells, list) else [], other, strict=False)
    for column, (stated, computed) in enumerate(pairs):
        left, right = number_of(stated), number_of(computed)
        if (left or Decimal(0)) != (right or Decimal(0)):
            label = row.get("label") or row.get("key")
            message = f"公开{table}表“{label}”第{column + 1}栏印为{shown(left)}，按明细计算为{shown(right)}。"
            yield Remark(f"{where}/cells/{column}", shown(left), shown(right), message)
