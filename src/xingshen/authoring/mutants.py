"""Small wrong versions of one expression: comparisons weakened and flipped, operands dropped, quantifiers exchanged.

Knows syntax trees only; which mutants a guide's cases notice is decided elsewhere.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from xingshen.language.parsing import parse

Edit = Callable[[ast.expr], ast.expr]
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
_SYMBOLS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
}
_STRICTNESS = frozenset({(ast.Lt, ast.LtE), (ast.LtE, ast.Lt), (ast.Gt, ast.GtE), (ast.GtE, ast.Gt)})
_STEPPING = frozenset({"前一日", "后一日"})
_OTHER = {"all": "any", "any": "all"}


@dataclass(frozen=True, slots=True)
class Change:
    """One wrong version of an expression: what was changed, the new text.

    ``boundary``: only a case exactly on a boundary can tell it from the right one.
    """

    words: str
    text: str
    boundary: bool = False


def mutate(source: str) -> Iterator[Change]:
    """Every mutant of one expression; raises ExpressionError where ``source`` is refused."""
    tree = parse(source)
    for position, node in enumerate(ast.walk(tree)):
        if not isinstance(node, ast.expr):
            continue
        for words, boundary, edit in _edits(node):
            copy = deepcopy(tree)
            target = next(found for at, found in enumerate(ast.walk(copy)) if at == position)
            assert isinstance(target, ast.expr)
            yield Change(words, ast.unparse(_put(copy, target, edit(target))), boundary)


def _edits(node: ast.expr) -> Iterator[tuple[str, bool, Edit]]:
    """(what is changed, whether only a boundary shows it, the change) for every change of one node."""
    match node:
        case ast.Compare():
            yield from _comparison_edits(node)
        case ast.BoolOp():
            for at, value in enumerate(node.values):
                yield f"去掉 {ast.unparse(value)}", False, _drop(at)
        case ast.UnaryOp(op=ast.Not()):
            yield f"去掉 {ast.unparse(node)} 的 not", False, _operand
        case ast.Call(func=ast.Name(id=name)) if name in _STEPPING:
            yield f"去掉 {name}", False, _first_argument
        case ast.Call(func=ast.Name(id=name)) if name in _OTHER:
            yield f"{ast.unparse(node)} 的 {name} 改为 {_OTHER[name]}", False, _rename(_OTHER[name])


def _comparison_edits(node: ast.Compare) -> Iterator[tuple[str, bool, Edit]]:
    for at, op in enumerate(node.ops):
        for other in _SWAPS[type(op)]:
            words = f"{ast.unparse(node)} 的 {_SYMBOLS[type(op)]} 改为 {_SYMBOLS[other]}"
            yield words, (type(op), other) in _STRICTNESS, _swap(at, other)


def _swap(at: int, other: type[ast.cmpop]) -> Edit:
    def edit(found: ast.expr) -> ast.expr:
        assert isinstance(found, ast.Compare)
        found.ops[at] = other()
        return found

    return edit


def _drop(at: int) -> Edit:
    def edit(found: ast.expr) -> ast.expr:
        assert isinstance(found, ast.BoolOp)
        values = [value for position, value in enumerate(found.values) if position != at]
        return values[0] if len(values) == 1 else ast.BoolOp(found.op, values)

    return edit


def _operand(found: ast.expr) -> ast.expr:
    assert isinstance(found, ast.UnaryOp)
    return found.operand


def _first_argument(found: ast.expr) -> ast.expr:
    assert isinstance(found, ast.Call)
    return found.args[0]


def _rename(name: str) -> Edit:
    def edit(found: ast.expr) -> ast.expr:
        assert isinstance(found, ast.Call)
        found.func = ast.Name(name, ast.Load())
        return found

    return edit


def _put(tree: ast.expr, old: ast.expr, new: ast.expr) -> ast.expr:
    """The tree with ``old`` replaced by ``new``."""
    if tree is old:
        return new
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list):
                setattr(parent, name, [new if item is old else item for item in value])
    return tree
