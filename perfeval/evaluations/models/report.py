"""The report (自评报告) of a department or a project: outline, text, attachments."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from .base import Entry
from .evaluation import SelfEvaluation
from .fields import FreeTextField, RecordField
from .sheets import Project


class Report(Entry):
    """The head of a report: the department's, or that of one project."""

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="reports")
    project = models.OneToOneField(Project, models.CASCADE, null=True, blank=True, related_name="report")
    title = FreeTextField(_("标题"))
    inner_title = FreeTextField(_("内页标题"))
    cover = models.BooleanField(_("封面"), default=False)
    cover_fields = models.JSONField(_("封面内容"), default=list, blank=True)
    toc = models.BooleanField(_("目录"), default=False)
    date = FreeTextField(_("日期"))
    signature = RecordField(_("落款"))

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["evaluation"], condition=Q(project=None), name="report_one_of_department"),
        ]


class AttachmentKind(models.TextChoices):
    """What an attachment shows."""

    TEXT = "text", _("文字材料")
    BASIC_DATA = "basic_data", _("基础数据表")
    OVERALL = "overall", _("部门整体支出绩效自评表")
    PROJECT = "project", _("项目支出绩效自评表")
    PROJECTS = "projects", _("项目自评情况表")
    INDICATORS = "indicators", _("指标评分表")
    SURVEY = "survey", _("满意度调查问卷")
    WORKING_PAPERS = "working_papers", _("工作底稿")
    FINAL_ACCOUNTS = "final_accounts", _("决算公开表")
    FUND_TABLE = "fund_table", _("资金情况表")


class Attachment(Entry):
    """An attachment that the report announces."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="attachments")
    number = FreeTextField(_("附件序号"))
    title = models.CharField(_("附件名称"), max_length=500)
    toc_title = FreeTextField(_("目录名称"))
    present = models.BooleanField(_("附上"), default=True)
    kind = models.CharField(_("种类"), max_length=20, choices=AttachmentKind)
    text = FreeTextField(_("内容"))

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=AttachmentKind.values), name="attachment_kind_known"),
        ]


class Section(Entry):
    """A heading with its text, in the report or in one of its attachments."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    attachment = models.ForeignKey(Attachment, models.CASCADE, null=True, blank=True, related_name="sections")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    heading = FreeTextField(_("小标题"))
    run_in = models.BooleanField(_("标题接正文"), default=False)
    text = FreeTextField(_("正文"))
    blocks = RecordField()
    same_as = FreeTextField(_("同"))

    class Meta:
        ordering: ClassVar = ["order"]
