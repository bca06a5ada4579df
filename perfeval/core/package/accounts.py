"""Final accounts (部门决算): the leaves that are entered; tables and sentences are computed from them."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from .base import Name, Number, Record, Result, Text
from .tables import ThreePublic

FunctionCode = Annotated[str, StringConstraints(pattern=r"^\d{3}(\d{2}){0,2}$")]
EconomicCode = Annotated[str, StringConstraints(pattern=r"^\d{3}(\d{2})?$")]
AccountFund = Literal["general", "government_fund", "state_capital"]


class Revenue(Record):
    """Income of one 功能分类 code, in the accounts' money unit; ``fund`` is that of the fiscal part."""

    function: FunctionCode
    name: Name
    fund: AccountFund | None = None
    fiscal: Number | None = None
    superior: Number | None = None
    business: Number | None = None
    operating: Number | None = None
    affiliated: Number | None = None
    other: Number | None = None


class Expenditure(Record):
    """Spending of one 功能分类 code by source (财政拨款 or other) and fund."""

    function: FunctionCode
    name: Name
    source: Literal["fiscal", "other"]
    fund: AccountFund | None = None
    basic: Number | None = None
    project: Number | None = None
    to_superior: Number | None = None
    operating: Number | None = None
    to_affiliated: Number | None = None


class Economic(Record):
    """一般公共预算财政拨款 spending of one 经济分类 code; ``basic`` is its 基本支出 part."""

    code: EconomicCode
    name: Name
    amount: Number | None = None
    basic: Number | None = None


class FiscalBalance(Record):
    """年初/年末结转和结余 of one code of a fund."""

    fund: AccountFund
    function: FunctionCode
    opening: Number | None = None
    closing: Number | None = None


class Balances(Record):
    """结转和结余 at the start and the end of the year."""

    opening: Number | None = None
    opening_fiscal: Number | None = None
    non_fiscal_surplus_used: Number | None = None
    surplus_distributed: Number | None = None
    closing: Number | None = None
    closing_fiscal: Number | None = None
    fiscal: list[FiscalBalance] = Field(default_factory=list)


class Procurement(Record):
    """政府采购支出: goods, works, services; of it contracts with 中小企业 and 小微企业."""

    goods: Number | None = None
    works: Number | None = None
    services: Number | None = None
    sme: Number | None = None
    micro: Number | None = None


class OperatingCost(Record):
    """机关运行经费."""

    administrative: Number | None = None
    reference_public_institution: Number | None = None
    prior: Number | None = None


class Vehicles(Record):
    """Vehicles at the year's end, by use."""

    provincial: Number | None = None
    leaders: Number | None = None
    confidential: Number | None = None
    emergency: Number | None = None
    law_enforcement: Number | None = None
    special: Number | None = None
    retired: Number | None = None
    other: Number | None = None


class Assets(Record):
    """国有资产占用: vehicles, and equipment of 100万元 and more."""

    vehicles: Vehicles | None = None
    large_equipment: Number | None = None


class Figures(Record):
    """Figures under keys of their own, e.g. ``general_expenditure_208``; ``null`` = unknown."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Number | None]

    def get(self, key: str) -> Decimal | None:
        """The figure under a key, None where it is absent or unknown."""
        return self.__pydantic_extra__.get(key)

    def __contains__(self, key: str) -> bool:
        """Whether the key was given at all, be it as ``null``."""
        return key in self.__pydantic_extra__

    def figures(self) -> dict[str, Decimal | None]:
        """All figures by key, in order."""
        return dict(self.__pydantic_extra__)


class AccountRow(Result):
    """One printed row: ``cells`` are amounts as the tables print them, null where blank, 「——」 where none is possible.

    ``side`` stands in the two-sided tables 01 and 04; ``pos`` is [row, column group] in table 06.
    """

    key: str
    label: str | None = None
    cells: list[str | None] = Field(default_factory=list)
    side: Literal["income", "expenditure"] | None = None
    pos: tuple[int, int] | None = None


class AccountsResult(Result):
    """``tables``: table number → rows; ``text``: sentence id → text."""

    tables: dict[str, list[AccountRow]] = Field(default_factory=dict)
    text: dict[str, str] = Field(default_factory=dict)


class FinalAccounts(Record):
    """部门决算: only leaves; ``prior`` holds last year's figures that the text compares with, ``null`` = unknown."""

    money_unit: Literal["元", "万元"] = "元"
    revenue: list[Revenue] = Field(default_factory=list)
    expenditure: list[Expenditure] = Field(default_factory=list)
    function_names: dict[str, Text] = Field(default_factory=dict)
    economic_names: dict[str, Text] = Field(default_factory=dict)
    economic: list[Economic] = Field(default_factory=list)
    balances: Balances | None = None
    three_public: ThreePublic | None = None
    procurement: Procurement | None = None
    operating_cost: OperatingCost | None = None
    assets: Assets | None = None
    prior: Figures = Field(default_factory=Figures)
    initial_budget: Figures = Field(default_factory=Figures)
    texts: dict[str, Text | None] = Field(default_factory=dict)
    computed: AccountsResult | None = None
