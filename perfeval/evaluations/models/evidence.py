"""Evidence (佐证材料): files behind the scores."""

from pathlib import PurePath
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from .evaluation import SelfEvaluation
from .sheets import Indicator


def _place_of(evidence: "Evidence", name: str) -> str:
    """Where the file is kept, below MEDIA_ROOT, which no web server serves; the name it came with is not used."""
    return f"evidence/{evidence.evaluation_id}/{evidence.sha256}{PurePath(name).suffix.lower()}"


class Evidence(models.Model):
    """A file with the indicators it proves; ``size`` in bytes, ``sha256`` of its content."""

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="evidence")
    indicators = models.ManyToManyField(Indicator, related_name="evidence", blank=True)
    name = models.CharField(_("文件名"), max_length=255)
    file = models.FileField(_("文件"), upload_to=_place_of, max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [UniqueConstraint(fields=["evaluation", "sha256"], name="evidence_once")]

    def __str__(self) -> str:
        return self.name
