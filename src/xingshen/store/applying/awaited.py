"""The correction that is awaited of an application, for whoever saves: what it opens, until when, what was answered.

The row is there as long as the correction is awaited; ``filing_follow`` makes and ends it. Knows no examination.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext

from xingshen.review.correction import may_change_paper
from xingshen.review.examination_events import CorrectionRequested
from xingshen.review.examination_values import Opened
from xingshen.store.applying.paper_names import PaperRefused
from xingshen.store.models import Application, AwaitedCorrection

LONGEST_REPLY = 2000


def of(application: Application) -> AwaitedCorrection | None:
    """What is awaited; no query where the row was selected with the application."""
    return getattr(application, "awaited_correction", None)


def opened(application: Application) -> Opened | None:
    """What may be changed; None: no correction is awaited, so that nothing is closed."""
    row = of(application)
    return None if row is None else Opened(tuple(row.fields), tuple(row.papers))


def begin(application: Application, event: CorrectionRequested) -> None:
    """A correction is awaited now, inside the caller's transaction."""
    AwaitedCorrection.objects.create(
        application=application, round=event.round, requested_at=event.at, due_at=event.due,
        fields=[*event.opened.fields], papers=[*event.opened.papers],
    )  # fmt: skip


def end(application_id: int) -> None:
    """None is awaited any more."""
    AwaitedCorrection.objects.filter(application_id=application_id).delete()


def keep_replies(application_id: int, replies: Mapping[str, str]) -> None:
    """Keep what was written so far to what was asked."""
    told = {mark: text.strip()[:LONGEST_REPLY] for mark, text in replies.items() if text.strip()}
    AwaitedCorrection.objects.filter(application_id=application_id).update(replies=told)


def not_reminded(now: datetime) -> list[AwaitedCorrection]:
    """Those that are not due yet and of whose end nobody was reminded."""
    rows = AwaitedCorrection.objects.filter(reminded_at=None, due_at__gt=now)
    return list(rows.select_related("application__unit", "application__call"))


def mark_reminded(row: AwaitedCorrection, now: datetime) -> bool:
    """Whether it is this caller who reminds, and nobody did before."""
    fresh = AwaitedCorrection.objects.filter(pk=row.pk, reminded_at=None)
    return bool(fresh.update(reminded_at=now))


def demand_papers(application: Application, *kinds: str) -> None:
    """Raises PaperRefused where a correction is awaited and papers of one of these kinds are not opened by it."""
    allowed = opened(application)
    if allowed is None:
        return
    for kind in kinds:
        if not may_change_paper(allowed, kind):
            words = gettext("补正期间只能改动补正通知开放的材料；“%s”没有开放，文件没有变。")
            raise PaperRefused(words % (kind or gettext("没有选种类的文件")))
