"""What is asked of the cases of a guide: every kind that a rule needs, right outcomes, no pass out of nothing.

Judges the guide by its own cases and by a dossier of which nothing is known; knows nothing of its texts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xingshen.authoring.cases import CaseResult
from xingshen.authoring.mutation import Mutant, names_used
from xingshen.authoring.subjects import Subject, subjects
from xingshen.authoring.values import NOT_FOUND_WORD, UNKNOWN_WORD, unknown_values
from xingshen.guide.blocks import PRIORITY_OUTCOMES, QUESTION_OUTCOMES
from xingshen.guide.errors import PackProblem
from xingshen.guide.markdown import FILE
from xingshen.guide.pack import Case, Guide, Rule
from xingshen.kernel.outcome import OUTCOME_WORDS, Outcome, Reason
from xingshen.language.parsing import parse
from xingshen.rules.compiled import compile_guide, compile_rule, compile_waivers
from xingshen.rules.judge import explain_rule


def wrong_cases(results: Iterable[CaseResult]) -> list[PackProblem]:
    """Cases that do not give what they expect."""
    return [
        PackProblem(FILE, result.line, f"{result.subject} 的用例{_told(result)}", "用例")
        for result in results
        if not result.right
    ]


def _told(result: CaseResult) -> str:
    if result.problem or result.got is None:
        return f"无法运行：{result.problem}"
    return f"应为“{OUTCOME_WORDS[result.expected]}”，得到“{OUTCOME_WORDS[result.got]}”"


def missing_kinds(guide: Guide) -> list[PackProblem]:
    """Rules without a passing, an objecting or an unknown case; preferences and questions without each answer."""
    found = []
    for subject in subjects(guide):
        if subject.pack == guide.pack.id:
            lacking = list(_lacking(guide, subject))
            if lacking:
                message = f"{subject.id} 缺少用例：{'、'.join(lacking)}"
                found.append(PackProblem(FILE, subject.line, message, "用例齐全"))
    return found


def _lacking(guide: Guide, subject: Subject) -> Iterator[str]:
    expected = {case.expected for case in subject.cases}
    if subject.id in guide.pack.rules:
        yield from _lacking_of_rule(guide.pack.rules[subject.id], expected)
    elif subject.id in guide.pack.priorities:
        yield from (word for word, outcome in PRIORITY_OUTCOMES.items() if outcome not in expected)
    else:
        yield from (word for word, outcome in QUESTION_OUTCOMES.items() if outcome not in expected)


def _lacking_of_rule(rule: Rule, expected: set[Outcome]) -> Iterator[str]:
    outcomes = {grade.outcome for grade in rule.grades}
    if Outcome.PASS in outcomes and Outcome.PASS not in expected:
        yield "通过"
    if not (outcomes - {Outcome.PASS}) & expected:
        yield "不通过或人工"
    if rule.applies is not None and Outcome.NOT_APPLICABLE not in expected:
        yield "不适用"
    if not _rests_on_others(rule) and not any(_unknown_case(case) for case in rule.cases):
        yield "未知"


def _rests_on_others(rule: Rule) -> bool:
    """A rule that sums up others reads words, which are never unknown."""
    return all(
        any(isinstance(node, ast.Name) and node.id in ("要点", "结论") for node in ast.walk(parse(grade.condition)))
        for grade in rule.grades
        if grade.condition is not None
    )


def _unknown_case(case: Case) -> bool:
    return case.expected is Outcome.HUMAN and any(_unknown_in(value) for value in case.overrides.values())


def _unknown_in(value: object) -> bool:
    if isinstance(value, dict):
        return any(_unknown_in(item) for item in value.values())
    if isinstance(value, list):
        return any(_unknown_in(item) for item in value)
    return value in (UNKNOWN_WORD, NOT_FOUND_WORD)


def survivors(found: Iterable[Mutant]) -> list[PackProblem]:
    """Mutants that no case noticed, said as the case that is missing."""
    return [
        PackProblem(
            FILE,
            mutant.line,
            f"{mutant.place}：{mutant.change}，没有用例发现{_wanted(mutant)}",
            "界限用例" if mutant.boundary else "变异",
        )
        for mutant in found
    ]


def _wanted(mutant: Mutant) -> str:
    return "；请补一个正好在界限上的用例" if mutant.boundary else "；请补一个能看出差别的用例"


def check_unknown(guide: Guide) -> list[PackProblem]:
    """A dossier of which nothing is known: no rule may pass, fail or crash, even where it surely applied."""
    compiled, values = compile_guide(guide), unknown_values(guide.scope)
    waivers = compile_waivers(guide, guide.scope)
    problems = []
    for rule in (rule for rule in guide.rules() if rule.pack == guide.pack.id):
        alone = compile_rule(replace(rule, applies=None, draft=False), guide.scope, waivers)
        result = explain_rule(guide=compiled, compiled=alone, values=values, sums={})
        if result.outcome is not Outcome.HUMAN or result.reason is Reason.ENGINE_ERROR:
            word = "出错" if result.reason is Reason.ENGINE_ERROR else f"为“{OUTCOME_WORDS[result.outcome]}”"
            message = f"{rule.id}：什么都不知道的材料，结论{word}；应为“需人工”"
            problems.append(PackProblem(FILE, rule.line, message, "全未知"))
    return problems


def vacuous(guide: Guide) -> list[PackProblem]:
    """``all`` over a list that nothing asks to hold anything: true of an empty list. Only a warning."""
    found = []
    for rule in guide.pack.rules.values():
        texts = tuple(text for text in (rule.applies, *(grade.condition for grade in rule.grades)) if text)
        for name in _unguarded(texts, guide):
            message = f"{rule.id} 的 all(… for … in {name}) 对空列表成立；如空列表不应通过，请加 count({name}) >= 1"
            found.append(PackProblem(FILE, rule.line, message, "空列表"))
    return found


def _unguarded(texts: tuple[str, ...], guide: Guide) -> list[str]:
    nodes = [node for text in texts for node in ast.walk(parse(text)) if isinstance(node, ast.Call)]
    ranged: dict[str, None] = {}
    counted = set[str]()
    for node in nodes:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        argument = node.args[0] if node.args else None
        if name == "all" and isinstance(argument, ast.GeneratorExp):
            ranged[ast.unparse(argument.generators[0].iter)] = None
        elif name in ("count", "any") and argument is not None:
            counted |= names_used((ast.unparse(argument),), guide.scope.definitions)
    return [name for name in ranged if name not in counted]
