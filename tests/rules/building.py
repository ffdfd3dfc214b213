"""A guide of a few rules over the names of ``tests.language.running``, without files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tests.language.running import SCOPE, frame_of
from xingshen.guide.loading import load_guide
from xingshen.guide.pack import Grade, Guide, Priority, Question, Rule, Waiver
from xingshen.kernel.outcome import Outcome, Reason
from xingshen.rules.compiled import CompiledGuide, compile_guide
from xingshen.rules.judge import decide, explain
from xingshen.rules.result import RuleResult

_SHELL = load_guide(Path(__file__).parent.parent / "language" / "guides" / "talent-2027")
PASS, FAIL, HUMAN = Outcome.PASS, Outcome.FAIL, Outcome.HUMAN
NOT_APPLICABLE, CORRECTION = Outcome.NOT_APPLICABLE, Outcome.CORRECTION
Step = tuple[str | None, Outcome] | tuple[str | None, Outcome, Reason]


def rule(*steps: Step, name: str = "R-1", clause: str = "3.1", applies: str | None = None, **more: object) -> Rule:
    """A rule from its steps; a single condition passes or fails."""
    grades = tuple(Grade(*step) for step in steps)
    if len(grades) == 1 and grades[0].condition is not None:
        grades = (*grades, Grade(None, FAIL))
    plain: dict[str, object] = {"pack": "p", "title": name}
    return Rule(id=name, clauses=(clause,), grades=grades, applies=applies, **{**plain, **more})


def waiver(condition: str, name: str = "E-1", *rules: str) -> Waiver:
    """An exception that switches R-1 (or ``rules``) off."""
    return Waiver(id=name, clauses=("3.1",), condition=condition, rules=rules or ("R-1",), message="免除。")


def guide_of(
    *rules: Rule, waivers: tuple[Waiver, ...] = (), questions: tuple[Question, ...] = (),
    priorities: tuple[Priority, ...] = (), included: tuple[Rule, ...] = (),
) -> CompiledGuide:  # fmt: skip
    """The rules compiled over the test scope."""
    pack = replace(
        _SHELL.pack,
        rules={item.id: item for item in rules},
        waivers={item.id: item for item in waivers},
        questions={item.id: item for item in questions},
        priorities={item.id: item for item in priorities},
    )
    others = replace(_SHELL.included[0], rules={item.id: item for item in included})
    names = {item.id for item in (*rules, *included)}
    scope = replace(SCOPE, rules=frozenset(names))
    guide: Guide = replace(_SHELL, pack=pack, included=(others,), scope=scope)
    return compile_guide(guide)


def judge(guide: CompiledGuide, values: Mapping[str, object]) -> dict[str, RuleResult]:
    """The results by rule; deciding must give the same outcomes as explaining."""
    slots = frame_of(guide.guide.scope, values).values
    results = explain(guide, slots)
    assert decide(guide, slots) == [result.outcome for result in results]
    return {result.rule.id: result for result in results}


def outcome(*steps: Step, applies: str | None = None, **values: object) -> Outcome:
    """The outcome of one rule."""
    return judge(guide_of(rule(*steps, applies=applies)), values)["R-1"].outcome
