"""Text files as trees of text: the shape that the YAML and the JSON reader share, and the one error both raise.

Knows nothing of forms or guides; every scalar stays the text that its author wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

MAX_DEPTH = 60
"""Deeper nesting than this is refused: no form and no guide needs it, and it could exhaust the stack."""

TreePath: TypeAlias = tuple[str | int, ...]
Tree: TypeAlias = "bool | str | list[Tree] | dict[str, Tree] | None"


class NumberText(str):
    """The text of a JSON number (``1.10``, ``1e999``), so that a reader may tell it from a quoted text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entry stands (line of its key or dash) and where its value begins; all count from 1.

    The value of a YAML block scalar (``|``, ``>``) begins on the line after the mark, column 1.
    """

    line: int
    value_line: int
    value_column: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text that was read: its tree, and for every path in it where it stands.

    ``lineless``: the tree stands in no text (a portal holds it); its lines are all 0 and nobody is told of them.
    """

    tree: Tree
    spots: Mapping[TreePath, Spot] = field(default_factory=dict)
    lineless: bool = False

    def line_of(self, path: TreePath) -> int:
        """The line of ``path`` or of the nearest entry that holds it; 1 where nothing is known."""
        if self.lineless:
            return 0
        while path and path not in self.spots:
            path = path[:-1]
        spot = self.spots.get(path)
        return spot.line if spot else 1


@dataclass(frozen=True, slots=True)
class SourceProblem:
    """One thing that makes a text unreadable: what (Chinese), line and column from 1 (0: not known)."""

    message: str
    line: int
    column: int


class SourceError(Exception):
    """A YAML or JSON text that cannot be read, with every problem found (at least one).

    ``message``, ``line`` and ``column`` are those of the first; ``str()`` is a Chinese sentence naming file and place.
    """

    def __init__(self, source: str, problems: tuple[SourceProblem, ...]) -> None:
        self.source = source
        self.problems = problems
        self.message, self.line, self.column = problems[0].message, problems[0].line, problems[0].column
        super().__init__("；".join(f"{place_words(source, p)}：{p.message}" for p in problems))


def in_line(line: int) -> str:
    """``（第3行）``, or nothing where there are no lines."""
    return f"（第{line}行）" if line else ""


def place_words(source: str, problem: SourceProblem) -> str:
    """``form.yaml 第3行第5列``."""
    column = f"第{problem.column}列" if problem.column else ""
    return f"{source} 第{problem.line}行{column}".strip()
