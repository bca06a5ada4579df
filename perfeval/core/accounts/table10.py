"""公开10表 部门决算公开相关信息统计表: procurement, 机关运行经费 and vehicles."""

from collections.abc import Sequence
from decimal import Decimal

from perfeval.core.numbers import total
from perfeval.core.package.accounts import Assets, FinalAccounts, OperatingCost, Procurement, Vehicles
from perfeval.core.package.base import Record

from .forms import FormLine
from .lines import Line
from .two_sided import Roles, form_lines


def information(accounts: FinalAccounts, lines: Sequence[FormLine], public_basic: Decimal | None) -> list[Line]:
    """``public_basic`` is the 基本支出 part of 公用经费 in table 06: 机关运行经费 where none is entered."""
    roles = {**_procurement(accounts), **_operating_cost(accounts, public_basic), **_assets(accounts)}
    return form_lines(lines, roles, {})


def _procurement(accounts: FinalAccounts) -> Roles:
    bought = accounts.procurement or Procurement()
    parts = {"goods": bought.goods, "works": bought.works, "services": bought.services}
    return {role: (amount,) for role, amount in {**parts, "procurement": total(list(parts.values()))}.items()}


def _operating_cost(accounts: FinalAccounts, public_basic: Decimal | None) -> Roles:
    """Entered amounts stand; what is not entered is the rest of 公用经费."""
    cost = accounts.operating_cost or OperatingCost()
    administrative, reference = cost.administrative, cost.reference_public_institution
    if administrative is None and public_basic is not None:
        administrative = public_basic - (reference or Decimal(0))
    return {"administrative": (administrative,), "reference_public_institution": (reference,)}


def _assets(accounts: FinalAccounts) -> Roles:
    assets = accounts.assets or Assets()
    vehicles = assets.vehicles or Vehicles()
    kinds = {name: getattr(vehicles, name) for name in Vehicles.model_fields if name not in Record.model_fields}
    found = {**kinds, "vehicles": total(list(kinds.values())), "large_equipment": assets.large_equipment}
    return {role: (number,) for role, number in found.items()}
