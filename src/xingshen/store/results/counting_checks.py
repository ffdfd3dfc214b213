"""Which of the checks of a submission counted: a submission is checked again where others say something else of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from xingshen.review.examination_events import Checked
from xingshen.store.models import Check
from xingshen.store.procedure import examination_log
from xingshen.store.procedure.examination_log import Entry


def of(checks: Iterable[Check], entries: Iterable[Entry]) -> dict[int, Check]:
    """By submission, the check that the examination took in last, else the one made last. No query.

    ``checks``: with their submissions, in the order in which they were made; ``entries``: of the examination.
    """
    taken = {entry.event.check: at for at, entry in enumerate(entries) if isinstance(entry.event, Checked)}
    made: defaultdict[int, list[Check]] = defaultdict(list)
    for check in checks:
        if check.submission is not None:
            made[check.submission.sequence].append(check)
    return {sequence: _last(every, taken) for sequence, every in made.items()}


def _last(every: Sequence[Check], taken: dict[str, int]) -> Check:
    if len(every) == 1:
        return every[0]
    places = [(taken.get(_digest(check), -1), at) for at, check in enumerate(every)]
    return every[max(places)[1]]


def _digest(check: Check) -> str:
    machine = examination_log.machine_of(check)
    return machine.digest if machine is not None else ""
