"""Remarks on places, their answers, and the word that one is settled."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.review.models import Comment
from perfeval.review.rules import can_comment, can_resolve

from .events import record_event
from .locking import locked
from .refusals import TransitionRefusedError


@transaction.atomic
def add_comment(
    *,
    actor: User,
    evaluation: SelfEvaluation,
    text: str,
    section: str = "",
    place: str = "",
    label: str = "",
    answers: Comment | None = None,
) -> Comment:
    """Write a remark on a place, or an answer to one. Raises PermissionDenied, TransitionRefusedError (empty)."""
    mine = locked(evaluation)
    if not can_comment(actor, mine) or (answers and answers.evaluation_id != mine.pk):
        raise PermissionDenied
    if not text.strip():
        raise TransitionRefusedError(_("请写明批注内容"))
    first = answers.answers or answers if answers else None
    comment = Comment.objects.create(
        evaluation=mine,
        answers=first,
        section=first.section if first else section,
        place=first.place if first else place,
        label=first.label if first else label[:500],
        text=text.strip(),
        author=actor,
        written_at=timezone.now(),
    )
    record_event(action="comment", actor=actor, evaluation=mine, reason=comment.text, place=comment.place)
    return comment


@transaction.atomic
def resolve_comment(*, actor: User, comment: Comment, resolved: bool = True) -> Comment:
    """Say that a remark is settled, or that it is not after all. Raises PermissionDenied."""
    evaluation = locked(comment.evaluation)
    mine = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if not can_resolve(actor, evaluation, mine):
        raise PermissionDenied
    if (mine.resolved_at is not None) != resolved:
        mine.resolved_at = timezone.now() if resolved else None
        mine.resolved_by = actor if resolved else None
        mine.save(update_fields=["resolved_at", "resolved_by"])
        action = "resolve_comment" if resolved else "reopen_comment"
        record_event(action=action, actor=actor, evaluation=evaluation, reason=mine.text, place=mine.place)
    return mine
