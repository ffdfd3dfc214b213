"""Calls of registered functions: arity and types at load, unknown arguments at run, outcomes of other rules."""

from __future__ import annotations

import ast
from fnmatch import fnmatchcase

from xingshen.kernel.knowledge import Missing, Unknown, Why
from xingshen.language.assembly import Code, Context, Mode, Run, Visit
from xingshen.language.errors import nearest
from xingshen.language.frame import Frame
from xingshen.language.functions import FUNCTIONS, Function
from xingshen.language.kleene import merge
from xingshen.language.literals import LITERAL_FUNCTIONS, Parameter
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
    result = arguments[0].type if name in ("distinct", "缺省") else function.result
    return Code(result, _apply(function, [argument.run for argument in arguments]))


def _check_arguments(name: str, function: Function, node: ast.Call, arguments: list[Code], context: Context) -> None:
    most = len(function.parameters)
    if not most - function.optional <= len(arguments) <= most:
        raise context.error(node, f"{name} 需要{most - function.optional}个参数，写了{len(arguments)}个")
    for position, (wanted, given) in enumerate(zip(function.parameters, arguments, strict=False), 1):
        if wanted is not None and not _fits(given.type, wanted):
            raise context.error(node.args[position - 1], f"{name} 的第{position}个参数应为{wanted}，得到的是{given.type}")


def _fits(given: Type, wanted: Type) -> bool:
    if wanted.kind is Kind.LIST:
        inner = wanted.item is None or given.item is None or comparable(given.item, wanted.item)
        return given.kind is Kind.LIST and inner
    return orderable(given, wanted) or comparable(given, wanted)


def _apply(function: Function, runs: list[Run]) -> Run:
    call = function.run
    if function.lifted:
        return lambda frame: call(*[run(frame) for run in runs])

    def run(frame: Frame) -> object:
        values = [argument(frame) for argument in runs]
        if any(isinstance(value, Unknown) for value in values):
            return merge(values)
        return call(*values)

    return run


def _literal_call(name: str, node: ast.Call, context: Context) -> Code:
    of, read = LITERAL_FUNCTIONS[name]
    text = _only_text(name, node, context)[0]
    try:
        value = read(text)
    except ValueError:
        raise context.error(node, f"{name}“{text}”写法有误") from None
    return Code(of, lambda frame: value, value)


def _only_text(name: str, node: ast.Call, context: Context) -> list[str]:
    texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
    words = [text for text in texts if isinstance(text, str)]
    if not words or len(words) != len(node.args):
        raise context.error(node, f"{name} 的参数应为加引号的文字")
    return words


def _outcome_call(name: str, node: ast.Call, context: Context) -> Code:
    """``结论("R-3.6.c")``: the outcome of a rule; ``要点("3.*")``: the worst outcome over all rules of clauses."""
    patterns = _only_text(name, node, context)
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
        if None in words:
            return Unknown(tuple(Missing(key, Why.NOT_STATED) for key in keys))
        return min((word for word in words if word), key=_ORDER.index)

    return run
