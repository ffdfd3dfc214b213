"""How a written value and its place may be shown: cut short, on one line, masked where the field is private.

Knows nothing of what the value means.
"""

from __future__ import annotations

from functools import lru_cache

from xingshen.dossier.source_text import Tree, TreePath

_LONGEST = 80
_YES_NO = {True: "是", False: "否"}


def shorten(text: str) -> str:
    """``text`` on one line, without control characters, at most 80 characters."""
    head = text[: _LONGEST * 4]
    line = _on_one_line(head)
    return line if len(line) <= _LONGEST and len(text) == len(head) else f"{line[:_LONGEST]}…"


@lru_cache(maxsize=4096)
def _on_one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def mask(text: str) -> str:
    """``text`` with all but its first three and last two characters starred (all but the first where it is short)."""
    line = shorten(text)
    if len(line) < 8:
        return line[:1] + "*" * 4
    return f"{line[:3]}{'*' * min(len(line) - 5, 13)}{line[-2:]}"


def show_tree(node: Tree) -> str:
    """A written value of any shape, as it may be shown: text as it is, lists and objects by their size."""
    if isinstance(node, bool):
        return _YES_NO[node]
    if isinstance(node, list):
        return f"（列表，{len(node)}项）"
    if isinstance(node, dict):
        return "未知" if "unknown" in node else f"（对象，{len(node)}个键）"
    return shorten(node) if node else "（空）"


def show_path(path: TreePath) -> str:
    """``partner[1].country``; rows count from 1, as people do."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{shorten(part)}" for part in path if part != "items"]
    return "".join(parts).removeprefix(".")
