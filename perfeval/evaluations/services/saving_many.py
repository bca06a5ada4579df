"""Storing a block of values at once, as it is pasted or filled down: one recompute, one step to take back."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.evaluations import columns as c
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.loading.rows import Rows, read_rows
from perfeval.evaluations.models import SelfEvaluation, Sheet, Step

from .cells import write_value
from .errors import FieldError
from .fields import cell_of, parse_name
from .history import record_step
from .locking import lock_for_edit, mark_changed
from .recomputing import store_results
from .saving import Conflict, assemble_changed, conflict_of, still_holds
from .touching import Touched

MAX_VALUES = 2000
"""The largest block that is taken at once; the largest real form has some 400 cells."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value for a field; ``seen`` is what stood there before (None: whatever stands there)."""

    field: str
    value: str
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class SavedMany:
    """``loaded`` has what could be stored; ``errors`` and ``conflicts`` say by field what could not."""

    loaded: Loaded
    step: Step | None
    errors: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)


@transaction.atomic
def save_fields(
    *, actor: User, evaluation: SelfEvaluation, values: Sequence[Typed], sheet: Sheet | None = None
) -> SavedMany:
    """Store the values that can be stored, each as ``save_field`` would; the others are named and left as they were.

    ``sheet`` is the one that all fields are of, where it is one. Raises PermissionDenied, and FieldError where there
    are too many or where together they contradict the rest; then nothing is stored.
    """
    if len(values) > MAX_VALUES:
        raise FieldError(_("一次最多填写{limit}格").format(limit=MAX_VALUES))
    locked = lock_for_edit(actor, evaluation)
    scope = _scope(values, sheet)
    rows = read_rows(locked, scope)
    batch = _Batch(rows)
    for typed in values:
        batch.take(typed)
    after = assemble_changed(rows)
    step = _store(batch, after, actor, scope)
    shown = after if scope == sheet else load(locked, sheet)
    return SavedMany(shown, step, batch.errors, batch.conflicts)


def _scope(values: Sequence[Typed], sheet: Sheet | None) -> Sheet | None:
    """The sheet, where nothing beyond it depends on the values."""
    labels = {typed.field.partition(".")[0] for typed in values}
    return sheet if labels <= c.SHEET_PARTS else None


class _Batch:
    """Values put into rows, and those that could not be."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.touched = Touched()
        self.errors: dict[str, str] = {}
        self.conflicts: dict[str, Conflict] = {}

    def take(self, typed: Typed) -> None:
        """Put one value into its row, or note why not."""
        try:
            self._put(typed)
        except FieldError as error:
            self.errors[typed.field] = error.message

    def _put(self, typed: Typed) -> None:
        cell = cell_of(self.rows, parse_name(typed.field))
        new = cell.read(typed.value)
        if write_value(new) == cell.written:
            return
        if typed.seen is not None and not still_holds(cell, typed.seen):
            self.conflicts[typed.field] = conflict_of(cell, typed.value)
            return
        self.touched.put(cell, new)


def _store(batch: _Batch, after: Loaded, actor: User, scope: Sheet | None) -> Step | None:
    images = batch.touched.save()
    if not images:
        return None
    store_results(after)
    mark_changed(after.evaluation, actor)
    title = _("填写{count}行").format(count=len(images))
    return record_step(evaluation=after.evaluation, actor=actor, title=title, images=images, sheet=scope)
