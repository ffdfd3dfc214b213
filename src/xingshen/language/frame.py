"""What an expression runs on: the values of one dossier, and what the run leaves behind.

One frame serves all rules of one dossier in turn; it holds no clock and no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xingshen.kernel.knowledge import Missing, Unknown, Why
from xingshen.language.errors import BudgetExceeded

STEP_BUDGET = 10_000
MAX_LOCALS = 32
"""How many loop variables may live at once, through all definitions."""


class Record(dict[str, object]):
    """One row of a list: item fields by name, its path (``合作协议[1]``), and its ``title``, what people call it.

    The title is the file that a row was read from, or empty. A field that the row lacks is unknown, not a fault.
    """

    __slots__ = ("path", "title")

    def __init__(self, values: Mapping[str, object], path: str, title: str = "") -> None:
        super().__init__(values)
        self.path = path
        self.title = title

    def __missing__(self, name: str) -> Unknown:
        return Unknown((Missing(f"{self.path}.{name}", Why.NOT_STATED),))


@dataclass(frozen=True, slots=True)
class Passed:
    """A value in a trace that was read only to pass over the row in which it stands."""

    value: object


def _no_locals() -> list[object]:
    return [None] * MAX_LOCALS


@dataclass(slots=True)
class Frame:
    """Values by slot, loop variables, and in explaining runs the trace of what was read.

    What was read only to pass over rows of a list stands in the trace as :class:`Passed`: no ground of the answer.
    ``overrides`` replaces the unknown at a path by one of its candidates; ``outcomes`` are the words of the rules
    already judged, for rules that rest on others; ``memo`` keeps definitions within one dossier.
    """

    values: list[object]
    locals: list[object] = field(default_factory=_no_locals)
    trace: dict[str, object] = field(default_factory=dict)
    overrides: Mapping[str, object] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    memo: dict[str, object] = field(default_factory=dict)
    steps: int = 0

    def spend(self, steps: int) -> None:
        """Count ``steps`` against the budget of the running rule; raises :class:`BudgetExceeded`."""
        self.steps += steps
        if self.steps > STEP_BUDGET:
            raise BudgetExceeded(f"超过每条规则 {STEP_BUDGET} 步的上限")
