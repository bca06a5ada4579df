"""The door for changes of more than single values: lock, change, recompute, store, and keep what was replaced."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from perfeval.core.language import _
from perfeval.core.package import PackageError
from perfeval.directory.models import User
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.loading.loaded import assemble
from perfeval.evaluations.loading.rows import Rows, read_rows
from perfeval.evaluations.models import SelfEvaluation, Sheet, Step

from .errors import ChangeRefusedError
from .history import Image, apply_images, compare_pictures, images_of, record_step, take_picture
from .locking import lock_for_edit, mark_changed
from .recomputing import store_results

Act = Callable[[Rows], None]


@dataclass(frozen=True, slots=True)
class Changed:
    """``loaded`` is what was changed, computed anew; ``step`` can take it back (None where nothing changed)."""

    loaded: Loaded
    step: Step | None


@transaction.atomic
def change(*, actor: User, evaluation: SelfEvaluation, sheet: Sheet | None, title: str, act: Act) -> Changed:
    """Let ``act`` change the rows of a sheet (None: of the whole self-evaluation) in the database.

    Raises PermissionDenied, and ChangeRefusedError where the result would be no sound self-evaluation; then nothing
    is changed.
    """
    locked = lock_for_edit(actor, evaluation)
    loaded, images = _changed(locked, actor, sheet, act)
    if not images:
        return Changed(loaded, None)
    step = record_step(evaluation=locked, actor=actor, title=title, images=images, sheet=sheet)
    return Changed(loaded, step)


def undo(*, actor: User, evaluation: SelfEvaluation, step_key: int) -> Changed:
    """Take one of the person's own changes back. Raises PermissionDenied, ChangeRefusedError where others went on."""
    return _turn(actor, evaluation, step_key, back=True)


def redo(*, actor: User, evaluation: SelfEvaluation, step_key: int) -> Changed:
    """Make a change again that was taken back; raises like ``undo``."""
    return _turn(actor, evaluation, step_key, back=False)


@transaction.atomic
def _turn(actor: User, evaluation: SelfEvaluation, step_key: int, *, back: bool) -> Changed:
    locked = lock_for_edit(actor, evaluation)
    step = Step.objects.filter(pk=step_key, evaluation=locked, actor=actor, undone=not back).first()
    if step is None:
        raise ChangeRefusedError(_("没有可以撤销的操作") if back else _("没有可以恢复的操作"))
    images = [image.reversed if back else image for image in images_of(step)]
    sheet = Sheet.objects.filter(pk=step.sheet_key, evaluation=locked).first() if step.sheet_key else None
    loaded, done = _changed(locked, actor, sheet, lambda rows: apply_images(images, take_picture(rows)))
    if {(image.table, image.pk) for image in done} - {(image.table, image.pk) for image in images}:
        raise ChangeRefusedError(_("这里后来又有改动，不能撤销或恢复这一步"))
    step.undone = back
    step.save(update_fields=["undone"])
    return Changed(loaded, step)


def _changed(locked: SelfEvaluation, actor: User, sheet: Sheet | None, act: Act) -> tuple[Loaded, list[Image]]:
    rows = read_rows(locked, sheet)
    before = take_picture(rows)
    act(rows)
    locked.refresh_from_db(fields=["department_info", "grade_bands", "three_public", "filing", "source", "note"])
    rows = read_rows(locked, sheet)
    images = compare_pictures(before, take_picture(rows))
    loaded = _assembled(rows)
    if images:
        store_results(loaded)
        mark_changed(locked, actor)
    return loaded, images


def _assembled(rows: Rows) -> Loaded:
    try:
        return assemble(rows)
    except PackageError as error:
        raise ChangeRefusedError(error.problems[0][1]) from error
