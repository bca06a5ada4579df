"""The rows of rules that have them: bands, items of a checklist, parts of a sum of deductions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perfeval.core.package import rules as kinds
from perfeval.core.package.base import write_share

from .fields import DEDUCT_UNITS, DIRECTIONS, FRACTION, POINTS, ROUNDINGS, ChoiceField, NumberField, ShareField
from .kinds import MeasuredForm, PlainForm
from .measures import MeasureForm, measure_initial

Rule = dict[str, Any]

MANUAL = "manual"
MIN, ABOVE, ALWAYS = "min", "above", ""
MAX_ROWS = 60


class BandsForm(MeasuredForm):
    """分段得分."""


class ChecklistForm(PlainForm):
    """逐项考核."""

    mode = ChoiceField(_("计分方式"), [("deduct", _("不符合扣分")), ("earn", _("符合得分"))])


class SumForm(PlainForm):
    """多项合并扣分."""


class RowForm(forms.Form):
    """A row that measures nothing itself."""

    def __init__(self, *args: Any, **options: Any) -> None:
        for name in ("figures", "kept"):
            options.pop(name, None)
        super().__init__(*args, **options)


class BandForm(RowForm):
    """One band; a row without an award is left out."""

    bound = ChoiceField(_("范围"), [(MIN, "≥"), (ABOVE, "＞"), (ALWAYS, _("其余"))], required=False)
    limit = NumberField(_("界限"), required=False)
    award = ChoiceField(
        _("得分"), [(FRACTION, _("占分值的比例")), (POINTS, _("分")), (MANUAL, _("酌情（最低）"))], required=False
    )
    value = ShareField(_("数值"), required=False)
    high = NumberField(_("酌情（最高）"), required=False)

    def rule(self) -> Rule:
        """The band."""
        values = self.cleaned_data
        bound = {values["bound"]: values["limit"]} if values["bound"] else {}
        award: object = [values["value"], values["high"]] if values["award"] == MANUAL else values["value"]
        return {**bound, values["award"]: award}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in the row."""
        return not (self.cleaned_data.get("value") or self.cleaned_data.get("limit"))


class ItemForm(RowForm):
    """One item of a checklist; a row without text is left out."""

    text = forms.CharField(label=_("考核内容"), required=False, max_length=2000)
    points = NumberField(_("分值"), required=False)
    negative = forms.BooleanField(label=_("反向提问"), required=False)
    veto = forms.BooleanField(label=_("一票否决"), required=False)
    counted = forms.BooleanField(label=_("按次计"), required=False)

    def rule(self) -> Rule:
        """The item; flags that do not hold are left out."""
        values = self.cleaned_data
        flags = {name: True for name in ("negative", "veto", "counted") if values[name]}
        points = {"points": values["points"]} if values["points"] else {}
        return {"text": values["text"], **points, **flags}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in the row."""
        return not (self.cleaned_data.get("text") or self.cleaned_data.get("points"))


class PartForm(MeasureForm):
    """One part of a sum of deductions; a row without a limit is left out."""

    better = ChoiceField(_("方向"), DIRECTIONS, required=False)
    full_at = NumberField(_("达到多少不扣分"), required=False)
    step = NumberField(_("每差多少为一档"), required=False)
    deduct = ShareField(_("每档扣"), required=False)
    deduct_unit = ChoiceField(_("扣分单位"), DEDUCT_UNITS, required=False)
    rounding = ChoiceField(_("不足一档时"), ROUNDINGS, required=False)

    def rule(self) -> Rule:
        """The part."""
        names = ("better", "full_at", "step", "deduct", "deduct_unit", "rounding")
        measure = {"measure": self.measure} if self.measure else {}
        return {**measure, **{name: self.cleaned_data[name] for name in names}}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in the row."""
        return not (self.cleaned_data.get("full_at") or self.cleaned_data.get("step"))


def band_initial(band: kinds.Band) -> Rule:
    """The values of a band's fields."""
    bound = MIN if band.min is not None else ABOVE if band.above is not None else ALWAYS
    limit = band.min if band.min is not None else band.above
    if band.manual is not None:
        return {"bound": bound, "limit": limit, "award": MANUAL, "value": band.manual[0], "high": band.manual[1]}
    if band.fraction is not None:
        return {"bound": bound, "limit": limit, "award": FRACTION, "value": write_share(band.fraction)}
    return {"bound": bound, "limit": limit, "award": POINTS, "value": band.points}


def item_initials(rule: kinds.Checklist) -> list[Rule]:
    """The values of the fields of all items; points and vetoes that the list keeps apart stand with their item."""
    found = []
    for index, item in enumerate(rule.items):
        given = item if isinstance(item, kinds.ChecklistItem) else kinds.ChecklistItem(text=item)
        points = rule.per_item[index] if rule.per_item is not None else given.points
        flags = {"negative": given.negative, "veto": given.veto or index in rule.veto, "counted": given.counted}
        found.append({"text": given.text, "points": points, **flags})
    return found


def part_initial(part: kinds.Deduction) -> Rule:
    """The values of a part's fields."""
    own = {"better": part.better, "full_at": part.full_at, "step": part.step, "deduct": write_share(part.deduct)}
    return {**measure_initial(part.measure), **own, "deduct_unit": part.deduct_unit, "rounding": part.rounding}
