"""The self-evaluation: one department, one year, one scheme."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from perfeval.directory.models import FIRST_YEAR, LAST_YEAR, Department
from perfeval.schemes.models import SchemeRecord

from .fields import FreeTextField, RecordField


class State(models.TextChoices):
    """Where a self-evaluation stands; overdue is computed, never stored."""

    DRAFT = "draft", _("填写中")
    SUBMITTED = "submitted", _("待单位审核")
    ENDORSED = "endorsed", _("待财政审核")
    RETURNED = "returned", _("已退回")
    APPROVED = "approved", _("已通过")
    PUBLISHED = "published", _("已公开")


class MoneyUnit(models.TextChoices):
    """The unit in which amounts are typed and printed; they are stored in 元."""

    YUAN = "元", "元"
    WAN = "万元", "万元"


class SelfEvaluation(models.Model):
    """A department's self-evaluation for one year, and the head of all its records.

    The JSON columns are the records ``department``, ``grade_bands``, ``three_public`` and ``filing`` of the package.
    ``version`` counts the changes.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="evaluations")
    year = models.PositiveSmallIntegerField(_("评价年度"))
    scheme = models.ForeignKey(SchemeRecord, models.PROTECT, related_name="evaluations")
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    money_unit = models.CharField(_("金额单位"), max_length=2, choices=MoneyUnit, default=MoneyUnit.WAN)
    department_info = RecordField()
    grade_bands = RecordField()
    three_public = RecordField()
    filing = RecordField()
    source = FreeTextField()
    published = RecordField()
    note = FreeTextField(_("备注"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-year", "department"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["department", "year"], name="evaluation_department_year_unique"),
            CheckConstraint(condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="evaluation_year_plausible"),
            CheckConstraint(condition=Q(state__in=State.values), name="evaluation_state_known"),
            CheckConstraint(condition=Q(money_unit__in=MoneyUnit.values), name="evaluation_money_unit_known"),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.year}"


class Fact(models.Model):
    """A single figure that forms, rules and texts refer to by key; ``value`` is the plain decimal that was typed."""

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="facts")
    order = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=100)
    label = FreeTextField()
    unit = FreeTextField(_("单位"))
    value = models.CharField(_("数值"), max_length=30, null=True, blank=True)  # noqa: DJ001 - a blank is not a text

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [UniqueConstraint(fields=["evaluation", "key"], name="fact_key_unique")]

    def __str__(self) -> str:
        return f"{self.label or self.key} {self.value}"
