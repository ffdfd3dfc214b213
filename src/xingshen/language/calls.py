"""Calls of registered functions: arity and types at load, unknown arguments at run, outcomes of other rules."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from fnmatch import fnmatchcase

from xingshen.kernel.knowledge import Missing, Unknown, Why
from xingshen.language.assembly import Code, Context, Mode, Run, Visit
from xingshen.language.errors import nearest
from xingshen.language.frame import Frame
from xingshen.language.functions import FUNCTIONS, Function
from xingshen.language.kleene import WAIVED, incomplete, merge
from xingshen.language.literals import LITERAL_FUNCTIONS, Parameter, fixed
from xingshen.language.lookups import traced_rows
from xingshen.language.membership import all_known
from xingshen.language.quantifiers import NAMES
from xingshen.language.types import Kind, Type, choice, comparable, orderable

OUTCOME_CHOICE = choice("通过", "不通过", "需人工", "不适用", "退回补正")
_ORDER = ("不通过", "退回补正", "需人工", "通过", "不适用")


def compile_call(name: str, node: ast.Call, context: Context, visit: Visit) -> Code:
    """Compile a call; unknown functions, wrong numbers or types of arguments are refused."""
    if name in LITERAL_FUNCTIONS:
        return _literal_call(name, node, context)
    if name in ("结论", "要点"):
        return _outcome_call(name, node, context)
    function = FUNCTIONS.get(name)
    if function is None:
        known = [*FUNCTIONS, *NAMES, *LITERAL_FUNCTIONS, "结论", "要点"]
        raise context.error(node, f"没有函数“{name}”", nearest(name, known))
    arguments = [visit(argument, context) for argument in node.args]
    _check_arguments(name, function, node, arguments, context)
    waivable = any(argument.type.waivable for argument in arguments)
    result = replace(function.result or arguments[0].type, waivable=waivable)
    call = _lifted(function) if function.lifted else _guarded(name, function)
    runs = [part.run for part in arguments]
    if function.reads and context.mode is Mode.EXPLAIN:
        runs[0] = traced_rows(runs[0], function.reads)
    return Code(result, _apply(_waiving(call, result) if waivable else call, runs))


def _check_arguments(name: str, function: Function, node: ast.Call, arguments: list[Code], context: Context) -> None:
    most = len(function.parameters)
    if not most - function.optional <= len(arguments) <= most:
        raise context.error(node, f"{name} 需要{most - function.optional}个参数，写了{len(arguments)}个")
    for at, (wanted, given) in enumerate(zip(function.parameters, arguments, strict=False)):
        if wanted is not None and not _fits(given.type, wanted):
            message = f"{name} 的第{at + 1}个参数应为{wanted}，得到的是{given.type}"
            raise context.error(node.args[at], message)
    complaint = function.check(tuple(argument.type for argument in arguments)) if function.check else None
    if complaint is not None:
        raise context.error(node, complaint)


def _fits(given: Type, wanted: Type) -> bool:
    if wanted.kind is Kind.LIST:
        inner = wanted.item is None or given.item is None or comparable(given.item, wanted.item)
        return given.kind is Kind.LIST and inner
    return orderable(given, wanted) or comparable(given, wanted)


Apply = Callable[..., object]


def _lifted(function: Function) -> Apply:
    return function.run


def _guarded(name: str, function: Function) -> Apply:
    """Unknown arguments and lists that are not fully known make the call unknown; so does an absurd value."""
    run = function.run
    takes_list = any(wanted is None or wanted.kind is Kind.LIST for wanted in function.parameters)

    def call(*values: object) -> object:
        for value in values:
            if isinstance(value, Unknown):
                return merge(values)
        if takes_list and not all(all_known(value) for value in values):
            return incomplete(f"{name} 所用的列表")
        try:
            return run(*values)
        except (ValueError, OverflowError) as error:
            return Unknown((Missing(f"{name} 的结果（{_reason(error)}）", Why.INVALID),))

    return call


def _reason(error: Exception) -> str:
    text = str(error)
    return text if text and not text.isascii() else "数值或日期超出范围"


def _waiving(call: Apply, result: Type) -> Apply:
    """A cell that asks nothing: a condition on it holds, a value taken from it asks nothing either."""

    def waive(*values: object) -> object:
        if any(value is WAIVED for value in values):
            return True if result.kind is Kind.BOOL else WAIVED
        return call(*values)

    return waive


def _apply(call: Apply, runs: list[Run]) -> Run:
    match runs:
        case [only]:
            return lambda frame: call(only(frame))
        case [first, second]:
            return lambda frame: call(first(frame), second(frame))
    return lambda frame: call(*[run(frame) for run in runs])


def _literal_call(name: str, node: ast.Call, context: Context) -> Code:
    of, read = LITERAL_FUNCTIONS[name]
    texts = _only_texts(name, node, context)
    try:
        (text,) = texts
        return fixed(of, read(text))
    except ValueError:
        raise context.error(node, f"{name}“{'、'.join(texts)}”写法有误") from None


def _only_texts(name: str, node: ast.Call, context: Context) -> list[str]:
    texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
    words = [text for text in texts if isinstance(text, str)]
    if not words or len(words) != len(node.args):
        raise context.error(node, f"{name} 的参数应为加引号的文字")
    return words


def _outcome_call(name: str, node: ast.Call, context: Context) -> Code:
    """``结论("R-3.6.c")``: the outcome of a rule; ``要点("3.*")``: the worst outcome over all rules of clauses."""
    patterns = _only_texts(name, node, context)
    known = context.scope.rules if name == "结论" else context.scope.clauses
    for pattern in patterns:
        if not any(fnmatchcase(other, pattern) for other in known):
            what = "规则" if name == "结论" else "条款"
            raise context.error(node, f"没有{what}“{pattern}”", nearest(pattern, known))
    keys = tuple(f"{name}:{pattern}" for pattern in patterns)
    context.used.update(keys)
    return Code(OUTCOME_CHOICE, _worst(keys, context.mode))


def _worst(keys: tuple[str, ...], mode: Mode) -> Run:
    def run(frame: Frame) -> object:
        words = [frame.outcomes.get(key) for key in keys]
        if mode is Mode.EXPLAIN:
            frame.trace.update({key: Parameter(word or "尚未得出") for key, word in zip(keys, words, strict=True)})
        known = [word for word in words if word is not None]
        if len(known) == len(keys) or _ORDER[0] in known:
            return min(known, key=_ORDER.index)
        lost = [key for key, word in zip(keys, words, strict=True) if word is None]
        return Unknown(tuple(Missing(key, Why.NOT_STATED) for key in lost))

    return run
