"""The public check of a decision letter: by the code printed on it, or by one of its files."""

from __future__ import annotations

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xingshen.portal.access import open_to_all
from xingshen.portal.letter_words import TITLES
from xingshen.review.examination_values import LetterKind
from xingshen.store.conclusions import letters
from xingshen.store.conclusions.letters import Checked

_LARGEST = 32 * 1024 * 1024
_LONGEST_CODE = 60


@open_to_all
@require_http_methods(["GET", "POST"])
def letter_page(request: HttpRequest) -> HttpResponse:
    """GET ``code``, or POST the letter as ``file``; what is posted is only hashed. Changes nothing."""
    code, mistake = request.GET.get("code", "").strip()[:_LONGEST_CODE], ""
    asked, found = bool(code), letters.check_code(code) if code else None
    if request.method == "POST":
        upload = request.FILES.get("file")
        asked, found, mistake = _posted(upload if isinstance(upload, UploadedFile) else None)
    context = {"code": code, "asked": asked, "found": found, "mistake": mistake}
    if found is not None:
        context["title"] = TITLES[LetterKind(found.letter.letter)]
    return render(request, "public/letter.html", context)


def _posted(upload: UploadedFile[bytes] | None) -> tuple[bool, Checked | None, str]:
    if upload is None:
        return False, None, _("请选择通知书的 PDF 或 Word 文件。")
    if (upload.size or 0) > _LARGEST:
        return False, None, _("文件太大，不是通知书。")
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return True, letters.check_file(digest.hexdigest()), ""
