"""What happens to examinations without a decision of the office: acceptance, its end, results of checks, lapsed time.

Called inside the transaction of what causes it (a recommendation, a withdrawal, a finished check) or by the clock.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xingshen.review import examination as review
from xingshen.review.examination import Event, Examination, Refusal
from xingshen.review.examination_table import BEFORE_CONCLUSION, CHECKABLE, Stage
from xingshen.review.policy import Actor
from xingshen.store.models import Application, Check
from xingshen.store.models import Examination as Row
from xingshen.store.procedure import examination_log, examination_notices, filing_follow
from xingshen.store.record.audit import Origin

NO_ORIGIN = Origin()
_OPEN = tuple(stage.value for stage in BEFORE_CONCLUSION)
_CHECKABLE = tuple(stage.value for stage in CHECKABLE)


def accept(application: Application, sequence: int, actor: Actor, origin: Origin, at: datetime) -> None:
    """Submission ``sequence`` was accepted: the examination begins; a check that is there already is taken in."""
    row, _ = Row.objects.get_or_create(application=application, defaults={"call_id": application.call_id})
    row = locked(application.pk) or row
    state = examination_log.state_of(application.pk)
    state = _write(row, state, review.accept(state, sequence, at), actor, origin)
    take_in_latest(row, state, at)


def discontinue(application_id: int, reason: str, actor: Actor, origin: Origin, at: datetime) -> None:
    """The dossier was withdrawn or replaced; nothing happens where no examination is under way."""
    row = locked(application_id)
    if row is None or row.stage not in _OPEN:
        return
    state = examination_log.state_of(application_id)
    _write(row, state, review.discontinue(state, reason, at), actor, origin)


def take_in(check: Check, at: datetime | None = None) -> None:
    """A check of a submission was kept: it counts where that submission is before the office.

    At a stage that takes no result in people go on with the one they look at; this one waits for the next that does.
    """
    row = locked(check.application_id)
    if row is None or check.submission is None or check.submission.sequence != row.sequence:
        return
    if row.stage in _CHECKABLE:
        _take_in(row, examination_log.state_of(check.application_id), check, at or timezone.now())


def take_in_latest(row: Row, state: Examination, at: datetime) -> Examination:
    """The examination came to a stage that takes results in: the latest one of the submission that counts now."""
    return _take_in(row, state, _check_of(row.application_id, state.sequence), at)


def _take_in(row: Row, state: Examination, check: Check | None, at: datetime) -> Examination:
    row.result = check
    row.save(update_fields=["result"])
    machine = examination_log.machine_of(check)
    if machine is None:
        return state
    return _write(row, state, review.take_in(state, machine, state.sequence, at), examination_log.MACHINE, NO_ORIGIN)


def lapse_due(now: datetime | None = None) -> int:
    """End the corrections whose time has passed; how many."""
    now = now or timezone.now()
    over = Row.objects.filter(stage=Stage.IN_CORRECTION.value, application__awaited_correction__due_at__lte=now)
    return sum(_lapse(application_id, now) for application_id in list(over.values_list("application_id", flat=True)))


def _lapse(application_id: int, now: datetime) -> bool:
    with transaction.atomic():
        row = locked(application_id)
        state = examination_log.state_of(application_id)
        answer = review.lapse(state, now)
        if row is None or isinstance(answer, Refusal):
            return False
        state = _write(row, state, answer, examination_log.MACHINE, NO_ORIGIN)
        take_in_latest(row, state, now)
    return True


def locked(application_id: int) -> Row | None:
    """The row under its lock, with what every step needs of the application; None: there is no examination.

    The application's row is locked first, as by everybody who changes both.
    """
    list(Application.objects.select_for_update().filter(pk=application_id).values_list("pk"))
    rows = Row.objects.select_for_update(of=("self",)).select_related("application__unit", "call", "result")
    return rows.filter(application_id=application_id).first()


def _write(
    row: Row, state: Examination, answer: tuple[Event, ...] | Refusal, actor: Actor, origin: Origin
) -> Examination:
    if isinstance(answer, Refusal):
        raise AssertionError(f"examination of {row.application_id}: {answer.reason}")
    after = examination_log.write(row, state, answer, actor, origin)
    filing_follow.follow(row, answer)
    examination_notices.tell(row, answer)
    return after


def _check_of(application_id: int, sequence: int) -> Check | None:
    rows = Check.objects.filter(application_id=application_id, submission__sequence=sequence)
    return rows.order_by("-made_at", "-pk").first()
