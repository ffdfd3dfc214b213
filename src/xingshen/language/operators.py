"""Operators: and, or, not, comparisons, membership, arithmetic, each lifted to unknown operands and typed at load."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable

from xingshen.kernel.knowledge import Unknown
from xingshen.language.assembly import Code, Context, Mode, Run, Visit
from xingshen.language.errors import ExpressionError, nearest
from xingshen.language.frame import Frame
from xingshen.language.kleene import WAIVED, and_, compare_unknown, contains, divide, is_unknown, merge, not_, or_
from xingshen.language.types import (
    BOOL,
    Kind,
    Type,
    comparable,
    orderable,
    product_type,
    quotient_type,
    sum_type,
)

_SYMBOLS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in",
    ast.NotIn: "not in",
}  # fmt: skip
_COMPARE: dict[str, Callable[[object, object], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], tuple[str, Callable[..., object], Callable[[Type, Type], Type | None]]] = {
    ast.Add: ("相加", operator.add, sum_type),
    ast.Sub: ("相减", operator.sub, sum_type),
    ast.Mult: ("相乘", operator.mul, product_type),
    ast.Div: ("相除", divide, quotient_type),
}


def compile_operator(
    node: ast.BoolOp | ast.UnaryOp | ast.BinOp | ast.Compare, context: Context, visit: Visit
) -> Code:
    """Compile an operator node."""
    match node:
        case ast.BoolOp():
            return _boolean(node, context, visit)
        case ast.UnaryOp():
            return _unary(node, context, visit)
        case ast.BinOp():
            return _arithmetic(node, context, visit)
        case _:
            return _comparison(node, context, visit)


def _boolean(node: ast.BoolOp, context: Context, visit: Visit) -> Code:
    parts = [_truth(value, context, visit) for value in node.values]
    fold = and_ if isinstance(node.op, ast.And) else or_
    if context.mode is Mode.EXPLAIN:
        return Code(BOOL, lambda frame: fold([run(frame) for run in parts]))  # type: ignore[misc]
    return Code(BOOL, lambda frame: fold(run(frame) for run in parts))  # type: ignore[misc]


def _truth(node: ast.expr, context: Context, visit: Visit) -> Run:
    code = visit(node, context)
    if code.type.kind is not Kind.BOOL:
        raise context.error(node, f"此处应为是/否的条件，得到的是{code.type}")
    return code.run


def _unary(node: ast.UnaryOp, context: Context, visit: Visit) -> Code:
    if isinstance(node.op, ast.Not):
        run = _truth(node.operand, context, visit)
        if _may_be_waived(node.operand, context, visit):
            raise context.error(node, "“不作要求”的单元格不能用于 not 之下")
        return Code(BOOL, lambda frame: not_(run(frame)))  # type: ignore[arg-type]
    code = visit(node.operand, context)
    if sum_type(code.type, code.type) is None:
        raise context.error(node, f"{code.type}不能取负")
    literal = None if code.literal is None else -code.literal  # type: ignore[operator]
    return Code(code.type, _negate(code.run), literal)


def _may_be_waived(node: ast.expr, context: Context, visit: Visit) -> bool:
    inner = [part for part in ast.walk(node) if isinstance(part, ast.Attribute | ast.Subscript)]
    found = False
    for part in inner:
        try:
            found = found or visit(part, context).type.waivable
        except ExpressionError:
            continue
    return found


def _negate(run: Run) -> Run:
    def negative(frame: Frame) -> object:
        value = run(frame)
        return value if isinstance(value, Unknown) else -value  # type: ignore[operator]

    return negative


def _arithmetic(node: ast.BinOp, context: Context, visit: Visit) -> Code:
    left, right = visit(node.left, context), visit(node.right, context)
    word, apply, type_of = _ARITHMETIC[type(node.op)]
    result = type_of(left.type, right.type)
    if result is None:
        days = Kind.DATE in (left.type.kind, right.type.kind)
        raise context.error(node, f"{left.type}与{right.type}不能{word}", "加日(…, …)" if days else None)
    first, second = left.run, right.run

    def calculate(frame: Frame) -> object:
        a, b = first(frame), second(frame)
        if isinstance(a, Unknown) or isinstance(b, Unknown):
            return merge((a, b))
        return apply(a, b)

    return Code(result, calculate)


def _comparison(node: ast.Compare, context: Context, visit: Visit) -> Code:
    operands = [visit(item, context) for item in (node.left, *node.comparators)]
    pairs = [
        _pair(node, op, left, right, context)
        for op, left, right in zip(node.ops, operands, operands[1:], strict=False)
    ]
    if len(pairs) == 1:
        return Code(BOOL, pairs[0])
    return Code(BOOL, lambda frame: and_([run(frame) for run in pairs]))  # type: ignore[misc]


def _pair(node: ast.Compare, op: ast.cmpop, left: Code, right: Code, context: Context) -> Run:
    symbol = _SYMBOLS[type(op)]
    if symbol in ("in", "not in"):
        run = _membership(node, left, right, context)
        return run if symbol == "in" else (lambda frame: not_(run(frame)))  # type: ignore[arg-type]
    suits = comparable if symbol in ("==", "!=") else orderable
    if not suits(left.type, right.type):
        raise context.error(node, f"{left.type}与{right.type}不能用“{symbol}”比较")
    _check_words(node, left, right, context)
    _check_words(node, right, left, context)
    return _compare(symbol, left, right)


def _compare(symbol: str, left: Code, right: Code) -> Run:
    apply, first, second = _COMPARE[symbol], left.run, right.run
    waivable = left.type.waivable or right.type.waivable

    def compare(frame: Frame) -> object:
        a, b = first(frame), second(frame)
        if waivable and (a is WAIVED or b is WAIVED):
            return True
        if isinstance(a, Unknown) or isinstance(b, Unknown):
            return compare_unknown(symbol, a, b)
        return apply(a, b)

    return compare


def _membership(node: ast.Compare, item: Code, collection: Code, context: Context) -> Run:
    of = collection.type.item
    if collection.type.kind is not Kind.LIST or (of is not None and not comparable(item.type, of)):
        raise context.error(node, f"{item.type}不能用 in 与{collection.type}比较")
    if isinstance(collection.literal, tuple):
        for word in collection.literal:
            _check_words(node, item, Code(of or item.type, item.run, word), context)
    first, second, waivable = item.run, collection.run, collection.type.waivable
    constant = frozenset(collection.literal) if isinstance(collection.literal, tuple) else None

    def member(frame: Frame) -> object:
        value = first(frame)
        if constant is not None:
            return merge((value,)) if is_unknown(value) else value in constant
        within = second(frame)
        return True if waivable and within is WAIVED else contains(within, value)

    return member


def _check_words(node: ast.AST, side: Code, other: Code, context: Context) -> None:
    """A literal compared with a closed choice must be one of its words."""
    words = side.type.options
    if side.type.kind is not Kind.OPTION or not words or not isinstance(other.literal, str):
        return
    if other.literal not in words and not side.type.open:
        raise context.error(node, f"选项中没有“{other.literal}”", nearest(other.literal, words))
