"""YAML without guessing: every scalar is the text that stands there (``NO``, ``3:1``, ``1.10`` stay what they are).

Duplicate keys, anchors, aliases, tags and several documents in one text are refused, each with line and column. It
knows nothing of forms or guides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from xingshen.dossier.source_text import MAX_DEPTH, SourceError, SourceProblem, SourceText, Spot, Tree, TreePath

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULLS = frozenset({"~", "null", "Null", "NULL"})
_WORDS = (
    (
        r"found character '?\\t'?|found a tab character|cannot start any token",
        "此处不能以这个字符开头；缩进请用空格，不用制表符（Tab），含特殊符号的文字请加引号",
    ),
    (r"mapping values are not allowed", "此处不应出现“: ”；若冒号是文字的一部分，请给整个值加引号"),
    (r"could not find expected ':'", "此处缺少冒号“: ”"),
    (r"expected ',' or '[\]}]'", "此处缺少逗号或右括号"),
    (
        r"expected <block end>|expected '?-'? indicator|expected key|block mapping|block collection",
        "缩进与上文不一致，或此处的文字需要加引号",
    ),
    (r"unexpected end of stream|end of stream", "文本在此处中断，引号或括号没有闭合"),
    (r"undefined alias|anchor", "不支持锚点与别名（& 和 *），请直接写出内容"),
    (r"escape", "双引号中的反斜杠写法不正确；请改用单引号"),
    (r"control characters|special characters|not allowed|unacceptable", "含有不可见的控制字符，请删去"),
)


def parse_yaml(text: str, source: str, *, first_line: int = 1) -> SourceText:
    """Read one YAML document; empty values (nothing, ``~``, ``null``, ``''``) become None.

    ``first_line`` is the line of ``source`` on which ``text`` begins, for blocks that stand inside a larger file.
    Raises :class:`SourceError`.
    """
    builder = _Builder(first_line)
    try:
        for event in yaml.parse(text.removeprefix("\ufeff"), Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        raise SourceError(source, (*builder.problems, _syntax_problem(error, first_line))) from None
    except UnicodeEncodeError:
        raise SourceError(source, (SourceProblem("含有无法表示的字符，请另存为 UTF-8", first_line, 0),)) from None
    except _TooDeepError as error:
        raise SourceError(source, (error.problem,)) from None
    if builder.problems:
        raise SourceError(source, tuple(builder.problems))
    return SourceText(builder.root, builder.spots)


class _TooDeepError(Exception):
    def __init__(self, problem: SourceProblem) -> None:
        self.problem = problem
        super().__init__(problem.message)


@dataclass(slots=True)
class _Open:
    """A collection that is being filled."""

    node: dict[str, Tree] | list[Tree]
    path: TreePath
    key: str | None = None
    key_line: int = 0
    expects_value: bool = False


@dataclass(slots=True)
class _Builder:
    """Folds parser events into a tree, without recursion."""

    first_line: int
    root: Tree = None
    spots: dict[TreePath, Spot] = field(default_factory=dict)
    problems: list[SourceProblem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0

    def take(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._complain(event, "一个文件里只能有一份内容，请删去“---”之后的部分")
        elif isinstance(event, NodeEvent) and self.documents == 1:
            self._take_node(event)
        elif isinstance(event, CollectionEndEvent) and self.stack:
            self.stack.pop()

    def _take_node(self, event: NodeEvent) -> None:
        self._refuse_cleverness(event)
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.node, dict) and not parent.expects_value:
            self._take_key(parent, event)
        else:
            self._take_value(parent, event)

    def _refuse_cleverness(self, event: NodeEvent) -> None:
        if isinstance(event, AliasEvent) or event.anchor:
            self._complain(event, "不支持锚点与别名（& 和 *），请直接写出内容")
        elif _tag(event) not in (None, "!"):
            self._complain(event, f"不支持类型标记 {_tag(event)}；所有值都按文字读入")

    def _take_key(self, parent: _Open, event: NodeEvent) -> None:
        key = event.value if isinstance(event, ScalarEvent) else ""
        if not key:
            self._complain(event, "键必须是一段文字")
        elif isinstance(parent.node, dict) and key in parent.node:
            earlier = self.spots[(*parent.path, key)].line
            self._complain(event, f"键“{key[:60]}”重复，前一处在第{earlier}行")
        parent.key, parent.key_line, parent.expects_value = key, self._line(event), True
        if not isinstance(event, ScalarEvent) and not isinstance(event, AliasEvent):
            self._open(event, ())

    def _take_value(self, parent: _Open | None, event: NodeEvent) -> None:
        path, line = self._place_in(parent, event)
        block = isinstance(event, ScalarEvent) and event.style in ("|", ">")
        value_line = self._line(event) + block
        self.spots[path] = Spot(line, value_line, 1 if block else _column(event))
        value = _scalar(event) if isinstance(event, ScalarEvent) else self._open(event, path)
        if parent is None:
            self.root = value
        elif isinstance(parent.node, list):
            parent.node.append(value)
        else:
            parent.node[parent.key or ""] = value
            parent.expects_value = False

    def _place_in(self, parent: _Open | None, event: NodeEvent) -> tuple[TreePath, int]:
        if parent is None:
            return (), self._line(event)
        if isinstance(parent.node, list):
            return (*parent.path, len(parent.node)), self._line(event)
        return (*parent.path, parent.key or ""), parent.key_line

    def _open(self, event: NodeEvent, path: TreePath) -> Tree:
        if not isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            return None
        if len(self.stack) >= MAX_DEPTH:
            raise _TooDeepError(SourceProblem(f"嵌套超过{MAX_DEPTH}层", self._line(event), _column(event)))
        node: dict[str, Tree] | list[Tree] = {} if isinstance(event, MappingStartEvent) else []
        self.stack.append(_Open(node, path))
        return node

    def _line(self, event: Event) -> int:
        return self.first_line + (event.start_mark.line if event.start_mark else 0)

    def _complain(self, event: Event, message: str) -> None:
        self.problems.append(SourceProblem(message, self._line(event), _column(event)))


def _column(event: Event) -> int:
    return event.start_mark.column + 1 if event.start_mark else 0


def _tag(event: NodeEvent) -> str | None:
    return event.tag if isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent)) else None


def _scalar(event: ScalarEvent) -> str | None:
    text = str(event.value)
    plain = not event.style
    return None if not text or (plain and text in _NULLS) else text


def _syntax_problem(error: yaml.YAMLError, first_line: int) -> SourceProblem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    raw = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    message = next((words for pattern, words in _WORDS if re.search(pattern, raw)), f"YAML 写法有误（{raw[:120]}）")
    if mark is None:
        return SourceProblem(message, first_line, 0)
    return SourceProblem(message, int(mark.line) + first_line, int(mark.column) + 1)
