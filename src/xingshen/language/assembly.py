"""What compiled pieces are made of: the run mode, a typed closure, and what the compiler carries along.

Shared by the modules that compile one family of constructs each; knows none of them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import cast

from xingshen.language.errors import ExpressionError
from xingshen.language.frame import MAX_LOCALS, Frame
from xingshen.language.kleene import Truth
from xingshen.language.parsing import place
from xingshen.language.scope import Scope
from xingshen.language.types import Kind, Type

Run = Callable[[Frame], object]
TruthRun = Callable[[Frame], Truth]


class Mode(Enum):
    """How an expression is run."""

    DECIDE = "decide"
    EXPLAIN = "explain"


@dataclass(frozen=True, slots=True)
class Code:
    """A compiled piece: its static type and the closure that yields its value.

    ``literal`` is the value of a literal or of a list of literals. ``slot`` and ``fixed`` serve fast paths of deciding
    runs: the place of a field in ``Frame.values``, and the one value of a piece that is the same for every dossier.
    """

    type: Type
    run: Run
    literal: object = None
    slot: int | None = None
    fixed: tuple[object, ...] = ()


@dataclass(slots=True)
class Context:
    """What the compiler carries along: scope, mode, source for messages, loop variables, used names.

    ``floor`` is the first loop slot that the surrounding expressions leave free: a definition that is read inside a
    loop must not write over the loop's own item.
    """

    scope: Scope
    mode: Mode
    source: str
    variables: dict[str, tuple[int, Type]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    depth: int = 0
    floor: int = 0

    def error(self, node: ast.AST, message: str, suggestion: str | None = None) -> ExpressionError:
        """An error at ``node``."""
        line, column = place(node, self.source)
        return ExpressionError(message, line=line, column=column, suggestion=suggestion)

    def free_slot(self, node: ast.AST) -> int:
        """The next free loop slot; raises ExpressionError where loops and definitions are nested too deep."""
        slot = self.floor + len(self.variables)
        if slot >= MAX_LOCALS:
            raise self.error(node, "量词和定义嵌套过深")
        return slot


Visit = Callable[[ast.expr, Context], Code]


def truth_of(code: Code, node: ast.AST, context: Context) -> TruthRun:
    """The closure of a condition; raises ExpressionError where the piece is not a condition."""
    if code.type.kind is not Kind.BOOL:
        raise context.error(node, f"此处应为是/否的条件，得到的是{code.type}")
    return cast(TruthRun, code.run)  # the check above is what makes it one
