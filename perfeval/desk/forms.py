"""What the desk asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from perfeval.documents.formats import FORMATS

from .models import Drawn

MOST_DRAWN = 1000


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


class BatchForm(forms.Form):
    """Which self-evaluations to pack, and in which format."""

    which = forms.ChoiceField(choices=[("all", _("全部")), ("passed", _("仅已通过"))], widget=_select())
    format = forms.ChoiceField(choices=[(name, name.upper()) for name in FORMATS], widget=_select())


class SpotCheckForm(forms.Form):
    """What to draw, how many, by which seed."""

    kind = forms.ChoiceField(label=_("抽查对象"), choices=Drawn)
    size = forms.IntegerField(label=_("抽取数量"), min_value=1, max_value=MOST_DRAWN, initial=5)
    seed = forms.CharField(label=_("种子"), max_length=100, help_text=_("同一种子、同一范围，抽取结果相同"))
    only_passed = forms.BooleanField(label=_("仅已通过"), required=False)
