"""公开07表 财政拨款“三公”经费支出决算表: budget and final, six columns each."""

from perfeval.core.numbers import total
from perfeval.core.package.accounts import FinalAccounts
from perfeval.core.package.tables import ThreePublic, ThreePublicAmounts

from .lines import Amounts, Line, blank_zeros


def three_public(accounts: FinalAccounts) -> list[Line]:
    """One row: 合计, 因公出国(境)费, 公务用车小计, 购置费, 运行维护费, 公务接待费; budget then final."""
    entered = accounts.three_public or ThreePublic()
    return [Line("amounts", None, blank_zeros(three_public_cells(entered.budget) + three_public_cells(entered.final)))]


def three_public_cells(amounts: ThreePublicAmounts | None) -> Amounts:
    """The six columns of one year: 合计 = 出国 + 公务用车 + 接待; 公务用车 = 购置 + 运行维护."""
    given = amounts or ThreePublicAmounts()
    vehicles = total([given.vehicle_purchase, given.vehicle_running])
    whole = total([given.abroad, vehicles, given.reception])
    return (whole, given.abroad, vehicles, given.vehicle_purchase, given.vehicle_running, given.reception)
