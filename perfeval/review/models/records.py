"""The immutable records: events in a hash chain, and snapshots of what was submitted and approved.

Neither has a path for change in code; triggers of the database refuse one too (migration 0002).
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from perfeval.evaluations.models import SelfEvaluation
from perfeval.schemes.models import SchemeRecord


class ChainHead(models.Model):
    """The last link of the event chain: one row, whose lock makes writers queue."""

    count = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints: ClassVar = [CheckConstraint(condition=Q(pk=1), name="event_chain_one_head")]

    def __str__(self) -> str:
        return f"{self.count} {self.hash[:12]}"


class Event(models.Model):
    """Something that happened: who, when (UTC), from where, what, to what, why. Appended, never changed.

    ``hash`` is the SHA-256 of the event and of ``previous``, the hash of the event before it.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(_("时间"), db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    actor_name = models.CharField(_("操作人"), max_length=150, blank=True, default="")
    address = models.GenericIPAddressField(_("地址"), null=True, blank=True)
    action = models.CharField(_("操作"), max_length=50, db_index=True)
    evaluation = models.ForeignKey(SelfEvaluation, models.PROTECT, null=True, blank=True, related_name="events")
    subject = models.CharField(_("对象"), max_length=500, blank=True, default="")
    reason = models.TextField(_("理由"), blank=True, default="")
    details = models.JSONField(default=dict, blank=True)
    previous = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"


class SnapshotKind(models.TextChoices):
    """When a snapshot was taken."""

    SUBMITTED = "submitted", _("提交")
    APPROVED = "approved", _("通过")


class Snapshot(models.Model):
    """What was submitted or approved: the package as JSON, with the scheme version it was computed by."""

    evaluation = models.ForeignKey(SelfEvaluation, models.PROTECT, related_name="snapshots")
    kind = models.CharField(max_length=20, choices=SnapshotKind)
    scheme = models.ForeignKey(SchemeRecord, models.PROTECT, related_name="+")
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["evaluation", "-taken_at", "-pk"]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=SnapshotKind.values), name="snapshot_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.get_kind_display()} {self.taken_at:%Y-%m-%d %H:%M}"
