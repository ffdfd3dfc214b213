"""Quantifiers over lists: all, any, count, sum, min, max, and filtered lists, with an optional condition.

A list may be incomplete and a condition may be unknown for an item; both leave the answer unknown unless the known
items decide. ``count`` then still yields bounds.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from decimal import Decimal

from xingshen.kernel.knowledge import Listing, Unknown
from xingshen.language.assembly import Code, Context, Run, Visit
from xingshen.language.frame import Frame
from xingshen.language.kleene import Maybe, Range, and_, incomplete, merge, not_, or_
from xingshen.language.types import BOOL, NUMBER, Kind, Type, list_of, orderable

NAMES = frozenset({"all", "any", "count", "sum", "min", "max"})
Selected = tuple[list[tuple[object, object]], tuple[Unknown, ...]]
"""(membership truth, value) of every item not surely filtered out; unknowns for what may be missing."""


def compile_quantifier(name: str, node: ast.Call, context: Context, visit: Visit) -> Code:
    """Compile ``name(… for 甲 in 列表 if …)``, ``count(列表)``, ``sum(列表)`` or ``min(甲, 乙)``."""
    if name in ("min", "max") and len(node.args) > 1:
        return _extreme_of_values(name, node, context, visit)
    if len(node.args) != 1:
        raise context.error(node, f"{name} 需要一个列表或“… for 甲 in 列表”")
    argument = node.args[0]
    if isinstance(argument, ast.GeneratorExp):
        select, of = _selection(argument, context, visit, _wanted(name))
    else:
        select, of = _whole_list(argument, name, context, visit)
    return _fold(name, node, select, of, context)


def compile_filter(node: ast.ListComp, context: Context, visit: Visit) -> Code:
    """``[甲 for 甲 in 列表 if 条件]``: the items for which the condition holds; uncertain ones make it incomplete."""
    select, of = _selection(node, context, visit, None)

    def run(frame: Frame) -> object:
        chosen, missing = select(frame)
        sure = tuple(value for member, value in chosen if member is True)
        maybe = tuple(Maybe(merge((member,)).missing, (), value) for member, value in chosen if member is not True)
        return Listing(sure + maybe, complete=not missing)

    return Code(list_of(of), run)


def _wanted(name: str) -> Kind | None:
    return Kind.BOOL if name in ("all", "any") else None


def _whole_list(node: ast.expr, name: str, context: Context, visit: Visit) -> tuple[Callable[[Frame], Selected], Type]:
    code = visit(node, context)
    if code.type.kind is not Kind.LIST:
        raise context.error(node, f"{name} 需要列表，得到的是{code.type}")
    return _items(code.run, ast.unparse(node)), code.type.item or BOOL


def _items(run: Run, label: str) -> Callable[[Frame], Selected]:
    def select(frame: Frame) -> Selected:
        value = run(frame)
        if isinstance(value, Unknown):
            return [], (value,)
        assert isinstance(value, Listing)
        frame.spend(len(value.items))
        return [(True, item) for item in value.items], () if value.complete else (incomplete(label),)

    return select


def _selection(
    node: ast.GeneratorExp | ast.ListComp, context: Context, visit: Visit, wanted: Kind | None
) -> tuple[Callable[[Frame], Selected], Type]:
    if len(node.generators) != 1 or len(node.generators[0].ifs) > 1:
        raise context.error(node, "一个量词只写一个 for 和至多一个 if（多个条件用 and 连接）")
    clause = node.generators[0]
    target = clause.target.id  # type: ignore[attr-defined]
    source, of = _whole_list(clause.iter, "for", context, visit)
    slot, outer = context.next_slot, context.variables.get(target)
    context.variables[target] = (slot, of)
    element = visit(node.elt, context)
    condition = visit(clause.ifs[0], context) if clause.ifs else None
    if outer is None:
        del context.variables[target]
    else:
        raise context.error(node, f"变量“{target}”已在外层使用，请换一个名称")
    if wanted is not None and element.type.kind is not wanted:
        raise context.error(node.elt, f"此处应为是/否的条件，得到的是{element.type}")
    return _evaluate(source, slot, element.run, condition.run if condition else None), element.type


def _evaluate(
    source: Callable[[Frame], Selected], slot: int, element: Run, condition: Run | None
) -> Callable[[Frame], Selected]:
    def select(frame: Frame) -> Selected:
        items, missing = source(frame)
        chosen: list[tuple[object, object]] = []
        while len(frame.locals) <= slot:
            frame.locals.append(None)
        for member, item in items:
            frame.locals[slot] = item
            holds = True if condition is None else condition(frame)
            if isinstance(item, Unknown) and condition is None:
                holds = member
            if holds is not False:
                chosen.append((holds, element(frame)))
        return chosen, missing

    return select


def _fold(name: str, node: ast.Call, select: Callable[[Frame], Selected], of: Type, context: Context) -> Code:
    match name:
        case "all" | "any":
            return Code(BOOL, _quantify(name, select))
        case "count":
            return Code(NUMBER, _count(select))
        case "sum":
            if of.kind not in (Kind.NUMBER, Kind.MONEY, Kind.PERCENT):
                raise context.error(node, f"{of}不能求和")
            return Code(of, _total(select))
    if not orderable(of, of):
        raise context.error(node, f"{of}不能比较大小")
    return Code(of, _extreme(name, select))


def _quantify(name: str, select: Callable[[Frame], Selected]) -> Run:
    def run(frame: Frame) -> object:
        chosen, missing = select(frame)
        if name == "all":
            implied = [or_((not_(member), value)) for member, value in chosen]  # type: ignore[arg-type]
            return and_((*implied, *missing))
        return or_((*[and_((member, value)) for member, value in chosen], *missing))  # type: ignore[arg-type]

    return run


def _count(select: Callable[[Frame], Selected]) -> Run:
    def run(frame: Frame) -> object:
        chosen, missing = select(frame)
        sure = sum(1 for member, value in chosen if member is True and not _uncertain_item(value))
        maybe = [merge((member, value)) for member, value in chosen if member is not True or _uncertain_item(value)]
        if not maybe and not missing:
            return sure
        high = None if missing else len(chosen)
        return Range(merge((*maybe, *missing)).missing, (), sure, high)

    return run


def _uncertain_item(value: object) -> bool:
    """An unknown standing in a filtered list: an item that may not be there."""
    return isinstance(value, Unknown)


def _known(select: Callable[[Frame], Selected], frame: Frame) -> list[object] | Unknown:
    chosen, missing = select(frame)
    doubts = [part for pair in chosen for part in pair if isinstance(part, Unknown)]
    return merge((*doubts, *missing)) if doubts or missing else [value for _, value in chosen]


def _total(select: Callable[[Frame], Selected]) -> Run:
    def run(frame: Frame) -> object:
        values = _known(select, frame)
        return values if isinstance(values, Unknown) else sum(values, Decimal(0))  # type: ignore[arg-type]

    return run


def _extreme(name: str, select: Callable[[Frame], Selected]) -> Run:
    def run(frame: Frame) -> object:
        values = _known(select, frame)
        if isinstance(values, Unknown):
            return values
        return _pick(name, iter(values)) if values else incomplete("空列表")

    return run


def _extreme_of_values(name: str, node: ast.Call, context: Context, visit: Visit) -> Code:
    parts = [visit(argument, context) for argument in node.args]
    if not all(orderable(parts[0].type, part.type) for part in parts):
        raise context.error(node, f"{name} 的各项类型不同")

    def run(frame: Frame) -> object:
        values = [part.run(frame) for part in parts]
        return merge(values) if any(isinstance(value, Unknown) for value in values) else _pick(name, iter(values))

    return Code(parts[0].type, run)


def _pick(name: str, values: Iterator[object]) -> object:
    return min(values) if name == "min" else max(values)  # type: ignore[type-var]
