"""Publishing the public copy that one has looked at, and withdrawing it."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.review.models import Snapshot
from perfeval.review.services import TransitionRefusedError, move_evaluation
from perfeval.review.transitions import Action, possible_transitions

from .models import PreparedCopy, Publication
from .preparing import approved_snapshot, prepared_copy, public_contents


def publish_evaluation(
    *,
    actor: User,
    evaluation: SelfEvaluation,
    seen_sha256: str,
    seen_version: int | None = None,
    address: str | None = None,
) -> Publication:
    """Publish the prepared copy of what was approved last: the bytes with the hash that the actor looked at.

    What the copy should be made from is computed before anything is locked. Raises PermissionDenied and
    TransitionRefusedError.
    """
    snapshot = approved_snapshot(evaluation)
    can_now = Action.PUBLISH in {step.action for step in possible_transitions(actor, evaluation)}
    prepared = prepared_copy(snapshot, public_contents(snapshot)) if snapshot and can_now else None
    with transaction.atomic():
        moved = move_evaluation(
            actor=actor, evaluation=evaluation, action=Action.PUBLISH, seen_version=seen_version, address=address
        )
        if snapshot is None or snapshot != approved_snapshot(moved):
            raise TransitionRefusedError(_("审核通过的内容已经改变，请重新办理"))
        return _published(actor, snapshot, _seen(prepared, seen_sha256))


def _seen(prepared: tuple[PreparedCopy, bytes] | None, sha256: str) -> tuple[PreparedCopy, bytes]:
    """The prepared copy, if it is the one that was looked at."""
    if prepared is None:
        raise TransitionRefusedError(_("还没有公开稿，或内容和程序在生成之后有改动。请生成公开稿，看过以后再公开"))
    if prepared[0].sha256 != sha256:
        raise TransitionRefusedError(_("公开稿在您打开页面之后重新生成过，请再看一遍后公开"))
    return prepared


def _published(actor: User, snapshot: Snapshot, seen: tuple[PreparedCopy, bytes]) -> Publication:
    copy, content = seen
    publication = Publication(
        evaluation=copy.evaluation,
        snapshot=snapshot,
        sha256=copy.sha256,
        published_at=timezone.now(),
        published_by=actor,
    )
    publication.file.save(f"{copy.sha256}.pdf", ContentFile(content), save=False)
    publication.save()
    return publication


@transaction.atomic
def withdraw_publication(
    *, actor: User, evaluation: SelfEvaluation, reason: str, address: str | None = None
) -> Publication:
    """Take the public copy down; it stays on record. Raises PermissionDenied and TransitionRefusedError."""
    move_evaluation(actor=actor, evaluation=evaluation, action=Action.UNPUBLISH, reason=reason, address=address)
    publication = Publication.objects.select_for_update(of=("self",)).get(evaluation=evaluation, withdrawn_at=None)
    publication.withdrawn_at = timezone.now()
    publication.withdrawn_by = actor
    publication.withdrawn_reason = reason.strip()
    publication.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    return publication
