"""Mutants: small wrong versions of a guide's expressions and parameters that some case must notice.

A mutant that no case notices means that the cases do not pin the rule down. Comparisons are weakened and flipped,
operands of and/or dropped, ``not`` and ``前一日`` removed, all and any exchanged, parameters moved by one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from xingshen.authoring.cases import PreparedCase, outcome_of, prepare
from xingshen.authoring.values import CaseError
from xingshen.guide.pack import Grade, Guide, Rule
from xingshen.language.errors import ExpressionError
from xingshen.language.parsing import parse
from xingshen.language.scope import Constant, Scope
from xingshen.language.types import Kind
from xingshen.rules.compiled import CompiledRule, compile_rule

_SWAPS: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_STEPPING = frozenset({"前一日", "后一日"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong version: where (rule, definition or parameter), and what was changed."""

    place: str
    line: int
    change: str


@dataclass(frozen=True, slots=True)
class MutationReport:
    """How many mutants were made, and those that no case noticed."""

    made: int
    survivors: tuple[Mutant, ...]


def run_mutants(guide: Guide, pack_id: str) -> MutationReport:
    """Make and judge every mutant of the rules, definitions and parameters of one pack of ``guide``."""
    rules = [rule for rule in guide.rules() if rule.cases]
    prepared = {rule.id: _prepared(guide, rule) for rule in rules}
    uses = {rule.id: _names_used(rule, guide.scope) for rule in rules}
    made, survivors = 0, []
    for mutant, affected, scope in _all_mutants(guide, pack_id, rules, uses):
        made += 1
        if not any(_noticed(rule, scope, prepared[rule.id]) for rule in affected):
            survivors.append(mutant)
    order = sorted(survivors, key=lambda item: (item.line, item.place, item.change))
    return MutationReport(made, tuple(order))


def _prepared(guide: Guide, rule: Rule) -> list[PreparedCase]:
    try:
        return prepare(guide, rule.cases)
    except CaseError:
        return []


def _noticed(rule: Rule, scope: Scope, prepared: list[PreparedCase]) -> bool:
    """Whether some case gives another outcome than expected, or the mutant does not even compile."""
    try:
        compiled: CompiledRule = compile_rule(replace(rule, messages={}, cure=""), scope, [])
    except ExpressionError:
        return True
    return any(outcome_of(compiled, item) is not item.case.expected for item in prepared)


def _all_mutants(
    guide: Guide, pack_id: str, rules: list[Rule], uses: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Mutant, list[Rule], Scope]]:
    pack = next(pack for pack in guide.packs if pack.id == pack_id)
    for rule in rules:
        if rule.pack == pack_id:
            for change, mutated in _rule_mutants(rule):
                yield Mutant(rule.id, rule.line, change), [mutated], guide.scope
    for name, source in pack.definitions.items():
        affected = [rule for rule in rules if name in uses[rule.id]]
        for change, text in mutate(source):
            scope = replace(guide.scope, definitions={**guide.scope.definitions, name: text})
            yield Mutant(f"定义 {name}", 0, change), affected, scope
    for name, constant in pack.constants.items():
        affected = [rule for rule in rules if name in uses[rule.id]]
        for change, moved in _moved(constant):
            scope = replace(guide.scope, constants={**guide.scope.constants, name: moved})
            yield Mutant(f"参数 {name}", pack.constant_lines[name], change), affected, scope


def _rule_mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    if rule.applies is not None:
        for change, text in mutate(rule.applies):
            yield f"适用：{change}", replace(rule, applies=text)
    for at, grade in enumerate(rule.grades):
        if grade.condition is None:
            continue
        for change, text in mutate(grade.condition):
            grades = (*rule.grades[:at], Grade(text, grade.outcome, grade.reason), *rule.grades[at + 1 :])
            yield f"第{at + 1}步：{change}", replace(rule, grades=grades)


def mutate(source: str) -> Iterator[tuple[str, str]]:
    """Every mutant of one expression: (what was changed, the new text)."""
    tree = parse(source)
    for position, node in enumerate(ast.walk(tree)):
        for change, edit in _edits(node):
            copy = deepcopy(tree)
            target = next(found for at, found in enumerate(ast.walk(copy)) if at == position)
            changed = edit(target)
            whole = _put(copy, target, changed)
            yield change, ast.unparse(whole)


def _edits(node: ast.AST) -> Iterator[tuple[str, object]]:
    match node:
        case ast.Compare() if len(node.ops) == 1:
            for other in _SWAPS[type(node.ops[0])]:
                yield f"{ast.unparse(node)} 改为 {other.__name__}", _swap(other)
        case ast.BoolOp():
            for at, value in enumerate(node.values):
                yield f"去掉 {ast.unparse(value)}", _drop(at)
        case ast.UnaryOp(op=ast.Not()):
            yield f"去掉 not（{ast.unparse(node.operand)}）", lambda found: found.operand
        case ast.Call(func=ast.Name(id=name)) if name in _STEPPING:
            yield f"去掉 {name}", lambda found: found.args[0]
        case ast.Call(func=ast.Name(id=name)) if name in ("all", "any"):
            yield f"{name} 改为 {_other(name)}", _rename(_other(name))


def _other(name: str) -> str:
    return "any" if name == "all" else "all"


def _swap(other: type[ast.cmpop]) -> object:
    def edit(found: ast.Compare) -> ast.expr:
        found.ops = [other()]
        return found

    return edit


def _drop(at: int) -> object:
    def edit(found: ast.BoolOp) -> ast.expr:
        values = [value for position, value in enumerate(found.values) if position != at]
        return values[0] if len(values) == 1 else ast.BoolOp(found.op, values)

    return edit


def _rename(name: str) -> object:
    def edit(found: ast.Call) -> ast.expr:
        found.func = ast.Name(name, ast.Load())
        return found

    return edit


def _put(tree: ast.expr, old: ast.AST, new: object) -> ast.AST:
    """The tree with ``old`` replaced by ``new``."""
    if tree is old:
        return new  # type: ignore[return-value]
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list):
                setattr(parent, name, [new if item is old else item for item in value])
    return tree


def _moved(constant: Constant) -> Iterator[tuple[str, Constant]]:
    """The parameter one step up and one step down (lists and texts are data, checked by their own sources)."""
    value = constant.value
    if isinstance(value, date):
        steps: tuple[object, ...] = (value + timedelta(days=1), value - timedelta(days=1))
    elif isinstance(value, int | Decimal):
        step = Decimal("0.01") if constant.type.kind is Kind.PERCENT else min(Decimal(1), Decimal(value) or Decimal(1))
        steps = (value + step, value - step)
    else:
        return
    for moved in steps:
        yield f"{value} 改为 {moved}", Constant(constant.type, moved, constant.text)


def _names_used(rule: Rule, scope: Scope) -> frozenset[str]:
    """Fields, parameters and definitions that the rule reads, through definitions too."""
    waiting = [rule.applies or "", *(grade.condition or "" for grade in rule.grades)]
    seen: set[str] = set()
    while waiting:
        source = waiting.pop()
        names = {node.id for node in ast.walk(parse(source)) if isinstance(node, ast.Name)} if source else set()
        waiting += [scope.definitions[name] for name in names - seen if name in scope.definitions]
        seen |= names
    return frozenset(seen)
