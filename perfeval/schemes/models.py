"""Which forms: one record per version of a scheme file."""

from typing import ClassVar

from django.db import models
from django.db.models import Q, UniqueConstraint


class SchemeRecord(models.Model):
    """One version of a form scheme, never edited: evaluations keep the version they were written with.

    ``document`` is the text of the scheme file, whose order and bytes ``sha256`` stands for.
    """

    slug = models.SlugField(max_length=100)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    document = models.TextField()
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["slug", "-version"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["slug", "version"], name="scheme_version_unique"),
            UniqueConstraint(fields=["slug", "sha256"], name="scheme_content_unique"),
            UniqueConstraint(fields=["slug"], condition=Q(active=True), name="scheme_one_active_version"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} v{self.version}"
