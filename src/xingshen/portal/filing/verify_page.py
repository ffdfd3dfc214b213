"""The public check of a receipt: number and digest together, or the JSON file; tells nothing of what was handed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from xingshen.portal.access import open_to_all
from xingshen.reports.receipt_checking import NotAReceipt, read_receipt
from xingshen.store.filing import receipts
from xingshen.store.filing.receipts import Verified

_LARGEST = 2 * 1024 * 1024


@open_to_all
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """GET ``number`` and ``sha256``, or POST a receipt as ``file`` or ``text``. Changes nothing."""
    number, sha256 = request.GET.get("number", "").strip()[:40], request.GET.get("sha256", "").strip()[:100]
    sha256 = "".join(sha256.split())
    result, mistake = None, ""
    if request.method == "POST":
        result, mistake = _posted(request)
    elif number and sha256:
        result = receipts.verify(number, sha256)
    context = {"number": number, "sha256": sha256, "result": result, "mistake": mistake}
    return render(request, "filing/verify.html", context)


def _posted(request: HttpRequest) -> tuple[Verified | None, str]:
    upload = request.FILES.get("file")
    if upload is not None and (upload.size or 0) > _LARGEST:
        return None, "文件太大，不是回执。"
    text = upload.read(_LARGEST).decode("utf-8", "replace") if upload else request.POST.get("text", "")[:_LARGEST]
    try:
        return receipts.verify_receipt(read_receipt(text)), ""
    except NotAReceipt as error:
        return None, str(error)
