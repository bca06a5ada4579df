"""MEASURE as fields: what a rule looks at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from perfeval.core.package import Measure, Package

DEFAULT, RATIO, KEPT = "", "ratio", "kept"
_SINGLE = ("actual_to_target", "execution_rate", "survey_average")
_FACT = "fact:"


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a self-evaluation that rules may look at: key → label."""

    labels: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> "Figures":
        """All facts of a package."""
        return cls({key: package.fact_labels.get(key) or key for key in package.facts})


class MeasureForm(forms.Form):
    """The fields of a measure. ``kept`` is the one that the rule has: it stays where these fields cannot say it."""

    def __init__(self, *args: Any, figures: Figures, kept: Measure | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept = kept if kept is not None and _source_of(kept) == KEPT else None
        labels = {**{key: key for key in _keys_of(kept)}, **figures.labels}
        figure_choices = [("", "—"), *labels.items()]
        self.fields["source"] = forms.ChoiceField(label=_("计分依据"), choices=self._sources(labels), required=False)
        for name, label in (("part", _("分子")), ("whole", _("分母"))):
            self.fields[name] = forms.ChoiceField(label=label, choices=figure_choices, required=False)

    def _sources(self, labels: Mapping[str, str]) -> list[tuple[str, str]]:
        """What can be looked at, in words."""
        known = [
            (DEFAULT, _("实际完成值")),
            ("actual_to_target", _("完成率（实际完成值÷指标值，%）")),
            ("execution_rate", _("预算执行率（%）")),
            ("survey_average", _("问卷平均得分")),
            *((_FACT + key, label) for key, label in labels.items()),
            (RATIO, _("两项数据之比（%）")),
        ]
        return [*known, (KEPT, _("沿用现有的取值方式"))] if self._kept else known

    @property
    def measure(self) -> dict[str, Any] | None:
        """The measure as rule data; None for the actual value. Only after the form was found valid."""
        source: str = self.cleaned_data["source"]
        if source == KEPT and self._kept:
            return self._kept.model_dump(mode="json", exclude_unset=True)
        if source == RATIO:
            return {"ratio": [self.cleaned_data["part"], self.cleaned_data["whole"]]}
        if source.startswith(_FACT):
            return {"fact": source.removeprefix(_FACT)}
        return {source: True} if source else None

    def clean(self) -> dict[str, Any]:
        """A ratio has two sides."""
        cleaned = super().clean() or {}
        if cleaned.get("source") == RATIO:
            for name in ("part", "whole"):
                if not cleaned.get(name):
                    self.add_error(name, _("请选择一项数据"))
        return cleaned


def measure_initial(measure: Measure | None) -> dict[str, str]:
    """The values of the fields for a measure."""
    if measure is None:
        return {"source": DEFAULT}
    source = _source_of(measure)
    if source == RATIO and measure.ratio:
        return {"source": RATIO, "part": str(measure.ratio[0]), "whole": str(measure.ratio[1])}
    return {"source": source}


def _keys_of(measure: Measure | None) -> list[str]:
    """The figures that a measure names, be they filled in or not."""
    if measure is None:
        return []
    sides = [side for side in measure.ratio or () if isinstance(side, str)]
    return [*sides, *([measure.fact] if measure.fact is not None else [])]


def _source_of(measure: Measure) -> str:
    if measure.of:
        return DEFAULT
    if measure.fact is not None:
        return _FACT + measure.fact
    if measure.ratio is not None and all(isinstance(side, str) for side in measure.ratio):
        return RATIO
    return next((name for name in _SINGLE if getattr(measure, name)), KEPT)
