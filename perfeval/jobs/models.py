"""Jobs and their items. Only services and leases change them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未完成")
    CANCELLED = "cancelled", _("已取消")


UNFINISHED = [JobState.QUEUED, JobState.RUNNING]


class Job(models.Model):
    """A piece of long work that somebody asked for; ``kind`` names what is done with ``input`` (kinds.py).

    A running job is leased to the worker that knows ``lease``, until ``lease_until`` unless the worker renews it.
    ``interruptions`` counts leases that ran out since the last item was finished. ``result`` is the name of the file in
    the store; empty again when retention has taken it away.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=50)
    title = models.CharField(max_length=500)
    input = models.JSONField(default=dict)
    state = models.CharField(_("状态"), max_length=10, choices=JobState, default=JobState.QUEUED)
    planned = models.BooleanField(default=False)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True, default="")
    cancel_requested = models.BooleanField(default=False)
    lease = models.CharField(max_length=32, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    interruptions = models.PositiveSmallIntegerField(default=0)
    woken_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=100, blank=True, default="")
    result_name = models.CharField(max_length=300, blank=True, default="")
    result_sha256 = models.CharField(max_length=64, blank=True, default="")
    result_size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "id"], name="job_in_order_of_coming", condition=Q(state__in=UNFINISHED))
        ]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease_until=None)),
                name="job_leased_while_running",
            ),
            CheckConstraint(condition=Q(total__gte=F("done") + F("failed")), name="job_counts_fit"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"

    @property
    def counted(self) -> int:
        """How many items are dealt with, well or not."""
        return self.done + self.failed

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits or runs."""
        return self.state in UNFINISHED

    @property
    def can_resume(self) -> bool:
        """Whether there is something left that a second start could do."""
        return self.state in (JobState.FAILED, JobState.CANCELLED) or (self.state == JobState.DONE and self.failed > 0)


class ItemState(models.TextChoices):
    """Where an item stands."""

    WAITING = "waiting", _("未开始")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未生成")


class JobItem(models.Model):
    """One thing of a job: ``key`` tells the kind which; ``stored`` is the name of its file in the store."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    key = models.CharField(max_length=100)
    label = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.WAITING)
    problem = models.TextField(blank=True, default="")
    stored = models.CharField(max_length=100, blank=True, default="")
    name = models.CharField(max_length=300, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["job", "order"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["job", "key"], name="job_item_once"),
            CheckConstraint(condition=Q(state__in=ItemState.values), name="job_item_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.job_id} {self.label}"
