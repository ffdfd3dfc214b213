"""A line of the table that the measurements print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One line: what was measured, what came out, what was wanted."""

    what: str
    figure: str
    target: str = "—"
    reached: bool = True
