"""A text in which every date and length of time is one character, so that a sentence's shape can be matched.

It must not know what the dates are for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from xingshen.evidence.extract.dates import FoundDate, find_dates
from xingshen.evidence.extract.durations import FoundDuration, find_durations

DAY = "\ue000"
MONTH = "\ue001"
LENGTH = "\ue002"

Atom = FoundDate | FoundDuration


@dataclass(frozen=True, slots=True)
class Masked:
    """``text`` with placeholders; ``atoms`` by masked offset; ``offsets`` lead to the original."""

    text: str
    atoms: Mapping[int, Atom]
    offsets: tuple[int, ...]

    def date_at(self, offset: int) -> FoundDate:
        """The date that the placeholder at ``offset`` stands for."""
        atom = self.atoms[offset]
        if not isinstance(atom, FoundDate):
            raise TypeError("no date stands here")
        return atom

    def length_at(self, offset: int) -> FoundDuration:
        """The length of time that the placeholder at ``offset`` stands for."""
        atom = self.atoms[offset]
        if not isinstance(atom, FoundDuration):
            raise TypeError("no length of time stands here")
        return atom

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of ``text[start:end]``."""
        return self.offsets[start], self.offsets[end]


def mask(text: str) -> Masked:
    """``text`` with its dates and lengths of time masked."""
    dates = _without_repetitions(text, find_dates(text))
    atoms: list[Atom] = [*dates, *(d for d in find_durations(text) if not _within(d, dates))]
    out: list[str] = []
    offsets: list[int] = []
    placed: dict[int, Atom] = {}
    at = 0
    for atom in sorted(atoms, key=lambda a: a.start):
        out += text[at : atom.start]
        offsets += range(at, atom.start)
        placed[len(out)] = atom
        out.append(_sign(atom))
        offsets.append(atom.start)
        at = atom.end
    out += text[at:]
    offsets += range(at, len(text) + 1)
    return Masked("".join(out), placed, tuple(offsets))


def _without_repetitions(text: str, dates: list[FoundDate]) -> list[FoundDate]:
    """A day and the same day once more in brackets, 二〇二六年七月一日（2026年7月1日）, made one."""
    kept: list[FoundDate] = []
    for found in dates:
        before = kept[-1] if kept else None
        repeats = before and before.value == found.value and re.fullmatch(r"\s*\(即?", text[before.end : found.start])
        if before and repeats and text[found.end : found.end + 1] == ")":
            kept[-1] = replace(before, end=found.end + 1)
        else:
            kept.append(found)
    return kept


def _within(duration: FoundDuration, dates: list[FoundDate]) -> bool:
    return any(duration.start < date.end and date.start < duration.end for date in dates)


def _sign(atom: Atom) -> str:
    if isinstance(atom, FoundDuration):
        return LENGTH
    return MONTH if atom.whole_month else DAY
