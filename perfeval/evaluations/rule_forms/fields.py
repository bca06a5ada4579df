"""Fields of the rule forms: what is typed stays text, the rule itself says what is wrong with it."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perfeval.core.package.base import write_share
from perfeval.evaluations.services.typing_in import plain_number

Choices = Sequence[tuple[str, Any]]

POINTS, FRACTION = "points", "fraction"
DEDUCT_UNITS: Choices = [(POINTS, _("分")), (FRACTION, _("占分值的比例"))]
DIRECTIONS: Choices = [("higher", _("越高越好")), ("lower", _("越低越好"))]
ROUNDINGS: Choices = [
    ("started", _("不足一档按一档计")),
    ("completed", _("满一档才计")),
    ("proportional", _("按比例折算")),
]


class NumberField(forms.CharField):
    """A number as one types it: full-width digits and separators are understood; what is none stays as typed."""

    def __init__(self, label: Any, *, required: bool = True, help_text: Any = "") -> None:
        super().__init__(label=label, required=required, help_text=help_text, max_length=60)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        """The plain decimal, or the text itself."""
        text = super().clean(value)
        return plain_number(text) or text


class ShareField(NumberField):
    """A share of the weight: ``0.8``, ``80%`` or ``1/3``."""

    def clean(self, value: Any) -> str:
        """The share as the package writes it."""
        text = super().clean(value)
        if not text.endswith(("%", "％")):
            return text
        percent = plain_number(text, percent=True)
        return write_share(Fraction(percent) / 100) if percent else text


class ChoiceField(forms.ChoiceField):
    """One word of a short list."""

    def __init__(self, label: Any, choices: Choices, *, required: bool = True) -> None:
        super().__init__(label=label, choices=choices, required=required)
