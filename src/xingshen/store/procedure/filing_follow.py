"""What corrections of an examination do to the filing: its stage, what may be changed, and the working copy.

Called inside the transaction in which the examination's events are written, which holds the application's lock.
"""

from __future__ import annotations

from collections.abc import Iterable

from xingshen.review.examination import Event
from xingshen.review.examination_events import (
    CorrectionHandedIn,
    CorrectionLapsed,
    CorrectionRequested,
    Discontinued,
)
from xingshen.review.filing_events import CorrectionOver, SentForCorrection, Stage
from xingshen.review.policy import Actor
from xingshen.store.applying import as_handed_in, awaited
from xingshen.store.models import Examination as Row
from xingshen.store.models import Submission
from xingshen.store.procedure import correction_notices, filing_log
from xingshen.store.record.audit import Origin

OFFICE = Actor(name="形式审查")
"""Who asked, as the applicant's side of the record says it: never which person."""
_NO_ORIGIN = Origin()


def follow(row: Row, happened: Iterable[Event]) -> None:
    """Let the filing follow what happened to its examination."""
    application = row.application
    for event in happened:
        if isinstance(event, CorrectionRequested):
            submission = Submission.objects.get(application=application, sequence=row.sequence)
            as_handed_in.restore(application, submission, OFFICE, event.at)
            awaited.begin(application, event)
            sent = SentForCorrection(row.sequence)
            filing_log.write(application, sent, Stage(application.stage), OFFICE, _NO_ORIGIN, event.at)
            correction_notices.asked(application, event.due)
        elif isinstance(event, CorrectionLapsed):
            over = CorrectionOver(row.sequence)
            filing_log.write(application, over, Stage.IN_CORRECTION, OFFICE, _NO_ORIGIN, event.at)
            correction_notices.over(application)
        if isinstance(event, CorrectionHandedIn | CorrectionLapsed | Discontinued):
            awaited.end(application.pk)
