"""PDFs made once and kept beside the data: a form by what it was printed from, a receipt by its submission.

A print can always be made again; whatever lies here may be deleted. Files are mode 0600, for a form holds private
values.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from xingshen.dossier.dossier import Dossier
from xingshen.reports.print.form import PrintOrder, Which, form_pdf
from xingshen.reports.print.receipt import receipt_pdf as set_receipt
from xingshen.store.filing import receipts, submissions
from xingshen.store.models import Application, Submission

_EDITION = "2"
"""Grows with the templates, so that an old print is not taken for a new one."""


def draft_pdf(application: Application, which: Which) -> bytes:
    """The form as it is saved now. Raises fonts.FontsMissing, guides.GuideUnavailable."""
    ready = submissions.prepare(application.pk)
    last = submissions.at(application.pk)
    handed_in = last is not None and last.version == application.version
    number = application.number if handed_in else ""
    order = PrintOrder(application.call.title, which, application.changed_at, number)
    return _form(ready.dossier, order)


def submitted_pdf(submission: Submission, which: Which) -> bytes:
    """The form as it was handed in. Raises fonts.FontsMissing, guides.GuideUnavailable."""
    call = submission.application.call
    order = PrintOrder(call.title, which, submission.submitted_at, submission.number)
    return _form(submissions.dossier_of(submission), order)


def receipt_pdf(submission: Submission) -> bytes:
    """The receipt. Raises fonts.FontsMissing."""
    title = submissions.title_of(submission)
    receipt = receipts.receipt_of(submission)
    key = f"receipt\n{submission.pk}\n{submission.event_hash}\n{receipt['verify']}"
    return _kept(key, lambda: set_receipt(receipt, title=title, submitted_by=submission.submitted_by_name))


def _form(dossier: Dossier, order: PrintOrder) -> bytes:
    key = f"{dossier.digest}\n{order.programme}\n{order.which}\n{order.at.isoformat()}\n{order.number}"
    return _kept(key, lambda: form_pdf(dossier, order))


def _kept(key: str, make: Callable[[], bytes]) -> bytes:
    name = hashlib.sha256(f"{_EDITION}\n{key}".encode()).hexdigest()
    path = Path(settings.XS.data_dir) / "prints" / name[:2] / f"{name}.pdf"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pdf = make()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f"{name}.{uuid4().hex[:8]}")
    with open(os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
        file.write(pdf)
    temporary.replace(path)
    return pdf
