"""What one rule, question or preference yields for one dossier, before it is worded as a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xingshen.guide.pack import Priority, Question, Rule
from xingshen.kernel.knowledge import Missing
from xingshen.kernel.outcome import Outcome, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """The outcome of a rule with its trace. ``read`` maps each path read to its value.

    ``passed``: those of them that were read only to pass over rows that the rule is not about.
    """

    rule: Rule
    outcome: Outcome
    reason: Reason | None = None
    standing: bool = False
    derived: bool = False
    message: str = ""
    cure: str = ""
    read: Mapping[str, object] = field(default_factory=dict)
    passed: frozenset[str] = frozenset()
    missing: tuple[Missing, ...] = ()
    would_be: Outcome | None = None
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a named person answered to a question or to a point that needed one."""

    outcome: Outcome
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question of the guide as it concerns this dossier: HUMAN while open, NOT_APPLICABLE, or as answered."""

    question: Question
    outcome: Outcome
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class PriorityResult:
    """A preference: claimed_evidenced, claimed_to_check or not_claimed, with its sentence and what was read."""

    priority: Priority
    state: str
    message: str
    read: Mapping[str, object]
