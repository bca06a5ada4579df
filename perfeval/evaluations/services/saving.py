"""Storing one typed value: lock, compare, recompute, store."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from perfeval.core.language import _
from perfeval.core.package import PackageError
from perfeval.directory.models import User
from perfeval.evaluations import columns as c
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.loading.loaded import assemble
from perfeval.evaluations.loading.rows import Rows, read_rows
from perfeval.evaluations.models import SelfEvaluation, Sheet
from perfeval.evaluations.rules import can_edit

from .changes import changed_pointers
from .errors import FieldError
from .fields import Cell, FieldName, cell_of, parse_name, write_value
from .recomputing import store_results

#: From a sheet to the rows of a table.
_REVERSE = {
    "project": "project",
    "fundrow": "funds",
    "natureamount": "funds_by_nature",
    "goal": "goals",
    "analysis": "analyses",
    "indicator": "indicators",
}


@dataclass(frozen=True)
class Saved:
    """The value is stored; ``changed`` are the pointers of the computed values that are not what they were.

    ``value`` is what was understood, as one would type it. Pointers are those of ``loaded.package``.
    """

    loaded: Loaded
    value: str
    changed: frozenset[str]


@dataclass(frozen=True)
class Conflict:
    """Somebody else changed this very value meanwhile: nothing was stored. Both as one would type them."""

    mine: str
    theirs: str


@transaction.atomic
def save_field(
    *,
    actor: User,
    evaluation: SelfEvaluation,
    field: str,
    value: str,
    seen: str | None = None,
    sheet: Sheet | None = None,
) -> Saved | Conflict:
    """Store what was typed into a field, recompute, and say what changed.

    ``seen`` is what stood there before; where that is no longer so, the answer is a Conflict, unless both typed the
    same. ``sheet`` is the sheet that the answer should show (by default the one the field belongs to, else
    everything). Raises FieldError and PermissionDenied; then nothing is stored.
    """
    locked = _locked_for_edit(actor, evaluation)
    name = parse_name(field)
    rows = read_rows(locked, _sheet_of(locked, name))
    before = assemble(rows)
    cell = cell_of(rows, name)
    new = cell.read(value)
    theirs = cell.written
    if write_value(new) == theirs:
        return _answer(before, before, theirs, sheet)
    if seen is not None and not _still(cell, seen):
        return Conflict(mine=value, theirs=theirs)
    cell.put(new)
    after = _assemble_changed(rows)
    _store(cell, after, actor)
    return _answer(before, after, cell.written, sheet)


def _locked_for_edit(actor: User, evaluation: SelfEvaluation) -> SelfEvaluation:
    """The row under lock, so that whoever saves at the same time waits and then sees this change."""
    queryset = SelfEvaluation.objects.select_related("department", "scheme").defer("scheme__document")
    locked = queryset.select_for_update(of=("self",)).get(pk=evaluation.pk)
    if not can_edit(actor, locked):
        raise PermissionDenied
    return locked


def _sheet_of(evaluation: SelfEvaluation, name: FieldName) -> Sheet | None:
    """The sheet that alone depends on the field; None where everything may."""
    columns = c.ALL.get(name.label)
    if columns is None or name.label not in c.SHEET_PARTS:
        return None
    path = {"pk": name.pk} if name.label == "sheet" else {f"{_REVERSE[name.label]}__pk": name.pk}
    sheet = Sheet.objects.filter(evaluation=evaluation, **path).first()
    if sheet is None:
        raise FieldError(_("这一行已不存在，可能已被删除"))
    return sheet


def _still(cell: Cell, seen: str) -> bool:
    """Whether the cell holds what the officer saw, however it was written."""
    try:
        return write_value(cell.read(seen)) == cell.written
    except FieldError:
        return False


def _assemble_changed(rows: Rows) -> Loaded:
    """Compute with the change; what contradicts other records of the package is refused."""
    try:
        return assemble(rows)
    except PackageError as error:
        raise FieldError(error.problems[0][1]) from error


def _store(cell: Cell, after: Loaded, actor: User) -> None:
    row = cell.row
    columns = [cell.column]
    if isinstance(row, Sheet) and cell.column == "execution_weight":
        columns.append("execution_weight_given")
    row.save(update_fields=columns if row.pk else None)
    store_results(after)
    head = after.evaluation
    head.version += 1
    head.updated_by = actor
    head.save(update_fields=["version", "updated_by", "updated_at"])


def _answer(before: Loaded, after: Loaded, value: str, sheet: Sheet | None) -> Saved:
    """What changed; where one sheet of several is shown, in the terms of that sheet loaded alone."""
    changed = changed_pointers(before.package, after.package)
    pointers = {shown.pk: pointer for pointer, shown in after.sheets.items()}
    if sheet is None or len(pointers) == 1:
        return Saved(after, value, changed)
    alone = load(after.evaluation, sheet)
    return Saved(alone, value, frozenset(_in_terms_of(changed, pointers[sheet.pk], next(iter(alone.sheets)))))


def _in_terms_of(changed: Iterable[str], whole: str, alone: str) -> Iterator[str]:
    """Pointers below the sheet as they read where it stands alone, and those outside all sheets."""
    for pointer in changed:
        if pointer.startswith(whole + "/"):
            yield alone + pointer.removeprefix(whole)
        elif not pointer.startswith(("/overall/", "/projects/")):
            yield pointer
