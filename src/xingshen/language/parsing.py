"""From the text of an expression to a syntax tree that holds nothing but the closed list of constructs.

Uses the standard library's parser for Python expressions; whatever is not in the list is refused with a place and,
where we can guess what was meant, a suggestion. Nothing is ever evaluated by Python.
"""

from __future__ import annotations

import ast
import re
import warnings

from xingshen.language.errors import ExpressionError

MAX_NODES = 200
MAX_QUANTIFIERS = 3
MAX_LENGTH = 4000

_HINTS = dict(zip("＞＜＝（），＋－：！＊／［］“”、％", "><=(),+-:!*/[]\"\",%", strict=True)) | {
    "≥": ">=", "≤": "<=", "≠": "!=", "×": "*", "÷": "/", "\u3000": "半角空格",
}  # fmt: skip
_BLANKS = str.maketrans("\n\r\t\f\v", "     ")
_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')
_FORBIDDEN: dict[type[ast.AST], str] = {
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
    _refuse_characters(source)
    tree = _python_tree(source)
    nodes = list(ast.walk(tree))
    for node in nodes:
        for child in ast.iter_child_nodes(node):
            _refuse_foreign(child, node, source)
    if len(nodes) > MAX_NODES:
        raise ExpressionError(f"表达式有{len(nodes)}个节点，上限{MAX_NODES}，请用“定义”拆分")
    if _nesting(tree) > MAX_QUANTIFIERS:
        raise ExpressionError(f"量词嵌套超过{MAX_QUANTIFIERS}层")
    return tree.body


def place(node: ast.AST, source: str) -> tuple[int, int]:
    """Line and column (characters, from 1) of ``node``, or of the first piece of it that has a place."""
    placed = next((part for part in ast.walk(node) if isinstance(part, ast.expr)), None)
    offset = placed.col_offset if placed is not None else 0
    return _line_and_column(source, len(source.encode()[:offset].decode(errors="ignore")))


def text_of(node: ast.expr, source: str) -> str:
    """The text of ``node`` as written."""
    return source.encode()[node.col_offset : node.end_col_offset].decode(errors="ignore")


def _line_and_column(source: str, position: int) -> tuple[int, int]:
    before = source[:position]
    return before.count("\n") + 1, position - before.rfind("\n")


def _refuse_characters(source: str) -> None:
    """Full-width signs, comments and backslashes, all of which would change the meaning unseen."""
    outside = _QUOTED.sub(lambda match: "x" * len(match.group()), source)
    for position, char in enumerate(outside):
        if char in _HINTS or char in "#\\":
            line, column = _line_and_column(source, position)
            message = f"全角符号“{char}”" if char in _HINTS else f"表达式中不能有“{char}”"
            raise ExpressionError(message, line=line, column=column, suggestion=_HINTS.get(char))
    if "\\" in source:
        line, column = _line_and_column(source, source.index("\\"))
        raise ExpressionError("文字中不能有反斜杠", line=line, column=column)


def _python_tree(source: str) -> ast.Expression:
    """Python's tree of the text folded to one line, so that an expression may be broken anywhere."""
    text = source.translate(_BLANKS)
    leading = len(text) - len(text.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        offset = getattr(error, "offset", None) or 1
        line, column = _line_and_column(source, min(leading + offset - 1, len(source)))
        raise ExpressionError("写法有误，无法理解", line=line, column=column) from None
    blanks = len(text[:leading].encode())
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            node.col_offset += blanks
            node.end_col_offset = (node.end_col_offset or 0) + blanks
    return tree


def _refuse_foreign(node: ast.AST, parent: ast.AST, source: str) -> None:
    """Refuse ``node`` if it is outside the language; an operator, which has no place, is shown where its parent is."""
    reason = _foreign(node)
    if reason is not None:
        line, column = place(parent if isinstance(node, ast.operator | ast.unaryop | ast.cmpop) else node, source)
        raise ExpressionError(reason, line=line, column=column)


def _foreign(node: ast.AST) -> str | None:
    """Why ``node`` is outside the language, or None."""
    word = _FORBIDDEN.get(type(node))
    if word is not None:
        return f"不支持{word}"
    if not isinstance(node, _ALLOWED):
        return "不支持这种写法"
    if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
        return "名称不能以下划线开头"
    if isinstance(node, ast.Call) and node.keywords:
        return "函数参数不写名称"
    if isinstance(node, ast.comprehension) and (node.is_async or not isinstance(node.target, ast.Name)):
        return "量词只能写成“甲 for 甲 in 列表”"
    return None


def _nesting(node: ast.AST) -> int:
    deepest = max((_nesting(child) for child in ast.iter_child_nodes(node)), default=0)
    return deepest + isinstance(node, _QUANTIFIERS)
