"""The job ``submission_pdf``: receipt and printed form of a submission, made ahead of the first who asks for them."""

from __future__ import annotations

from xingshen.jobs.work import Transient, Work
from xingshen.reports.print.fonts import FontsMissing
from xingshen.reports.print.form import Which
from xingshen.store.filing import prints, submissions

SUBMISSION_PDF = "submission_pdf"


def make_submission_pdf(work: Work) -> None:
    """Handler of ``submission_pdf``; payload: ``submission`` (id). Without fonts it waits for them."""
    submission = submissions.get(work.claim.payload["submission"])
    try:
        prints.receipt_pdf(submission)
        work.go_on()
        prints.submitted_pdf(submission, Which.FORM)
    except FontsMissing as error:
        raise Transient(str(error)) from error
    with work.finishing():
        pass
