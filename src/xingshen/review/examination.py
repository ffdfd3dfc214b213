"""The review after acceptance: what a command leads to, or why it is refused; and what happens without a person.

Pure: the case, the person and the server's time are handed in; events come out. Rights come from
``examination_policy``, stages and transitions from ``examination_table``, points from ``points``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias, get_args

from xingshen.review import concluding, judging, paneling
from xingshen.review.examination_case import Case, Events, Refusal, Refused, Turn, Why, answer
from xingshen.review.examination_commands import (
    Ask,
    Command,
    Confirm,
    OpenPanel,
    Overrule,
    Pass,
    ProposeRefusal,
    RequestCorrection,
)
from xingshen.review.examination_events import (
    Accepted,
    Checked,
    CorrectionLapsed,
    Discontinued,
    Event,
    PointCarried,
    PointReopened,
    Started,
)
from xingshen.review.examination_fold import after, fold
from xingshen.review.examination_policy import may_judge
from xingshen.review.examination_state import Examination
from xingshen.review.examination_table import STAGE_WORDS, TRANSITIONS, Stage
from xingshen.review.points import MachineResult, stands
from xingshen.review.policy import Actor

__all__ = [
    "STAGE_WORDS", "Answer", "Case", "Command", "Event", "Examination", "Refusal", "Stage", "Why",
    "accept", "after", "can", "decide", "decide_all", "discontinue", "fold", "lapse", "take_in",
]  # fmt: skip

Answer: TypeAlias = Events | Refusal
ANSWERED_IN = (judging, paneling, concluding)
"""The modules whose handlers register with ``answer``."""
_STARTING = (Confirm, Overrule, Ask, RequestCorrection, OpenPanel, ProposeRefusal, Pass)
"""The first of these by the reviewer is the beginning."""


def require_answers(commands: Iterable[type[Command]] = get_args(Command)) -> None:
    """Raises TypeError where a command has no handler."""
    lost = [each.__name__ for each in commands if each not in answer.registry]
    if lost:
        raise TypeError(f"nothing answers {', '.join(lost)}")


require_answers()


def decide(case: Case, command: Command, actor: Actor, now: datetime) -> Answer:
    """The events that ``command`` leads to at ``now``, or why it is refused. The first reason that holds is told."""
    try:
        return _decide(case, command, actor, now)
    except Refused as refused:
        return refused.refusal


def _decide(case: Case, command: Command, actor: Actor, now: datetime) -> Events:
    turn = Turn(case, actor, now)
    if case.examination.stage is not Stage.ASSIGNED or not isinstance(command, _STARTING):
        return answer(command, turn)
    turn.demand(may_judge, Started)
    started = Started(at=now, by=actor.user_id)
    return (started, *answer(command, Turn(moved(case, (started,)), actor, now)))


def decide_all(case: Case, commands: Iterable[Command], actor: Actor, now: datetime) -> Answer:
    """All commands one after the other, or none: the first refusal is the answer."""
    made: Events = ()
    for command in commands:
        answered = decide(moved(case, made), command, actor, now)
        if isinstance(answered, Refusal):
            return answered
        made = (*made, *answered)
    return made


def can(case: Case, command: Command, actor: Actor, now: datetime) -> bool:
    """Whether it would be done now."""
    return not isinstance(decide(case, command, actor, now), Refusal)


def moved(case: Case, events: Events) -> Case:
    """The case after these events."""
    return replace(case, facts=replace(case.facts, examination=fold(events, case.examination)))


# --- without a person ------------------------------------------------------------------------------------------------


def accept(state: Examination, sequence: int, now: datetime) -> Answer:
    """Submission ``sequence`` was accepted, for the first time or after it had been taken back."""
    return _if_possible(state, Accepted(at=now, sequence=sequence))


def discontinue(state: Examination, reason: str, now: datetime) -> Answer:
    """The applicant took the dossier back, or replaced it."""
    return _if_possible(state, Discontinued(at=now, reason=reason))


def lapse(state: Examination, now: datetime) -> Answer:
    """The time for the correction has passed and nothing came."""
    awaited = state.waiting_for
    if awaited is not None and now < awaited.due:
        return Refusal(Why.NOT_YET, "补正的期限还没有届满。")
    return _if_possible(state, CorrectionLapsed(at=now))


def take_in(state: Examination, machine: MachineResult, sequence: int, now: datetime) -> Answer:
    """A check of submission ``sequence`` is ready: decisions stay where the facts are the same, else are asked anew.

    The same result again changes nothing. The machine's results themselves are kept, each as it was.
    """
    if sequence != state.sequence:
        return Refusal(Why.STALE, "这份自动审查结果不是最近一次提交的。")
    if machine.digest == state.check:
        return ()
    checked = _if_possible(state, Checked(at=now, sequence=sequence, check=machine.digest))
    if isinstance(checked, Refusal):
        return checked
    return (*checked, *_kept_or_reopened(state, machine, now))


def _kept_or_reopened(state: Examination, machine: MachineResult, now: datetime) -> Iterable[Event]:
    for fingerprint in state.judgements:
        last, basis = state.judgement(fingerprint), machine.bases.get(fingerprint)
        if last is None or last.stale is not None:
            continue
        if basis is not None and stands(last, basis):
            yield PointCarried(at=now, basis=basis)
        else:
            yield PointReopened(at=now, before=last.basis, now=basis)


def _if_possible(state: Examination, event: Event) -> Answer:
    if (state.stage, type(event)) in TRANSITIONS:
        return (event,)
    return Refusal(Why.STAGE, f"这份材料的状态是“{STAGE_WORDS[state.stage]}”，现在不能办理此项。")
