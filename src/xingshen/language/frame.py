"""What an expression runs on: the values of one dossier, and what the run leaves behind.

One frame serves all rules of one dossier in turn; it holds no clock and no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xingshen.language.errors import BudgetExceeded

STEP_BUDGET = 10_000


class Record(dict[str, object]):
    """One row of a list: item fields by name, with the path that a reader would give it (``合作协议[1]``)."""

    __slots__ = ("path",)

    def __init__(self, values: Mapping[str, object], path: str) -> None:
        super().__init__(values)
        self.path = path


@dataclass(slots=True)
class Frame:
    """Values by slot, loop variables, and in explaining runs the trace of what was read.

    ``overrides`` replaces the unknown at a path by one of its candidates; ``outcomes`` are the words of the rules
    already judged, for rules that rest on others; ``memo`` keeps definitions within one dossier.
    """

    values: list[object]
    locals: list[object] = field(default_factory=list)
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
