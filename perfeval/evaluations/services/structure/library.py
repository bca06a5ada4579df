"""An indicator of the library into a sheet: under the nodes of the same names, which are made where they lack."""

from typing import cast

from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.evaluations import columns as c
from perfeval.evaluations.library import LibraryIndicator
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import Indicator, SelfEvaluation, Sheet
from perfeval.evaluations.services.changing import Changed, change
from perfeval.evaluations.services.errors import ChangeRefusedError

from .order import renumber

_TYPED = ("target", "actual", "self_score", "inputs", "basis", "rule")


def insert_indicator(*, actor: User, evaluation: SelfEvaluation, sheet: Sheet, source: LibraryIndicator) -> Changed:
    """Put it behind the last indicator of its branch, without weight and actual value.

    Raises PermissionDenied, ChangeRefusedError where the sheet has it already or its branch is itself scored.
    """

    def apply(rows: Rows) -> None:
        parent: Indicator | None = None
        for level, name in enumerate(source.path, 1):
            parent = _node(rows, sheet, parent, level, name)
        siblings = _children(rows, sheet, parent)
        if any(each.name == source.name for each in siblings):
            raise ChangeRefusedError(_("表中已有指标“{name}”").format(name=source.name))
        new = Indicator(sheet=sheet, parent=parent, level=len(source.path) + 1, name=source.name, **source.values)
        new.save()
        renumber([*siblings, new])

    title = _("从指标库添加“{name}”").format(name=source.name[:40])
    return change(actor=actor, evaluation=evaluation, sheet=sheet, title=title, act=apply)


def _node(rows: Rows, sheet: Sheet, parent: Indicator | None, level: int, name: str) -> Indicator:
    """The node with this name under this parent, made where there is none."""
    siblings = _children(rows, sheet, parent)
    found = next((each for each in siblings if each.name == name), None)
    if found is None:
        found = Indicator.objects.create(sheet=sheet, parent=parent, level=level, name=name)
        renumber([*siblings, found])
    elif not _children(rows, sheet, found) and any(getattr(found, column) for column in _TYPED):
        raise ChangeRefusedError(_("“{name}”是填了内容的末级指标，下面不能再添加指标").format(name=name))
    return found


def _children(rows: Rows, sheet: Sheet, parent: Indicator | None) -> list[Indicator]:
    return cast("list[Indicator]", rows.children(c.INDICATOR, sheet.pk, parent.pk if parent else None))
