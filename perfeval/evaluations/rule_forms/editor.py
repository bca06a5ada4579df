"""A rule as fields, and what was typed into them as a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from pydantic import BaseModel, TypeAdapter, ValidationError

from perfeval.core.package import Measure, Rule
from perfeval.core.package import rules as kinds
from perfeval.core.package.base import write_share
from perfeval.core.package.loading import problems_of

from . import kinds as singles
from . import rows
from .measures import Figures, measure_initial

AnyRule = TypeVar("AnyRule", bound=BaseModel)
Values = dict[str, Any]

_RULE: TypeAdapter[Rule] = TypeAdapter(Rule)
BLANK_ROWS = 2


@dataclass(frozen=True)
class Kind(Generic[AnyRule]):
    """The form of one kind, the values that its fields have for a rule, and (where it has rows) the same for them."""

    form: Callable[..., Any]
    values: Callable[[AnyRule], Values]
    row: type[forms.Form] | None = None
    key: str = ""
    row_values: Callable[[AnyRule], list[Values]] = lambda _rule: []


def _plain(rule: BaseModel) -> Values:
    """Keys that are fields of the same name; the measure has fields of its own."""
    values = {name: getattr(rule, name) for name in type(rule).model_fields if name != "kind"}
    for name in ("deduct", "per_item", "fraction"):
        if values.get(name) is not None:
            values[name] = write_share(values[name])
    if "measure" in values:
        values |= measure_initial(values.pop("measure"))
    return values


_KINDS: Mapping[type[BaseModel], Kind[Any]] = {
    kinds.Completion: Kind(singles.CompletionForm, _plain),
    kinds.Linear: Kind(singles.LinearForm, _plain),
    kinds.Condition: Kind(singles.ConditionForm, _plain),
    kinds.Satisfaction: Kind(singles.SatisfactionForm, _plain),
    kinds.Shortcomings: Kind(singles.ShortcomingsForm, _plain),
    kinds.Graded: Kind(singles.GradedForm, lambda rule: singles.graded_initial(rule.ranges)),
    kinds.Unset: Kind(singles.UnsetForm, _plain),
    kinds.Manual: Kind(
        singles.ManualForm, lambda rule: {"low": rule.range[0], "high": rule.range[1]} if rule.range else {}
    ),
    kinds.Bands: Kind(
        rows.BandsForm,
        lambda rule: measure_initial(rule.measure),
        rows.BandForm,
        "bands",
        lambda rule: [rows.band_initial(band) for band in rule.bands],
    ),
    kinds.Checklist: Kind(
        rows.ChecklistForm, lambda rule: {"mode": rule.mode}, rows.ItemForm, "items", rows.item_initials
    ),
    kinds.SumOfDeductions: Kind(
        rows.SumForm,
        lambda rule: {},
        rows.PartForm,
        "parts",
        lambda rule: [rows.part_initial(part) for part in rule.parts],
    ),
}


class _Rows(BaseFormSet):  # type: ignore[type-arg]  # generic in the stubs alone
    """Rows that know the measures which their fields cannot say."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """The options of one row's form."""
        options = super().get_form_kwargs(index)
        kept = options.pop("kept")
        return {**options, "kept": kept[index] if index is not None and index < len(kept) else None}


class RuleEditor:
    """The fields of one rule, filled from it or from what was sent."""

    def __init__(self, rule: Rule, figures: Figures, sent: Mapping[str, Any] | None = None) -> None:
        self.kind: str = rule.kind
        self._shape = _KINDS[type(rule)]
        kept: Measure | None = getattr(rule, "measure", None)
        self.form: Any = self._shape.form(sent, initial=self._shape.values(rule), figures=figures, kept=kept)
        self.rows: BaseFormSet[Any] | None = self._formset(rule, figures, sent)

    def _formset(self, rule: Rule, figures: Figures, sent: Mapping[str, Any] | None) -> BaseFormSet[Any] | None:
        if self._shape.row is None:
            return None
        factory = formset_factory(
            self._shape.row, formset=_Rows, extra=BLANK_ROWS, max_num=rows.MAX_ROWS, absolute_max=rows.MAX_ROWS
        )
        initial = self._shape.row_values(rule)
        parts = getattr(rule, "parts", [])
        options = {"figures": figures, "kept": [part.measure for part in parts]}
        return factory(sent, initial=initial, prefix=self._shape.key, form_kwargs=options)

    def read(self) -> Rule | None:
        """The rule that was typed; None where something is wrong, which the fields then say."""
        sound = [self.form.is_valid(), self.rows is None or self.rows.is_valid()]
        if not all(sound):
            return None
        data = {"kind": self.kind, **self.form.rule()}
        filled = [form for form in self.rows or [] if not form.is_blank]
        if self.rows is not None:
            data[self._shape.key] = [form.rule() for form in filled]
        try:
            return _RULE.validate_python(data)
        except ValidationError as error:
            self._say(error, data, filled)
            return None

    def _say(self, error: ValidationError, data: Values, filled: list[Any]) -> None:
        """Each problem at the field it is about."""
        for pointer, message in problems_of(error.errors(include_url=False), data):
            steps = pointer.split("/")[1:]
            if len(steps) > 1 and steps[0] == self._shape.key and steps[1].isdecimal():
                _add_error(filled[int(steps[1])], steps[2:], message)
            elif steps == [self._shape.key] and not filled:
                self.form.add_error(None, _("至少填写一行"))
            else:
                _add_error(self.form, steps, message)


def _add_error(form: forms.Form, steps: list[str], message: str) -> None:
    """At the field of this name; a problem of several fields together stands above them."""
    wanted = {"min": "limit", "above": "limit", "fraction": "value", "points": "value", "manual": "value"}
    ranges = {"0": "low", "1": "high"}
    names = [steps[-1], wanted.get(steps[0], ""), ranges.get(steps[-1], ""), steps[0]] if steps else []
    if len(steps) > 2:
        names.insert(0, f"{steps[1]}_{ranges.get(steps[2], '')}")
    form.add_error(next((name for name in names if name in form.fields), None), message)


def editor_for(rule: Rule, figures: Figures, sent: Mapping[str, Any] | None = None) -> RuleEditor:
    """The fields for a rule."""
    return RuleEditor(rule, figures, sent)
