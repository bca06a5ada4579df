"""Tables beside the sheets: tasks, basic data, survey, working papers, signatories."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from .base import Entry, not_negative
from .evaluation import SelfEvaluation
from .fields import ChoiceField, FreeTextField, NumberField, RecordField


class Task(Entry):
    """重点任务完成情况."""

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="tasks")
    name = models.CharField(_("重点任务"), max_length=500)
    target = FreeTextField(_("目标值"))
    actual = FreeTextField(_("完成值"))
    unit = FreeTextField(_("单位"))

    class Meta:
        ordering: ClassVar = ["order"]


class BasicTable(Entry):
    """绩效评价基础数据表."""

    evaluation = models.OneToOneField(SelfEvaluation, models.CASCADE, related_name="basic_data")
    title = FreeTextField(_("标题"))


class TableSection(Entry):
    """One block of the basic-data table; ``formulas`` maps a column index to its ratio."""

    table = models.ForeignKey(BasicTable, models.CASCADE, related_name="sections")
    label = FreeTextField()
    columns = models.JSONField(default=list)
    formulas = RecordField()

    class Meta:
        ordering: ClassVar = ["order"]


class RowTotal(models.TextChoices):
    """How a parent row gets its values."""

    SUM = "sum", _("下级合计")
    ENTERED = "entered", _("手工填写")
    NONE = "none", _("不填")


class TableRow(Entry):
    """A row of the basic-data table; ``values`` are plain decimals or null, in the unit the section names."""

    section = models.ForeignKey(TableSection, models.CASCADE, related_name="rows")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    key = models.CharField(max_length=100)
    label = FreeTextField()
    total = ChoiceField(choices=RowTotal)
    values = models.JSONField(default=list)
    text = FreeTextField()

    class Meta:
        ordering: ClassVar = ["order"]


class Survey(Entry):
    """满意度调查问卷."""

    evaluation = models.OneToOneField(SelfEvaluation, models.CASCADE, related_name="survey")
    title = FreeTextField(_("标题"))
    issued = models.PositiveBigIntegerField(_("发放份数"), null=True, blank=True)
    returned = models.PositiveBigIntegerField(_("收回份数"), null=True, blank=True)
    valid = models.PositiveBigIntegerField(_("有效份数"), null=True, blank=True)


class SurveyQuestion(Entry):
    """One question of the survey."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    text = FreeTextField(_("题目"))

    class Meta:
        ordering: ClassVar = ["order"]


class SurveyOption(Entry):
    """One answer: its points and how many chose it."""

    question = models.ForeignKey(SurveyQuestion, models.CASCADE, related_name="options")
    code = FreeTextField()
    label = FreeTextField()
    points = NumberField(_("分值"))
    count = models.PositiveBigIntegerField(_("份数"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            not_negative("points", "survey_option_points_not_negative"),
            CheckConstraint(condition=Q(points__isnull=False), name="survey_option_points_given"),
        ]


class WorkingPaper(Entry):
    """工作底稿 of the indicator with this code."""

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="working_papers")
    indicator = models.CharField(_("指标编码"), max_length=500)
    title = FreeTextField(_("标题"))

    class Meta:
        ordering: ClassVar = ["order"]


class PaperRow(Entry):
    """One line of a working paper."""

    paper = models.ForeignKey(WorkingPaper, models.CASCADE, related_name="rows")
    label = FreeTextField(_("项目"))
    text = FreeTextField(_("内容"))

    class Meta:
        ordering: ClassVar = ["order"]


class Signatory(Entry):
    """A member of the evaluation group."""

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="signatories")
    role = FreeTextField(_("组内职务"))
    name = FreeTextField(_("姓名"))
    title = FreeTextField(_("职务"))
    organisation = FreeTextField(_("单位"))

    class Meta:
        ordering: ClassVar = ["order"]
