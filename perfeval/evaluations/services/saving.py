"""Storing one typed value: lock, compare, recompute, store."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction

from perfeval.core.language import _
from perfeval.core.package import PackageError
from perfeval.directory.models import User
from perfeval.evaluations import columns as c
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.loading.loaded import assemble
from perfeval.evaluations.loading.rows import Rows, read_rows
from perfeval.evaluations.models import SelfEvaluation, Sheet, Step

from .cells import Cell, write_value
from .changes import changed_pointers
from .errors import FieldError
from .fields import FieldName, cell_of, parse_name
from .history import extend_last_step, record_step
from .locking import lock_for_edit, mark_changed
from .recomputing import store_results
from .touching import Touched

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

    ``value`` is what was understood, as one would type it. Pointers are those of ``loaded.package``. ``step`` can take
    the change back; None where nothing changed.
    """

    loaded: Loaded
    value: str
    changed: frozenset[str]
    step: Step | None = None


@dataclass(frozen=True)
class Conflict:
    """Somebody else changed this very value meanwhile: nothing was stored. Both as one would type them, and shown."""

    mine: str
    theirs: str
    mine_shown: str = field(default="", compare=False)
    theirs_shown: str = field(default="", compare=False)


@transaction.atomic
def save_field(
    *,
    actor: User,
    evaluation: SelfEvaluation,
    field: str,
    value: str,
    seen: str | None = None,
    sheet: Sheet | None = None,
    continued: bool = False,
) -> Saved | Conflict:
    """Store what was typed into a field, recompute, and say what changed.

    ``seen`` is what stood there before; where that is no longer so, the answer is a Conflict, unless both typed the
    same. ``sheet`` is the sheet that the answer should show (by default the one the field belongs to, else
    everything). ``continued`` says that it is more of the same typing, to be taken back with it. Raises FieldError and
    PermissionDenied; then nothing is stored.
    """
    locked = lock_for_edit(actor, evaluation)
    name = parse_name(field)
    scope = sheet_of(locked, name)
    rows = read_rows(locked, scope)
    before = assemble(rows)
    cell = cell_of(rows, name)
    new = cell.read(value)
    theirs = cell.written
    if write_value(new) == theirs:
        return answer(before, before, theirs, sheet)
    if seen is not None and not still_holds(cell, seen):
        return conflict_of(cell, value)
    touched = Touched()
    touched.put(cell, new)
    after = assemble_changed(rows)
    (image,) = touched.save()
    store_results(after)
    mark_changed(locked, actor)
    step = (extend_last_step(locked, actor, image) if continued else None) or record_step(
        evaluation=locked, actor=actor, title=title_of(cell), images=[image], sheet=scope
    )
    return answer(before, after, cell.written, sheet, step)


def conflict_of(cell: Cell, mine: str) -> Conflict:
    """The conflict between what was typed and what the cell holds."""
    return Conflict(mine, cell.written, cell.shown(mine), cell.shown(cell.written))


def title_of(cell: Cell) -> str:
    """What typing there is called in the list of changes."""
    names = {field.name: field.verbose_name for field in cell.row._meta.concrete_fields}
    return _("填写{column}").format(column=names[cell.column])


def sheet_of(evaluation: SelfEvaluation, name: FieldName) -> Sheet | None:
    """The sheet that alone depends on the field; None where everything may."""
    columns = c.ALL.get(name.label)
    if columns is None or name.label not in c.SHEET_PARTS:
        return None
    path = {"pk": name.pk} if name.label == "sheet" else {f"{_REVERSE[name.label]}__pk": name.pk}
    sheet = Sheet.objects.filter(evaluation=evaluation, **path).first()
    if sheet is None:
        raise FieldError(_("这一行已不存在，可能已被删除"))
    return sheet


def still_holds(cell: Cell, seen: str) -> bool:
    """Whether the cell holds what the officer saw, however it was written."""
    try:
        return write_value(cell.read(seen)) == cell.written
    except FieldError:
        return False


def assemble_changed(rows: Rows) -> Loaded:
    """Compute with the change; what contradicts other records of the package is refused."""
    try:
        return assemble(rows)
    except PackageError as error:
        raise FieldError(error.problems[0][1]) from error


def answer(before: Loaded, after: Loaded, value: str, sheet: Sheet | None, step: Step | None = None) -> Saved:
    """What changed; where one sheet of several is shown, in the terms of that sheet loaded alone."""
    changed = changed_pointers(before.package, after.package)
    pointers = {shown.pk: pointer for pointer, shown in after.sheets.items()}
    if sheet is None or len(pointers) == 1:
        return Saved(after, value, changed, step)
    alone = load(after.evaluation, sheet)
    in_terms_of_it = frozenset(_in_terms_of(changed, pointers[sheet.pk], next(iter(alone.sheets))))
    return Saved(alone, value, in_terms_of_it, step)


def _in_terms_of(changed: Iterable[str], whole: str, alone: str) -> Iterator[str]:
    """Pointers below the sheet as they read where it stands alone, and those outside all sheets."""
    for pointer in changed:
        if pointer.startswith(whole + "/"):
            yield alone + pointer.removeprefix(whole)
        elif not pointer.startswith(("/overall/", "/projects/")):
            yield pointer
