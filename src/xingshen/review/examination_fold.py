"""How the events of an examination add up.

Decides nothing: an event that the table allows is believed. Events are added, never taken away, and what an event
quotes of the machine's result is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import singledispatch

from xingshen.kernel.outcome import Outcome
from xingshen.review import examination_events as events
from xingshen.review.examination_events import Event
from xingshen.review.examination_state import (
    Correction,
    Examination,
    Judgement,
    Opinion,
    Panel,
    Refusal,
    Stale,
    Word,
)
from xingshen.review.examination_table import TRANSITIONS, Stage
from xingshen.review.examination_values import Basis, Ruling


class NoTransition(Exception):  # noqa: N818  # says that a history cannot have happened
    """An event that cannot follow in this stage."""


_JUDGING: tuple[type[Event], ...] = (
    events.Started, events.PointConfirmed, events.PointOverruled, events.PointAsked, events.CorrectionRequested,
    events.OpinionGiven, events.PanelConcluded, events.RefusalProposed, events.Countersigned, events.NotCountersigned,
    events.Passed, events.ReexaminationDecided,
)  # fmt: skip


def after(state: Examination, event: Event) -> Examination:
    """``state`` after one more event. Raises NoTransition."""
    stage = TRANSITIONS.get((state.stage, type(event)))
    if stage is None:
        raise NoTransition(f"{event.kind} in {state.stage}")
    changed = replace(_apply(event, state), stage=stage)
    if event.by is None or not isinstance(event, _JUDGING):
        return changed
    return replace(changed, took_part=changed.took_part | {event.by})


def fold(history: Iterable[Event], state: Examination | None = None) -> Examination:
    """What a history adds up to. Raises NoTransition for one that cannot have happened."""
    state = state or Examination()
    for event in history:
        state = after(state, event)
    return state


@singledispatch
def _apply(event: object, state: Examination) -> Examination:
    """Events that change nothing but the stage (Started, PointCommented, BecameFinal, Discontinued)."""
    return state


def _judged(state: Examination, fingerprint: str, made: tuple[Judgement, ...]) -> Examination:
    return replace(state, judgements={**state.judgements, fingerprint: made})


def _judge(
    state: Examination, word: Word, event: Event, basis: Basis, settled: Outcome | None, why: str
) -> Examination:
    people = () if event.by is None else (event.by,)
    made = Judgement(word=word, basis=basis, by=people, at=event.at, settled=settled, reason=why)
    return _judged(state, basis.fingerprint, (*state.judgements.get(basis.fingerprint, ()), made))


def _mark_last(
    state: Examination, fingerprint: str, *, carried: bool | None = None, stale: Stale | None = None
) -> Examination:
    *earlier, last = state.judgements[fingerprint]
    marked = replace(last, carried=last.carried if carried is None else carried, stale=stale)
    return _judged(state, fingerprint, (*earlier, marked))


@_apply.register
def _(event: events.Accepted, state: Examination) -> Examination:
    return Examination(
        sequence=event.sequence, accepted_at=event.at,
        judgements=state.judgements, recused=state.recused, took_part=state.took_part,
    )  # fmt: skip


@_apply.register
def _(event: events.Assigned, state: Examination) -> Examination:
    return replace(state, reviewer=event.reviewer)


@_apply.register
def _(event: events.Reassigned, state: Examination) -> Examination:
    return replace(state, reviewer=event.reviewer)


@_apply.register
def _(event: events.Recused, state: Examination) -> Examination:
    person = event.by
    resting = [mark for mark in state.judgements if _stands_by(state.judgement(mark), person)]
    for mark in resting:
        state = _mark_last(state, mark, stale=Stale.RECUSED)
    recused = state.recused if person is None else state.recused | {person}
    if state.stage is Stage.REEXAMINING:
        return replace(state, recused=recused, reexaminer=None)
    return replace(state, recused=recused, reviewer=None)


def _stands_by(judgement: Judgement | None, person: int | None) -> bool:
    return judgement is not None and judgement.stale is None and person in judgement.by


@_apply.register
def _(event: events.Checked, state: Examination) -> Examination:
    return replace(state, check=event.check, sequence=event.sequence)


@_apply.register
def _(event: events.PointCarried, state: Examination) -> Examination:
    return _mark_last(state, event.basis.fingerprint, carried=True)


@_apply.register
def _(event: events.PointReopened, state: Examination) -> Examination:
    return _mark_last(state, event.before.fingerprint, stale=Stale.FACT_CHANGED)


@_apply.register
def _(event: events.PointConfirmed, state: Examination) -> Examination:
    return _judge(state, Word.CONFIRMED, event, event.basis, event.settled, event.reason)


@_apply.register
def _(event: events.PointOverruled, state: Examination) -> Examination:
    return _judge(state, Word.OVERRULED, event, event.basis, event.settled, event.reason)


@_apply.register
def _(event: events.PointAsked, state: Examination) -> Examination:
    return _judge(state, Word.ASKED, event, event.basis, None, event.question)


@_apply.register
def _(event: events.PointUndone, state: Examination) -> Examination:
    return _judged(state, event.fingerprint, state.judgements[event.fingerprint][:-1])


@_apply.register
def _(event: events.CorrectionRequested, state: Examination) -> Examination:
    asked = Correction(round=event.round, items=event.items, opened=event.opened, due=event.due, requested_at=event.at)
    return replace(state, corrections=(*state.corrections, asked))


@_apply.register
def _(event: events.CorrectionHandedIn, state: Examination) -> Examination:
    *earlier, last = state.corrections
    ended = replace(last, ended_at=event.at, replies=event.replies)
    return replace(state, corrections=(*earlier, ended), sequence=event.sequence, check="")


@_apply.register
def _(event: events.CorrectionLapsed, state: Examination) -> Examination:
    *earlier, last = state.corrections
    return replace(state, corrections=(*earlier, replace(last, ended_at=event.at)))


@_apply.register
def _(event: events.PanelOpened, state: Examination) -> Examination:
    return replace(state, panel=Panel(event.points, event.members))


@_apply.register
def _(event: events.PanelChanged, state: Examination) -> Examination:
    panel = _of(state.panel)
    kept = tuple(each for each in panel.opinions if each.by in event.members)
    return replace(state, panel=Panel(panel.points, event.members, kept))


@_apply.register
def _(event: events.OpinionGiven, state: Examination) -> Examination:
    panel, by = _of(state.panel), event.by or 0
    kept = tuple(each for each in panel.opinions if (each.by, each.fingerprint) != (by, event.fingerprint))
    given = Opinion(event.fingerprint, by, event.opinion, event.reason, event.at)
    return replace(state, panel=Panel(panel.points, panel.members, (*kept, given)))


@_apply.register
def _(event: events.PanelConcluded, state: Examination) -> Examination:
    for ruling in event.rulings:
        state = _judge(state, Word.PANEL, event, ruling.basis, ruling.settled, ruling.reason)
        *earlier, made = state.judgements[ruling.basis.fingerprint]
        everybody = replace(made, by=_of(state.panel).members)
        state = _judged(state, ruling.basis.fingerprint, (*earlier, everybody))
    return replace(state, panel=None)


def _of(panel: Panel | None) -> Panel:
    if panel is None:
        raise NoTransition("no panel is open")
    return panel


@_apply.register
def _(event: events.RefusalProposed, state: Examination) -> Examination:
    return replace(state, refusal=Refusal(event.by, event.grounds, event.reason))


@_apply.register
def _(event: events.Countersigned, state: Examination) -> Examination:
    signed = replace(state.refusal, countersigned_by=event.by) if state.refusal else None
    return replace(state, refusal=signed, conclusion=Outcome.FAIL, concluded_at=event.at)


@_apply.register
def _(event: events.NotCountersigned, state: Examination) -> Examination:
    return replace(state, refusal=None)


@_apply.register
def _(event: events.Passed, state: Examination) -> Examination:
    return replace(state, conclusion=Outcome.PASS, concluded_at=event.at)


@_apply.register
def _(event: events.LetterIssued, state: Examination) -> Examination:
    until = event.answer_until or state.answer_until
    return replace(state, letters=state.letters | {event.letter}, answer_until=until)


@_apply.register
def _(event: events.Published, state: Examination) -> Examination:
    return replace(state, published_until=event.until)


@_apply.register
def _(event: events.ReexaminationRequested, state: Examination) -> Examination:
    return replace(state, barred=state.took_part | state.recused)


@_apply.register
def _(event: events.ReexaminationAssigned, state: Examination) -> Examination:
    return replace(state, reexaminer=event.reviewer)


@_apply.register
def _(event: events.ReexaminationDecided, state: Examination) -> Examination:
    outcome = Outcome.FAIL if event.ruling is Ruling.UPHELD else Outcome.PASS
    return replace(state, ruling=event.ruling, conclusion=outcome, concluded_at=event.at)
