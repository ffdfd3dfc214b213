"""From a syntax tree to closures over a :class:`Frame`, checking types on the way.

Two modes: ``DECIDE`` stops at the first operand that decides; ``EXPLAIN`` evaluates every operand, records every value
read and tries candidates. Both give the same answer (a property test says so).
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from xingshen.language import calls, literals, lookups, operators, quantifiers
from xingshen.language.assembly import Code, Context, Mode, Run
from xingshen.language.errors import ExpressionError, nearest
from xingshen.language.frame import Frame
from xingshen.language.parsing import parse
from xingshen.language.scope import Scope
from xingshen.language.types import BOOL, Type

MAX_DEFINITION_DEPTH = 8
TRUE_WORDS, FALSE_WORDS = ("真", "是"), ("假", "否")


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression: its source, type, closure and the names it uses (fields, parameters, tables)."""

    source: str
    type: Type
    run: Run
    names: frozenset[str]


def compile_expression(source: str, scope: Scope, mode: Mode = Mode.DECIDE, expected: Type | None = BOOL) -> Expression:
    """Parse, check and compile ``source``; raises :class:`ExpressionError` with line and column."""
    return compile_tree(parse(source), source, scope, mode, expected)


def compile_tree(tree: ast.expr, source: str, scope: Scope, mode: Mode, expected: Type | None = BOOL) -> Expression:
    """Compile a tree that is already parsed."""
    context = Context(scope, mode, source)
    code = visit(tree, context)
    if expected is not None and code.type.kind is not expected.kind:
        raise context.error(tree, f"此处应为{expected}，得到的是{code.type}")
    return Expression(source, code.type, code.run, frozenset(context.used))


def visit(node: ast.expr, context: Context) -> Code:
    """Compile one node."""
    match node:
        case ast.Constant():
            return literals.constant(node, context)
        case ast.List() | ast.Tuple():
            return literals.list_of_literals(node, [visit(item, context) for item in node.elts], context)
        case ast.Name():
            return _name(node, context)
        case ast.Attribute():
            return lookups.compile_attribute(node, context, visit)
        case ast.Subscript():
            return lookups.compile_lookup(node, context, visit)
        case ast.BoolOp() | ast.UnaryOp() | ast.BinOp() | ast.Compare():
            return operators.compile_operator(node, context, visit)
        case ast.Call():
            return _call(node, context)
        case ast.ListComp():
            return quantifiers.compile_filter(node, context, visit)
    raise context.error(node, "不支持这种写法")


def _name(node: ast.Name, context: Context) -> Code:
    name, scope = node.id, context.scope
    if name in context.variables:
        slot, of = context.variables[name]
        return Code(of, lambda frame: frame.locals[slot])
    context.used.add(name)
    if name in scope.fields:
        return _field(name, context)
    if name in scope.constants:
        return _constant(name, context)
    if name in scope.definitions:
        return _definition(node, name, context)
    if name in TRUE_WORDS or name in FALSE_WORDS:
        return literals.fixed(BOOL, name in TRUE_WORDS)
    raise context.error(node, f"未知名称“{name}”", nearest(name, [*scope.names(), *context.variables]))


def _field(name: str, context: Context) -> Code:
    of, slot = context.scope.fields[name], context.scope.slots[name]
    if context.mode is Mode.DECIDE:
        return Code(of, lambda frame: frame.values[slot], slot=slot)
    return Code(of, lambda frame: lookups.traced(frame, name, frame.values[slot]))


def _constant(name: str, context: Context) -> Code:
    constant = context.scope.constants[name]
    value, shown = constant.value, literals.Parameter(constant.text)
    if context.mode is Mode.DECIDE:
        return Code(constant.type, lambda frame: value, fixed=(value,))

    def read(frame: Frame) -> object:
        frame.trace[name] = shown
        return value

    return Code(constant.type, read)


def _definition(node: ast.Name, name: str, context: Context) -> Code:
    """A definition is evaluated once per frame; its own loops use slots above those of the surrounding ones."""
    if context.depth >= MAX_DEFINITION_DEPTH:
        raise context.error(node, f"定义“{name}”互相引用或嵌套过深")
    source, floor = context.scope.definitions[name], context.floor + len(context.variables)
    inner = Context(context.scope, context.mode, source, depth=context.depth + 1, used=context.used, floor=floor)
    code = _visit_definition(name, source, inner)

    def read(frame: Frame) -> object:
        memo = frame.memo
        if name not in memo:
            memo[name] = code.run(frame)
        return memo[name]

    return Code(code.type, read)


def _visit_definition(name: str, source: str, inner: Context) -> Code:
    try:
        return visit(parse(source), inner)
    except ExpressionError as error:
        if error.message.startswith("定义“"):
            raise
        message = f"定义“{name}”中：{error.message}"
        raise ExpressionError(message, line=error.line, column=error.column, suggestion=error.suggestion) from None


def _call(node: ast.Call, context: Context) -> Code:
    if not isinstance(node.func, ast.Name):
        raise context.error(node, "只能调用登记的函数")
    name = node.func.id
    if name in quantifiers.NAMES:
        return quantifiers.compile_quantifier(name, node, context, visit)
    return calls.compile_call(name, node, context, visit)
