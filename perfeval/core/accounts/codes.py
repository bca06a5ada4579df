"""Codes of the entered leaves against the catalogues: unknown codes warn, codes without a known parent are errors."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from perfeval.core.package.accounts import FinalAccounts

from .catalogue import catalogue_names, parents
from .forms import account_forms


@dataclass(frozen=True, slots=True)
class CodeProblem:
    """Something wrong with one code; ``where`` is the JSON pointer of its leaf, ``message`` Chinese."""

    severity: Literal["error", "warning"]
    where: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class _Leaf:
    where: str
    code: str
    name: str


def code_problems(accounts: FinalAccounts, year: int) -> list[CodeProblem]:
    """All problems of the codes, in the order in which the leaves are entered."""
    functions = {**catalogue_names("function", year), **accounts.function_names}
    economics = {**catalogue_names("economic", year), **accounts.economic_names}
    by_function, by_economic = list(_function_leaves(accounts)), list(_economic_leaves(accounts))
    return [
        *_unknown(by_function, functions, "功能分类科目"),
        *_two_names(by_function),
        *_not_lowest(by_function),
        *_without_line(by_function),
        *_unknown(by_economic, economics, "经济分类科目"),
        *_two_names(by_economic),
        *_not_lowest(by_economic),
        *_without_row(by_economic),
    ]


def _function_leaves(accounts: FinalAccounts) -> Iterator[_Leaf]:
    for kind in ("revenue", "expenditure"):
        for index, leaf in enumerate(getattr(accounts, kind)):
            yield _Leaf(f"/final_accounts/{kind}/{index}", leaf.function, leaf.name)


def _economic_leaves(accounts: FinalAccounts) -> Iterator[_Leaf]:
    for index, leaf in enumerate(accounts.economic):
        yield _Leaf(f"/final_accounts/economic/{index}", leaf.code, leaf.name)


def _unknown(leaves: list[_Leaf], known: Mapping[str, str], kind: str) -> Iterator[CodeProblem]:
    for leaf in leaves:
        missing = [parent for parent in parents(leaf.code) if parent not in known]
        if missing:
            message = f"{kind}{leaf.code}（{leaf.name}）的上级科目{'、'.join(missing)}不存在"
            yield CodeProblem("error", leaf.where, leaf.code, message)
        elif leaf.code not in known:
            message = f"科目目录中没有{kind}{leaf.code}（{leaf.name}），请核对编码"
            yield CodeProblem("warning", leaf.where, leaf.code, message)


def _two_names(leaves: list[_Leaf]) -> Iterator[CodeProblem]:
    first: dict[str, str] = {}
    for leaf in leaves:
        name = first.setdefault(leaf.code, leaf.name)
        if leaf.name != name:
            message = f"科目{leaf.code}有两个名称：“{name}”与“{leaf.name}”"
            yield CodeProblem("error", leaf.where, leaf.code, message)


def _not_lowest(leaves: list[_Leaf]) -> Iterator[CodeProblem]:
    """An amount on a level that has codes below it would make the parent more than the sum of its parts."""
    above = {parent for leaf in leaves for parent in parents(leaf.code)}
    for leaf in leaves:
        if leaf.code in above:
            message = f"科目{leaf.code}（{leaf.name}）下面还有下级科目，金额应填在最低一级"
            yield CodeProblem("error", leaf.where, leaf.code, message)


def _without_line(leaves: list[_Leaf]) -> Iterator[CodeProblem]:
    """A 类 that table 01 does not list would be in the total only."""
    listed = {line.role for line in account_forms().tables["01"].lines}
    for leaf in leaves:
        if "/expenditure/" in leaf.where and leaf.code[:3] not in listed:
            message = f"收入支出决算总表没有{leaf.code[:3]}类的行，{leaf.code}（{leaf.name}）只计入合计"
            yield CodeProblem("error", leaf.where, leaf.code, message)


def _without_row(leaves: list[_Leaf]) -> Iterator[CodeProblem]:
    """Table 06 has a fixed list: a 款 outside it counts in its 类 only, a 类 outside it nowhere."""
    listed = account_forms().economic
    classes, codes = {*listed.personnel, *listed.public}, {code for group in listed.groups for code in group}
    for leaf in leaves:
        if leaf.code[:3] not in classes:
            message = f"经济分类{leaf.code}（{leaf.name}）不属于人员经费，也不属于公用经费，明细表不含这一金额"
            yield CodeProblem("error", leaf.where, leaf.code, message)
        elif leaf.code not in codes:
            message = f"明细表没有经济分类{leaf.code}（{leaf.name}）的行，金额只计入{leaf.code[:3]}类"
            yield CodeProblem("warning", leaf.where, leaf.code, message)
