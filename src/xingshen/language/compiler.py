"""From a syntax tree to closures over a :class:`Frame`, checking types on the way.

Two modes: ``DECIDE`` stops at the first operand that decides; ``EXPLAIN`` evaluates every operand, records every value
read and tries candidates. Both give the same answer (a property test says so).
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from decimal import Decimal

from xingshen.kernel.knowledge import Missing, Unknown, Why
from xingshen.language import calls, literals, operators, quantifiers
from xingshen.language.assembly import Code, Context, Mode, Run
from xingshen.language.errors import nearest
from xingshen.language.frame import Frame, Record
from xingshen.language.kleene import merge
from xingshen.language.parsing import parse
from xingshen.language.scope import Scope
from xingshen.language.types import BOOL, NUMBER, TEXT, Kind, Type

MAX_DEFINITION_DEPTH = 8
NO_ROW = Unknown((Missing("表中没有这一行", Why.NOT_FOUND),))
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
    """Compile a tree that is already parsed (mutants come this way)."""
    context = Context(scope, mode, source)
    code = visit(tree, context)
    if expected is not None and code.type.kind is not expected.kind:
        raise context.error(tree, f"此处应为{expected}，得到的是{code.type}")
    return Expression(source, code.type, code.run, frozenset(context.used))


def visit(node: ast.expr, context: Context) -> Code:
    """Compile one node."""
    match node:
        case ast.Constant():
            return _constant(node, context)
        case ast.List() | ast.Tuple():
            return literals.list_of_literals(node, [visit(item, context) for item in node.elts], context)
        case ast.Name():
            return _name(node, context)
        case ast.Attribute():
            return _attribute(node, context)
        case ast.Subscript():
            return _lookup(node, context)
        case ast.BoolOp() | ast.UnaryOp() | ast.BinOp() | ast.Compare():
            return operators.compile_operator(node, context, visit)
        case ast.Call():
            return _call(node, context)
        case ast.ListComp():
            return quantifiers.compile_filter(node, context, visit)
    raise context.error(node, "不支持这种写法")


def _constant(node: ast.Constant, context: Context) -> Code:
    value = node.value
    if isinstance(value, bool):
        return Code(BOOL, lambda frame: value, value)
    if isinstance(value, str):
        return Code(TEXT, lambda frame: value, value)
    if isinstance(value, int | float | Decimal):
        number = literals.number(node, context)
        return Code(NUMBER, lambda frame: number, number)
    raise context.error(node, "此处不能写这个值", "未知" if value is None else None)


def _name(node: ast.Name, context: Context) -> Code:
    name, scope = node.id, context.scope
    context.used.add(name)
    if name in context.variables:
        slot, of = context.variables[name]
        return Code(of, lambda frame: frame.locals[slot])
    if name in scope.fields:
        return Code(scope.fields[name], _read_field(name, scope.slots[name], context.mode))
    if name in scope.constants:
        constant = scope.constants[name]
        return Code(constant.type, _read_constant(name, constant.value, constant.text, context.mode))
    if name in scope.definitions:
        return _definition(node, name, context)
    if name in TRUE_WORDS or name in FALSE_WORDS:
        value = name in TRUE_WORDS
        return Code(BOOL, lambda frame: value, value)
    raise context.error(node, f"未知名称“{name}”", nearest(name, [*scope.names(), *context.variables]))


def _read_field(name: str, slot: int, mode: Mode) -> Run:
    if mode is Mode.DECIDE:
        return lambda frame: frame.values[slot]
    return lambda frame: _traced(frame, name, frame.values[slot])


def _read_constant(name: str, value: object, text: str, mode: Mode) -> Run:
    if mode is Mode.DECIDE:
        return lambda frame: value

    def read(frame: Frame) -> object:
        frame.trace[name] = literals.Parameter(text)
        return value

    return read


def _traced(frame: Frame, path: str, value: object) -> object:
    """Record the value read at ``path``; a candidate put in its place is used instead of the unknown."""
    frame.trace[path] = value
    return frame.overrides.get(path, value)


def _definition(node: ast.Name, name: str, context: Context) -> Code:
    if context.depth >= MAX_DEFINITION_DEPTH:
        raise context.error(node, f"定义“{name}”互相引用或嵌套过深")
    source = context.scope.definitions[name]
    inner = Context(
        context.scope,
        context.mode,
        source,
        used=context.used,
        depth=context.depth + 1,
        first_slot=context.next_slot,
    )
    code = visit(parse(source), inner)
    if context.mode is Mode.EXPLAIN:
        return Code(code.type, code.run)

    def read(frame: Frame) -> object:
        memo = frame.memo
        if name not in memo:
            memo[name] = code.run(frame)
        return memo[name]

    return Code(code.type, read)


def _attribute(node: ast.Attribute, context: Context) -> Code:
    owner, name = visit(node.value, context), node.attr
    of = owner.type.field(name) if owner.type.kind is Kind.RECORD else None
    if of is None:
        known = [field_name for field_name, _ in owner.type.fields]
        raise context.error(node, f"{owner.type}没有“{name}”", nearest(name, known))
    run, traced = owner.run, context.mode is Mode.EXPLAIN

    def read(frame: Frame) -> object:
        record = run(frame)
        if isinstance(record, Unknown):
            return record
        value = record[name]  # type: ignore[index]
        return _traced(frame, f"{record.path}.{name}", value) if traced and isinstance(record, Record) else value

    return Code(of, read)


def _lookup(node: ast.Subscript, context: Context) -> Code:
    """``类别表[类别]`` gives a row; a two-way table is looked up twice, ``表[行][列]``."""
    if isinstance(node.value, ast.Subscript):
        return _cell(node, visit(node.value, context), context)
    if not isinstance(node.value, ast.Name) or node.value.id not in context.scope.tables:
        raise context.error(node, "方括号只用于查表，如 类别表[类别].额度")
    table = context.scope.tables[node.value.id]
    context.used.add(node.value.id)
    key = visit(node.slice, context)
    _check_key(node, key, tuple(table.rows), context)
    run, rows = key.run, {word: Record(row, f"{node.value.id}[{word}]") for word, row in table.rows.items()}

    def read(frame: Frame) -> object:
        word = run(frame)
        return word if isinstance(word, Unknown) else rows.get(word, NO_ROW)  # type: ignore[call-overload]

    return Code(Type(Kind.RECORD, fields=tuple(table.columns.items())), read)


def _cell(node: ast.Subscript, row: Code, context: Context) -> Code:
    key = visit(node.slice, context)
    columns = row.type.fields
    if row.type.kind is not Kind.RECORD or not columns:
        raise context.error(node, "两次方括号只用于两向表，如 表[类别][主体类型]")
    _check_key(node, key, tuple(name for name, _ in columns), context)
    owner, run = row.run, key.run

    def read(frame: Frame) -> object:
        record, word = owner(frame), run(frame)
        if isinstance(record, Unknown) or isinstance(word, Unknown):
            return merge((record, word))
        return record.get(word, NO_ROW)  # type: ignore[attr-defined]

    return Code(columns[-1][1], read)


def _check_key(node: ast.Subscript, key: Code, rows: tuple[str, ...], context: Context) -> None:
    if key.type.kind not in (Kind.TEXT, Kind.OPTION, Kind.COUNTRY):
        raise context.error(node, f"查表的键应为选项或文本，得到的是{key.type}")
    lost = [word for word in key.type.options if word not in rows] if not key.type.open else []
    if lost:
        raise context.error(node, f"表中缺少“{lost[0]}”一行（列）")


def _call(node: ast.Call, context: Context) -> Code:
    if not isinstance(node.func, ast.Name):
        raise context.error(node, "只能调用登记的函数")
    name = node.func.id
    if name in quantifiers.NAMES:
        return quantifiers.compile_quantifier(name, node, context, visit)
    return calls.compile_call(name, node, context, visit)
