"""Who: regions, departments and units, fiscal years, people and roles."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1990, 2200
CODE_LENGTH, NAME_LENGTH = 100, 500


class Region(models.Model):
    """A place with a finance bureau of its own; places form a tree (省 › 市 › 县)."""

    name = models.CharField(_("名称"), max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["parent", "name"], name="region_name_unique"),
            UniqueConstraint(fields=["name"], condition=Q(parent=None), name="region_top_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department (部门) that evaluates itself; ``aliases`` are other names that forms use for it."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="departments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField(_("编码"), max_length=CODE_LENGTH, blank=True, default="")
    name = models.CharField(_("名称"), max_length=NAME_LENGTH)
    short_name = models.CharField(_("简称"), max_length=NAME_LENGTH, blank=True, default="")
    aliases = models.JSONField(_("别名"), default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["region", "code", "name"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["region", "name"], name="department_name_unique"),
            UniqueConstraint(fields=["region", "code"], condition=~Q(code=""), name="department_code_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A budget unit (预算单位) of a department."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="units")
    code = models.CharField(_("编码"), max_length=CODE_LENGTH, blank=True, default="")
    name = models.CharField(_("名称"), max_length=NAME_LENGTH)
    aliases = models.JSONField(_("别名"), default=list, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["department", "order"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["department", "name"], name="unit_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class FiscalYear(models.Model):
    """A year (评价年度) in which the departments of a region file, until ``deadline``."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="fiscal_years")
    year = models.PositiveSmallIntegerField(_("年度"))
    open = models.BooleanField(_("开放填报"), default=True)
    deadline = models.DateField(_("截止日期"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["region", "-year"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["region", "year"], name="fiscal_year_unique"),
            CheckConstraint(condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="fiscal_year_plausible"),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.year}"


class MailWish(models.TextChoices):
    """How a person wants to be told by mail; the inbox has everything in any case."""

    EACH = "each", _("每件通知发一封")
    DAILY = "daily", _("每天汇总一封")
    NONE = "none", _("不发邮件")


class User(AbstractUser):
    """A person who signs in; what the person may do follows from the memberships alone."""

    name = models.CharField(_("姓名"), max_length=100, blank=True, default="")
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    mail = models.CharField(_("邮件通知"), max_length=10, choices=MailWish, default=MailWish.EACH)

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The name as it is written in Chinese: in one piece."""
        return self.name or self.username


class PasswordRecord(models.Model):
    """The hash of a password that a person had, so that it is not taken again too soon."""

    user = models.ForeignKey(User, models.CASCADE, related_name="password_records")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["user", "-pk"]

    def __str__(self) -> str:
        return f"{self.user} {self.set_at}"


class Role(models.TextChoices):
    """What a person does: in one department, in one region, or for the whole program."""

    AUTHOR = "author", _("填报人")
    HEAD = "head", _("单位负责人")
    REVIEWER = "reviewer", _("财政审核人")
    ADMINISTRATOR = "administrator", _("系统管理员")
    SECURITY = "security", _("安全管理员")
    AUDITOR = "auditor", _("审计员")


DEPARTMENT_ROLES = [Role.AUTHOR, Role.HEAD]
REGION_ROLES = [Role.REVIEWER]
PROGRAM_ROLES = [Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR]


class Membership(models.Model):
    """A role of a person, with the department or the region it holds in."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    department = models.ForeignKey(Department, models.CASCADE, null=True, blank=True, related_name="memberships")
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="memberships")

    class Meta:
        ordering: ClassVar = ["user", "role"]
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["user", "role", "department"], condition=Q(region=None), name="membership_in_department_unique"
            ),
            UniqueConstraint(
                fields=["user", "role", "region"], condition=Q(department=None), name="membership_in_region_unique"
            ),
            UniqueConstraint(
                fields=["user", "role"], condition=Q(department=None, region=None), name="membership_overall_unique"
            ),
            CheckConstraint(
                condition=Q(role__in=DEPARTMENT_ROLES, department__isnull=False, region__isnull=True)
                | Q(role__in=REGION_ROLES, department__isnull=True, region__isnull=False)
                | Q(role__in=PROGRAM_ROLES, department__isnull=True, region__isnull=True),
                name="membership_scope_fits_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.department or self.region or '—'}"


class UseCount(models.Model):
    """How often somebody (``key``) did something in the stretch of time that ends at ``ends_at`` (epoch seconds)."""

    key = models.CharField(max_length=100, unique=True)
    ends_at = models.BigIntegerField(db_index=True)
    count = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.key} {self.count}"
