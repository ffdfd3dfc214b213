"""Walking through a tree of text whose shape is prescribed, and collecting what is wrong with it, with lines.

The helpers that every block of ``form.yaml`` is read with. Knows shapes (mapping, text, list, word of a closed set),
not what the blocks mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from rapidfuzz import fuzz, process

from xingshen.dossier.form_spec import ALWAYS, fold_word
from xingshen.dossier.source_text import SourceProblem, SourceText, Tree, TreePath

_Word = TypeVar("_Word", bound=StrEnum)


@dataclass
class TreeReader:
    """A text being read: its tree with lines, and the problems found so far."""

    source: SourceText
    problems: list[SourceProblem] = field(default_factory=list)

    def mapping(self, node: Tree, path: TreePath, allowed: Iterable[str] | None = None) -> dict[str, Tree]:
        """The mapping at ``path``, empty where there is none; keys that are not ``allowed`` are told."""
        if node is None:
            return {}
        if not isinstance(node, dict):
            self.complain(path, "此处应为“键: 值”的形式")
            return {}
        for key in node:
            if allowed is not None and key not in allowed:
                self.complain((*path, key), f"不认识的键“{key}”{nearest_word(key, allowed)}")
        return node

    def text(self, keys: dict[str, Tree], key: str, path: TreePath) -> str | None:
        """The text under ``key``, or None."""
        value = keys.get(key)
        if value is None or isinstance(value, str):
            return value
        self.complain((*path, key), f"“{key}”应为一段文字")
        return None

    def texts(self, node: Tree, path: TreePath) -> tuple[str, ...]:
        """A list of texts."""
        if node is None:
            return ()
        if not isinstance(node, list) or not all(isinstance(item, str) for item in node):
            self.complain(path, "此处应为列表，如 [甲, 乙]")
            return ()
        return tuple(str(item) for item in node)

    def yes(self, keys: dict[str, Tree], key: str, path: TreePath) -> bool:
        """Whether 是 stands under ``key``."""
        value = keys.get(key)
        if value not in (None, "是", "否"):
            self.complain((*path, key), f"“{key}”只能写“是”或“否”")
        return value == ALWAYS

    def word(self, words: type[_Word], keys: dict[str, Tree], key: str, path: TreePath) -> _Word | None:
        """The word of a closed set under ``key``, or None."""
        value = self.text(keys, key, path)
        if value is None:
            return None
        known = [str(word) for word in words]
        if value not in known:
            self.complain((*path, key), f"“{key}”不能是“{value}”{nearest_word(value, known)}；可用：{'、'.join(known)}")
            return None
        return words(value)

    def complain_twice(self, written: Iterable[tuple[str, str, int]], what: str) -> None:
        """Tell what is written twice: (as compared, as written, line)."""
        first: dict[str, int] = {}
        for folded, shown, line in written:
            if folded in first:
                self.problems.append(SourceProblem(f"{what}“{shown}”重复，前一处在第{first[folded]}行", line, 0))
            first.setdefault(folded, line)

    def needs(self, path: TreePath, key: str, fallback: str) -> str:
        """Tell that ``key`` is lacking; ``fallback`` to go on with."""
        self.complain(path, f"“{fallback}”缺少“{key}”")
        return fallback

    def complain(self, path: TreePath, message: str) -> None:
        """Tell what is wrong at ``path``."""
        self.problems.append(SourceProblem(message, self.source.line_of(path), 0))


def spellings(things: Iterable[tuple[tuple[str, ...], int]]) -> Iterator[tuple[str, str, int]]:
    """(folded, as written, line) of every word of every thing; spellings of one thing that fold alike count once."""
    for words, line in things:
        for folded, word in {fold_word(word): word for word in words}.items():
            yield folded, word, line


def nearest_word(word: str, known: Iterable[str]) -> str:
    """A hint at the known word that ``word`` resembles, or nothing."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=50)
    return f"，是否为“{found[0]}”？" if found else ""
