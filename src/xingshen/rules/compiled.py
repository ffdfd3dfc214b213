"""The rules of a guide, compiled once: conditions in both modes, templates, waivers, and the order of judging.

Knows nothing of any dossier. A pack that is what-if'ed with another parameter is simply compiled again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from xingshen.guide.pack import Guide, Priority, Question, Rule, Waiver
from xingshen.kernel.outcome import Outcome, Reason
from xingshen.language.assembly import Mode, Run
from xingshen.language.compiler import compile_expression
from xingshen.language.errors import ExpressionError
from xingshen.language.scope import Scope
from xingshen.rules.form_conditions import FormConditions, compile_form
from xingshen.rules.wording import Template, compile_template
from xingshen.rules.words import CHINESE, Words

Waivers = tuple[tuple[Waiver, Run], ...]
"""Exceptions with their compiled conditions."""


@dataclass(frozen=True, slots=True)
class Steps:
    """A rule's conditions in one mode."""

    applies: Run | None
    grades: tuple[tuple[Run | None, Outcome, Reason | None], ...]


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule ready to be judged. ``rests_on`` are the outcome keys (``要点:3.*``) that it reads."""

    rule: Rule
    decide: Steps
    explain: Steps
    waivers: tuple[tuple[Waiver, Run], ...]
    messages: Mapping[Outcome, Template]
    cure: Template
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompiledQuestion:
    """A question with the condition under which it is asked."""

    question: Question
    applies: Run | None


@dataclass(frozen=True, slots=True)
class CompiledPriority:
    """A preference with its two conditions and its sentences by state."""

    priority: Priority
    claimed: Run
    evidenced: Run
    messages: Mapping[str, Template]


@dataclass(frozen=True, slots=True)
class CompiledGuide:
    """Everything compiled. ``order`` lists rules so that one that rests on others comes after them."""

    guide: Guide
    rules: tuple[CompiledRule, ...]
    questions: tuple[CompiledQuestion, ...]
    priorities: tuple[CompiledPriority, ...]
    feeds: Mapping[str, tuple[int, ...]]
    """Outcome key → positions in ``rules`` of the rules that it sums up."""
    form: FormConditions = field(default_factory=FormConditions)
    words: Words = CHINESE
    """The language in which results are told; the sentences of ``guide`` are in it."""


def compile_guide(guide: Guide, words: Words = CHINESE) -> CompiledGuide:
    """Compile every rule of ``guide``, whose sentences are in the language of ``words``.

    Raises ExpressionError (without file) for the first that is refused.
    """
    scope = guide.scope
    waivers = compile_waivers(guide, scope)
    rules = [compile_rule(rule, scope, waivers, words) for rule in guide.rules()]
    ordered = in_order(rules)
    keys = {key for rule in ordered for key in rule.rests_on}
    return CompiledGuide(
        guide,
        ordered,
        tuple(_question(item, scope) for pack in guide.packs for item in pack.questions.values()),
        tuple(_priority(item, scope, words) for pack in guide.packs for item in pack.priorities.values()),
        {key: _fed_by(key, ordered) for key in keys},
        compile_form(guide),
        words,
    )


def compile_waivers(guide: Guide, scope: Scope) -> Waivers:
    """The exceptions of a guide and its packs, compiled in ``scope``; raises ExpressionError."""
    return tuple(
        (waiver, compile_expression(waiver.condition, scope, Mode.EXPLAIN).run)
        for pack in guide.packs
        for waiver in pack.waivers.values()
    )


def compile_rule(rule: Rule, scope: Scope, waivers: Waivers, words: Words = CHINESE) -> CompiledRule:
    """Compile one rule in both modes."""
    names: set[str] = set()
    decide, explain = (_steps(rule, scope, mode, names) for mode in (Mode.DECIDE, Mode.EXPLAIN))
    own_waivers = tuple(pair for pair in waivers if rule.id in pair[0].rules)
    for waiver, _ in own_waivers:
        names.update(compile_expression(waiver.condition, scope).names)
    return CompiledRule(
        rule,
        decide,
        explain,
        own_waivers,
        {outcome: compile_template(text, scope, words) for outcome, text in rule.messages.items()},
        compile_template(rule.cure, scope, words),
        tuple(sorted(name for name in names if name.startswith(("要点:", "结论:")))),
    )


def _steps(rule: Rule, scope: Scope, mode: Mode, names: set[str]) -> Steps:
    def code(source: str | None, outcome: Outcome | None = None) -> Run | None:
        if source is None:
            return None
        expression = compile_expression(source, scope, mode)
        if expression.type.waivable and outcome in (Outcome.FAIL, Outcome.CORRECTION):
            raise ExpressionError("可能“不作要求”的单元格只能写在得出“通过”的条件里")
        names.update(expression.names)
        return expression.run

    grades = tuple((code(grade.condition, grade.outcome), grade.outcome, grade.reason) for grade in rule.grades)
    return Steps(code(rule.applies), grades)


def _question(question: Question, scope: Scope) -> CompiledQuestion:
    return CompiledQuestion(question, compile_expression(question.applies, scope).run if question.applies else None)


def _priority(priority: Priority, scope: Scope, words: Words) -> CompiledPriority:
    return CompiledPriority(
        priority,
        compile_expression(priority.claimed, scope, Mode.EXPLAIN).run,
        compile_expression(priority.evidenced, scope, Mode.EXPLAIN).run,
        {state: compile_template(text, scope, words) for state, text in priority.messages.items()},
    )


def in_order(rules: Sequence[CompiledRule]) -> tuple[CompiledRule, ...]:
    """Rules so that one that rests on outcomes comes after those it names; raises ExpressionError for a circle."""
    placed = [rule for rule in rules if not rule.rests_on]
    waiting = [rule for rule in rules if rule.rests_on]
    while waiting:
        ready = [rule for rule in waiting if not any(_rests_on(rule, other) for other in waiting)]
        if not ready:
            raise ExpressionError(f"规则的结论互相引用：{'、'.join(rule.rule.id for rule in waiting)}")
        placed += ready
        waiting = [rule for rule in waiting if rule not in ready]
    return tuple(placed)


def _rests_on(rule: CompiledRule, other: CompiledRule) -> bool:
    return any(_feeds(key, other) for key in rule.rests_on)


def _fed_by(key: str, rules: tuple[CompiledRule, ...]) -> tuple[int, ...]:
    """The positions of the rules that an outcome key sums up."""
    return tuple(position for position, compiled in enumerate(rules) if _feeds(key, compiled))


def _feeds(key: str, compiled: CompiledRule) -> bool:
    """``结论`` names rules (a rule that replaces another answers to both names); ``要点`` clauses of other rules."""
    kind, _, pattern = key.partition(":")
    if kind == "结论":
        names: tuple[str, ...] = (compiled.rule.id, compiled.rule.replaces or compiled.rule.id)
        return any(fnmatchcase(name, pattern) for name in names)
    return not compiled.rests_on and any(fnmatchcase(name, pattern) for name in compiled.rule.clauses)
