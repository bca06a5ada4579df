"""Word of what happened, to the people it concerns; and later deadlines."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from perfeval.directory.models import Department, FiscalYear

from .records import Event


class Notice(models.Model):
    """Word of an event to one person, shown in the inbox and sent by mail."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True, default="")
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [UniqueConstraint(fields=["recipient", "event"], name="notice_once")]

    def __str__(self) -> str:
        return self.title


class Extension(models.Model):
    """A later deadline for one department."""

    fiscal_year = models.ForeignKey(FiscalYear, models.CASCADE, related_name="extensions")
    department = models.ForeignKey(Department, models.CASCADE, related_name="extensions")
    until = models.DateField(_("延期至"))
    reason = models.TextField(_("理由"))
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["fiscal_year", "department"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["fiscal_year", "department"], name="extension_once"),
            CheckConstraint(condition=~Q(reason=""), name="extension_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.until}"
