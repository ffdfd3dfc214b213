"""What compiled pieces are made of: the run mode, a typed closure, and what the compiler carries along.

Shared by the modules that compile one family of constructs each; knows none of them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from xingshen.language.errors import ExpressionError
from xingshen.language.frame import Frame
from xingshen.language.parsing import place
from xingshen.language.scope import Scope
from xingshen.language.types import Type

Run = Callable[[Frame], object]


class Mode(Enum):
    """How an expression is run."""

    DECIDE = "decide"
    EXPLAIN = "explain"


@dataclass(frozen=True, slots=True)
class Code:
    """A compiled piece: its static type and the closure that yields its value."""

    type: Type
    run: Run
    literal: object = None
    """The constant's value where the piece is a literal or a list of literals."""


@dataclass(slots=True)
class Context:
    """What the compiler carries along: scope, mode, source for messages, loop variables, used names.

    ``first_slot`` is where the loop variables of this expression begin: a definition used inside a loop must not
    write over the variables of the loop.
    """

    scope: Scope
    mode: Mode
    source: str
    variables: dict[str, tuple[int, Type]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    depth: int = 0
    first_slot: int = 0

    @property
    def next_slot(self) -> int:
        """The slot of the next loop variable."""
        return self.first_slot + len(self.variables)

    def error(self, node: ast.AST, message: str, suggestion: str | None = None) -> ExpressionError:
        """An error at ``node``."""
        line, column = place(node, self.source)
        return ExpressionError(message, line=line, column=column, suggestion=suggestion)


Visit = Callable[[ast.expr, Context], Code]
