"""JSON with line numbers: numbers stay text, duplicate keys are refused, and mistakes are explained in Chinese.

The standard library's parser forgets lines and silently drops duplicate keys. Knows nothing of forms.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # public in CPython, absent from typeshed

from xingshen.dossier.source_text import (
    MAX_DEPTH,
    NumberText,
    SourceError,
    SourceProblem,
    SourceText,
    Spot,
    Tree,
    TreePath,
)

_BLANK = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity)|NaN")
_LITERALS: tuple[tuple[str, Tree], ...] = (("true", True), ("false", False), ("null", None))
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MISTAKES = {
    "'": '文字请用英文双引号 " 括起，不用单引号',
    "“": '文字请用英文双引号 " 括起，不用中文引号',
    "”": '文字请用英文双引号 " 括起，不用中文引号',
    "，": "此处为中文逗号，请改为英文逗号 ,",
    "：": "此处为中文冒号，请改为英文冒号 :",
    "/": "JSON 中不能写注释，请删去",
    "#": "JSON 中不能写注释，请删去",
}


def parse_json(text: str, source: str) -> SourceText:
    """Read one JSON text. Numbers become NumberText; ``NaN`` and ``Infinity`` too, for the form to refuse by field.

    Raises :class:`SourceError`: one syntax error, or every duplicate key.
    """
    scanner = _Scanner(text.removeprefix("\ufeff"))
    try:
        tree = scanner.scan()
    except _StopScanError as error:
        raise SourceError(source, (*scanner.problems, scanner.problem_at(error.at, error.message))) from None
    if scanner.problems:
        raise SourceError(source, tuple(scanner.problems))
    return SourceText(tree, scanner.spots)


class _StopScanError(Exception):
    def __init__(self, at: int, message: str) -> None:
        self.at, self.message = at, message
        super().__init__(message)


@dataclass(slots=True)
class _Open:
    """A collection that is being filled; ``closer`` is the bracket that ends it."""

    node: dict[str, Tree] | list[Tree]
    path: TreePath
    closer: str


@dataclass(slots=True)
class _Scanner:
    """Walks through the text once, with a stack of its own."""

    text: str
    at: int = 0
    newlines: list[int] = field(default_factory=list)
    spots: dict[TreePath, Spot] = field(default_factory=dict)
    problems: list[SourceProblem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.newlines = [match.start() for match in re.finditer("\n", self.text)]

    def scan(self) -> Tree:
        self._skip()
        self.spots[()] = self._spot(self.at)
        root = self._value(())
        while self.stack:
            self._step(self.stack[-1])
        self._skip()
        if self.at < len(self.text):
            raise self._stop("此处之后还有多余的内容；一个文件里只能有一个对象")
        return root

    def problem_at(self, at: int, message: str) -> SourceProblem:
        line = bisect_right(self.newlines, at - 1) + 1
        start = self.newlines[line - 2] + 1 if line > 1 else 0
        return SourceProblem(message, line, at - start + 1)

    def _step(self, top: _Open) -> None:
        """Read one entry of ``top``, or its end."""
        self._skip()
        if self._take(top.closer):
            self.stack.pop()
            return
        if top.node:
            self._comma(top)
        began = self.at
        if isinstance(top.node, list):
            path: TreePath = (*top.path, len(top.node))
            self.spots[path] = self._spot(began)
            top.node.append(None)
            top.node[-1] = self._value(path)
        else:
            key = self._key(top)
            path = (*top.path, key)
            top.node[key] = None
            line = self._spot(began).line
            here = self._spot(self.at)
            self.spots[path] = Spot(line, here.value_line, here.value_column)
            top.node[key] = self._value(path)

    def _comma(self, top: _Open) -> None:
        before = self.at
        if not self._take(","):
            raise self._stop(_MISTAKES.get(self._char(), f"此处缺少英文逗号或“{top.closer}”"))
        self._skip()
        if self._char() == top.closer:
            raise _StopScanError(before, f"“{top.closer}”之前多了一个逗号，请删去")

    def _key(self, top: _Open) -> str:
        if self._char() != '"':
            raise self._stop(_MISTAKES.get(self._char(), "此处应为带英文双引号的键"))
        began = self.at
        key = self._string()
        if isinstance(top.node, dict) and key in top.node:
            earlier = self.spots[(*top.path, key)].line
            self.problems.append(self.problem_at(began, f"键“{key[:60]}”重复，前一处在第{earlier}行"))
        self._skip()
        if not self._take(":"):
            raise self._stop(_MISTAKES.get(self._char(), "键之后缺少英文冒号 :"))
        self._skip()
        return key

    def _value(self, path: TreePath) -> Tree:
        char = self._char()
        if char == '"':
            return self._string()
        if char in ("{", "["):
            return self._open(path, char)
        number = _NUMBER.match(self.text, self.at)
        if number:
            self.at = number.end()
            return NumberText(number.group())
        for word, value in _LITERALS:
            if self._take(word):
                return value
        raise self._stop(
            _MISTAKES.get(char, "此处应为一个值；文字请用英文双引号括起" if char else "文件在此处中断，括号没有闭合")
        )

    def _open(self, path: TreePath, char: str) -> Tree:
        if len(self.stack) >= MAX_DEPTH:
            raise self._stop(f"嵌套超过{MAX_DEPTH}层")
        self.at += 1
        node: dict[str, Tree] | list[Tree] = {} if char == "{" else []
        self.stack.append(_Open(node, path, "}" if char == "{" else "]"))
        return node

    def _string(self) -> str:
        try:
            value, self.at = scanstring(self.text, self.at + 1, False)
        except JSONDecodeError as error:
            unclosed = "Unterminated" in error.msg
            message = "这段文字的双引号没有闭合" if unclosed else "双引号中的反斜杠写法不正确；反斜杠请写成 \\\\"
            raise _StopScanError(self.at if unclosed else error.pos, message) from None
        return _SURROGATE.sub("\ufffd", value)

    def _take(self, word: str) -> bool:
        if not self.text.startswith(word, self.at):
            return False
        self.at += len(word)
        return True

    def _char(self) -> str:
        return self.text[self.at : self.at + 1]

    def _skip(self) -> None:
        blank = _BLANK.match(self.text, self.at)
        self.at = blank.end() if blank else self.at

    def _spot(self, at: int) -> Spot:
        problem = self.problem_at(at, "")
        return Spot(problem.line, problem.line, problem.column)

    def _stop(self, message: str) -> _StopScanError:
        return _StopScanError(self.at, message if self._char() else "文件在此处中断，括号没有闭合")
