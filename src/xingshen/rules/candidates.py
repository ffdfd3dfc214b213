"""What an unknown value may be: trying candidates, so that a doubt that changes nothing troubles nobody.

Readings that conflict and the ends of a month are all there can be: where each of them leads to one outcome, that is
the outcome (ruling R10). What was read from a picture alone may settle a rule for the applicant and never against
(ruling R11): there it only tells what would be. So does a doubtful reading, either way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import prod

from xingshen.kernel.knowledge import Unknown, Why
from xingshen.kernel.outcome import Outcome, Reason
from xingshen.language.frame import Frame
from xingshen.language.kleene import MAX_MISSING
from xingshen.rules.compiled import CompiledRule
from xingshen.rules.grading import Graded, grade

MAX_COMBINATIONS = 1500
_EXHAUSTIVE = frozenset({Why.CONFLICT, Why.IMPRECISE})
"""Unknowns whose candidates are all there can be: the readings that conflict, the days of a month."""
_WORTH_TRYING = _EXHAUSTIVE | {Why.SCANNED}
_AGAINST = frozenset({Outcome.FAIL, Outcome.CORRECTION})


@dataclass(frozen=True, slots=True)
class Settled:
    """The outcome, what it would be with doubtful readings, and the frame in which that was found.

    ``from_scan``: the values of the frame hold readings of pictures that nothing else confirms.
    """

    graded: Graded
    frame: Frame
    would_be: Outcome | None = None
    from_scan: bool = False


def worth_trying(graded: Graded) -> bool:
    """Whether trying candidates may change the outcome (what is missing may have been cut short)."""
    return len(graded[2]) >= MAX_MISSING or any(item.why in _WORTH_TRYING for item in graded[2])


def settle(compiled: CompiledRule, frame: Frame) -> Settled:
    """The outcome with every operand evaluated and candidates tried."""
    graded = grade(compiled, compiled.explain, frame)
    if _is_final(graded):
        return Settled(graded, frame)
    shown, as_read = _as_scanned(compiled, frame)
    if shown is frame:
        return _among_candidates(compiled, frame, graded)
    settled = _among_candidates(compiled, shown, as_read)
    outcome = settled.graded[0]
    if outcome in _AGAINST:
        return Settled((Outcome.HUMAN, Reason.LOW_CONFIDENCE, graded[2]), shown, outcome, from_scan=True)
    return Settled(settled.graded, shown, settled.would_be, from_scan=True)


def _is_final(graded: Graded) -> bool:
    return graded[0] is not Outcome.HUMAN or not graded[2] or graded[1] is Reason.ENGINE_ERROR


def _as_scanned(compiled: CompiledRule, frame: Frame) -> tuple[Frame, Graded]:
    """The frame in which all that pictures alone say is taken as read, and what the rule says there.

    Taken as read, a value may lead the rule to look at further ones. ``frame`` itself where there is nothing of it.
    """
    shown, graded = frame, grade(compiled, compiled.explain, frame)
    while fresh := _scanned(shown):
        shown = _overridden(shown, fresh)
        graded = grade(compiled, compiled.explain, shown)
    return shown, graded


def _scanned(frame: Frame) -> dict[str, object]:
    return {
        path: value.candidates[0]
        for path, value in frame.trace.items()
        if isinstance(value, Unknown)
        and path not in frame.overrides
        and len(value.candidates) == 1
        and {item.why for item in value.missing} == {Why.SCANNED}
    }


def _among_candidates(compiled: CompiledRule, frame: Frame, graded: Graded) -> Settled:
    if _is_final(graded):
        return Settled(graded, frame)
    doubtful = {
        path: value
        for path, value in frame.trace.items()
        if isinstance(value, Unknown) and value.candidates and path not in frame.overrides
    }
    closed = {path: value for path, value in doubtful.items() if _is_closed(value)}
    decided = _agreed(compiled, frame, closed)
    if decided is None:
        return Settled(graded, frame, _agreed(compiled, frame, doubtful))
    if decided in _AGAINST and any(_is_from_scan(value) for value in closed.values()):
        return Settled(graded, frame, decided)
    return Settled((decided, None, ()), frame)


def _is_closed(value: Unknown) -> bool:
    return any(item.why in _EXHAUSTIVE for item in value.missing) and all(
        item.why in _WORTH_TRYING for item in value.missing
    )


def _is_from_scan(value: Unknown) -> bool:
    return any(item.why is Why.SCANNED for item in value.missing)


def _agreed(compiled: CompiledRule, frame: Frame, doubtful: Mapping[str, Unknown]) -> Outcome | None:
    """The outcome to which every combination of candidates leads; None for several, for HUMAN, or for too many."""
    readings = [_readings(value) for value in doubtful.values()]
    if not doubtful or prod(len(values) for values in readings) > MAX_COMBINATIONS:
        return None
    outcomes = {
        grade(compiled, compiled.explain, _overridden(frame, dict(zip(doubtful, chosen, strict=True))))[0]
        for chosen in product(*readings)
    }
    return outcomes.pop() if len(outcomes) == 1 and Outcome.HUMAN not in outcomes else None


def _readings(value: Unknown) -> tuple[object, ...]:
    """What the value may be: its candidates, and for a date without day every day between the first and the last."""
    days = [day for day in value.candidates if isinstance(day, date)]
    if not days or len(days) < len(value.candidates) or all(item.why is not Why.IMPRECISE for item in value.missing):
        return value.candidates
    length = (max(days) - min(days)).days
    return tuple(min(days) + timedelta(days=at) for at in range(length + 1))


def _overridden(frame: Frame, overrides: Mapping[str, object]) -> Frame:
    return Frame(frame.values, overrides={**frame.overrides, **overrides}, outcomes=frame.outcomes)
