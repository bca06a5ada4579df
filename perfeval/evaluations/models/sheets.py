"""Sheets (自评表): projects, funds, goals, analyses and the indicator tree."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from .base import Entry, not_negative, one_of
from .evaluation import SelfEvaluation
from .fields import ChoiceField, FreeTextField, MoneyField, NumberField, RateField, RecordField


class SheetKind(models.TextChoices):
    """Whose results a sheet states."""

    OVERALL = "overall", _("部门整体支出绩效自评表")
    PROJECT = "project", _("项目支出绩效自评表")


class Sheet(Entry):
    """A self-evaluation sheet.

    ``execution_weight`` NULL gives the execution rate no points where ``execution_weight_given``; otherwise the
    scheme's weight holds. The last six columns are results: rate in percent points, the rest in points; ``unscored``
    counts the indicators that have no score yet.
    """

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=10, choices=SheetKind)
    execution_weight = NumberField(_("预算执行率分值"))
    execution_weight_given = models.BooleanField(default=False)
    self_score = NumberField(_("自评得分"))
    deviation_text = FreeTextField(_("偏差原因及措施"))
    execution_rate = RateField(_("预算执行率"))
    execution_score = RateField(_("执行率得分"))
    weight_total = RateField(_("权重合计"))
    total = RateField(_("总分"))
    grade = FreeTextField(_("等级"))
    unscored = models.PositiveIntegerField(_("未评分指标"), null=True)

    class Meta:
        ordering: ClassVar = ["kind", "order"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["evaluation"], condition=Q(kind="overall"), name="sheet_one_overall"),
            CheckConstraint(condition=Q(kind__in=SheetKind.values), name="sheet_kind_known"),
            not_negative("execution_weight", "sheet_execution_weight_not_negative"),
            not_negative("self_score", "sheet_self_score_not_negative"),
        ]


class ProjectList(models.TextChoices):
    """Which list of projects a project stands on."""

    OWN = "own", _("本级项目")
    TRANSFER = "transfer", _("转移支付项目")


class ProjectNature(models.TextChoices):
    """What a project pays for, where a list mixes them."""

    PERSONNEL = "personnel", _("人员经费")
    PUBLIC = "public", _("公用经费")
    PROJECT = "project", _("项目支出")


class FundKind(models.TextChoices):
    """The fund that pays (资金性质)."""

    GENERAL = "general", _("一般公共预算")
    GOVERNMENT_FUND = "government_fund", _("政府性基金预算")
    STATE_CAPITAL = "state_capital", _("国有资本经营预算")
    SOCIAL_INSURANCE = "social_insurance", _("社会保险基金预算")


class FundingLevel(models.TextChoices):
    """The level of government that pays."""

    CENTRAL = "central", _("中央")
    PROVINCIAL = "provincial", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")


class Project(models.Model):
    """A project with its sheet, or only a row of the project list."""

    sheet = models.OneToOneField(Sheet, models.CASCADE, related_name="project")
    seq = models.PositiveBigIntegerField(_("序号"), null=True, blank=True)
    code = FreeTextField(_("项目编码"))
    name = models.CharField(_("项目名称"), max_length=500)
    department = FreeTextField(_("主管部门"))
    unit = FreeTextField(_("实施单位"))
    list = ChoiceField(_("项目清单"), choices=ProjectList)
    tier = models.PositiveSmallIntegerField(_("项目级次"), null=True, blank=True)
    nature = ChoiceField(_("支出性质"), choices=ProjectNature)
    fund = ChoiceField(_("资金性质"), choices=FundKind)
    funding_level = ChoiceField(_("资金级次"), choices=FundingLevel)
    document_number = FreeTextField(_("文号"))
    department_evaluated = models.BooleanField(_("开展部门评价"), default=False)
    classified = models.BooleanField(_("涉密"), default=False)
    goal_text = FreeTextField(_("绩效目标"))
    completion_text = FreeTextField(_("完成情况"))

    class Meta:
        constraints: ClassVar = [
            one_of("list", ProjectList, "project_list_known"),
            one_of("nature", ProjectNature, "project_nature_known"),
            one_of("fund", FundKind, "project_fund_known"),
            one_of("funding_level", FundingLevel, "project_funding_level_known"),
            CheckConstraint(condition=Q(tier__in=[1, 2]) | Q(tier=None), name="project_tier_known"),
            CheckConstraint(condition=~Q(name=""), name="project_named"),
        ]

    def __str__(self) -> str:
        return self.name


class FundRow(Entry):
    """One row of 项目资金, in 元."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="funds")
    key = models.CharField(max_length=100)
    label = FreeTextField(_("资金名称"))
    initial_declared = MoneyField(_("目标申报数"))
    initial = MoneyField(_("年初预算数"))
    adjusted = MoneyField(_("全年预算数"))
    executed = MoneyField(_("全年执行数"))

    class Meta:
        ordering: ClassVar = ["sheet", "order"]
        constraints: ClassVar = [UniqueConstraint(fields=["sheet", "key"], name="fund_row_key_unique")]


class NatureGroup(models.TextChoices):
    """The two lists of funds by nature."""

    INCOME = "income", _("按收入性质分")
    EXPENDITURE = "expenditure", _("按支出性质分")


class NatureAmount(Entry):
    """One line of 按收入性质分 / 按支出性质分, in 元."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="funds_by_nature")
    group = models.CharField(max_length=20, choices=NatureGroup)
    label = models.CharField(max_length=500)
    amount = MoneyField(_("金额"))

    class Meta:
        ordering: ClassVar = ["sheet", "order"]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(group__in=NatureGroup.values), name="nature_amount_group_known"),
        ]


class Goal(Entry):
    """年度总体目标."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="goals")
    expected = FreeTextField(_("预期目标"))
    actual = FreeTextField(_("实际完成情况"))

    class Meta:
        ordering: ClassVar = ["sheet", "order"]


class Analysis(Entry):
    """One labelled text box of a sheet."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="analyses")
    label = models.CharField(max_length=500)
    text = FreeTextField(_("内容"))

    class Meta:
        ordering: ClassVar = ["sheet", "order"]


class IndicatorNature(models.TextChoices):
    """定量 or 定性."""

    QUANTITATIVE = "quantitative", _("定量指标")
    QUALITATIVE = "qualitative", _("定性指标")


class Better(models.TextChoices):
    """The direction of a target without a sign."""

    HIGHER = "higher", _("越高越好")
    LOWER = "lower", _("越低越好")
    EQUAL = "equal", _("等于目标")


class Indicator(Entry):
    """A node of the indicator tree; ``level`` 1 is 一级指标. ``rule`` and ``inputs`` are RULE data of the core."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="indicators")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField(default=1)
    code = FreeTextField(_("编码"))
    name = models.CharField(_("指标名称"), max_length=500)
    weight = NumberField(_("分值"))
    nature = ChoiceField(_("指标性质"), choices=IndicatorNature)
    target = FreeTextField(_("年度指标值"))
    adjusted_target = FreeTextField(_("调整后指标值"))
    actual = FreeTextField(_("实际完成值"))
    better = ChoiceField(_("指标方向"), choices=Better)
    explanation = FreeTextField(_("指标解释"))
    standard = FreeTextField(_("评价标准"))
    data_source = FreeTextField(_("数据来源"))
    rule = RecordField(_("计分规则"))
    inputs = RecordField(_("计分依据"))
    self_score = NumberField(_("自评得分"))
    override_reason = FreeTextField(_("调整理由"))
    basis = FreeTextField(_("得分说明"))
    deviation = FreeTextField(_("偏差原因分析及改进措施"))
    deleted = models.BooleanField(_("年中删除"), default=False)

    class Meta:
        ordering: ClassVar = ["sheet", "level", "order"]
        indexes: ClassVar = [models.Index(fields=["sheet", "level", "order"], name="indicator_in_reading_order")]
        constraints: ClassVar = [
            not_negative("weight", "indicator_weight_not_negative"),
            not_negative("self_score", "indicator_self_score_not_negative"),
            one_of("nature", IndicatorNature, "indicator_nature_known"),
            one_of("better", Better, "indicator_better_known"),
            CheckConstraint(condition=~Q(name=""), name="indicator_named"),
            CheckConstraint(
                condition=Q(level=1, parent=None) | Q(level__gt=1, parent__isnull=False), name="indicator_level_fits"
            ),
        ]

    def __str__(self) -> str:
        return self.name
