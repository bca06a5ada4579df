"""Publishing the public copy of what was approved, and withdrawing it."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from perfeval.core.checks import check_package
from perfeval.core.compute import compute
from perfeval.core.language import _
from perfeval.core.package import Package
from perfeval.core.publication import public_copy
from perfeval.core.scheme.scheme import Scheme
from perfeval.directory.models import User
from perfeval.documents.output import named_document
from perfeval.evaluations.models import SelfEvaluation
from perfeval.review.models import Snapshot, SnapshotKind
from perfeval.review.services import TransitionRefusedError, move_evaluation, package_of
from perfeval.review.transitions import Action, possible_transitions
from perfeval.schemes.selectors import scheme_of

from .models import Publication
from .signing import SigningError, sign_as_set_up


def publish_evaluation(
    *, actor: User, evaluation: SelfEvaluation, seen_version: int | None = None, address: str | None = None
) -> Publication:
    """Publish the public copy of the snapshot that was approved last.

    The document is drawn before anything is locked. Raises PermissionDenied and TransitionRefusedError.
    """
    snapshot = approved_snapshot(evaluation)
    can_now = Action.PUBLISH in {step.action for step in possible_transitions(actor, evaluation)}
    pdf = _signed(public_document(snapshot)) if snapshot and can_now else b""
    with transaction.atomic():
        moved = move_evaluation(
            actor=actor, evaluation=evaluation, action=Action.PUBLISH, seen_version=seen_version, address=address
        )
        if snapshot is None or snapshot != approved_snapshot(moved):
            raise TransitionRefusedError(_("审核通过的内容已经改变，请重新办理"))
        sha256 = hashlib.sha256(pdf).hexdigest()
        publication = Publication(
            evaluation=moved, snapshot=snapshot, sha256=sha256, published_at=timezone.now(), published_by=actor
        )
        publication.file.save(f"{sha256}.pdf", ContentFile(pdf), save=False)
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


def public_document(snapshot: Snapshot) -> bytes:
    """The PDF of a snapshot's public copy; the same bytes whenever it is drawn by the same program."""
    package, scheme = public_package(snapshot)
    refuse_personal_data(package, scheme)
    return named_document(package, scheme)[1].pdf


def refuse_personal_data(package: Package, scheme: Scheme) -> None:
    """Hold the public copy against check C46 once more: what the rules of masking missed is not published."""
    left = [finding for finding in check_package(package, scheme) if finding.check == "C46"]
    if left:
        found = "；".join(dict.fromkeys(finding.found for finding in left))
        raise TransitionRefusedError(
            _("公开的文件里还有个人信息：{found}。请退回修改后再公开").format(found=found), left
        )


def public_package(snapshot: Snapshot) -> tuple[Package, Scheme]:
    """The public copy of a snapshot, computed anew, so that no classified figure stays in a total."""
    scheme = scheme_of(snapshot.scheme)
    return compute(public_copy(package_of(snapshot)), scheme), scheme


def _signed(pdf: bytes) -> bytes:
    """Signed where a certificate is set up; one that cannot be used bars the publication. The reason is shown."""
    try:
        return sign_as_set_up(pdf, "绩效自评公开").pdf
    except SigningError as error:
        raise TransitionRefusedError(str(error)) from error


def approved_snapshot(evaluation: SelfEvaluation) -> Snapshot | None:
    """What was approved last."""
    return (
        Snapshot.objects.filter(evaluation=evaluation, kind=SnapshotKind.APPROVED)
        .select_related("scheme")
        .order_by("-taken_at", "-pk")
        .first()
    )
