"""How a new self-evaluation begins."""

import base64
import binascii
import zlib
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perfeval.core.package.loading import MAX_BYTES
from perfeval.directory.models import FIRST_YEAR, LAST_YEAR, Department, Role, User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.schemes.models import SchemeRecord

TEMPLATE, LAST_YEAR_WAY = "template", "last_year"


class _SchemeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """A scheme by its title."""

    def label_from_instance(self, obj: Any) -> str:
        """What people call it."""
        return str(obj.title)


class StartForm(forms.Form):
    """Department, year, scheme, and whether last year's self-evaluation is rolled forward."""

    way = forms.ChoiceField(
        label=_("从哪里开始"),
        choices=[(TEMPLATE, _("按填报方案的指标模板新建")), (LAST_YEAR_WAY, _("从往年的自评结转"))],
        widget=forms.RadioSelect,
        initial=TEMPLATE,
    )
    department = forms.ModelChoiceField(label=_("部门"), queryset=Department.objects.none(), empty_label=None)
    year = forms.IntegerField(label=_("评价年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    scheme = _SchemeField(label=_("填报方案"), queryset=SchemeRecord.objects.none(), empty_label=None)
    previous = forms.ModelChoiceField(
        label=_("往年的自评"),
        queryset=SelfEvaluation.objects.none(),
        required=False,
        help_text=_("结转项目、指标、目标值、规则和文字；实际完成值、金额和得分清空；上年数从往年取来"),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        departments = Department.objects.filter(memberships__user=user, memberships__role=Role.AUTHOR).distinct()
        mine = SelfEvaluation.objects.filter(department__in=departments).select_related("department")
        self._fill("department", departments.select_related("region"))
        self._fill("scheme", SchemeRecord.objects.filter(active=True).defer("document").order_by("title"))
        self._fill("previous", mine.order_by("-year", "department"))
        self._propose(mine.order_by("-year").first())
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "way", "previous", Div("department", "year", "scheme", css_class="fields"), Submit("start", _("新建"))
        )

    def _fill(self, name: str, queryset: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = queryset

    def _propose(self, latest: SelfEvaluation | None) -> None:
        """The year after the last one, by the same scheme, rolled forward."""
        self.initial.setdefault("year", latest.year + 1 if latest else timezone.localdate().year - 1)
        if latest:
            proposed = {"way": LAST_YEAR_WAY, "previous": latest.pk, "scheme": latest.scheme_id}
            self.initial.update(proposed, department=latest.department_id)

    def clean(self) -> dict[str, Any]:
        """Rolling forward needs something to roll."""
        cleaned = super().clean() or {}
        if cleaned.get("way") == LAST_YEAR_WAY and not cleaned.get("previous") and "previous" not in self.errors:
            self.add_error("previous", _("请选择要结转的自评"))
        return cleaned


class PackageForm(forms.Form):
    """A package file, or the content of one that was checked before."""

    file = forms.FileField(label=_("自评数据包（.json）"), required=False)
    content = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_action = "?from=package"
        self.helper.layout = Layout("file", "content", Submit("check", _("检查文件")))

    def clean(self) -> dict[str, Any]:
        """``data``: the bytes of the file."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is None and not cleaned.get("content"):
            raise forms.ValidationError(_("请选择文件"))
        if file is not None and (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("文件超过%(limit)dMB") % {"limit": MAX_BYTES // 1024 // 1024})
        cleaned["data"] = file.read() if file is not None else unpacked(cleaned["content"])
        return cleaned


def packed(data: bytes) -> str:
    """The bytes of a checked file, to travel with the page until they are imported."""
    return base64.b64encode(zlib.compress(data)).decode()


def unpacked(text: str) -> bytes:
    """What ``packed`` wrote. Raises ValidationError for anything else, or for more than a package may have."""
    reader = zlib.decompressobj()
    try:
        data = reader.decompress(base64.b64decode(text, validate=True), MAX_BYTES)
    except (ValueError, binascii.Error, zlib.error) as error:
        raise forms.ValidationError(_("文件内容没有完整送达，请重新选择文件")) from error
    if not reader.eof:
        raise forms.ValidationError(_("文件内容没有完整送达，请重新选择文件"))
    return data
