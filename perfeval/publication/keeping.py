"""The document of what was approved: made after the approval in the background, or by whoever finds that it was not."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from perfeval.core.compute import compute
from perfeval.core.language import _
from perfeval.documents.output import named_document
from perfeval.review.models import Snapshot
from perfeval.review.services import package_of
from perfeval.schemes.selectors import scheme_of

from .models import ApprovedDocument, DocumentAttempt
from .signing import sign_as_set_up

REASON = "预算绩效自评审核通过"
"""What the signature says it is for; documents are Chinese whoever reads the screen."""


class ChangedFileError(RuntimeError):
    """The stored file is not the one that was kept."""


def kept_document(snapshot: Snapshot) -> ApprovedDocument | None:
    """The document of an approved snapshot, if it is there."""
    return ApprovedDocument.objects.filter(snapshot=snapshot).first()


def approved_document(snapshot: Snapshot) -> ApprovedDocument:
    """The document of an approved snapshot, made and signed now where it is not there yet. Raises SigningError.

    Of two who make it at once, the first one's is kept and both get that.
    """
    kept = kept_document(snapshot)
    if kept is not None:
        return kept
    scheme = scheme_of(snapshot.scheme)
    pdf = named_document(compute(package_of(snapshot), scheme), scheme)[1].pdf
    signed = sign_as_set_up(pdf, REASON)
    with transaction.atomic():
        Snapshot.objects.select_for_update(of=("self",)).get(pk=snapshot.pk)
        kept = kept_document(snapshot)
        DocumentAttempt.objects.filter(snapshot=snapshot).delete()
        return kept or _keep(snapshot, signed.pdf, signed.signer)


def _keep(snapshot: Snapshot, pdf: bytes, signer: str) -> ApprovedDocument:
    sha256 = hashlib.sha256(pdf).hexdigest()
    document = ApprovedDocument(snapshot=snapshot, sha256=sha256, signer=signer, made_at=timezone.now())
    document.file.save(f"{sha256}.pdf", ContentFile(pdf), save=False)
    document.save()
    return document


def content_of(document: ApprovedDocument) -> bytes:
    """The bytes that were kept. Raises ChangedFileError where the file on the disk is another one, or gone."""
    try:
        content = whole_file(document.file, document.sha256)
    except FileNotFoundError as error:
        raise ChangedFileError(_("审核通过的文件已不在磁盘上，请从备份恢复")) from error
    if content is None:
        raise ChangedFileError(_("磁盘上的文件与审核通过时保存的不一致，请从备份恢复"))
    return content


def whole_file(stored: FieldFile, sha256: str) -> bytes | None:
    """The bytes of a stored file, if they still have this hash. Raises FileNotFoundError."""
    with stored.open() as file:
        content: bytes = file.read()
    return content if hashlib.sha256(content).hexdigest() == sha256 else None
