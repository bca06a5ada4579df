"""Publications: which copy of which approved snapshot was public, from when to when."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from perfeval.evaluations.models import SelfEvaluation
from perfeval.review.models import Snapshot


class Publication(models.Model):
    """The public copy of an approved snapshot: a PDF as it lies on the disk, known by its SHA-256.

    A publication is withdrawn, never deleted; at most one of a self-evaluation is public at a time.
    """

    evaluation = models.ForeignKey(SelfEvaluation, models.PROTECT, related_name="publications")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    file = models.FileField(upload_to="public/", max_length=200)
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.TextField(_("撤下理由"), blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-published_at", "-pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["evaluation"], condition=Q(withdrawn_at=None), name="publication_one_public"),
            CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="publication_withdrawn_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.sha256[:12]}"


class PreparedCopy(models.Model):
    """The public copy of what was approved last, as it will be published: looked at before anybody else sees it.

    ``made_from`` is the address of what it was drawn from (documents.render.document_hash): data, scheme and program.
    A copy of something else is not published, and is replaced by the next one.
    """

    evaluation = models.OneToOneField(SelfEvaluation, models.CASCADE, related_name="prepared_copy")
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="+")
    made_from = models.CharField(max_length=64)
    file = models.FileField(upload_to="prepared/", max_length=200)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.sha256[:12]}"


class ApprovedDocument(models.Model):
    """The PDF of an approved snapshot, signed where a certificate is set up: made once, known by its SHA-256, and
    never changed or made again, whatever becomes of the program. What was reopened and approved again as it was gives
    the same bytes again.
    """

    snapshot = models.OneToOneField(Snapshot, models.PROTECT, related_name="approved_document")
    file = models.FileField(upload_to="approved/", max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    signer = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.snapshot} {self.sha256[:12]}"


class DocumentAttempt(models.Model):
    """How often the worker tried to make the document of an approved snapshot that is still not there.

    Counted before each try, so that one which kills the worker counts too; ``problem`` is why the last one failed.
    Gone once the document is there.
    """

    snapshot = models.OneToOneField(Snapshot, models.CASCADE, related_name="document_attempt")
    count = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField()
    problem = models.TextField(blank=True, default="")
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["tried_at", "pk"]

    def __str__(self) -> str:
        return f"{self.snapshot} {self.count}"
