"""What people say about a self-evaluation: returned parts, reasons for warnings, comments, review scores.

A place is named as the screens name it: the key of a section (``sheet-12``, ``survey``), a record (``indicator.34``) or
a field (``indicator.34.actual``), so that it stays the same when rows are inserted or moved. Empty means the whole.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from perfeval.evaluations.models import Indicator, SelfEvaluation

PLACE_LENGTH = 300


class ReturnedPart(models.Model):
    """A section that was sent back to be mended; closed when the self-evaluation is handed in again."""

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="returned_parts")
    place = models.CharField(max_length=PLACE_LENGTH, blank=True, default="")
    reason = models.TextField(_("退回理由"))
    open = models.BooleanField(default=True)
    returned_at = models.DateTimeField()
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["evaluation", "pk"]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.place}"


class FindingReason(models.Model):
    """Why the officers let a warning stand; ``fingerprint`` is the check with its place and what it found.

    ``is_shared``: it was written once for all findings of the check that had none of their own.
    """

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="finding_reasons")
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField(_("说明"))
    is_shared = models.BooleanField(_("同项检查共用"), default=False)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["evaluation", "pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["evaluation", "fingerprint"], name="finding_reason_once"),
            CheckConstraint(condition=~Q(reason=""), name="finding_reason_said"),
        ]

    def __str__(self) -> str:
        return self.reason[:50]


class Comment(models.Model):
    """A remark on a place, or an answer to one; ``label`` is what the place was called when it was written."""

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="comments")
    answers = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answered_by")
    section = models.CharField(max_length=PLACE_LENGTH, blank=True, default="")
    place = models.CharField(max_length=PLACE_LENGTH, blank=True, default="")
    label = models.CharField(max_length=500, blank=True, default="")
    text = models.TextField(_("批注"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["evaluation", "pk"]
        constraints: ClassVar = [CheckConstraint(condition=~Q(text=""), name="comment_not_empty")]

    def __str__(self) -> str:
        return self.text[:50]


class IndicatorReview(models.Model):
    """The reviewer's score (points) and opinion beside the officers' own, which they leave untouched.

    Nobody is named where it came with a package file that the machine's operator took in.
    """

    indicator = models.OneToOneField(Indicator, models.CASCADE, related_name="review")
    score = models.DecimalField(_("复核得分"), max_digits=8, decimal_places=2, null=True, blank=True)
    opinion = models.TextField(_("复核意见"), blank=True, default="")
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(score__gte=0) | Q(score=None), name="review_score_not_negative"),
            CheckConstraint(condition=~Q(score=None, opinion=""), name="review_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.score}"
