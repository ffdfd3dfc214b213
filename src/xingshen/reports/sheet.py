"""A sheet of terminal text: headings, labelled fields and hanging lines, wrapped for Chinese at the console's width.

Texts are printed as they are, never read as markup. Knows nothing of what is being reported.
"""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from xingshen.kernel.outcome import Outcome, Verdict
from xingshen.reports.wrapping import wrap

OUTCOME_STYLES: dict[Outcome, str] = {
    Outcome.PASS: "green",
    Outcome.FAIL: "bold red",
    Outcome.HUMAN: "bold yellow",
    Outcome.NOT_APPLICABLE: "bright_black",
    Outcome.CORRECTION: "bold yellow",
}
VERDICT_STYLES: dict[Verdict, str] = {
    Verdict.PASS: "bold green",
    Verdict.CLEAR: "bold green",
    Verdict.HUMAN: "bold yellow",
    Verdict.FAIL: "bold red",
}

_LABEL_CELLS = 10
_WIDEST = 100


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where lines are printed; lines are never wider than the console, nor than 100 cells."""

    console: Console

    def gap(self) -> None:
        self._print("", "")

    def heading(self, text: str) -> None:
        """A blank line, then the heading with a rule under it."""
        self.gap()
        self._print(text, "bold")
        self._print("─" * min(cell_len(text), self._width), "bright_black")

    def field(self, label: str, value: str, *, style: str = "") -> None:
        """A label and its value, the value's further lines under its first."""
        padding = " " * max(_LABEL_CELLS - cell_len(label), 1)
        self.line(value or "（未填写）", hang=_LABEL_CELLS, mark=label + padding, style=style)

    def line(self, text: str, *, indent: int = 0, hang: int = 0, mark: str = "", style: str = "") -> None:
        """A paragraph, or nothing for an empty text; ``mark`` stands before it, its lines begin ``hang`` cells on."""
        if not text:
            return
        lead = " " * indent + mark + " " * max(hang - cell_len(mark), 0)
        for part in wrap(text, self._width - cell_len(lead)):
            self._print(lead + part, style)
            lead = " " * cell_len(lead)

    @property
    def _width(self) -> int:
        return min(self.console.width, _WIDEST)

    def _print(self, text: str, style: str) -> None:
        self.console.print(Text(text, style=style), no_wrap=True, overflow="ignore", crop=False, highlight=False)
