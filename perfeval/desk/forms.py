"""What the desk asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .batch import FORMATS


class BatchForm(forms.Form):
    """Which self-evaluations to pack, and in which format."""

    which = forms.ChoiceField(choices=[("all", _("全部")), ("passed", _("仅已通过"))])
    format = forms.ChoiceField(choices=[(name, name.upper()) for name in FORMATS])
