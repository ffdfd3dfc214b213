"""The job ``look_across``: what the dossiers of a call have in common, kept up to date.

Put in once a minute for calls in which something waits to be compared (``store.likenesses``). The checks of dossiers of
which others say something else now are made again.
"""

from __future__ import annotations

from xingshen.jobs.work import Work
from xingshen.store import across_facts, likeness_search


def look_across(work: Work) -> None:
    """Handler of ``look_across``; payload: ``call`` (id)."""
    call_id = work.claim.payload["call"]
    looked = likeness_search.look(call_id)
    work.go_on()
    with work.finishing():
        changed = likeness_search.keep(looked)
        across_facts.enqueue_rechecks(call_id, changed)
