"""Splitting a literate ``guide.md``: front matter, quoted guide text with anchored clauses, fenced blocks.

Every ``>`` paragraph is the guide's own text; ``[…]{#id}`` inside it marks a clause and may be nested. Everything else
that is not a fenced block is commentary. Knows the shape of the file, not what its blocks mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xingshen.guide.errors import PackError, PackProblem

FILE = "guide.md"
_FENCE = re.compile(r"^```(\w+)\s*(.*?)\s*$")
_MARK = re.compile(r"\[|\]\{#([^}\s]+)\}|\]")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its kind (rule, human, params…), the rest of the opening line, body, and where it stands."""

    kind: str
    name: str
    body: str
    line: int
    """Line of the first body line."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A marked piece of guide text: clause id, text without marks, heading above it, the line on which it ends."""

    id: str
    text: str
    part: str
    line: int


@dataclass(frozen=True, slots=True)
class Document:
    """A split ``guide.md``. ``quotes`` are the quoted paragraphs (text without marks, line) in order; ``loose`` the
    pieces (text, line) of quoted text that lie inside no clause."""

    front: str
    quotes: tuple[tuple[str, int], ...]
    headings: tuple[str, ...]
    anchors: tuple[Anchor, ...]
    loose: tuple[tuple[str, int], ...]
    blocks: tuple[Block, ...]


def split(text: str) -> Document:
    """Split ``text``; raises :class:`PackError` for an unclosed fence, front matter or clause mark."""
    lines = text.split("\n")
    front, at = _front_matter(lines)
    blocks: list[Block] = []
    quotes: list[tuple[str, str, int]] = []
    headings: list[str] = []
    while at < len(lines):
        line = lines[at]
        if fence := _FENCE.match(line):
            end = _closing(lines, at)
            blocks.append(Block(fence[1], fence[2], "\n".join(lines[at + 1 : end]), at + 2))
            at = end
        elif line.startswith(">"):
            start = at
            while at + 1 < len(lines) and lines[at + 1].startswith(">"):
                at += 1
            paragraph = "\n".join(row[1:].removeprefix(" ") for row in lines[start : at + 1])
            quotes.append((paragraph, headings[-1] if headings else "", start + 1))
        elif line.startswith("#"):
            headings.append(line.lstrip("#").strip())
        at += 1
    return _assemble(front, quotes, tuple(headings), tuple(blocks))


def _front_matter(lines: list[str]) -> tuple[str, int]:
    if not lines or lines[0].strip() != "---":
        raise PackError((PackProblem(FILE, 1, "缺少开头的说明（以 --- 开始和结束）"),))
    for at in range(1, len(lines)):
        if lines[at].strip() == "---":
            return "\n".join(lines[1:at]), at + 1
    raise PackError((PackProblem(FILE, 1, "开头的说明没有以 --- 结束"),))


def _closing(lines: list[str], start: int) -> int:
    for at in range(start + 1, len(lines)):
        if lines[at].strip() == "```":
            return at
    raise PackError((PackProblem(FILE, start + 1, "代码块没有以 ``` 结束"),))


def _assemble(
    front: str, quotes: list[tuple[str, str, int]], headings: tuple[str, ...], blocks: tuple[Block, ...]
) -> Document:
    anchors: list[Anchor] = []
    loose: list[tuple[str, int]] = []
    plain: list[tuple[str, int]] = []
    for paragraph, part, line in quotes:
        text, found, outside = _unmark(paragraph, part, line)
        plain.append((text, line))
        anchors += found
        loose += outside
    return Document(front, tuple(plain), headings, tuple(anchors), tuple(loose), blocks)


def _unmark(paragraph: str, part: str, line: int) -> tuple[str, list[Anchor], list[tuple[str, int]]]:
    """The paragraph without marks, its clauses, and the stretches outside every clause."""
    text, at, outside_from = "", 0, 0
    opened: list[int] = []
    anchors: list[Anchor] = []
    loose: list[tuple[str, int]] = []
    for mark in _MARK.finditer(paragraph):
        text += paragraph[at : mark.start()]
        at = mark.end()
        here = line + paragraph[: mark.start()].count("\n")
        if mark.group() == "[":
            if not opened:
                loose.append((text[outside_from:], here))
            opened.append(len(text))
        elif not opened or mark[1] is None:
            raise PackError((PackProblem(FILE, here, "条款标记的方括号不成对；应写成 [原文]{#条款号}"),))
        else:
            start = opened.pop()
            anchors.append(Anchor(mark[1], text[start:].replace("\n", " ").strip(), part, here))
            outside_from = len(text)
    if opened:
        raise PackError((PackProblem(FILE, line, "条款标记的方括号没有闭合"),))
    text += paragraph[at:]
    loose.append((text[outside_from:], line))
    return text, anchors, [(piece.strip(), where) for piece, where in loose if piece.strip()]
