"""The job ``check_submission``: what ``xingshen check`` says of what was handed in, kept for ever beside it.

Papers that were not read before are read here; what was read is taken from where it is kept.
"""

from __future__ import annotations

from xingshen.evidence.intake import PaperReader, ReadingProgress
from xingshen.jobs.work import Work
from xingshen.pipeline.check import check_dossiers, read_evidence
from xingshen.store import examination_touches, filing_checks, guides, self_check, submissions

CHECK_SUBMISSION = "check_submission"


def check_submission(work: Work) -> None:
    """Handler of ``check_submission``; payload: ``submission`` (id)."""
    submission = submissions.get(work.claim.payload["submission"])
    guide = guides.of_call(submission.application.call)

    def tell(_: ReadingProgress) -> None:
        work.go_on()

    dossier = submissions.dossier_of(submission)
    with PaperReader(workers=1, store=self_check.page_store()) as reader:
        evidenced = read_evidence(dossier, reader, tell)
    (result,) = check_dossiers(guide, [evidenced])
    work.go_on()
    touched = examination_touches.touches_of(submission, dossier)
    with work.finishing():
        filing_checks.keep(submission, result, touched)
