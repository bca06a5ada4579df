"""What all records of a self-evaluation have in common."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from .fields import FreeTextField, RecordField


class Entry(models.Model):
    """A record of a package: its place among its kind, what the source document prints, and a note."""

    order = models.PositiveIntegerField(default=0)
    published = RecordField()
    note = FreeTextField(_("备注"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


def one_of(field: str, choices: type[models.TextChoices], name: str) -> CheckConstraint:
    """The column holds one of the words, or nothing."""
    return CheckConstraint(condition=Q(**{f"{field}__in": choices.values}) | Q(**{field: None}), name=name)


def not_negative(field: str, name: str) -> CheckConstraint:
    """The column is zero or more, or empty."""
    return CheckConstraint(condition=Q(**{f"{field}__gte": 0}) | Q(**{field: None}), name=name)
