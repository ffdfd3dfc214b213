"""The outcome of one rule over the values of a frame: its grades in order, in Kleene logic.

Knows nothing of candidates for what is unknown, of drafts and of sentences.
"""

from __future__ import annotations

from xingshen.kernel.knowledge import Missing, Unknown, Why
from xingshen.kernel.outcome import Outcome, Reason
from xingshen.language.frame import Frame
from xingshen.language.kleene import merge
from xingshen.rules.compiled import CompiledRule, Steps

Graded = tuple[Outcome, Reason | None, tuple[Missing, ...]]
_DOUBTFUL = frozenset({Why.LOW_CONFIDENCE, Why.SCANNED})


def grade(compiled: CompiledRule, steps: Steps, frame: Frame) -> Graded:
    """The outcome of one rule; a fault inside it needs a person and is never taken for a missing paper."""
    try:
        applies = True if steps.applies is None else steps.applies(frame)
        if applies is False:
            return Outcome.NOT_APPLICABLE, None, ()
        graded = _walk(steps, frame)
        if isinstance(applies, Unknown):
            graded = Outcome.HUMAN, _why(applies), merge((applies, Unknown(graded[2]))).missing
        return _waived(compiled, frame, graded) if compiled.waivers else graded
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
        if truth is True and not unknown:
            return outcome, reason, ()
        possible.append((outcome, reason))
        if truth is True:
            break
        unknown.append(truth)
    if len({outcome for outcome, _ in possible}) == 1:
        return (*possible[-1], ())
    missing = merge(unknown)
    return Outcome.HUMAN, _why(missing), missing.missing


def _waived(compiled: CompiledRule, frame: Frame, graded: Graded) -> Graded:
    """An exception that holds switches the rule off; an unknown one matters only where the rule finds something."""
    truths = [condition(frame) for _, condition in compiled.waivers]
    if any(truth is True for truth in truths):
        return Outcome.NOT_APPLICABLE, None, ()
    if graded[0] in (Outcome.PASS, Outcome.NOT_APPLICABLE) or not any(isinstance(truth, Unknown) for truth in truths):
        return graded
    missing = merge((Unknown(graded[2]), *truths))
    return Outcome.HUMAN, graded[1] or _why(missing), missing.missing


def _why(unknown: Unknown) -> Reason:
    whys = {item.why for item in unknown.missing}
    if Why.CONFLICT in whys:
        return Reason.CONFLICT
    return Reason.LOW_CONFIDENCE if whys & _DOUBTFUL else Reason.UNKNOWN
