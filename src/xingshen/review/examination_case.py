"""What a command is decided on: the examination, the machine's result, the call's procedure, the person, the instant.

``answer`` is where the handlers of commands register (``judging``, ``paneling``, ``concluding``); a handler returns
events or raises ``Refused``, which never leaves ``examination.decide``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import singledispatch

from xingshen.review.examination_events import Event
from xingshen.review.examination_policy import ReviewFacts, may_be_named
from xingshen.review.examination_state import Examination
from xingshen.review.examination_table import STAGE_WORDS, TRANSITIONS
from xingshen.review.points import MachineResult, Point, list_points, point_of
from xingshen.review.policy import Actor, Decision, Predicate, Role
from xingshen.review.procedure import Procedure


class Why(StrEnum):
    """The kinds of refusal."""

    NOT_YOURS = "not_yours"
    NOT_ELIGIBLE = "not_eligible"
    STAGE = "stage"
    UNCHECKED = "unchecked"
    STALE = "stale"
    NO_POINT = "no_point"
    PANEL = "panel"
    INCOMPLETE = "incomplete"
    OPEN_POINTS = "open_points"
    LIMIT = "limit"
    NOT_YET = "not_yet"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing happened: a kind and a Chinese sentence."""

    why: Why
    reason: str


class Refused(Exception):  # noqa: N818  # ends the deciding of one command
    """Carries the refusal out of a handler."""

    def __init__(self, why: Why, reason: str) -> None:
        super().__init__(reason)
        self.refusal = Refusal(why, reason)


@dataclass(frozen=True, slots=True)
class Case:
    """One dossier as it stands. ``machine`` None: no result of a check is there yet."""

    facts: ReviewFacts
    machine: MachineResult | None = None
    procedure: Procedure = field(default_factory=Procedure)

    @property
    def examination(self) -> Examination:
        """Where it stands."""
        return self.facts.examination

    def points(self) -> tuple[Point, ...]:
        """Its points; none where nothing was checked."""
        if self.machine is None:
            return ()
        return list_points(self.machine, self.examination, self.procedure.panel)


@dataclass(frozen=True, slots=True)
class Turn:
    """A case with the person who acts and the instant; what every handler asks first."""

    case: Case
    actor: Actor
    now: datetime

    @property
    def state(self) -> Examination:
        """Where the examination stands."""
        return self.case.examination

    def demand(self, right: Predicate[ReviewFacts], kind: type[Event]) -> None:
        """The actor may do it, and it can be done in this stage. Raises Refused."""
        self.agree(right(self.actor, self.case.facts), Why.NOT_YOURS)
        if (self.state.stage, kind) not in TRANSITIONS:
            raise Refused(Why.STAGE, f"这份材料的状态是“{STAGE_WORDS[self.state.stage]}”，现在不能办理此项。")

    def agree(self, decision: Decision, why: Why) -> None:
        """Raises Refused where ``decision`` does not allow."""
        if not decision.allowed:
            raise Refused(why, decision.reason)

    def say(self, text: str, otherwise: str) -> str:
        """``text`` without spaces around. Raises Refused with ``otherwise`` where nothing is left."""
        if not text.strip():
            raise Refused(Why.INCOMPLETE, otherwise)
        return text.strip()

    def machine(self) -> MachineResult:
        """The result that counts. Raises Refused where it is not there yet, or another one is handed in."""
        machine = self.case.machine
        if machine is None or not self.state.check:
            raise Refused(Why.UNCHECKED, "这次提交还没有自动审查完，请稍候；材料已经收到，不会丢失。")
        if machine.digest != self.state.check:
            raise Refused(Why.STALE, "自动审查有了新的结果，请刷新后再办理。")
        return machine

    def point(self, fingerprint: str) -> Point:
        """A point that people may decide. Raises Refused."""
        found = point_of(self.machine(), self.state, self.case.procedure.panel, fingerprint)
        if found is None:
            raise Refused(Why.NO_POINT, "本次审查没有这一要点，请刷新后再办理。")
        if found.finding.derived:
            raise Refused(Why.NO_POINT, "这是汇总项，随各条的认定而定，不单独认定。")
        return found

    def points(self) -> tuple[Point, ...]:
        """All points of the result that counts. Raises Refused."""
        self.machine()
        return self.case.points()

    def admit(self, role: Role, *people: int) -> None:
        """These people may be given a part in ``role``. Raises Refused."""
        for person in people:
            self.agree(may_be_named(self.case.facts, person, role), Why.NOT_ELIGIBLE)


Events = tuple[Event, ...]


@singledispatch
def answer(command: object, turn: Turn) -> Events:
    """The events that ``command`` leads to. Raises Refused."""
    raise TypeError(f"no such command: {command!r}")
