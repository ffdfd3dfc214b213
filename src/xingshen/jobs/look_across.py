"""The jobs ``look_across`` and ``compare_checks``: what the dossiers of a call have in common, and whose check is old.

A look is put in once a minute for calls in which something waits to be compared (``store.likenesses``), and goes on
until nothing does. The checks of dossiers of which others say something else now are made again.
"""

from __future__ import annotations

from xingshen.jobs.work import Work
from xingshen.store.across import across_facts, likeness_search, likenesses


def look_across(work: Work) -> None:
    """Handler of ``look_across``; payload: ``call`` (id)."""
    call_id = work.claim.payload["call"]
    looked = likeness_search.look(call_id)
    work.go_on()
    with work.finishing():
        changed = likeness_search.keep(looked)
        across_facts.enqueue_comparing(call_id, changed)
        likenesses.enqueue_due()


def compare_checks(work: Work) -> None:
    """Handler of ``compare_checks``; payload: ``call`` (id), ``applications`` (ids)."""
    told = work.claim.payload
    found = across_facts.outdated(told["call"], told["applications"])
    with work.finishing():
        across_facts.enqueue_rechecks(found)
