"""The jobs ``check_submission`` and ``recheck_submission``: what ``xingshen check`` says of what was handed in.

The results are kept for ever beside it. Papers that were not read before are read here; what was read is taken from
where it is kept. What is before the office is checked in the light of the other dossiers there as well: that result
counts at the office, and the one by itself is what everybody else is told.
"""

from __future__ import annotations

from xingshen.evidence.intake import PaperReader, ReadingProgress
from xingshen.jobs.work import Work
from xingshen.pipeline.across import look_across
from xingshen.pipeline.check import check_dossier, read_evidence
from xingshen.store.across import across_facts, traces
from xingshen.store.applying import self_check
from xingshen.store.calls import guides
from xingshen.store.filing import submissions
from xingshen.store.procedure import examination_touches
from xingshen.store.results import filing_checks

CHECK_SUBMISSION = "check_submission"


def check_submission(work: Work) -> None:
    """Handler of both; payload: ``submission`` (id)."""
    submission = submissions.get(work.claim.payload["submission"])
    guide = guides.of_call(submission.application.call)

    def tell(_: ReadingProgress) -> None:
        work.go_on()

    dossier = submissions.dossier_of(submission)
    with PaperReader(workers=1, store=self_check.page_store()) as reader:
        evidenced = read_evidence(dossier, reader, tell)
    facts = across_facts.known(submission, evidenced)
    alone = look_across([evidenced.summary])[evidenced.summary.dossier_id]
    by_itself = check_dossier(guide, evidenced, alone)
    result = check_dossier(guide, evidenced, facts) if facts else by_itself
    work.go_on()
    touched = examination_touches.touches_of(submission, dossier)
    with work.finishing():
        traces.keep(submission, evidenced)
        filing_checks.keep_by_itself(submission, by_itself, touched)
        filing_checks.keep(submission, result, touched, across_facts.input_digest(submission.sha256, facts))
