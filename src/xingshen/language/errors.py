"""What is said to the author of a rule when an expression is refused, and what stops a runaway one.

Knows positions inside an expression, never files; the guide loader adds file and line.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class ExpressionError(Exception):
    """An expression that is refused at load: a Chinese sentence, line and column (both from 1), maybe a suggestion."""

    def __init__(self, message: str, *, line: int = 1, column: int = 1, suggestion: str | None = None) -> None:
        self.message, self.line, self.column, self.suggestion = message, line, column, suggestion
        super().__init__(str(self))

    def __str__(self) -> str:
        hint = f"；是否想写“{self.suggestion}”？" if self.suggestion else ""
        return f"第{self.line}行第{self.column}列：{self.message}{hint}"


class BudgetExceeded(Exception):  # noqa: N818 - names what happened to the rule, as StopIteration does
    """An evaluation that took more steps than a rule may take."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name most like ``word``, or None where nothing is near."""
    found = get_close_matches(word, sorted(known), n=1, cutoff=0.6 if len(word) > 2 else 0.5)
    return found[0] if found else None
