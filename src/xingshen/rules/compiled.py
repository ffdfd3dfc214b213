"""The rules of a guide, compiled once: conditions in both modes, templates, waivers, and the order of judging.

Knows nothing of any dossier. A pack that is what-if'ed with another parameter is simply compiled again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from xingshen.guide.pack import Guide, Priority, Question, Rule, Waiver
from xingshen.kernel.outcome import Outcome, Reason
from xingshen.language.assembly import Mode, Run
from xingshen.language.compiler import compile_expression
from xingshen.language.scope import Scope
from xingshen.rules.wording import Template, compile_template


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


def compile_guide(guide: Guide) -> CompiledGuide:
    """Compile every rule of ``guide``; raises ExpressionError (without file) for the first that is refused."""
    scope = guide.scope
    waivers = [
        (waiver, compile_expression(waiver.condition, scope).run)
        for pack in guide.packs
        for waiver in pack.waivers.values()
    ]
    rules = [compile_rule(rule, scope, waivers) for rule in guide.rules()]
    ordered = (*(rule for rule in rules if not rule.rests_on), *(rule for rule in rules if rule.rests_on))
    keys = {key for rule in ordered for key in rule.rests_on}
    return CompiledGuide(
        guide,
        ordered,
        tuple(_question(item, scope) for pack in guide.packs for item in pack.questions.values()),
        tuple(_priority(item, scope) for pack in guide.packs for item in pack.priorities.values()),
        {key: _fed_by(key, ordered) for key in keys},
    )


def compile_rule(rule: Rule, scope: Scope, waivers: list[tuple[Waiver, Run]]) -> CompiledRule:
    """Compile one rule in both modes."""
    names: set[str] = set()
    decide, explain = (_steps(rule, scope, mode, names) for mode in (Mode.DECIDE, Mode.EXPLAIN))
    return CompiledRule(
        rule,
        decide,
        explain,
        tuple(pair for pair in waivers if rule.id in pair[0].rules),
        {outcome: compile_template(text, scope) for outcome, text in rule.messages.items()},
        compile_template(rule.cure, scope),
        tuple(sorted(name for name in names if name.startswith(("要点:", "结论:")))),
    )


def _steps(rule: Rule, scope: Scope, mode: Mode, names: set[str]) -> Steps:
    def code(source: str | None) -> Run | None:
        if source is None:
            return None
        expression = compile_expression(source, scope, mode)
        names.update(expression.names)
        return expression.run

    grades = tuple((code(grade.condition), grade.outcome, grade.reason) for grade in rule.grades)
    return Steps(code(rule.applies), grades)


def _question(question: Question, scope: Scope) -> CompiledQuestion:
    return CompiledQuestion(question, compile_expression(question.applies, scope).run if question.applies else None)


def _priority(priority: Priority, scope: Scope) -> CompiledPriority:
    return CompiledPriority(
        priority,
        compile_expression(priority.claimed, scope, Mode.EXPLAIN).run,
        compile_expression(priority.evidenced, scope, Mode.EXPLAIN).run,
        {state: compile_template(text, scope) for state, text in priority.messages.items()},
    )


def _fed_by(key: str, rules: tuple[CompiledRule, ...]) -> tuple[int, ...]:
    """The positions of the rules that an outcome key sums up; rules that themselves rest on others are left out."""
    kind, _, pattern = key.partition(":")
    fed = []
    for position, compiled in enumerate(rules):
        names = (compiled.rule.id,) if kind == "结论" else compiled.rule.clauses
        if not compiled.rests_on and any(fnmatchcase(name, pattern) for name in names):
            fed.append(position)
    return tuple(fed)
