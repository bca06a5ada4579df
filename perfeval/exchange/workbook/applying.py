"""Applying the changes of a workbook: all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.services import FieldError, Typed, save_fields
from perfeval.evaluations.services.saving_many import MAX_VALUES

from .reading import CellProblem, ChangedCell


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many values are stored, or why none is."""

    stored: int = 0
    problems: list[CellProblem] = field(default_factory=list)


class _UndoneError(Exception):
    """Rolls the transaction back."""


def apply_changes(*, actor: User, evaluation: SelfEvaluation, changes: Sequence[ChangedCell], dry_run: bool) -> Outcome:
    """Store all changes, or none where one cannot be stored; a dry run only tells. Raises PermissionDenied."""
    outcome = Outcome()
    try:
        with transaction.atomic():
            outcome = _store(actor, evaluation, changes)
            if dry_run or outcome.problems:
                raise _UndoneError
    except _UndoneError:
        return outcome
    return outcome


def _store(actor: User, evaluation: SelfEvaluation, changes: Sequence[ChangedCell]) -> Outcome:
    problems = list(_twice(changes))
    for start in range(0, len(changes), MAX_VALUES):
        problems += _store_chunk(actor, evaluation, changes[start : start + MAX_VALUES])
    return Outcome(len(changes), problems)


def _store_chunk(actor: User, evaluation: SelfEvaluation, changes: Sequence[ChangedCell]) -> list[CellProblem]:
    values = [Typed(change.field, change.value, change.seen) for change in changes]
    places = {change.field: change for change in changes}
    try:
        saved = save_fields(actor=actor, evaluation=evaluation, values=values)
    except FieldError as error:
        return [CellProblem("", "", error.message)]
    conflict = _("他人已改为“{theirs}”，请重新下载工作簿")
    said = {name: conflict.format(theirs=each.theirs) for name, each in saved.conflicts.items()} | saved.errors
    return [CellProblem(places[name].sheet, places[name].cell, message) for name, message in said.items()]


def _twice(changes: Sequence[ChangedCell]) -> list[CellProblem]:
    """The same datum can stand on two sheets (a list and a form): it may be changed to one value only."""
    first: dict[str, ChangedCell] = {}
    problems = []
    for change in changes:
        other = first.setdefault(change.field, change)
        if other.value != change.value:
            message = _("与工作表“{sheet}”{cell}填的不同，同一数据只能有一个值")
            problems.append(CellProblem(change.sheet, change.cell, message.format(sheet=other.sheet, cell=other.cell)))
    return problems
