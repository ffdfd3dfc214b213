"""From the text of an expression to a syntax tree that holds nothing but the closed list of constructs.

Uses the standard library's parser for Python expressions; whatever is not in the list is refused with a place and,
where we can guess what was meant, a suggestion. Nothing is ever evaluated by Python.
"""

from __future__ import annotations

import ast
import re

from xingshen.language.errors import ExpressionError

MAX_NODES = 200
MAX_QUANTIFIERS = 3
MAX_LENGTH = 4000

_FULL_WIDTH = dict(zip("＞＜＝（），＋－：！", "><=(),+-:!", strict=True))
_FORBIDDEN = {
    ast.Lambda: "函数定义",
    ast.IfExp: "条件取值（请用“分级”）",
    ast.Dict: "字典",
    ast.DictComp: "字典推导",
    ast.SetComp: "集合推导",
    ast.Set: "集合（请用方括号）",
    ast.JoinedStr: "文字拼接",
    ast.NamedExpr: "赋值",
    ast.Await: "await",
    ast.Starred: "星号",
    ast.Slice: "切片",
}
_ALLOWED = (
    ast.Expression, ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.Compare, ast.Call, ast.Name, ast.Attribute, ast.Subscript,
    ast.Constant, ast.List, ast.Tuple, ast.GeneratorExp, ast.ListComp, ast.comprehension, ast.And, ast.Or, ast.Not,
    ast.USub, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In,
    ast.NotIn, ast.Load, ast.Store,
)  # fmt: skip
_QUANTIFIERS = (ast.GeneratorExp, ast.ListComp)


def parse(source: str) -> ast.expr:
    """The syntax tree of ``source``; raises :class:`ExpressionError` for anything outside the language."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError(f"表达式长于{MAX_LENGTH}字，请用“定义”拆分")
    _refuse_full_width(source)
    tree = _python_tree(_one_line(source), source)
    nodes = list(ast.walk(tree))
    for node in nodes:
        _refuse_foreign(node, source)
    if len(nodes) > MAX_NODES:
        raise ExpressionError(f"表达式有{len(nodes)}个节点，上限{MAX_NODES}，请用“定义”拆分")
    if _nesting(tree) > MAX_QUANTIFIERS:
        raise ExpressionError(f"量词嵌套超过{MAX_QUANTIFIERS}层")
    return tree.body


def place(node: ast.AST, source: str) -> tuple[int, int]:
    """Line and column (characters, from 1) of ``node``; the parser counts bytes of the one-line form."""
    offset = getattr(node, "col_offset", 0)
    position = len(_one_line(source).encode()[:offset].decode(errors="ignore"))
    before = source[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def _one_line(source: str) -> str:
    """The same text with line breaks as blanks: an expression may be folded anywhere."""
    return source.replace("\n", " ").replace("\t", " ")


def _refuse_full_width(source: str) -> None:
    outside = re.sub(r'"[^"]*"|\'[^\']*\'', lambda match: "x" * len(match.group()), source)
    for position, char in enumerate(outside):
        if char in _FULL_WIDTH:
            before = source[:position]
            line, column = before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1
            raise ExpressionError(f"全角符号“{char}”", line=line, column=column, suggestion=_FULL_WIDTH[char])


def _python_tree(text: str, source: str) -> ast.Expression:
    leading = len(text) - len(text.lstrip())
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = leading + (getattr(error, "offset", None) or 1)
        before = source[: column - 1]
        line = before.count("\n") + 1
        raise ExpressionError("写法有误，无法理解", line=line, column=column - (before.rfind("\n") + 1)) from None
    for node in ast.walk(tree):
        if hasattr(node, "col_offset"):
            node.col_offset += leading
            node.end_col_offset += leading
    return tree


def _refuse_foreign(node: ast.AST, source: str) -> None:
    line, column = place(node, source)
    for kind, word in _FORBIDDEN.items():
        if isinstance(node, kind):
            raise ExpressionError(f"不支持{word}", line=line, column=column)
    if not isinstance(node, _ALLOWED):
        raise ExpressionError("不支持这种写法", line=line, column=column)
    if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
        raise ExpressionError("名称不能以下划线开头", line=line, column=column)
    if isinstance(node, ast.Call) and node.keywords:
        raise ExpressionError("函数参数不写名称", line=line, column=column)
    if isinstance(node, ast.comprehension) and (node.is_async or not isinstance(node.target, ast.Name)):
        raise ExpressionError("量词只能写成“甲 for 甲 in 列表”", line=line, column=column)


def _nesting(node: ast.AST) -> int:
    deepest = max((_nesting(child) for child in ast.iter_child_nodes(node)), default=0)
    return deepest + isinstance(node, _QUANTIFIERS)
