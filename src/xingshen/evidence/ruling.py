"""The drawn rules of a page and the table cells that they make.

Pure geometry (points from the top left). A cell counts only where rules stand around it on at least three sides with
another cell beside it, so that underlines, three-line tables and page frames are none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xingshen.kernel.place import Box

NEAR = 1.5
"""Rules closer than this (points) are one rule; a page border drawn as a thin box has two long sides."""
_TOUCHING = 3.0
_INSIDE = 5.0
_SHORTEST = 6.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule: its place across (x of a vertical one, y of a horizontal one) and its extent along."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """All rules of a page, collinear pieces joined."""

    vertical: tuple[Rule, ...] = ()
    horizontal: tuple[Rule, ...] = ()

    @classmethod
    def of(cls, segments: Iterable[Box]) -> Ruling:
        """The ruling that straight ``segments`` (x1, y1, x2, y2, either way round) make; slanted ones are left out."""
        vertical: list[Rule] = []
        horizontal: list[Rule] = []
        for x1, y1, x2, y2 in segments:
            if abs(x1 - x2) < NEAR and abs(y1 - y2) >= _SHORTEST:
                vertical.append(Rule(x1, min(y1, y2), max(y1, y2)))
            elif abs(y1 - y2) < NEAR and abs(x1 - x2) >= _SHORTEST:
                horizontal.append(Rule(y1, min(x1, x2), max(x1, x2)))
        return cls(_joined(vertical), _joined(horizontal))

    def verticals_at(self, y: float) -> tuple[float, ...]:
        """The x of every vertical rule that crosses the height ``y``, from left to right."""
        return tuple(rule.at for rule in self.vertical if rule.start <= y <= rule.end)

    def cell(self, x: float, y: float) -> Box | None:
        """The table cell around the point; None where there is none."""
        above = [rule for rule in self.horizontal if rule.at <= y and rule.start <= x <= rule.end]
        below = [rule for rule in self.horizontal if rule.at > y and rule.start <= x <= rule.end]
        if not above or not below:
            return None
        top, bottom = above[-1], below[0]
        beside = [at for at in self.verticals_at(y) if _is_inside(at, top) or _is_inside(at, bottom)]
        if not beside:
            return None
        left = max((at for at in self.verticals_at(y) if at <= x), default=top.start)
        right = min((at for at in self.verticals_at(y) if at > x), default=top.end)
        return (left, top.at, right, bottom.at)


def _is_inside(at: float, rule: Rule) -> bool:
    return rule.start + _INSIDE < at < rule.end - _INSIDE


def _joined(rules: list[Rule]) -> tuple[Rule, ...]:
    """Rules on one line that touch, as one; ordered by place."""
    joined: list[Rule] = []
    for line in _lines(rules):
        for rule in sorted(line, key=lambda each: each.start):
            last = joined[-1] if joined else None
            if last is not None and abs(last.at - line[0].at) < 1e-9 and rule.start <= last.end + _TOUCHING:
                joined[-1] = Rule(last.at, last.start, max(last.end, rule.end))
            else:
                joined.append(Rule(line[0].at, rule.start, rule.end))
    return tuple(joined)


def _lines(rules: list[Rule]) -> list[list[Rule]]:
    """The rules grouped by place, each group within :data:`NEAR` of its first."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda each: each.at):
        if groups and rule.at - groups[-1][0].at < NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups
