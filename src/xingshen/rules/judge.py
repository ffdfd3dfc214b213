"""Judging a dossier: every rule of a compiled guide over the values of one dossier.

``decide`` is the quick way (outcomes only, for what-if runs over thousands); ``explain`` gives trace, missing values
and sentences. Both give the same outcomes. Pure: no clock, no files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xingshen.kernel.knowledge import Missing, Unknown, Why
from xingshen.kernel.outcome import OUTCOME_WORDS, Outcome, Reason
from xingshen.kernel.paths import word_path
from xingshen.language.assembly import Run
from xingshen.language.frame import Frame
from xingshen.language.scope import Scope
from xingshen.rules.candidates import Settled, settle, worth_trying
from xingshen.rules.compiled import CompiledGuide, CompiledPriority, CompiledQuestion, CompiledRule
from xingshen.rules.grading import grade
from xingshen.rules.result import Answer, PriorityResult, QuestionResult, RuleResult
from xingshen.rules.wording import CountryName, Template, describe_missing, row_titles

_WORST = (Outcome.FAIL, Outcome.CORRECTION, Outcome.HUMAN, Outcome.PASS, Outcome.NOT_APPLICABLE)
_DEFAULT_MESSAGES = {
    Outcome.PASS: "符合。",
    Outcome.FAIL: "不符合。",
    Outcome.HUMAN: "未能确认：{缺}。",
    Outcome.NOT_APPLICABLE: "不适用于本项目。",
    Outcome.CORRECTION: "需退回补正。",
}
LOOK_AT_PAPER = "请对照材料页面核对；扫描件可改交由电子文档直接导出的文件。"
SEEN_IN_SCAN = "扫描件识别出的内容如下，请对照页面确认："
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
    return replace(result, outcome=answer.outcome, reason=None, standing=False, message=message, answered_by=answer.by)


def explain_rule(
    guide: CompiledGuide,
    compiled: CompiledRule,
    values: Sequence[object],
    sums: Mapping[str, str],
    country: CountryName,
) -> RuleResult:
    """One rule with its trace, candidates tried; what they only suggest is told as what would be."""
    settled = settle(compiled, Frame(list(values), outcomes=sums))
    frame, (outcome, reason, missing) = settled.frame, settled.graded
    outcome, reason, standing = cap_draft(compiled, outcome, reason)
    read = {path: frame.overrides.get(path, value) for path, value in frame.trace.items()}
    return RuleResult(
        rule=compiled.rule,
        outcome=outcome,
        reason=reason,
        standing=standing,
        derived=bool(compiled.rests_on),
        message=_message(compiled, outcome, settled, country),
        cure=_cure(compiled, outcome, frame, missing, country),
        read=read,
        missing=missing if outcome is Outcome.HUMAN else (),
        would_be=settled.would_be,
    )


def _cure(
    compiled: CompiledRule, outcome: Outcome, frame: Frame, missing: tuple[Missing, ...], country: CountryName
) -> str:
    """The rule's own cure, unless it would speak of values that are unknown.

    Where papers could only not be read, looking at them is the cure.
    """
    if outcome not in _TO_CURE:
        return ""
    if missing and all(item.why in _TO_LOOK_AT for item in missing):
        return LOOK_AT_PAPER
    if missing and _lacks_value(compiled.cure, frame):
        titles = row_titles(frame.values)
        wanted = dict.fromkeys(word_path(item.path, titles) for item in missing)
        return f"请补充或核对：{'、'.join([*wanted][:6])}。"
    return _say(compiled.cure, frame, missing, country)


def _message(compiled: CompiledRule, outcome: Outcome, settled: Settled, country: CountryName) -> str:
    """The rule's own sentence; where facts are missing, what is missing instead of what the rule would suspect."""
    frame, missing = settled.frame, settled.graded[2]
    if outcome is Outcome.HUMAN and settled.from_scan and settled.would_be in (Outcome.FAIL, Outcome.CORRECTION):
        said = _say(compiled.messages.get(settled.would_be), frame, missing, country)
        return f"{SEEN_IN_SCAN}{said or _default(settled.would_be, missing)}"
    if outcome is Outcome.HUMAN and missing:
        return f"未能确认“{compiled.rule.title}”：{describe_missing(missing, row_titles(frame.values), frame.trace)}。"
    return _say(compiled.messages.get(outcome), frame, missing, country) or _default(outcome, missing)


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


def prefer(guide: CompiledGuide, values: Sequence[object], country: CountryName = str) -> list[PriorityResult]:
    """The preferences of the guide for this dossier."""
    return [_prefer(item, Frame(list(values)), country) for item in guide.priorities]


def _prefer(item: CompiledPriority, frame: Frame, country: CountryName) -> PriorityResult:
    state = priority_state(item, frame)
    template = item.messages.get(state)
    return PriorityResult(item.priority, state, _say(template, frame, (), country), frame.trace)


def priority_state(item: CompiledPriority, frame: Frame) -> str:
    """claimed_evidenced, claimed_to_check or not_claimed; a claim that is not certain is not claimed (R15)."""
    if _truth(item.claimed, frame) is not True:
        return "not_claimed"
    return "claimed_evidenced" if _truth(item.evidenced, frame) is True else "claimed_to_check"


def own_outcome(compiled: CompiledRule, frame: Frame) -> Outcome:
    """What the rule itself says, before the cap of a draft pack: what its cases are about."""
    return grade(compiled, compiled.decide, frame)[0]


_TO_CURE = frozenset({Outcome.FAIL, Outcome.HUMAN, Outcome.CORRECTION})


def _say(template: Template | None, frame: Frame, missing: tuple[Missing, ...], country: CountryName) -> str:
    """The sentence, or nothing where it cannot be worded: a fault in a message must not stop the check."""
    if template is None:
        return ""
    frame.steps = 0
    try:
        return template.fill(frame, missing, country)
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


def _default(outcome: Outcome, missing: tuple[Missing, ...]) -> str:
    sentence = _DEFAULT_MESSAGES[outcome]
    if "{缺}" not in sentence:
        return sentence
    return sentence.replace("{缺}", "、".join(dict.fromkeys(word_path(item.path) for item in missing)) or "相关事实")
