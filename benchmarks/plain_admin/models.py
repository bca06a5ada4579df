"""One paper form: what stands at its top and foot, and its lines of money, goals, indicators and texts.

A line of an indicator names its two levels itself: in a tree of records nothing could be typed in one page.
"""

from django.db import models


class PaperForm(models.Model):
    """What the form has once; rate, score, total and grade are reckoned by the officer."""

    name = models.CharField("项目名称", max_length=200)
    department = models.CharField("主管部门及代码", max_length=200)
    unit = models.CharField("预算单位", max_length=200)
    total = models.DecimalField("总分", max_digits=6, decimal_places=2)
    grade = models.CharField("评价等级", max_length=10)

    class Meta:
        verbose_name = verbose_name_plural = "自评表"

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """A line of a form."""

    form = models.ForeignKey(PaperForm, on_delete=models.CASCADE)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Fund(Line):
    """A row of money."""

    label = models.CharField("资金", max_length=50)
    declared = models.DecimalField("目标申报数", max_digits=15, decimal_places=6)
    budget = models.DecimalField("预算编制数", max_digits=15, decimal_places=6)
    adjusted = models.DecimalField("全年预算数", max_digits=15, decimal_places=6)
    executed = models.DecimalField("全年执行数", max_digits=15, decimal_places=6)
    weight = models.DecimalField("分值", max_digits=6, decimal_places=2, null=True, blank=True)
    surplus = models.DecimalField("结转结余", max_digits=15, decimal_places=6)
    rate = models.DecimalField("执行率", max_digits=6, decimal_places=2)
    score = models.DecimalField("得分", max_digits=6, decimal_places=2)


class Goal(Line):
    """What was expected, and what came of it."""

    expected = models.TextField("预期目标")
    actual = models.TextField("实际完成情况")


class Indicator(Line):
    """An indicator of the third level."""

    level1 = models.CharField("一级指标", max_length=50)
    level2 = models.CharField("二级指标", max_length=50)
    name = models.CharField("三级指标", max_length=200)
    target = models.CharField("年初指标值", max_length=50)
    adjusted_target = models.CharField("调整后指标值", max_length=50)
    actual = models.CharField("实际完成值", max_length=50)
    weight = models.DecimalField("分值", max_digits=6, decimal_places=2)
    score = models.DecimalField("得分", max_digits=6, decimal_places=2)
    deviation = models.CharField("偏差原因", max_length=500, blank=True)


class Text(Line):
    """A text at the foot of the form."""

    label = models.CharField("内容", max_length=50)
    text = models.TextField("说明")
