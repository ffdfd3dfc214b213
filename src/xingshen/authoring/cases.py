"""Running the cases of a guide: each rule on each of its examples, and preferences on theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xingshen.authoring.values import CaseError, case_outcomes, case_values
from xingshen.guide.pack import Case, Guide
from xingshen.kernel.outcome import Outcome
from xingshen.language.frame import Frame
from xingshen.rules.compiled import CompiledPriority, CompiledRule
from xingshen.rules.judge import own_outcome, priority_state

STATE_OUTCOMES = {
    "claimed_evidenced": Outcome.PASS,
    "claimed_to_check": Outcome.HUMAN,
    "not_claimed": Outcome.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class PreparedCase:
    """A case with its values read."""

    case: Case
    values: Sequence[object]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case of one rule (or preference): what was expected, what came."""

    rule: str
    line: int
    expected: Outcome | None
    got: Outcome | None
    problem: str = ""

    @property
    def right(self) -> bool:
        """Whether the expected outcome came."""
        return not self.problem and self.expected is self.got


def prepare(guide: Guide, cases: Sequence[Case]) -> list[PreparedCase]:
    """Read the values of ``cases``; raises :class:`CaseError`."""
    return [PreparedCase(case, case_values(guide, case.overrides)) for case in cases]


def run_rule(guide: Guide, compiled: CompiledRule) -> Iterator[CaseResult]:
    """The cases of one rule. The rule's own logic is judged, before a draft pack's cap."""
    for case in compiled.rule.cases:
        try:
            prepared = PreparedCase(case, case_values(guide, case.overrides))
        except CaseError as error:
            yield CaseResult(compiled.rule.id, case.line, case.expected, None, str(error))
            continue
        yield CaseResult(compiled.rule.id, case.line, case.expected, outcome_of(compiled, prepared))


def outcome_of(compiled: CompiledRule, prepared: PreparedCase) -> Outcome:
    """The outcome of a compiled rule for a prepared case."""
    frame = Frame(list(prepared.values), outcomes=case_outcomes(prepared.case.overrides))
    return own_outcome(compiled, frame)


def run_priority(guide: Guide, compiled: CompiledPriority) -> Iterator[CaseResult]:
    """The cases of one preference."""
    for case in compiled.priority.cases:
        try:
            frame = Frame(case_values(guide, case.overrides))
        except CaseError as error:
            yield CaseResult(compiled.priority.id, case.line, case.expected, None, str(error))
            continue
        got = STATE_OUTCOMES[priority_state(compiled, frame)]
        yield CaseResult(compiled.priority.id, case.line, case.expected, got)
