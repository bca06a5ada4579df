"""What the bureau keeps: how many findings a self-evaluation has, and which were drawn for a spot check."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from perfeval.directory.models import FiscalYear
from perfeval.evaluations.models import SelfEvaluation


class FindingCount(models.Model):
    """How many findings one version of a self-evaluation has; another version has to be counted anew."""

    evaluation = models.OneToOneField(SelfEvaluation, models.CASCADE, related_name="finding_count")
    version = models.PositiveIntegerField()
    errors = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    counted_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.errors}+{self.warnings}"


class Drawn(models.TextChoices):
    """What a spot check looks at."""

    DEPARTMENTS = "departments", _("部门")
    PROJECTS = "projects", _("项目")


class SpotCheck(models.Model):
    """A sample drawn by a seed (抽查): the same seed draws the same from the same population.

    ``population`` and ``chosen`` are lists of ``{"key", "department", "project"}`` as they were on that day.
    """

    fiscal_year = models.ForeignKey(FiscalYear, models.CASCADE, related_name="spot_checks")
    kind = models.CharField(_("抽查对象"), max_length=20, choices=Drawn)
    only_passed = models.BooleanField(default=False)
    size = models.PositiveIntegerField(_("抽取数量"))
    seed = models.CharField(_("种子"), max_length=100)
    population = models.JSONField(default=list)
    chosen = models.JSONField(default=list)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=Drawn.values), name="spot_check_kind_known"),
            CheckConstraint(condition=Q(size__gte=1), name="spot_check_draws_something"),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.get_kind_display()} {self.size} {self.seed}"
