"""What of a guide has cases: rules, preferences and questions, each as expressions that can be exchanged and judged.

One shape for the three, so that cases, mutants and the checks treat them alike. A question that is asked counts as
“needs a person”, one that is not asked as “not applicable”; the states of a preference likewise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from xingshen.authoring.values import CaseError, case_outcomes, case_values
from xingshen.guide.pack import Case, Grade, Guide, Priority, Question, Rule
from xingshen.kernel.outcome import Outcome
from xingshen.language.assembly import Run
from xingshen.language.compiler import compile_expression
from xingshen.language.frame import Frame
from xingshen.language.scope import Scope
from xingshen.rules.compiled import CompiledPriority, Waivers, compile_rule, compile_waivers
from xingshen.rules.judge import own_outcome, priority_state

STATE_OUTCOMES: Mapping[str, Outcome] = {
    "claimed_evidenced": Outcome.PASS,
    "claimed_to_check": Outcome.HUMAN,
    "not_claimed": Outcome.NOT_APPLICABLE,
}
Texts = tuple[str, ...]
Judge = Callable[[Frame], Outcome]
Build = Callable[[Texts, Scope, Waivers], Judge]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A rule, preference or question with its cases.

    ``labels`` names each of its expressions (适用, 第1步…), ``texts`` holds them, and ``build`` makes a judge out of
    other texts in another scope; it raises ExpressionError.
    """

    id: str
    pack: str
    line: int
    cases: tuple[Case, ...]
    labels: Texts
    texts: Texts
    build: Build

    def judge(self, guide: Guide) -> Judge:
        """The judge of the subject as written."""
        return self.build(self.texts, guide.scope, compile_waivers(guide, guide.scope))


@dataclass(frozen=True, slots=True)
class PreparedCase:
    """A case with its values read."""

    case: Case
    values: tuple[object, ...]

    def frame(self) -> Frame:
        """A fresh frame with the values of the case."""
        return Frame(list(self.values), outcomes=case_outcomes(self.case.overrides))


def subjects(guide: Guide) -> Iterator[Subject]:
    """Everything with cases in ``guide`` and the packs it includes; rules that are replaced are left out."""
    yield from (_rule(rule) for rule in guide.rules())
    for pack in guide.packs:
        yield from (_priority(item, pack.id) for item in pack.priorities.values())
        yield from (_question(item, pack.id) for item in pack.questions.values() if item.applies is not None)


def prepare(guide: Guide, case: Case) -> PreparedCase:
    """Read the values of ``case``; raises :class:`CaseError`."""
    return PreparedCase(case, tuple(case_values(guide, case.overrides)))


def prepare_all(guide: Guide, cases: tuple[Case, ...]) -> list[PreparedCase]:
    """Read the values of the cases that can be read; the others are reported when cases are run."""
    prepared = []
    for case in cases:
        try:
            prepared.append(prepare(guide, case))
        except CaseError:
            continue
    return prepared


def _rule(rule: Rule) -> Subject:
    first = () if rule.applies is None else (("适用", rule.applies),)
    steps = [(f"第{at}步", grade.condition) for at, grade in enumerate(rule.grades, 1) if grade.condition is not None]
    pairs = (*first, *steps)

    def build(texts: Texts, scope: Scope, waivers: Waivers) -> Judge:
        compiled = compile_rule(_with_texts(rule, texts), scope, waivers)
        return lambda frame: own_outcome(compiled, frame)

    return Subject(
        id=rule.id,
        pack=rule.pack,
        line=rule.line,
        cases=rule.cases,
        labels=tuple(label for label, _ in pairs),
        texts=tuple(text for _, text in pairs),
        build=build,
    )


def _with_texts(rule: Rule, texts: Texts) -> Rule:
    """The rule with other expressions, and without its sentences (they do not change an outcome)."""
    waiting = list(texts)
    applies = None if rule.applies is None else waiting.pop(0)
    grades = tuple(
        grade if grade.condition is None else Grade(waiting.pop(0), grade.outcome, grade.reason)
        for grade in rule.grades
    )
    return replace(rule, applies=applies, grades=grades, messages={}, cure="")


def _priority(priority: Priority, pack: str) -> Subject:
    def build(texts: Texts, scope: Scope, waivers: Waivers) -> Judge:
        claimed, evidenced = (_run(text, scope) for text in texts)
        compiled = CompiledPriority(priority, claimed, evidenced, {})
        return lambda frame: STATE_OUTCOMES[priority_state(compiled, frame)]

    return Subject(
        id=priority.id,
        pack=pack,
        line=priority.line,
        cases=priority.cases,
        labels=("申请", "佐证"),
        texts=(priority.claimed, priority.evidenced),
        build=build,
    )


def _question(question: Question, pack: str) -> Subject:
    def build(texts: Texts, scope: Scope, waivers: Waivers) -> Judge:
        applies = _run(texts[0], scope)
        return lambda frame: Outcome.NOT_APPLICABLE if applies(frame) is False else Outcome.HUMAN

    return Subject(
        id=question.id,
        pack=pack,
        line=question.line,
        cases=question.cases,
        labels=("适用",),
        texts=(question.applies or "",),
        build=build,
    )


def _run(text: str, scope: Scope) -> Run:
    return compile_expression(text, scope).run
