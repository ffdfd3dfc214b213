"""How a finding stands while an application is still being filled in: wrong, to be looked at, or only not yet answered.

A point counts as wrong only where filling in what is still empty cannot mend it: every rule that found something is
judged once more with all that is empty taken as “not said yet”. Three-valued logic does the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from xingshen.dossier.dossier import Dossier
from xingshen.kernel.knowledge import Listing, Unknown, Why
from xingshen.kernel.outcome import Outcome, Reason
from xingshen.language.frame import Frame, Record
from xingshen.pipeline.check import Judged
from xingshen.rules.candidates import settle
from xingshen.rules.compiled import CompiledGuide
from xingshen.rules.judge import slot_values
from xingshen.rules.result import RuleResult

_PAPERS = "已有材料"
_LACKING = "未填必填项"
_AGAINST = frozenset({Outcome.FAIL, Outcome.CORRECTION})
_UNSAID = frozenset({Why.NOT_STATED, Why.NOT_FILLED, Why.INVALID, Why.PENDING})
"""What answering, correcting or waiting will settle; a wrong spelling is a finding of its own."""


class State(StrEnum):
    """How a finding stands for the person who fills in the form."""

    WRONG = "wrong"
    LOOK = "to_look_at"
    READING = "reading"
    """Nothing is wrong; a paper that matters here is still being read."""
    OPEN = "not_yet_answered"
    PASSED = "passed"
    NOT_APPLICABLE = "not_applicable"
    STANDING = "standing"
    """A question that the guide puts to people for every dossier."""


_WORST = (State.WRONG, State.LOOK, State.READING, State.OPEN)


def rule_states(guide: CompiledGuide, dossier: Dossier, judged: Judged) -> dict[str, State]:
    """The state of every rule's finding, by rule id."""
    opened = slot_values(guide.guide.scope, open_values(dossier, judged.seen.values))
    states: list[State] = []
    for at, (compiled, result) in enumerate(zip(guide.rules, judged.results, strict=True)):
        state = _plain_state(result)
        if state is None and compiled.rests_on:
            state = _summed(guide, compiled.rests_on, states)
        states.append(state or _judged_open(guide, at, result, opened))
    return {result.rule.id: state for result, state in zip(judged.results, states, strict=True)}


def _plain_state(result: RuleResult) -> State | None:
    if result.outcome is Outcome.PASS:
        return State.PASSED
    if result.outcome is Outcome.NOT_APPLICABLE:
        return State.NOT_APPLICABLE
    return State.STANDING if result.standing else None


def _summed(guide: CompiledGuide, keys: Sequence[str], states: Sequence[State]) -> State:
    """A finding that sums up others stands as the worst of them."""
    found = {states[at] for key in keys for at in guide.feeds[key] if at < len(states)}
    return next((state for state in _WORST if state in found), State.LOOK)


def _judged_open(guide: CompiledGuide, at: int, result: RuleResult, opened: Sequence[object]) -> State:
    outcome, reason, missing = settle(guide.rules[at], Frame(list(opened))).graded
    if reason is Reason.ENGINE_ERROR:
        return State.LOOK
    if result.outcome in _AGAINST:
        return State.WRONG if outcome in _AGAINST else State.OPEN
    if outcome is not Outcome.HUMAN or not missing or any(item.why not in _UNSAID for item in missing):
        return State.LOOK
    return State.READING if any(item.why is Why.PENDING for item in missing) else State.OPEN


def open_values(dossier: Dossier, values: Mapping[str, object]) -> dict[str, object]:
    """``values`` with everything that is empty taken as not said yet: fields, lists, kinds of paper."""
    opened = dict(values)
    for spec in dossier.schema.fields:
        opened[spec.name] = _opened(values.get(spec.name))
    for facts in dossier.schema.facts:
        opened[facts.name] = _emptied(values.get(facts.name))
    opened[_PAPERS] = _incomplete(values.get(_PAPERS))
    if isinstance(lacking := values.get(_LACKING), Listing) and lacking.items:
        opened[_LACKING] = Listing((), complete=False)
    return opened


def _opened(value: object) -> object:
    if isinstance(value, Unknown):
        return _unsaid(value)
    return _emptied(value) if isinstance(value, Listing) and not value.items else _opened_rows(value)


def _unsaid(value: Unknown) -> Unknown:
    if not value.not_filled:
        return value
    return Unknown(tuple(replace(item, why=Why.NOT_STATED) for item in value.missing))


def _opened_rows(value: object) -> object:
    if not isinstance(value, Listing):
        return value
    rows = tuple(
        Record({name: _opened(part) for name, part in row.items()}, row.path, row.title)
        if isinstance(row, Record)
        else row
        for row in value.items
    )
    return Listing(rows, value.complete)


def _emptied(value: object) -> object:
    return Listing((), complete=False) if value == Listing() else value


def _incomplete(value: object) -> object:
    return Listing(value.items, complete=False) if isinstance(value, Listing) else value
