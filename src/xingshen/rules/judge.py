"""Judging a dossier: every rule of a compiled guide over the values of one dossier.

``decide`` is the quick way (outcomes only, for what-if runs over thousands); ``explain`` gives trace, missing values
and sentences. Both give the same outcomes. Pure: no clock, no files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xingshen.kernel.knowledge import Missing, Unknown, Why
from xingshen.kernel.outcome import OUTCOME_WORDS, Outcome, Reason
from xingshen.kernel.paths import NO_TITLES
from xingshen.language.assembly import Run
from xingshen.language.frame import Frame, Passed
from xingshen.language.scope import Scope
from xingshen.rules.candidates import Settled, settle, worth_trying
from xingshen.rules.compiled import CompiledGuide, CompiledPriority, CompiledQuestion, CompiledRule
from xingshen.rules.grading import grade
from xingshen.rules.result import Answer, PriorityResult, QuestionResult, RuleResult
from xingshen.rules.wording import Template, describe_missing, row_titles
from xingshen.rules.words import CHINESE, Words

_WORST = (Outcome.FAIL, Outcome.CORRECTION, Outcome.HUMAN, Outcome.PASS, Outcome.NOT_APPLICABLE)
_TO_LOOK_AT = frozenset({Why.UNREADABLE, Why.LOW_CONFIDENCE, Why.NOT_FOUND})
NO_ANSWERS: Mapping[str, Answer] = {}


def slot_values(scope: Scope, values: Mapping[str, object]) -> list[object]:
    """``values`` by slot; a name nobody supplied is not stated."""
    return [values.get(name, Unknown((Missing(name, Why.NOT_STATED),))) for name in scope.slots]


def decide(guide: CompiledGuide, values: Sequence[object]) -> list[Outcome]:
    """The outcome of every rule, in the order of ``guide.rules``."""
    frame = Frame(list(values))
    outcomes: list[Outcome] = []
    standing: list[bool] = []
    for compiled in guide.rules:
        if compiled.rests_on:
            frame.outcomes = sum_up(guide, compiled, outcomes, standing)
        frame.steps = 0
        graded = grade(compiled, compiled.decide, frame)
        if graded[0] is Outcome.HUMAN and worth_trying(graded):
            graded = settle(compiled, Frame(frame.values, outcomes=frame.outcomes)).graded
        outcome, _, is_standing = cap_draft(compiled, *graded[:2])
        outcomes.append(outcome)
        standing.append(is_standing)
    return outcomes


def explain(
    guide: CompiledGuide,
    values: Sequence[object],
    words: Words = CHINESE,
    answers: Mapping[str, Answer] = NO_ANSWERS,
) -> list[RuleResult]:
    """The full result of every rule, in the order of ``guide.rules``; answers close points that need a person."""
    results: list[RuleResult] = []
    for compiled in guide.rules:
        outcomes = [result.outcome for result in results]
        sums = sum_up(guide, compiled, outcomes, [result.standing for result in results])
        result = explain_rule(guide, compiled, values, sums, words)
        results.append(_answered(result, answers.get(compiled.rule.id), words))
    return results


def _answered(result: RuleResult, answer: Answer | None, words: Words) -> RuleResult:
    """The result as a named person closed it; only a point that needs a person can be answered."""
    if answer is None or result.outcome is not Outcome.HUMAN or result.derived:
        return result
    message = words.answered.format(
        message=result.message, by=answer.by, outcome=words.outcomes[answer.outcome], reason=answer.reason
    )
    return replace(result, outcome=answer.outcome, reason=None, standing=False, message=message, answered_by=answer.by)


def explain_rule(
    guide: CompiledGuide,
    compiled: CompiledRule,
    values: Sequence[object],
    sums: Mapping[str, str],
    words: Words = CHINESE,
) -> RuleResult:
    """One rule with its trace, candidates tried; what they only suggest is told as what would be."""
    settled = settle(compiled, Frame(list(values), outcomes=sums))
    frame, (outcome, reason, missing) = settled.frame, settled.graded
    outcome, reason, standing = cap_draft(compiled, outcome, reason)
    passed = frozenset(path for path, value in frame.trace.items() if isinstance(value, Passed))
    read = {
        path: frame.overrides.get(path, value.value if isinstance(value, Passed) else value)
        for path, value in frame.trace.items()
    }
    return RuleResult(
        rule=compiled.rule,
        outcome=outcome,
        reason=reason,
        standing=standing,
        derived=bool(compiled.rests_on),
        message=_message(compiled, outcome, settled, words),
        cure=_cure(compiled, outcome, frame, missing, words),
        read=read,
        passed=passed,
        missing=missing if outcome is Outcome.HUMAN else (),
        would_be=settled.would_be,
    )


def _cure(compiled: CompiledRule, outcome: Outcome, frame: Frame, missing: tuple[Missing, ...], words: Words) -> str:
    """The rule's own cure, unless it would speak of values that are unknown.

    Where papers could only not be read, looking at them is the cure.
    """
    if outcome not in _TO_CURE:
        return ""
    if missing and all(item.why in _TO_LOOK_AT for item in missing):
        return words.look_at_paper
    if missing and _lacks_value(compiled.cure, frame):
        titles = row_titles(frame.values)
        wanted = dict.fromkeys(words.path(item.path, titles) for item in missing)
        return words.supply.format(names=words.joint.join([*wanted][:6]))
    return _say(compiled.cure, frame, missing, words)


def _message(compiled: CompiledRule, outcome: Outcome, settled: Settled, words: Words) -> str:
    """The rule's own sentence; where facts are missing, what is missing instead of what the rule would suspect."""
    frame, missing = settled.frame, settled.graded[2]
    if outcome is Outcome.HUMAN and settled.from_scan and settled.would_be in (Outcome.FAIL, Outcome.CORRECTION):
        said = _say(compiled.messages.get(settled.would_be), frame, missing, words)
        return f"{words.seen_in_scan}{said or _default(settled.would_be, missing, words)}"
    if outcome is Outcome.HUMAN and missing:
        told = describe_missing(missing, row_titles(frame.values), frame.trace, words)
        return words.unconfirmed.format(title=compiled.rule.title, missing=told)
    return _say(compiled.messages.get(outcome), frame, missing, words) or _default(outcome, missing, words)


def ask(
    guide: CompiledGuide, values: Sequence[object], answers: Mapping[str, Answer] = NO_ANSWERS
) -> list[QuestionResult]:
    """The questions as they concern this dossier; one whose condition is unknown is asked."""
    frame = Frame(list(values))
    return [_ask(item, frame, answers.get(item.question.id)) for item in guide.questions]


def _ask(item: CompiledQuestion, frame: Frame, answer: Answer | None) -> QuestionResult:
    if item.applies is not None and _truth(item.applies, frame) is False:
        return QuestionResult(item.question, Outcome.NOT_APPLICABLE)
    if answer is None:
        return QuestionResult(item.question, Outcome.HUMAN)
    return QuestionResult(item.question, answer.outcome, answer.by)


def _truth(run: Run, frame: Frame) -> object:
    """What a condition of a question or preference says; a fault inside it leaves it unknown."""
    frame.steps = 0
    try:
        return run(frame)
    except Exception as error:  # as for rules: one faulty condition must not stop the check
        return Unknown((Missing(f"条件执行出错：{type(error).__name__}", Why.INVALID),))


def prefer(guide: CompiledGuide, values: Sequence[object], words: Words = CHINESE) -> list[PriorityResult]:
    """The preferences of the guide for this dossier."""
    return [_prefer(item, Frame(list(values)), words) for item in guide.priorities]


def _prefer(item: CompiledPriority, frame: Frame, words: Words) -> PriorityResult:
    state = priority_state(item, frame)
    template = item.messages.get(state)
    return PriorityResult(item.priority, state, _say(template, frame, (), words), frame.trace)


def priority_state(item: CompiledPriority, frame: Frame) -> str:
    """claimed_evidenced, claimed_to_check or not_claimed; a claim that is not certain is not claimed (R15)."""
    if _truth(item.claimed, frame) is not True:
        return "not_claimed"
    return "claimed_evidenced" if _truth(item.evidenced, frame) is True else "claimed_to_check"


def own_outcome(compiled: CompiledRule, frame: Frame) -> Outcome:
    """What the rule itself says, before the cap of a draft pack: what its cases are about."""
    return grade(compiled, compiled.decide, frame)[0]


_TO_CURE = frozenset({Outcome.FAIL, Outcome.HUMAN, Outcome.CORRECTION})


def _say(template: Template | None, frame: Frame, missing: tuple[Missing, ...], words: Words) -> str:
    """The sentence, or nothing where it cannot be worded: a fault in a message must not stop the check."""
    if template is None:
        return ""
    frame.steps = 0
    try:
        return template.fill(frame, missing, words)
    except Exception:  # same reason as for rules: the outcome stands, only its sentence is the usual one
        return ""


def _lacks_value(template: Template | None, frame: Frame) -> bool:
    """Whether a sentence would speak of something unknown; a fault in it is no reason to stop either."""
    try:
        return template is not None and template.lacks_value(frame)
    except Exception:  # same reason as for sentences
        return False


def cap_draft(compiled: CompiledRule, outcome: Outcome, reason: Reason | None) -> tuple[Outcome, Reason | None, bool]:
    """A draft pack asks; where the dossier hits its rule the question is particular, else standing (R1, D7)."""
    if not compiled.rule.draft or outcome is Outcome.NOT_APPLICABLE:
        return outcome, reason, False
    if reason is Reason.ENGINE_ERROR:
        return outcome, reason, False
    hit = outcome in (Outcome.FAIL, Outcome.CORRECTION) or (outcome is Outcome.HUMAN and reason in _HIT_REASONS)
    return Outcome.HUMAN, Reason.MISSING_NORM, not hit


_HIT_REASONS = frozenset({Reason.JUDGEMENT, Reason.IN_PRINCIPLE, Reason.OPEN_LIST, Reason.MISSING_NORM})


def sum_up(
    guide: CompiledGuide, compiled: CompiledRule, outcomes: Sequence[Outcome], standing: Sequence[bool]
) -> dict[str, str]:
    """The worst outcome of the rules behind each key that ``compiled`` rests on, standing questions left out."""
    return {key: _worst(guide.feeds[key], outcomes, standing) for key in compiled.rests_on}


def _worst(positions: tuple[int, ...], outcomes: Sequence[Outcome], standing: Sequence[bool]) -> str:
    found = {outcomes[position] for position in positions if not standing[position]}
    return OUTCOME_WORDS[next((outcome for outcome in _WORST if outcome in found), Outcome.NOT_APPLICABLE)]


def _default(outcome: Outcome, missing: tuple[Missing, ...], words: Words) -> str:
    names = words.joint.join(dict.fromkeys(words.path(item.path, NO_TITLES) for item in missing))
    return words.default_messages[outcome].format(missing=names or words.no_facts)
