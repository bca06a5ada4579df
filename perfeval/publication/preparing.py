"""The public copy before it is public: what was masked and left out, and the very file that will be published."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from perfeval.core.checks import Finding, check_package
from perfeval.core.compute import compute
from perfeval.core.language import _
from perfeval.core.package import Package
from perfeval.core.publication import public_copy_and_redactions
from perfeval.core.redactions import Redactions
from perfeval.core.scheme.scheme import Scheme
from perfeval.directory.models import User
from perfeval.documents.output import named_document
from perfeval.documents.render import document_hash
from perfeval.evaluations.models import SelfEvaluation
from perfeval.review.models import Snapshot, SnapshotKind
from perfeval.review.services import TransitionRefusedError, package_of, record_event
from perfeval.review.transitions import TRANSITIONS, Action
from perfeval.schemes.selectors import scheme_of

from .keeping import whole_file
from .models import PreparedCopy
from .signing import SigningError, sign_as_set_up

REASON = "绩效自评公开"
"""What the signature says it is for; documents are Chinese whoever reads the screen."""


@dataclass(frozen=True, slots=True)
class PublicContents:
    """What a public copy is drawn from, computed anew, so that no classified figure stays in a total.

    ``found`` are the findings of C46 in what was approved, ``left`` those in the copy: they bar it.
    """

    package: Package
    scheme: Scheme
    redactions: Redactions
    found: Sequence[Finding]
    left: Sequence[Finding]

    @property
    def address(self) -> str:
        """The hash of data, scheme and program."""
        return document_hash(self.package, self.scheme, "public")


def approved_snapshot(evaluation: SelfEvaluation) -> Snapshot | None:
    """What was approved last."""
    return (
        Snapshot.objects.filter(evaluation=evaluation, kind=SnapshotKind.APPROVED)
        .select_related("scheme")
        .order_by("-taken_at", "-pk")
        .first()
    )


def public_contents(snapshot: Snapshot) -> PublicContents:
    """The contents of a snapshot's public copy."""
    scheme = scheme_of(snapshot.scheme)
    approved = package_of(snapshot)
    masked, redactions = public_copy_and_redactions(approved)
    copy = compute(masked, scheme)
    found = _personal(compute(approved, scheme), scheme)
    return PublicContents(copy, scheme, redactions, found, _personal(copy, scheme))


def _personal(package: Package, scheme: Scheme) -> list[Finding]:
    return [finding for finding in check_package(package, scheme) if finding.check == "C46"]


def prepared_copy(snapshot: Snapshot, contents: PublicContents) -> tuple[PreparedCopy, bytes] | None:
    """The copy that was made of these very contents, with its bytes; None where none is there, or whole."""
    copy = PreparedCopy.objects.filter(snapshot=snapshot, made_from=contents.address).first()
    if copy is None:
        return None
    with suppress(FileNotFoundError):  # a restored backup may lack it: it is made again
        content = whole_file(copy.file, copy.sha256)
        return (copy, content) if content is not None else None
    return None


def prepare_copy(*, actor: User, evaluation: SelfEvaluation, address: str | None = None) -> PreparedCopy:
    """Make and sign the file that will be published, for one to look at; it replaces an older one.

    Its hash goes on record, so that the chain of events tells which file was published afterwards.
    Raises PermissionDenied and TransitionRefusedError.
    """
    step = TRANSITIONS[Action.PUBLISH]
    if not step.allowed(actor, evaluation):
        raise PermissionDenied
    snapshot = approved_snapshot(evaluation)
    if snapshot is None or evaluation.state not in step.sources:
        raise TransitionRefusedError(_("只有审核通过、还没有公开的自评可以生成公开稿"))
    contents = public_contents(snapshot)
    present = prepared_copy(snapshot, contents)
    if present:
        return present[0]
    copy = _keep(actor, snapshot, contents, public_document(contents))
    record_event(action="prepare_copy", actor=actor, evaluation=evaluation, address=address, sha256=copy.sha256)
    return copy


def public_document(contents: PublicContents) -> bytes:
    """The public copy, signed where a certificate is set up; what masking missed, or a bad certificate, bars it."""
    if contents.left:
        found = "；".join(dict.fromkeys(finding.found for finding in contents.left))
        raise TransitionRefusedError(
            _("公开的文件里还有个人信息：{found}。请退回修改后再公开").format(found=found), list(contents.left)
        )
    try:
        return sign_as_set_up(named_document(contents.package, contents.scheme)[1].pdf, REASON).pdf
    except SigningError as error:
        raise TransitionRefusedError(str(error)) from error


@transaction.atomic
def _keep(actor: User, snapshot: Snapshot, contents: PublicContents, pdf: bytes) -> PreparedCopy:
    evaluation = SelfEvaluation.objects.select_for_update(of=("self",)).get(pk=snapshot.evaluation_id)
    copy = PreparedCopy.objects.filter(evaluation=evaluation).first() or PreparedCopy(evaluation=evaluation)
    old = copy.file.name
    copy.snapshot, copy.made_from, copy.made_at, copy.made_by = snapshot, contents.address, timezone.now(), actor
    copy.sha256 = hashlib.sha256(pdf).hexdigest()
    copy.file.save(f"{copy.sha256}.pdf", ContentFile(pdf), save=False)
    copy.save()
    if old:
        transaction.on_commit(lambda: copy.file.storage.delete(old))
    return copy
