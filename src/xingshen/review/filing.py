"""The procedure from draft to acceptance: what a command leads to, or why it is refused.

Pure: what happened so far, the windows and the server's time are handed in; events come out. Rights come from
``filing_policy``, stages and transitions from ``filing_events``, the rule about late requests from ``windows``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import singledispatch
from typing import TypeAlias

from xingshen.review.filing_events import (
    STAGE_WORDS,
    TRANSITIONS,
    UNDER_WAY,
    ApprovedByUnit,
    Corrected,
    Event,
    Item,
    Recommended,
    Replaced,
    Returned,
    Stage,
    Submitted,
    Withdrawn,
)
from xingshen.review.filing_policy import Parties, administers, edits, recommends
from xingshen.review.policy import Actor, Decision, Predicate
from xingshen.review.windows import Window, Windows

__all__ = [
    "STAGE_WORDS", "Approve", "Command", "Correct", "Item", "Obstacle", "Recommend", "Refusal", "Return", "Stage",
    "Submit", "Why", "Withdraw", "can_withdraw", "decide",
]  # fmt: skip


class Why(StrEnum):
    """The kinds of refusal."""

    NOT_YOURS = "not_yours"
    STAGE = "stage"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    BLOCKED = "blocked"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that guide or call says must be so before anything can be handed in."""

    sentence: str
    fields: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing happened: a kind, a Chinese sentence, and what stands in the way where that is it."""

    why: Why
    reason: str
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True, slots=True)
class Submit:
    """Hand in what is there now; ``obstacles`` are the points of guide and call that do not hold."""

    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True, slots=True)
class Correct:
    """Hand in the correction that is awaited until ``due``; the windows of the call do not count here."""

    due: datetime
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take the last submission back."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Approve:
    """The unit approves."""


@dataclass(frozen=True, slots=True)
class Recommend:
    """The department recommends."""


@dataclass(frozen=True, slots=True)
class Return:
    """Unit or department, whose turn it is, gives back with items."""

    reason: str
    items: tuple[Item, ...] = ()


Command: TypeAlias = Submit | Correct | Withdraw | Approve | Recommend | Return
Answer: TypeAlias = tuple[Event, ...] | Refusal
_BLOCKED = "还有几处不满足指南规定的提交条件。"


def decide(filing: Parties, command: Command, actor: Actor, windows: Windows, now: datetime) -> Answer:
    """The events that ``command`` leads to at ``now``, or why it is refused. The first reason that holds is told."""
    return _decide(command, _Case(filing, actor, windows, now))


def can_withdraw(filing: Parties, actor: Actor, windows: Windows, now: datetime) -> bool:
    """Whether the applicant may take the submission back now."""
    return not isinstance(decide(filing, Withdraw(), actor, windows, now), Refusal)


@dataclass(frozen=True, slots=True)
class _Case:
    filing: Parties
    actor: Actor
    windows: Windows
    now: datetime

    def refusal(self, right: Predicate[Parties], kind: type[Event], window: Window | None, who: str) -> Refusal | None:
        """The first of: not this person's, not in this stage, window not open."""
        decision: Decision = right(self.actor, self.filing)
        if not decision.allowed:
            return Refusal(Why.NOT_YOURS, decision.reason)
        if (self.filing.stage, kind) not in TRANSITIONS:
            return Refusal(Why.STAGE, f"这份申报的状态是“{STAGE_WORDS[self.filing.stage]}”，现在不能办理此项。")
        return closed(window, who, self.now)


def closed(window: Window | None, who: str, now: datetime) -> Refusal | None:
    """Why ``who`` cannot act now, by the window alone; None where it is open."""
    if window is None or now < window.opens_at:
        return Refusal(Why.NOT_YET, f"{who}的时间还没有开始。")
    if not window.is_open(now):
        return Refusal(Why.CLOSED, f"{who}的时间已经截止。已保存和已提交的内容都还在，不会丢失。")
    return None


@singledispatch
def _decide(command: object, case: _Case) -> Answer:
    raise TypeError(f"no such command: {command!r}")


@_decide.register
def _(command: Submit, case: _Case) -> Answer:
    filing = case.filing
    replaces = filing.stage in UNDER_WAY
    refusal = case.refusal(edits, Replaced if replaces else Submitted, case.windows.applicant, "申报人提交")
    if refusal:
        return refusal
    if command.obstacles:
        return Refusal(Why.BLOCKED, _BLOCKED, command.obstacles)
    coming = filing.sequence + 1
    return (Replaced(coming, filing.sequence),) if replaces else (Submitted(coming),)


@_decide.register
def _(command: Correct, case: _Case) -> Answer:
    refusal = case.refusal(edits, Corrected, Window(case.now, command.due), "补正")
    if refusal:
        return refusal
    if command.obstacles:
        return Refusal(Why.BLOCKED, _BLOCKED, command.obstacles)
    return (Corrected(case.filing.sequence + 1, case.filing.sequence),)


@_decide.register
def _(command: Withdraw, case: _Case) -> Answer:
    refusal = case.refusal(edits, Withdrawn, case.windows.applicant, "撤回")
    return refusal or (Withdrawn(case.filing.sequence, command.reason),)


@_decide.register
def _(command: Approve, case: _Case) -> Answer:
    refusal = case.refusal(administers, ApprovedByUnit, case.windows.unit, "单位审核")
    return refusal or (ApprovedByUnit(case.filing.sequence),)


@_decide.register
def _(command: Recommend, case: _Case) -> Answer:
    refusal = case.refusal(recommends, Recommended, case.windows.department, "归口推荐")
    return refusal or (Recommended(case.filing.sequence),)


@_decide.register
def _(command: Return, case: _Case) -> Answer:
    at_department = case.filing.stage is Stage.AT_DEPARTMENT
    right = recommends if at_department else administers
    window = case.windows.department if at_department else case.windows.unit
    refusal = case.refusal(right, Returned, window, "归口推荐" if at_department else "单位审核")
    if refusal:
        return refusal
    if not command.reason.strip() and not command.items:
        return Refusal(Why.INCOMPLETE, "退回时请写明原因，或列出需要修改的事项，申报人才知道改什么。")
    return (Returned(case.filing.sequence, command.reason.strip(), command.items),)
