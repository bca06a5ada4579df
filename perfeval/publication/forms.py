"""The forms: publishing what one has looked at, and a PDF to be checked."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfeval.documents.embedded import PDF_START
from perfeval.review.forms import StepForm

MOST_MEGABYTES = 30


class PublishForm(StepForm):
    """The step with the SHA-256 of the copy that stood on the page."""

    sha256 = forms.RegexField(
        "^[0-9a-f]{64}$",
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("请先生成公开稿，看过以后再公开")},
    )


class VerifyForm(forms.Form):
    """One file: a PDF of a bearable size."""

    file = forms.FileField(label=gettext_lazy("PDF文件"))

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is no PDF before anything looks into it."""
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > MOST_MEGABYTES * 1024 * 1024:
            raise ValidationError(_("文件超过%(size)sMB") % {"size": MOST_MEGABYTES})
        if upload.read(len(PDF_START)) != PDF_START:
            raise ValidationError(_("这不是PDF文件"))
        upload.seek(0)
        return upload
