"""What each change replaced, so that it can be taken back."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from .evaluation import SelfEvaluation


class Step(models.Model):
    """One change by one person.

    ``images`` are the rows it touched: table, key, and their columns ``before`` and ``after``, as far as they differ
    (None where there was no such row). ``sheet_key`` is the key of the one sheet that was touched, where it was one.
    """

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="steps")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sheet_key = models.BigIntegerField(null=True, blank=True)
    title = models.CharField(_("操作"), max_length=200)
    images = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    undone = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["evaluation", "actor"], name="step_of_person")]

    def __str__(self) -> str:
        return self.title
