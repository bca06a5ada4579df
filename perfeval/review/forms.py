"""What is typed on the screens of the review."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from perfeval.directory.models import FIRST_YEAR, LAST_YEAR, Region, User

from .models.remarks import PLACE_LENGTH
from .sections import Returnable
from .transitions import Transition

LONGEST_REASON = 5000
FORM = "form"
"""``back`` of a remark that was written beside the form, where one wants to go on."""


class StepForm(forms.Form):
    """A step with its reason and, where it sends back, the sections and indicators it names."""

    reason = forms.CharField(
        label=_("理由"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"})
    )
    places = forms.MultipleChoiceField(label=_("退回的内容"), required=False, widget=forms.CheckboxSelectMultiple)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, step: Transition, parts: Iterable[Returnable], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = step.needs_reason
        self.parts = list(parts)
        self.fields["places"].choices = [place for part in self.parts for place in part.places]  # type: ignore[attr-defined]
        if not step.needs_reason:
            del self.fields["reason"]
        if not step.sends_back:
            del self.fields["places"]

    @property
    def chosen(self) -> list[str]:
        """The places that are ticked."""
        return list(self["places"].value() or [])


class CommentForm(forms.Form):
    """A remark on a place, or (``answers``) an answer to one."""

    text = forms.CharField(
        label=_("批注"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"})
    )
    section = forms.CharField(max_length=PLACE_LENGTH, required=False, widget=forms.HiddenInput)
    place = forms.CharField(max_length=PLACE_LENGTH, required=False, widget=forms.HiddenInput)
    answers = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ScoreForm(forms.Form):
    """Review score (points) and opinion on one indicator."""

    score = forms.DecimalField(
        max_digits=8,
        decimal_places=2,
        min_value=0,
        required=False,
        widget=forms.TextInput(attrs={"class": "entry", "inputmode": "decimal"}),
    )
    opinion = forms.CharField(
        max_length=LONGEST_REASON, required=False, widget=forms.Textarea(attrs={"class": "entry", "rows": 1})
    )


class BulkForm(forms.Form):
    """Several self-evaluations at once, with one reason where they go back."""

    action = forms.ChoiceField(choices=[("approve", _("审核通过")), ("return_by_bureau", _("退回"))])
    chosen = forms.TypedMultipleChoiceField(coerce=int)
    reason = forms.CharField(max_length=LONGEST_REASON, required=False)

    def __init__(self, keys: Iterable[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]


class YearForm(forms.Form):
    """A year in which the departments of a region may file."""

    region = forms.ModelChoiceField(
        label=_("地区"),
        queryset=Region.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    year = forms.IntegerField(
        label=_("评价年度"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )

    def __init__(self, regions: Iterable[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.filter(pk__in=regions)  # type: ignore[attr-defined]


class DeadlineForm(forms.Form):
    """The deadline of a region's year."""

    deadline = forms.DateField(label=_("截止日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    is_open = forms.BooleanField(label=_("开放填报"), required=False)


class ExtensionForm(forms.Form):
    """A later deadline for one department."""

    until = forms.DateField(label=_("延期至"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("理由"), max_length=LONGEST_REASON)


class MailForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """How one wants to be told by mail."""

    class Meta:
        model = User
        fields: ClassVar = ["mail"]
        widgets: ClassVar = {"mail": forms.Select(attrs={"class": "form-select"})}


class EventSearch(forms.Form):
    """What the auditor looks for in the record of events."""

    text = forms.CharField(label=_("操作人、对象或理由"), max_length=200, required=False)
    action = forms.CharField(label=_("操作"), max_length=50, required=False)
    since = forms.DateField(label=_("自"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("至"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
