"""Quantifiers over lists: all, any, count, sum, min, max, and filtered lists, with an optional condition.

A list may be incomplete and a condition may be unknown for an item; both leave the answer unknown unless the known
items decide. ``count`` then still yields bounds.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from xingshen.kernel.knowledge import Listing, Unknown
from xingshen.language.arithmetic import Number, add
from xingshen.language.assembly import Code, Context, Mode, Run, Visit, truth_of
from xingshen.language.frame import Frame, Passed
from xingshen.language.kleene import WAIVED, Maybe, Range, Truth, incomplete, merge
from xingshen.language.membership import in_order, member_of
from xingshen.language.types import NUMBER, TEXT, Kind, Type, list_of, orderable

NAMES = frozenset({"all", "any", "count", "sum", "min", "max"})
Step = tuple[Truth, object]
"""Whether an item belongs to the selection, and the value that it gives."""


@dataclass(frozen=True, slots=True)
class Loop:
    """``element for 甲 in source if condition``; without slot the items themselves are the values.

    ``apart``: what is read of items that the condition passes over is noted apart.
    """

    source: Run
    label: str
    of: Type
    slot: int | None = None
    element: Run | None = None
    condition: Run | None = None
    apart: bool = False

    def gather(self, frame: Frame) -> tuple[tuple[object, ...] | list[object], tuple[Unknown, ...]]:
        """The items of the source, counted against the budget, and unknowns for items not listed."""
        value = self.source(frame)
        if isinstance(value, Unknown):
            return (), (value,)
        if isinstance(value, Listing):
            frame.spend(len(value.items) or 1)
            return value.items, () if value.complete else (incomplete(self.label),)
        assert isinstance(value, frozenset)
        frame.spend(len(value) or 1)
        return in_order(value), ()

    def steps(self, items: tuple[object, ...] | list[object], frame: Frame) -> Iterator[Step]:
        """Membership and value of every item that is not surely filtered out."""
        slot, element, condition = self.slot, self.element, self.condition
        for raw in items:
            member, item = member_of(raw)
            if slot is None or element is None:
                yield member, item
                continue
            frame.locals[slot] = item
            if condition is not None:
                holds = self._noted(condition, frame) if self.apart else condition(frame)
                if holds is False:
                    continue
                member = member if holds is True else merge((member, holds))
            yield member, element(frame)

    @staticmethod
    def _noted(condition: Run, frame: Frame) -> object:
        """What the condition says; what it read joins the trace, of an item that is passed over as such."""
        trace, frame.trace = frame.trace, {}
        try:
            holds = condition(frame)
        finally:
            read, frame.trace = frame.trace, trace
        if holds is False:
            for path, value in read.items():
                trace.setdefault(path, value if isinstance(value, Passed) else Passed(value))
        else:
            trace.update(read)
        return holds


def compile_quantifier(name: str, node: ast.Call, context: Context, visit: Visit) -> Code:
    """Compile ``name(… for 甲 in 列表 if …)``, ``count(列表)``, ``sum(列表)`` or ``min(甲, 乙)``."""
    if name in ("min", "max") and len(node.args) > 1:
        return _extreme_of_values(name, node, context, visit)
    if len(node.args) != 1:
        raise context.error(node, f"{name} 需要一个列表或“… for 甲 in 列表”")
    argument = node.args[0]
    if isinstance(argument, ast.GeneratorExp):
        loop = _loop(argument, context, visit)
    else:
        loop = _whole_list(argument, name, context, visit)
    return _fold(name, argument, loop, context)


def compile_filter(node: ast.ListComp, context: Context, visit: Visit) -> Code:
    """``[甲 for 甲 in 列表 if 条件]``: the items for which the condition holds; uncertain ones are marked as such."""
    loop = _loop(node, context, visit)

    def run(frame: Frame) -> object:
        items, missing = loop.gather(frame)
        chosen = tuple(_kept(member, value) for member, value in loop.steps(items, frame))
        return merge(missing) if missing and not items else Listing(chosen, complete=not missing)

    return Code(list_of(loop.of), run)


def _kept(member: Truth, value: object) -> object:
    return value if member is True else Maybe(merge((member,)).missing, (), value)


def _whole_list(node: ast.expr, name: str, context: Context, visit: Visit) -> Loop:
    code = visit(node, context)
    if code.type.kind is not Kind.LIST:
        raise context.error(node, f"{name} 需要列表，得到的是{code.type}")
    if code.type.waivable:
        raise context.error(node, "可能“不作要求”的单元格不能逐项检查，请用 in 或 包含于")
    return Loop(code.run, _label(node), code.type.item or TEXT)


def _label(node: ast.expr) -> str:
    """The name of a list as a reader would give it: that of the list it is taken from."""
    match node:
        case ast.ListComp() | ast.GeneratorExp():
            return _label(node.generators[0].iter)
        case ast.Call(args=[first, *_]):
            return _label(first)
        case ast.Attribute():
            return node.attr
    return node.id if isinstance(node, ast.Name) else "列表"


def _loop(node: ast.GeneratorExp | ast.ListComp, context: Context, visit: Visit) -> Loop:
    if len(node.generators) != 1 or len(node.generators[0].ifs) > 1:
        raise context.error(node, "一个量词只写一个 for 和至多一个 if（多个条件用 and 连接）")
    clause = node.generators[0]
    source = _whole_list(clause.iter, "for", context, visit)
    name = _variable(clause.target, context)
    slot = context.free_slot(node)
    context.variables[name] = (slot, source.of)
    element = visit(node.elt, context)
    condition = truth_of(visit(clause.ifs[0], context), clause.ifs[0], context) if clause.ifs else None
    del context.variables[name]
    apart = context.mode is Mode.EXPLAIN
    return Loop(source.source, source.label, element.type, slot, element.run, condition, apart)


def _variable(target: ast.expr, context: Context) -> str:
    assert isinstance(target, ast.Name)  # the parser refuses anything else
    scope = context.scope
    if target.id in context.variables:
        raise context.error(target, f"变量“{target.id}”已在外层使用，请换一个名称")
    if any(target.id in names for names in (scope.fields, scope.constants, scope.tables, scope.definitions)):
        raise context.error(target, f"变量“{target.id}”与已有的名称相同，请换一个名称")
    return target.id


def _fold(name: str, node: ast.expr, loop: Loop, context: Context) -> Code:
    match name:
        case "all" | "any":
            truth_of(Code(loop.of, loop.source), node, context)
            return Code(Type(Kind.BOOL, waivable=loop.of.waivable), _quantify(name, loop, context.mode))
        case "count":
            return Code(NUMBER, _count(loop))
    if loop.of.waivable:
        raise context.error(node, f"可能“不作要求”的单元格不能用于 {name}")
    if name == "sum":
        if loop.of.kind not in (Kind.NUMBER, Kind.MONEY, Kind.PERCENT):
            raise context.error(node, f"{loop.of}不能求和")
        return Code(loop.of, _total(loop))
    if not orderable(loop.of, loop.of):
        raise context.error(node, f"{loop.of}不能比较大小")
    return Code(loop.of, _extreme(name, loop))


def _quantify(name: str, loop: Loop, mode: Mode) -> Run:
    """any: one sure member that holds decides; all: one sure member that does not hold."""
    deciding, stops = name == "any", mode is Mode.DECIDE
    other = not deciding

    def run(frame: Frame) -> object:
        items, missing = loop.gather(frame)
        decided, doubts = False, list[object](missing)
        for member, value in loop.steps(items, frame):
            if value is deciding and member is True:
                decided = True
                if stops:
                    break
            elif value is not other:
                doubts += (member, value)
        if decided:
            return deciding
        return merge(doubts) if doubts else other

    return run


def _count(loop: Loop) -> Run:
    """How many; an unknown value may turn out not to be an item at all, so it counts only towards the upper bound."""

    def run(frame: Frame) -> object:
        items, missing = loop.gather(frame)
        sure, doubts = 0, list[object]()
        for member, value in loop.steps(items, frame):
            if member is True and not isinstance(value, Unknown):
                sure += 1
            else:
                doubts.append(merge((member, value)))
        if not doubts and not missing:
            return sure
        return Range(merge((*doubts, *missing)).missing, (), sure, None if missing else sure + len(doubts))

    return run


def _known(loop: Loop, frame: Frame) -> list[Any] | Unknown:
    """The values where nothing about them is unknown; their types are checked at load."""
    items, missing = loop.gather(frame)
    steps = list(loop.steps(items, frame))
    doubts = [part for step in steps for part in step if isinstance(part, Unknown)]
    return merge((*doubts, *missing)) if doubts or missing else [value for _, value in steps]


def _total(loop: Loop) -> Run:
    def run(frame: Frame) -> object:
        values = _known(loop, frame)
        if isinstance(values, Unknown):
            return values
        total: Number = 0
        for value in values:
            total = add(total, value)
        return total

    return run


def _extreme(name: str, loop: Loop) -> Run:
    pick = _picker(name)

    def run(frame: Frame) -> object:
        values = _known(loop, frame)
        if isinstance(values, Unknown):
            return values
        return pick(values) if values else incomplete(loop.label)

    return run


def _extreme_of_values(name: str, node: ast.Call, context: Context, visit: Visit) -> Code:
    parts = [visit(argument, context) for argument in node.args]
    if not all(orderable(parts[0].type, part.type) for part in parts):
        raise context.error(node, f"{name} 的各项类型不同")
    pick, runs = _picker(name), [part.run for part in parts]

    def run(frame: Frame) -> object:
        values = [run(frame) for run in runs]
        if any(isinstance(value, Unknown) for value in values):
            return merge(values)
        asked = [value for value in values if value is not WAIVED]
        return pick(asked) if asked else WAIVED

    waivable = all(part.type.waivable for part in parts)
    return Code(Type(_widest(parts), waivable=waivable), run)


def _widest(parts: list[Code]) -> Kind:
    """A plain number beside an amount or a share counts as one."""
    return next((part.type.kind for part in parts if part.type.kind is not Kind.NUMBER), Kind.NUMBER)


def _picker(name: str) -> Callable[[list[Any]], object]:
    return min if name == "min" else max
