"""The lock under which every change is made, and the mark that it leaves."""

from django.core.exceptions import PermissionDenied

from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.rules import can_edit


def lock_for_edit(actor: User, evaluation: SelfEvaluation) -> SelfEvaluation:
    """The row under lock, so that whoever saves at the same time waits and then sees this change.

    Raises PermissionDenied where the person may not change it, or not any more.
    """
    queryset = SelfEvaluation.objects.select_related("department", "scheme").defer("scheme__document")
    locked = queryset.select_for_update(of=("self",)).get(pk=evaluation.pk)
    if not can_edit(actor, locked):
        raise PermissionDenied
    return locked


def mark_changed(evaluation: SelfEvaluation, actor: User) -> None:
    """Count the change and note who made it."""
    evaluation.version += 1
    evaluation.updated_by = actor
    evaluation.save(update_fields=["version", "updated_by", "updated_at"])
