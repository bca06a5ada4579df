"""Final accounts (部门决算): only leaves are stored, every total is computed."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from .base import Entry, one_of
from .evaluation import MoneyUnit, SelfEvaluation
from .fields import ChoiceField, MoneyField, RecordField


class AccountFund(models.TextChoices):
    """The fund of a fiscal appropriation."""

    GENERAL = "general", _("一般公共预算")
    GOVERNMENT_FUND = "government_fund", _("政府性基金预算")
    STATE_CAPITAL = "state_capital", _("国有资本经营预算")


class AccountSource(models.TextChoices):
    """Where spent money came from."""

    FISCAL = "fiscal", _("财政拨款")
    OTHER = "other", _("其他资金")


class FinalAccounts(Entry):
    """The head of a department's final accounts; the JSON columns are records of the package, in ``money_unit``."""

    evaluation = models.OneToOneField(SelfEvaluation, models.CASCADE, related_name="final_accounts")
    money_unit = models.CharField(_("金额单位"), max_length=2, choices=MoneyUnit, default=MoneyUnit.YUAN)
    function_names = RecordField()
    economic_names = RecordField()
    balances = RecordField()
    three_public = RecordField()
    procurement = RecordField()
    operating_cost = RecordField()
    assets = RecordField()
    prior = RecordField()
    initial_budget = RecordField()
    texts = RecordField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(money_unit__in=MoneyUnit.values), name="accounts_money_unit_known"),
        ]


class Revenue(Entry):
    """Income of one 功能分类 code, in 元; ``fund`` is that of the fiscal part."""

    accounts = models.ForeignKey(FinalAccounts, models.CASCADE, related_name="revenue")
    function = models.CharField(_("功能分类科目编码"), max_length=7)
    name = models.CharField(_("科目名称"), max_length=500)
    fund = ChoiceField(_("资金性质"), choices=AccountFund)
    fiscal = MoneyField(_("财政拨款收入"))
    superior = MoneyField(_("上级补助收入"))
    business = MoneyField(_("事业收入"))
    operating = MoneyField(_("经营收入"))
    affiliated = MoneyField(_("附属单位上缴收入"))
    other = MoneyField(_("其他收入"))

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [one_of("fund", AccountFund, "revenue_fund_known")]


class Expenditure(Entry):
    """Spending of one 功能分类 code by source and fund, in 元."""

    accounts = models.ForeignKey(FinalAccounts, models.CASCADE, related_name="expenditure")
    function = models.CharField(_("功能分类科目编码"), max_length=7)
    name = models.CharField(_("科目名称"), max_length=500)
    source = models.CharField(_("资金来源"), max_length=10, choices=AccountSource)
    fund = ChoiceField(_("资金性质"), choices=AccountFund)
    basic = MoneyField(_("基本支出"))
    project = MoneyField(_("项目支出"))
    to_superior = MoneyField(_("上缴上级支出"))
    operating = MoneyField(_("经营支出"))
    to_affiliated = MoneyField(_("对附属单位补助支出"))

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            one_of("fund", AccountFund, "expenditure_fund_known"),
            CheckConstraint(condition=Q(source__in=AccountSource.values), name="expenditure_source_known"),
        ]


class Economic(Entry):
    """Spending of 一般公共预算财政拨款 by 经济分类 code, in 元; ``basic`` is its 基本支出 part."""

    accounts = models.ForeignKey(FinalAccounts, models.CASCADE, related_name="economic")
    code = models.CharField(_("经济分类科目编码"), max_length=5)
    name = models.CharField(_("科目名称"), max_length=500)
    amount = MoneyField(_("金额"))
    basic = MoneyField(_("基本支出"))

    class Meta:
        ordering: ClassVar = ["order"]
