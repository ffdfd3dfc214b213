"""The period of an agreement: first day, last day, kind of term, renewal (readings A9, R9).

The stated validity wins; the time of the work (合作期限) stands in for it where nothing else is said. What cannot be
fixed to a day stays open; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from xingshen.evidence.extract import period_words as words
from xingshen.evidence.extract.dates import FoundDate, month_end
from xingshen.evidence.extract.flow import Flow
from xingshen.evidence.extract.periods import Basis, Clue, PeriodClue, period_clues
from xingshen.evidence.extract.said import Said, presence, settle
from xingshen.evidence.fact import Fact

FIXED, RELATIVE, OPEN = "固定", "相对", "开放"

_WORK_ONLY = 0.85
_BY_LAW = 0.85
_SAME_AS_WORK = 0.8
_NO_BEGINNING = 0.75
_ALTERNATIVE = 0.6
_UNSAID = 0.5
_ENDINGS = {Clue.END, Clue.LENGTH, Clue.UNTIL_EVENT, Clue.AS_PROJECT, Clue.OPEN}


@dataclass(frozen=True, slots=True)
class _Period:
    first: tuple[Said, ...]
    last: tuple[Said, ...]
    term: tuple[Said, ...]


def validity_facts(flow: Flow, signed_on: Fact) -> list[Fact]:
    """The facts effective_from, effective_to, term and renews; ``signed_on`` is the signing date as read."""
    clues = period_clues(flow)
    pool, confidence = _pool(clues)
    period = _period(pool, clues, signed_on)
    first, last, term = (
        settle(flow, name, [replace(s, confidence=min(s.confidence, confidence)) for s in said])
        for name, said in (("effective_from", period.first), ("effective_to", period.last), ("term", period.term))
    )
    renewals = [Said(True, m.start(), m.end()) for m in words.RENEWAL.finditer(flow.text)]
    return [first, last, term, presence(flow, "renews", renewals)]


def _pool(clues: Sequence[PeriodClue]) -> tuple[list[PeriodClue], float]:
    said, work, unsaid = ([c for c in clues if c.basis is basis] for basis in Basis)
    starts = [c for c in said if c.kind not in _ENDINGS]
    if any(c.kind in {Clue.AS_PROJECT} for c in said) and any(c.kind is Clue.END for c in work):
        return [*starts, *work], _SAME_AS_WORK
    if any(c.kind in _ENDINGS for c in said):
        return said, 1.0
    if any(c.kind in _ENDINGS for c in work):
        own = work if any(c.kind is Clue.START for c in work) else [*starts, *work]
        return own, _WORK_ONLY
    if any(c.kind is Clue.END for c in unsaid):
        return [*starts, *unsaid], _UNSAID
    return starts, 1.0


def _period(pool: Sequence[PeriodClue], clues: Sequence[PeriodClue], signed_on: Fact) -> _Period:
    first = _first(pool, signed_on)
    ends = [_end(c) for c in pool if c.kind is Clue.END]
    relative = [_term(c, RELATIVE) for c in pool if c.kind in {Clue.UNTIL_EVENT, Clue.AS_PROJECT}]
    if any(c.basis is Basis.WORK for c in pool if c.kind is Clue.END):
        relative = [_term(c, RELATIVE) for c in pool if c.kind is Clue.UNTIL_EVENT]
    endless = [_term(c, OPEN) for c in pool if c.kind is Clue.OPEN]
    waiting = [_term(c, RELATIVE) for c in pool if c.kind is Clue.FROM_PROJECT] if not _days(pool) else []
    if ends:
        doubt = _ALTERNATIVE if relative or endless else 1.0
        last = tuple(replace(s, confidence=min(s.confidence, doubt)) for s in ends)
        return _Period(first, last, tuple(waiting) or tuple(Said(FIXED, s.start, s.end, s.confidence) for s in last))
    if relative or endless:
        return _Period(first, (), (*relative, *endless))
    lengths = [c for c in pool if c.kind is Clue.LENGTH]
    if not lengths:
        return _Period(first, (), tuple(waiting))
    return _by_length(lengths, first, waiting, signed_on)


def _days(pool: Sequence[PeriodClue]) -> list[PeriodClue]:
    return [c for c in pool if c.kind is Clue.START]


def _first(pool: Sequence[PeriodClue], signed_on: Fact) -> tuple[Said, ...]:
    days = _days(pool)
    if days:
        return tuple(_start(c) for c in days)
    if any(c.kind is Clue.FROM_PROJECT for c in pool) or not isinstance(signed_on.value, date):
        return ()
    ended = any(c.kind in _ENDINGS for c in pool)
    signing = [c for c in pool if c.kind is Clue.FROM_SIGNING or (ended and c.kind is Clue.FROM_EFFECT)]
    if signing:
        return tuple(Said(signed_on.value, c.start, c.end, signed_on.confidence) for c in signing)
    ends = [c for c in pool if c.kind is Clue.END]
    return tuple(
        Said(signed_on.value, c.start, c.end, min(_BY_LAW if c.alone else _UNSAID, signed_on.confidence)) for c in ends
    )


def _by_length(
    lengths: Sequence[PeriodClue], first: Sequence[Said], waiting: Sequence[Said], signed_on: Fact
) -> _Period:
    if waiting:
        return _Period((), (), tuple(waiting))
    if not first and isinstance(signed_on.value, date):
        first = [Said(signed_on.value, c.start, c.end, _NO_BEGINNING) for c in lengths]
    if not first:
        return _Period((), (), tuple(_term(c, RELATIVE) for c in lengths))
    begin = first[0]
    last = tuple(_computed(c, begin) for c in lengths)
    return _Period(tuple(first), last, tuple(Said(FIXED, s.start, s.end, s.confidence) for s in last))


def _computed(clue: PeriodClue, begin: Said) -> Said:
    """The last day: two years from 1 July end on 30 June, or on 1 July as many write."""
    beginnings = [day for day in (begin.value, *begin.alternatives) if isinstance(day, date)]
    ends = [end for day in beginnings if clue.length and (end := clue.length.last_day_from(day)) and end < date.max]
    if not ends:
        return Said(None, clue.start, clue.end, 0.0)
    lawful = sorted({day for end in ends for day in (end, end + timedelta(days=1))} - {ends[0]})
    return Said(ends[0], clue.start, clue.end, begin.confidence, tuple(lawful))


def _start(clue: PeriodClue) -> Said:
    found = _date(clue)
    others = (month_end(found.value),) if found.whole_month and found.value else ()
    return Said(found.value, clue.start, clue.end, found.confidence, others)


def _end(clue: PeriodClue) -> Said:
    found = _date(clue)
    whole_month = found.whole_month and found.value is not None
    value = month_end(found.value) if whole_month and found.value else found.value
    others = (found.value,) if whole_month and found.value else ()
    return Said(value, clue.start, clue.end, min(found.confidence, _ALTERNATIVE if clue.doubtful else 1.0), others)


def _date(clue: PeriodClue) -> FoundDate:
    if clue.date is None:
        raise TypeError("this clue carries no date")
    return clue.date


def _term(clue: PeriodClue, kind: str) -> Said:
    return Said(kind, clue.start, clue.end, _ALTERNATIVE if clue.doubtful else 1.0)
