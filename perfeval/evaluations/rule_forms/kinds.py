"""The fields of each kind of rule that has no rows."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from perfeval.core.package.base import write_share
from perfeval.core.package.rules import GradeRanges
from perfeval.core.scoring.rules.graded import GRADES

from .fields import DEDUCT_UNITS, DIRECTIONS, ROUNDINGS, ChoiceField, NumberField, ShareField
from .measures import MeasureForm

Rule = dict[str, Any]


class PlainForm(forms.Form):
    """A kind of rule whose fields are its keys, taken over as they are."""

    def __init__(self, *args: Any, **options: Any) -> None:
        for name in ("figures", "kept"):
            options.pop(name, None)
        super().__init__(*args, **options)

    def rule(self) -> Rule:
        """The keys of the rule; blank ones are left out."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class MeasuredForm(MeasureForm):
    """The same for a rule with a measure."""

    _OF_MEASURE: ClassVar = {"source", "part", "whole"}

    def rule(self) -> Rule:
        """The keys of the rule; blank ones are left out."""
        own = {name: value for name, value in self.cleaned_data.items() if name not in self._OF_MEASURE}
        measure = {"measure": self.measure} if self.measure else {}
        return {**measure, **{name: value for name, value in own.items() if value not in ("", None)}}


class CompletionForm(MeasuredForm):
    """完成比率法."""


class LinearForm(MeasuredForm):
    """按档扣分."""

    better = ChoiceField(_("方向"), DIRECTIONS)
    full_at = NumberField(_("达到多少得满分"))
    step = NumberField(_("每差多少为一档"))
    deduct = ShareField(_("每档扣"))
    deduct_unit = ChoiceField(_("扣分单位"), DEDUCT_UNITS)
    rounding = ChoiceField(_("不足一档时"), ROUNDINGS)
    zero_at = NumberField(_("差到多少得0分"), required=False, help_text=_("不填则扣完为止"))
    floor = NumberField(_("最低得分"), required=False)


class ConditionForm(MeasuredForm):
    """达到即得满分，否则不得分."""

    op = ChoiceField(
        _("条件"),
        [
            ("", _("由填报人判断是否符合")),
            (">=", _("不低于")),
            (">", _("高于")),
            ("<=", _("不高于")),
            ("<", _("低于")),
            ("==", _("等于")),
        ],
        required=False,
    )
    value = NumberField(_("数值"), required=False)

    def clean(self) -> dict[str, Any]:
        """A condition needs a value to be held against."""
        cleaned = super().clean()
        if cleaned.get("op") and not cleaned.get("value"):
            self.add_error("value", _("请填写数值"))
        return cleaned


class SatisfactionForm(MeasuredForm):
    """满意度赋分."""

    full_at = NumberField(_("达到多少得满分"))
    zero_below = NumberField(_("低于多少不得分"))


class ShortcomingsForm(PlainForm):
    """按次扣分."""

    per_item = ShareField(_("每处扣"))
    deduct_unit = ChoiceField(_("扣分单位"), DEDUCT_UNITS)
    zero_from = NumberField(_("达到多少处得0分"), required=False, help_text=_("不填则扣完为止"))


class GradedForm(PlainForm):
    """评判等级赋分: no limits, or the limits of all three grades."""

    @staticmethod
    def names() -> list[tuple[str, str]]:
        """Field name and label, two per grade."""
        sides = (("low", _("最低")), ("high", _("最高")))
        return [(f"{grade}_{side}", f"{word} {label}") for grade, word in GRADES.items() for side, label in sides]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in self.names():
            self.fields[name] = ShareField(label, required=False)
        self.fields["achieved_low"].help_text = _("六项都不填，按本方案的比例")

    def clean(self) -> dict[str, Any]:
        """All six or none."""
        cleaned = super().clean() or {}
        missing = [name for name, _label in self.names() if not cleaned.get(name)]
        if missing and len(missing) < len(self.names()):
            for name in missing:
                self.add_error(name, _("六项须都填或都不填"))
        return cleaned

    def rule(self) -> Rule:
        """The limits, if there are any."""
        values = self.cleaned_data
        if not values["achieved_low"]:
            return {}
        return {"ranges": {grade: [values[f"{grade}_low"], values[f"{grade}_high"]] for grade in GRADES}}


class UnsetForm(PlainForm):
    """年初未填报的指标."""

    fraction = ShareField(_("得分占分值的比例"), required=False, help_text=_("不填则按本方案的比例"))


class ManualForm(PlainForm):
    """酌情得分."""

    low = NumberField(_("最低"), required=False)
    high = NumberField(_("最高"), required=False, help_text=_("都不填为0分至满分"))

    def clean(self) -> dict[str, Any]:
        """Both limits or none."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("low")) != bool(cleaned.get("high")):
            self.add_error("high" if cleaned.get("low") else "low", _("最低和最高须都填或都不填"))
        return cleaned

    def rule(self) -> Rule:
        """The range, if there is one."""
        values = self.cleaned_data
        return {"range": [values["low"], values["high"]]} if values["low"] else {}


def graded_initial(ranges: GradeRanges | None) -> Rule:
    """The values of the six fields."""
    if ranges is None:
        return {}
    shares = [share for grade in GRADES for share in getattr(ranges, grade)]
    return {name: write_share(share) for (name, _label), share in zip(GradedForm.names(), shares, strict=True)}
