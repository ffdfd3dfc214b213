"""Form fields of this audience: several files at once, the code of a unit, a new password, days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from xingshen.kernel.identifiers import uscc
from xingshen.portal.telling import tell

Upload: TypeAlias = "UploadedFile[Any]"
PAPER_LIMIT = 20 * 1000 * 1000
PAPERS_AT_ONCE = 10
_SIGNATURES = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def media_type_of(upload: Upload) -> str:
    """What the first bytes say the file is; "" for anything but PDF, PNG and JPEG."""
    upload.seek(0)
    head = upload.read(16)
    upload.seek(0)
    return next((kind for start, kind in _SIGNATURES.items() if head.startswith(start)), "")


class PlainForm(forms.Form):
    """A form that says of each field left empty what to do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            chosen = isinstance(field, forms.ChoiceField | forms.FileField)
            said = _("请选择%(field)s。") if chosen else _("请填写%(field)s。")
            field.error_messages["required"] = said % {"field": field.label}


class SeveralFilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class PapersField(forms.FileField):
    """Licence and certificates: PDF or pictures, each at most 20 MB."""

    def __init__(self, **options: Any) -> None:
        attributes = {"accept": ".pdf,.png,.jpg,.jpeg"}
        super().__init__(widget=SeveralFilesInput(attrs=attributes), **options)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        given: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            super().clean(None, initial)
            return []
        if len(given) > PAPERS_AT_ONCE:
            raise ValidationError(_("一次最多上传 10 份材料。"))
        return [_sound(super(PapersField, self).clean(each, initial)) for each in given]


class UsccField(forms.CharField):
    """统一社会信用代码, normalised; both check digits are right."""

    def clean(self, value: Any) -> str:
        code = uscc.normalise(super().clean(value))
        if code and (problem := uscc.problem(code)):
            raise ValidationError(_("%(problem)s。") % {"problem": tell(problem)})
        return code


def day_input() -> forms.DateInput:
    """The date picker of the browser."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _sound(upload: Upload) -> Upload:
    if (upload.size or 0) > PAPER_LIMIT:
        raise ValidationError(_("“%(name)s”超过 20 MB，请压缩或分成几份后再上传。") % {"name": upload.name})
    if not media_type_of(upload):
        raise ValidationError(_("“%(name)s”不是 PDF 或图片（PNG、JPG），无法查看。") % {"name": upload.name})
    return upload
