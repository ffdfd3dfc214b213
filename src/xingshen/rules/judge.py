"""Judging a dossier: every rule of a compiled guide over the values of one dossier.

``decide`` is the quick way (outcomes only, for what-if runs over thousands); ``explain`` gives trace, missing values
and sentences. Both give the same outcomes. Pure: no clock, no files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice, product

from xingshen.kernel.knowledge import Missing, Unknown, Why
from xingshen.kernel.outcome import OUTCOME_WORDS, Outcome, Reason
from xingshen.language.frame import Frame
from xingshen.language.kleene import merge
from xingshen.language.scope import Scope
from xingshen.rules.compiled import CompiledGuide, CompiledPriority, CompiledQuestion, CompiledRule, Steps
from xingshen.rules.result import Answer, PriorityResult, QuestionResult, RuleResult
from xingshen.rules.wording import CountryName

MAX_COMBINATIONS = 16
_WORST = (Outcome.FAIL, Outcome.CORRECTION, Outcome.HUMAN, Outcome.PASS, Outcome.NOT_APPLICABLE)
_DEFAULT_MESSAGES = {
    Outcome.PASS: "符合。",
    Outcome.FAIL: "不符合。",
    Outcome.HUMAN: "未能确认：{缺}。",
    Outcome.NOT_APPLICABLE: "不适用于本项目。",
    Outcome.CORRECTION: "需退回补正。",
}
NO_ANSWERS: Mapping[str, Answer] = {}
Graded = tuple[Outcome, Reason | None, tuple[Missing, ...]]


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
        outcome, reason, _ = _graded(compiled, compiled.decide, frame)
        outcome, reason, is_standing = cap_draft(compiled, outcome, reason)
        outcomes.append(outcome)
        standing.append(is_standing)
    return outcomes


def explain(
    guide: CompiledGuide,
    values: Sequence[object],
    country: CountryName = str,
    answers: Mapping[str, Answer] = NO_ANSWERS,
) -> list[RuleResult]:
    """The full result of every rule, in the order of ``guide.rules``; answers close points that need a person."""
    results: list[RuleResult] = []
    for compiled in guide.rules:
        outcomes = [result.outcome for result in results]
        sums = sum_up(guide, compiled, outcomes, [result.standing for result in results])
        result = explain_rule(guide, compiled, values, sums, country)
        results.append(_answered(result, answers.get(compiled.rule.id)))
    return results


def _answered(result: RuleResult, answer: Answer | None) -> RuleResult:
    """The result as a named person closed it; only a point that needs a person can be answered."""
    if answer is None or result.outcome is not Outcome.HUMAN or result.derived:
        return result
    message = f"{result.message}（{answer.by}认定：{OUTCOME_WORDS[answer.outcome]}。{answer.reason}）"
    return replace(
        result, outcome=answer.outcome, reason=None, standing=False, message=message, answered_by=answer.by
    )


def explain_rule(
    guide: CompiledGuide,
    compiled: CompiledRule,
    values: Sequence[object],
    sums: Mapping[str, str],
    country: CountryName,
) -> RuleResult:
    """One rule with its trace; a candidate that decides alone is used, otherwise it is told as what would be."""
    frame = Frame(list(values), outcomes=sums)
    outcome, reason, missing = _graded(compiled, compiled.explain, frame)
    read, would_be = dict(frame.trace), None
    if outcome is Outcome.HUMAN and missing:
        outcome, reason, would_be = _try_candidates(compiled, frame, (outcome, reason, missing))
    outcome, reason, standing = cap_draft(compiled, outcome, reason)
    message = compiled.messages.get(outcome)
    return RuleResult(
        rule=compiled.rule,
        outcome=outcome,
        reason=reason,
        standing=standing,
        derived=bool(compiled.rests_on),
        message=message.fill(frame, missing, country) if message else _default(outcome, missing),
        cure=compiled.cure.fill(frame, missing, country) if outcome in (Outcome.FAIL, Outcome.HUMAN) else "",
        read=read,
        missing=missing if outcome is Outcome.HUMAN else (),
        would_be=would_be,
    )


def ask(
    guide: CompiledGuide, values: Sequence[object], answers: Mapping[str, Answer] = NO_ANSWERS
) -> list[QuestionResult]:
    """The questions as they concern this dossier; one whose condition is unknown is asked."""
    frame = Frame(list(values))
    return [_ask(item, frame, answers.get(item.question.id)) for item in guide.questions]


def _ask(item: CompiledQuestion, frame: Frame, answer: Answer | None) -> QuestionResult:
    if item.applies is not None and item.applies(frame) is False:
        return QuestionResult(item.question, Outcome.NOT_APPLICABLE)
    if answer is None:
        return QuestionResult(item.question, Outcome.HUMAN)
    return QuestionResult(item.question, answer.outcome, answer.by)


def prefer(guide: CompiledGuide, values: Sequence[object], country: CountryName = str) -> list[PriorityResult]:
    """The preferences of the guide for this dossier."""
    return [_prefer(item, Frame(list(values)), country) for item in guide.priorities]


def _prefer(item: CompiledPriority, frame: Frame, country: CountryName) -> PriorityResult:
    state = priority_state(item, frame)
    template = item.messages.get(state)
    return PriorityResult(item.priority, state, template.fill(frame, (), country) if template else "", frame.trace)


def priority_state(item: CompiledPriority, frame: Frame) -> str:
    """claimed_evidenced, claimed_to_check or not_claimed; a claim that is not certain is not claimed (R15)."""
    if item.claimed(frame) is not True:
        return "not_claimed"
    return "claimed_evidenced" if item.evidenced(frame) is True else "claimed_to_check"


def own_outcome(compiled: CompiledRule, frame: Frame) -> Outcome:
    """What the rule itself says, before the cap of a draft pack: what its cases are about."""
    return _graded(compiled, compiled.decide, frame)[0]


def _graded(compiled: CompiledRule, steps: Steps, frame: Frame) -> Graded:
    """The outcome of one rule; a fault inside it needs a person and is never taken for a missing paper."""
    try:
        applies = True if steps.applies is None else steps.applies(frame)
        if applies is False:
            return Outcome.NOT_APPLICABLE, None, ()
        graded = _walk(steps, frame)
        if isinstance(applies, Unknown):
            graded = Outcome.HUMAN, _why(applies), merge((applies, Unknown(graded[2]))).missing
        return _waived(compiled, frame, graded)
    except Exception as error:  # a bug in a rule must reach a person, not stop the check of the other rules
        return Outcome.HUMAN, Reason.ENGINE_ERROR, (Missing(f"规则执行出错：{type(error).__name__}", Why.INVALID),)


def _walk(steps: Steps, frame: Frame) -> Graded:
    """First grade that holds; an unknown condition leaves it and the later ones possible."""
    possible: list[tuple[Outcome, Reason | None]] = []
    unknown: list[object] = []
    for run, outcome, reason in steps.grades:
        truth = True if run is None else run(frame)
        if truth is False:
            continue
        possible.append((outcome, reason))
        if truth is True:
            break
        unknown.append(truth)
    if not unknown or len({outcome for outcome, _ in possible}) == 1:
        return (*possible[-1], ())
    missing = merge(unknown)
    return Outcome.HUMAN, _why(missing), missing.missing


def _waived(compiled: CompiledRule, frame: Frame, graded: Graded) -> Graded:
    """An exception that holds switches the rule off; an unknown one matters only where the rule did not pass."""
    for _, condition in compiled.waivers:
        holds = condition(frame)
        if holds is True:
            return Outcome.NOT_APPLICABLE, None, ()
        if isinstance(holds, Unknown) and graded[0] is not Outcome.PASS:
            return Outcome.HUMAN, _why(holds), holds.missing
    return graded


def _why(unknown: Unknown) -> Reason:
    whys = {item.why for item in unknown.missing}
    if Why.CONFLICT in whys:
        return Reason.CONFLICT
    return Reason.LOW_CONFIDENCE if Why.LOW_CONFIDENCE in whys else Reason.UNKNOWN


def _try_candidates(
    compiled: CompiledRule, frame: Frame, graded: Graded
) -> tuple[Outcome, Reason | None, Outcome | None]:
    """Judge again with every combination of candidates (ruling R10)."""
    doubtful = {path: value for path, value in frame.trace.items() if isinstance(value, Unknown) and value.candidates}
    if not doubtful:
        return (*graded[:2], None)
    choices = product(*(value.candidates for value in doubtful.values()))
    outcomes = {
        _graded(compiled, compiled.explain, _overridden(frame, dict(zip(doubtful, chosen, strict=True))))[0]
        for chosen in islice(choices, MAX_COMBINATIONS)
    }
    if len(outcomes) > 1:
        return (*graded[:2], None)
    outcome = outcomes.pop()
    exhaustive = all(item.why in _EXHAUSTIVE for value in doubtful.values() for item in value.missing)
    if exhaustive and outcome is not Outcome.HUMAN:
        return outcome, None, None
    return (*graded[:2], None if outcome is Outcome.HUMAN else outcome)


_EXHAUSTIVE = frozenset({Why.CONFLICT, Why.IMPRECISE})
"""Unknowns whose candidates are all there can be: the readings that conflict, the ends of a month."""


def _overridden(frame: Frame, overrides: Mapping[str, object]) -> Frame:
    return Frame(frame.values, overrides=overrides, outcomes=frame.outcomes)


def cap_draft(compiled: CompiledRule, outcome: Outcome, reason: Reason | None) -> tuple[Outcome, Reason | None, bool]:
    """A draft pack asks; where the dossier hits its rule the question is particular, else standing (R1, D7)."""
    if not compiled.rule.draft or outcome is Outcome.NOT_APPLICABLE:
        return outcome, reason, False
    hit = outcome is Outcome.FAIL or (outcome is Outcome.HUMAN and reason in _HIT_REASONS)
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


def _default(outcome: Outcome, missing: tuple[Missing, ...]) -> str:
    sentence = _DEFAULT_MESSAGES[outcome]
    if "{缺}" not in sentence:
        return sentence
    return sentence.replace("{缺}", "、".join(item.path for item in missing) or "相关事实")


