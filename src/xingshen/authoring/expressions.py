"""Every expression and sentence that a pack's blocks hold, with the place in ``guide.md`` where it is written.

Knows the keys of the blocks, not what the expressions mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from xingshen.dossier.source_text import SourceText, Spot, TreePath
from xingshen.guide.blocks import read_block
from xingshen.guide.markdown import Block
from xingshen.guide.pack import Pack

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
MISSING_WORD = "缺"
_CONDITIONS = {"rule": ("适用", "条件"), "human": ("适用",), "priority": ("申请", "佐证"), "exception": ("当",)}
_SENTENCES = {"rule": ("说明", "改法"), "priority": ("说明",)}


class Sort(Enum):
    """What a text in a block is."""

    CONDITION = "condition"
    DEFINITION = "definition"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Written:
    """One text as written: its sort, the block and the path inside it, and where its value begins."""

    sort: Sort
    text: str
    block: Block
    path: TreePath
    spot: Spot

    @property
    def owner(self) -> str:
        """The rule, question, preference, exception or definition that the text belongs to."""
        return str(self.path[0]) if self.sort is Sort.DEFINITION else self.block.name

    @property
    def title(self) -> str:
        """What a message calls the place: ``rule R-1 条件``."""
        return f"{self.block.kind} {self.block.name} {'.'.join(str(key) for key in self.path)}".replace("  ", " ")

    def expressions(self) -> Iterator[tuple[str, int]]:
        """The expressions in the text, each with its offset in the text."""
        if self.sort is not Sort.SENTENCE:
            yield self.text, 0
            return
        for found in PLACEHOLDER.finditer(self.text):
            if found[1].strip() != MISSING_WORD:
                yield found[1], found.start(1)

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Line and column in ``guide.md`` of a place in the text (both from 1)."""
        rows = self.block.body.split("\n")
        first = self.spot.value_line - self.block.line
        if line > 1 or first >= len(rows):
            return self.spot.value_line + line - 1, column
        for at in range(first, len(rows)):
            row = rows[at]
            folded = at > first or self.spot.value_line > self.spot.line
            start = len(row) - len(row.lstrip()) if folded else self.spot.value_column - 1
            start += not folded and row[start : start + 1] in ("'", '"')
            if column <= len(row.rstrip()) - start or at + 1 == len(rows):
                return self.block.line + at, start + column
            column -= len(row.rstrip()) - start + 1
        return self.spot.value_line, column


def written(pack: Pack) -> Iterator[Written]:
    """Every expression and sentence of the blocks of ``pack``, in order."""
    for block in pack.blocks:
        if block.kind in _CONDITIONS or block.kind == "define":
            text = read_block(block)
            for sort, path in _paths(block, text):
                value = _at(text, path)
                if value is not None:
                    yield Written(sort, value, block, path, text.spots[path])


def _paths(block: Block, text: SourceText) -> Iterator[tuple[Sort, TreePath]]:
    tree = text.tree if isinstance(text.tree, dict) else {}
    if block.kind == "define":
        yield from ((Sort.DEFINITION, (name,)) for name in tree)
        return
    yield from ((Sort.CONDITION, (key,)) for key in _CONDITIONS[block.kind] if key in tree)
    steps = tree.get("分级")
    if isinstance(steps, list):
        yield from ((Sort.CONDITION, ("分级", at, "当")) for at in range(len(steps)))
    for key in _SENTENCES.get(block.kind, ()):
        value = tree.get(key)
        inner = [(key, word) for word in value] if isinstance(value, dict) else [(key,)]
        yield from ((Sort.SENTENCE, path) for path in inner)


def _at(text: SourceText, path: TreePath) -> str | None:
    value: object = text.tree
    for key in path:
        if isinstance(value, dict):
            value = value.get(str(key))
        elif isinstance(value, list) and isinstance(key, int):
            value = value[key]
    return value if isinstance(value, str) and path in text.spots else None
