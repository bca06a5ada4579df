"""What can be done with a row of a sheet, as people call it."""

from collections.abc import Callable
from functools import partial
from typing import cast

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import (
    Analysis,
    FundRow,
    Goal,
    Indicator,
    NatureAmount,
    NatureGroup,
    SelfEvaluation,
    Sheet,
)
from perfeval.evaluations.services.changing import Changed, change
from perfeval.evaluations.services.errors import ChangeRefusedError

from . import lists, tree
from .lists import ListRow


class Act(TextChoices):
    """What can be done with a row."""

    ADD = "add", gettext_lazy("在下方添加")
    ADD_BELOW = "add_below", gettext_lazy("添加下级")
    DUPLICATE = "duplicate", gettext_lazy("复制一行")
    UP = "up", gettext_lazy("上移")
    DOWN = "down", gettext_lazy("下移")
    DELETE = "delete", gettext_lazy("删除")


class Part(TextChoices):
    """The lists of a sheet that rows can be added to."""

    INDICATORS = "indicators", gettext_lazy("一级指标")
    FUNDS = "funds", gettext_lazy("资金行")
    GOALS = "goals", gettext_lazy("年度总体目标")
    ANALYSIS = "analysis", gettext_lazy("文字说明")
    INCOME = "income", gettext_lazy("按收入性质分")
    EXPENDITURE = "expenditure", gettext_lazy("按支出性质分")


_TREE: dict[Act, Callable[[Rows, Indicator], None]] = {
    Act.ADD: tree.add,
    Act.ADD_BELOW: tree.add_below,
    Act.DUPLICATE: tree.duplicate,
    Act.UP: partial(tree.move, by=-1),
    Act.DOWN: partial(tree.move, by=1),
    Act.DELETE: tree.delete,
}
_LISTS: dict[Act, Callable[[Rows, ListRow], None]] = {
    Act.ADD: lists.add,
    Act.DUPLICATE: lists.duplicate,
    Act.UP: partial(lists.move, by=-1),
    Act.DOWN: partial(lists.move, by=1),
    Act.DELETE: lists.delete,
}
ACTS: dict[str, tuple[Act, ...]] = {
    "indicator": tuple(_TREE),
    **dict.fromkeys(("fundrow", "natureamount", "goal", "analysis"), tuple(_LISTS)),
}
"""By the label of a table, what can be done with its rows."""

_ADD_TO: dict[Part, Callable[[Rows, Sheet], None]] = {
    Part.FUNDS: partial(lists.add_last, model=FundRow),
    Part.INCOME: partial(lists.add_last, model=NatureAmount, group=NatureGroup.INCOME.value),
    Part.EXPENDITURE: partial(lists.add_last, model=NatureAmount, group=NatureGroup.EXPENDITURE.value),
    Part.GOALS: partial(lists.add_last, model=Goal),
    Part.INDICATORS: tree.add_first,
    Part.ANALYSIS: partial(lists.add_last, model=Analysis),
}


def change_row(*, actor: User, evaluation: SelfEvaluation, sheet: Sheet, act: Act, record: str) -> Changed:
    """Do something with one row of a sheet; ``record`` is its stable name, e.g. ``indicator.12``.

    Raises PermissionDenied, ChangeRefusedError.
    """
    label, _dot, key = record.partition(".")

    def apply(rows: Rows) -> None:
        row = rows.find(label, int(key) if key.isdecimal() and len(key) < 19 else -1)
        if row is None or label not in ACTS:
            raise ChangeRefusedError(_("这一行已不存在，可能已被删除"))
        if act not in ACTS[label]:
            raise ChangeRefusedError(_("这一行不能这样操作"))
        if isinstance(row, Indicator):
            _TREE[act](rows, row)
        else:
            _LISTS[act](rows, cast("ListRow", row))

    return change(actor=actor, evaluation=evaluation, sheet=sheet, title=str(act.label), act=apply)


def add_part(*, actor: User, evaluation: SelfEvaluation, sheet: Sheet, part: Part) -> Changed:
    """A new row at the end of one list of a sheet. Raises PermissionDenied, ChangeRefusedError."""

    def apply(rows: Rows) -> None:
        _ADD_TO[part](rows, sheet)

    return change(
        actor=actor, evaluation=evaluation, sheet=sheet, title=_("添加{part}").format(part=part.label), act=apply
    )
