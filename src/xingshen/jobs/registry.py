"""Which kinds of jobs there are and what does them: a closed list. A job of another kind waits for a newer worker."""

from __future__ import annotations

from collections.abc import Mapping

from xingshen.jobs.assigning import count_again, give_dossiers
from xingshen.jobs.batch import BATCH, run_batch
from xingshen.jobs.check_submission import CHECK_SUBMISSION, check_submission
from xingshen.jobs.checking import CHECK, check_application
from xingshen.jobs.look_across import compare_checks, look_across
from xingshen.jobs.mail import send_mail_digest
from xingshen.jobs.posted_check import check_posted
from xingshen.jobs.reading import read_paper
from xingshen.jobs.submission_pdf import SUBMISSION_PDF, make_submission_pdf
from xingshen.jobs.webhook import send_webhook
from xingshen.jobs.work import Handler
from xingshen.store.across.across_facts import COMPARE_CHECKS, RECHECK
from xingshen.store.across.likenesses import LOOK_ACROSS
from xingshen.store.api import posted_checks, webhooks
from xingshen.store.applying.papers import READ
from xingshen.store.examination.assignment_runs import GIVE
from xingshen.store.examination.call_settings import COUNT_AGAIN
from xingshen.store.messages.mailing import MAIL

READING: Mapping[str, Handler] = {
    READ: read_paper,
    CHECK_SUBMISSION: check_submission,
    RECHECK: check_submission,
    LOOK_ACROSS: look_across,
    COMPARE_CHECKS: compare_checks,
}
"""What takes minutes and keeps a core busy."""
QUICK: Mapping[str, Handler] = {
    CHECK: check_application,
    MAIL: send_mail_digest,
    GIVE: give_dossiers,
    COUNT_AGAIN: count_again,
    SUBMISSION_PDF: make_submission_pdf,
}
"""What people wait for, or takes seconds; never behind the reading."""
POSTED: Mapping[str, Handler] = {posted_checks.KIND: check_posted}
"""What programs post, so that neither waits for the other."""
SENDING: Mapping[str, Handler] = {webhooks.KIND: send_webhook}
"""What goes out to addresses of others, which may be slow to answer."""
LONG: Mapping[str, Handler] = {BATCH: run_batch}
"""What the office starts for many dossiers at once; neither waits behind the other."""
