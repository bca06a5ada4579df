"""The flat lists of a sheet: fund rows, amounts by nature, goals, text boxes."""

from collections.abc import Callable
from typing import Any, cast

from perfeval.core.language import _
from perfeval.evaluations import columns as c
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import Analysis, FundRow, Goal, NatureAmount, NatureGroup, Sheet
from perfeval.evaluations.services.errors import ChangeRefusedError

from .order import copied, free_name, inserted_after, renumber, swapped

TOTAL = "total"
COPY = "{name}（{number}）"

ListRow = FundRow | NatureAmount | Goal | Analysis


def add(rows: Rows, row: ListRow) -> None:
    """A new empty row behind this one."""
    siblings = _siblings(rows, row)
    group = row.group if isinstance(row, NatureAmount) else ""
    renumber(inserted_after(siblings, row, _stored(_NEW[type(row)](row.sheet, siblings, group))))


def add_last(rows: Rows, sheet: Sheet, model: type[ListRow], group: str = "") -> None:
    """A new empty row at the end of the list."""
    siblings = _all(rows, sheet.pk, model)
    renumber([*siblings, _stored(_NEW[model](sheet, siblings, group))])


def duplicate(rows: Rows, row: ListRow) -> None:
    """A copy right behind, under a name of its own."""
    siblings = _siblings(rows, row)
    changes: dict[str, str] = {}
    if isinstance(row, FundRow):
        changes["key"] = _free_key(siblings)
    if not isinstance(row, Goal):
        changes["label"] = free_name(row.label or "", [each.label for each in siblings], COPY)
    renumber(inserted_after(siblings, row, _stored(copied(row, **changes))))


def move(rows: Rows, row: ListRow, by: int) -> None:
    """Up (-1) or down (1); amounts by nature within income or expenditure."""
    siblings = _siblings(rows, row)
    group = [each for each in siblings if each.group == row.group] if isinstance(row, NatureAmount) else siblings
    renumber(swapped(siblings, row, group, by))


def delete(rows: Rows, row: ListRow) -> None:
    """Remove the row; the fund total stays, since the execution rate is that of it."""
    if isinstance(row, FundRow) and row.key == TOTAL:
        raise ChangeRefusedError(_("资金总额一行不能删除，预算执行率按它计算"))
    siblings = _siblings(rows, row)
    row.delete()
    renumber([each for each in siblings if each != row])


def _siblings(rows: Rows, row: ListRow) -> list[Any]:
    return _all(rows, row.sheet_id, type(row))


def _all(rows: Rows, sheet: int, model: type[ListRow]) -> list[Any]:
    return cast("list[Any]", rows.children(c.ALL[model._meta.model_name or ""], sheet))


def _stored(row: Any) -> Any:
    row.save()
    return row


def _new_fund_row(sheet: Sheet, siblings: list[Any], _group: str) -> FundRow:
    """The first row of a sheet is its total."""
    if not any(each.key == TOTAL for each in siblings):
        return FundRow(sheet=sheet, key=TOTAL, label="年度资金总额")
    return FundRow(sheet=sheet, key=_free_key(siblings), label=free_name("其他资金", [each.label for each in siblings]))


def _free_key(siblings: list[Any]) -> str:
    taken = {each.key for each in siblings}
    return next(key for number in range(1, len(taken) + 2) if (key := f"other_{number}") not in taken)


def _new_nature_amount(sheet: Sheet, siblings: list[Any], group: str) -> NatureAmount:
    labels = [each.label for each in siblings if each.group == group]
    return NatureAmount(sheet=sheet, group=group or NatureGroup.INCOME, label=free_name("其他", labels))


def _new_goal(sheet: Sheet, _siblings: list[Any], _group: str) -> Goal:
    return Goal(sheet=sheet)


def _new_analysis(sheet: Sheet, siblings: list[Any], _group: str) -> Analysis:
    return Analysis(sheet=sheet, label=free_name("其他需要说明的情况", [each.label for each in siblings]))


_NEW: dict[type[ListRow], Callable[[Sheet, list[Any], str], ListRow]] = {
    FundRow: _new_fund_row,
    NatureAmount: _new_nature_amount,
    Goal: _new_goal,
    Analysis: _new_analysis,
}
