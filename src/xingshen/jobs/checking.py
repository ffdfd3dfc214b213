"""The job ``check_application``: the self-check of a draft as ``xingshen check`` would make it, stored for its page.

Put in whenever something was read. Papers that are not read yet leave open what rests on them; when they are, another
check follows.
"""

from __future__ import annotations

from xingshen.jobs.work import Work
from xingshen.store.results.checks import input_digest, keep, make
from xingshen.store.running import jobs

CHECK = "check_application"


def enqueue_check(application_id: int) -> None:
    """Put a check of the application as it is now into the ledger, inside the caller's transaction."""
    digest = input_digest(application_id)
    jobs.enqueue(CHECK, f"application {application_id}", input_digest=digest, payload={"application": application_id})


def check_application(work: Work) -> None:
    """Handler of ``check_application``; payload: ``application`` (id)."""
    application_id = work.claim.payload["application"]
    made = make(application_id)
    if made is None:
        return
    with work.finishing():
        keep(application_id, made)
