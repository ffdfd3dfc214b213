"""Operators: and, or, not, comparisons, membership, arithmetic, each lifted to unknown operands and typed at load."""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import Decimal

from xingshen.kernel.knowledge import Unknown
from xingshen.language import arithmetic
from xingshen.language.assembly import Code, Context, Mode, Run, TruthRun, Visit, truth_of
from xingshen.language.errors import nearest
from xingshen.language.frame import Frame
from xingshen.language.kleene import (
    RELATIONS,
    WAIVED,
    Relation,
    Truth,
    and_,
    compare,
    compare_unknown,
    merge,
    not_,
    or_,
)
from xingshen.language.membership import contains
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
_ARITHMETIC: dict[type[ast.operator], tuple[str, Callable[..., object], Callable[[Type, Type], Type | None]]] = {
    ast.Add: ("相加", arithmetic.add, sum_type),
    ast.Sub: ("相减", arithmetic.subtract, sum_type),
    ast.Mult: ("相乘", arithmetic.multiply, product_type),
    ast.Div: ("相除", arithmetic.divide, quotient_type),
}
_WAIVABLE_BOOL = Type(Kind.BOOL, waivable=True)
Binary = Callable[[object, object], Truth]


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
    codes = [visit(value, context) for value in node.values]
    parts = [truth_of(code, value, context) for code, value in zip(codes, node.values, strict=True)]
    of = _condition(*codes)
    fold = and_ if isinstance(node.op, ast.And) else or_
    if context.mode is Mode.EXPLAIN:
        return Code(of, lambda frame: fold([run(frame) for run in parts]))
    return Code(of, _until(parts, decides=isinstance(node.op, ast.Or)))


def _condition(*parts: Code) -> Type:
    """A condition that rests on a cell which may ask nothing must not stand under ``not``."""
    return _WAIVABLE_BOOL if any(part.type.waivable for part in parts) else BOOL


def _until(parts: list[TruthRun], *, decides: bool) -> TruthRun:
    """and/or that stops at the first operand that decides."""
    otherwise = not decides

    def run(frame: Frame) -> Truth:
        unknown: list[object] | None = None
        for part in parts:
            value = part(frame)
            if value is decides:
                return decides
            if value is not otherwise:
                unknown = [value] if unknown is None else [*unknown, value]
        return otherwise if unknown is None else merge(unknown)

    return run


def _unary(node: ast.UnaryOp, context: Context, visit: Visit) -> Code:
    code = visit(node.operand, context)
    if isinstance(node.op, ast.Not):
        run = truth_of(code, node.operand, context)
        if code.type.waivable:
            raise context.error(node, "“不作要求”的单元格不能用于 not 之下")
        return Code(BOOL, lambda frame: not_(run(frame)))
    if sum_type(code.type, code.type) is None:
        raise context.error(node, f"{code.type}不能取负")
    literal = -code.literal if isinstance(code.literal, int | Decimal) else None
    return Code(code.type, _calculate(arithmetic.subtract, lambda frame: 0, code.run), literal)


def _arithmetic(node: ast.BinOp, context: Context, visit: Visit) -> Code:
    left, right = visit(node.left, context), visit(node.right, context)
    word, apply, type_of = _ARITHMETIC[type(node.op)]
    result = type_of(left.type, right.type)
    if result is None:
        hint = _date_hint(left.type, right.type)
        raise context.error(node, f"{left.type}与{right.type}不能{word}", hint)
    waivable = left.type.waivable or right.type.waivable
    return Code(Type(result.kind, waivable=waivable), _calculate(apply, left.run, right.run))


def _date_hint(left: Type, right: Type) -> str | None:
    if Kind.DATE not in (left.kind, right.kind):
        return None
    return "天数(…, …)" if left.kind is right.kind else "加日(…, …)"


def _calculate(apply: Callable[..., object], first: Run, second: Run) -> Run:
    def calculate(frame: Frame) -> object:
        a, b = first(frame), second(frame)
        if a is WAIVED or b is WAIVED:
            return WAIVED
        if isinstance(a, Unknown) or isinstance(b, Unknown):
            return merge((a, b))
        return apply(a, b)

    return calculate


def _comparison(node: ast.Compare, context: Context, visit: Visit) -> Code:
    operands = [visit(item, context) for item in (node.left, *node.comparators)]
    pairs = [
        _pair(node, op, left, right, context)
        for op, left, right in zip(node.ops, operands, operands[1:], strict=False)
    ]
    of = _condition(*operands)
    if len(pairs) == 1:
        return Code(of, pairs[0])
    return Code(of, lambda frame: and_([run(frame) for run in pairs]))


def _pair(node: ast.Compare, op: ast.cmpop, left: Code, right: Code, context: Context) -> TruthRun:
    symbol = _SYMBOLS[type(op)]
    waivable = left.type.waivable or right.type.waivable
    if symbol in ("in", "not in"):
        _check_membership(node, left, right, context)
        inside: Binary = _holds if symbol == "in" else _lacks
        return _waiving(inside, left, right) if waivable else _member(symbol, left, right)
    suits = comparable if symbol in ("==", "!=") else orderable
    if not suits(left.type, right.type):
        raise context.error(node, f"{left.type}与{right.type}不能用“{symbol}”比较")
    for side, other in ((left, right), (right, left)):
        _check_words(node, side, other, context)
        _check_share(node, side, other, context)
    if waivable:
        return _waiving(lambda a, b: compare(symbol, a, b), left, right)
    return _plain_comparison(symbol, RELATIONS[symbol], left, right)


def _holds(item: object, collection: object) -> Truth:
    return contains(collection, item)


def _lacks(item: object, collection: object) -> Truth:
    return not_(contains(collection, item))


def _waiving(relation: Binary, left: Code, right: Code) -> TruthRun:
    """A comparison in which either side may ask nothing: then it holds, whatever the relation."""
    first, second = left.run, right.run

    def run(frame: Frame) -> Truth:
        a, b = first(frame), second(frame)
        return True if a is WAIVED or b is WAIVED else relation(a, b)

    return run


def _plain_comparison(symbol: str, relation: Relation, left: Code, right: Code) -> TruthRun:
    if left.slot is not None and right.fixed:
        return _field_against(symbol, relation, left.slot, right.fixed[0])
    first, second = left.run, right.run

    def run(frame: Frame) -> Truth:
        a, b = first(frame), second(frame)
        if isinstance(a, Unknown) or isinstance(b, Unknown):
            return compare_unknown(symbol, a, b)
        return relation(a, b)

    return run


def _field_against(symbol: str, relation: Relation, slot: int, bound: object) -> TruthRun:
    """The commonest comparison, a field against something that never changes, without inner calls."""

    def run(frame: Frame) -> Truth:
        value = frame.values[slot]
        return compare_unknown(symbol, value, bound) if isinstance(value, Unknown) else relation(value, bound)

    return run


def _check_membership(node: ast.Compare, item: Code, collection: Code, context: Context) -> None:
    of = collection.type.item
    if collection.type.kind is not Kind.LIST or (of is not None and not comparable(item.type, of)):
        raise context.error(node, f"{item.type}不能用 in 与{collection.type}比较")
    if isinstance(collection.literal, tuple):
        for word in collection.literal:
            _check_words(node, item, Code(of or item.type, item.run, word), context)
    elif of is not None:
        _check_words(node, Code(of, collection.run), item, context)


def _member(symbol: str, left: Code, right: Code) -> TruthRun:
    first, second, wanted = left.run, right.run, symbol == "in"
    literal = frozenset(right.literal) if isinstance(right.literal, tuple) else None
    if literal:

        def among(frame: Frame) -> Truth:
            value = first(frame)
            return merge((value,)) if isinstance(value, Unknown) else (value in literal) is wanted

        return among

    def member(frame: Frame) -> Truth:
        answer = contains(second(frame), first(frame))
        return answer if wanted else not_(answer)

    return member


def _check_words(node: ast.AST, side: Code, other: Code, context: Context) -> None:
    """A literal compared with a closed choice must be one of its words."""
    words = side.type.options
    if side.type.kind is not Kind.OPTION or not words or not isinstance(other.literal, str):
        return
    if other.literal not in words and not side.type.open:
        raise context.error(node, f"选项中没有“{other.literal}”", nearest(other.literal, words))


def _check_share(node: ast.AST, side: Code, other: Code, context: Context) -> None:
    """A share is a fraction of one: whoever compares it with 50 means 0.5."""
    literal = other.literal
    if side.type.kind is Kind.PERCENT and isinstance(literal, int | Decimal) and not -1 <= literal <= 1:
        raise context.error(node, f"百分比按小数比较，{literal}% 写作 {Decimal(literal) / 100}")
