"""The receipt of a submission: the sheet, the same as PDF and JSON, and the whole of what was handed in."""

from __future__ import annotations

import json
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe

from xingshen.portal.access import actor_of, signed_in
from xingshen.portal.filing.opening import Filing, open_filing
from xingshen.reports.print.codes import qr_svg
from xingshen.review.filing_policy import edits, may_print, may_see_receipt
from xingshen.store.examination import corrections
from xingshen.store.filing import prints, receipts, submissions


@signed_in
def receipt(request: HttpRequest, application_id: int, sequence: int | None = None) -> HttpResponse:
    """One sheet; without a number that of the submission that counts."""
    filing, submission = _open(request, application_id, sequence, may_see_receipt)
    actor = actor_of(request)
    context = {
        **filing.context(),
        "submission": submission,
        "counts": submission.sequence == filing.parties.sequence,
        "latest": filing.parties.sequence,
        "corrected": corrections.round_of(submission),
        "verify_url": receipts.verify_url(),
        "verify_code": mark_safe(qr_svg(_verify_link(submission))),  # drawn by us from digits
        "may_export": may_print(actor, filing.parties).allowed,
        "may_change": edits(actor, filing.parties).allowed,
    }
    return render(request, "filing/receipt.html", context)


@signed_in
def receipt_json(request: HttpRequest, application_id: int, sequence: int) -> HttpResponse:
    """The receipt for ``xingshen verify-receipt``."""
    _, submission = _open(request, application_id, sequence, may_see_receipt)
    text = json.dumps(receipts.receipt_of(submission), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json")
    return _download(response, f"{submission.number}-{submission.sequence}-回执.json")


@signed_in
def receipt_pdf(request: HttpRequest, application_id: int, sequence: int) -> HttpResponse:
    """The receipt on paper."""
    _, submission = _open(request, application_id, sequence, may_see_receipt)
    response = HttpResponse(prints.receipt_pdf(submission), content_type="application/pdf")
    return _download(response, f"{submission.number}-{submission.sequence}-回执.pdf")


@signed_in
def package(request: HttpRequest, application_id: int, sequence: int) -> FileResponse:
    """Everything that was handed in, as the receipt's digests cover it; holds private values."""
    _, submission = _open(request, application_id, sequence, may_print)
    name = f"{submission.number}-{submission.sequence}.zip"
    return FileResponse(receipts.export(submission), as_attachment=True, filename=name, content_type="application/zip")


def _open(request: HttpRequest, application_id: int, sequence: int | None, right: Any) -> tuple[Filing, Any]:
    filing = open_filing(request, application_id, right)
    submission = submissions.at(application_id, sequence)
    if submission is None:
        raise Http404
    return filing, submission


def _verify_link(submission: Any) -> str:
    return f"{receipts.verify_url()}?number={submission.number}&sha256={submission.sha256}"


def _download(response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
