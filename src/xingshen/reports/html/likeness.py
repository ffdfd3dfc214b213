"""The name read on a seal beside the name expected, in pieces, so that a page can mark the characters that differ.

Knows spelling only; says nothing of what a difference means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xingshen.evidence.page import SealReading
from xingshen.evidence.seals.comparing import compare_seal
from xingshen.kernel.place import Evidence

SEAL = "seal"
"""The method of evidence that is a seal."""
_LEAST_ALIKE = 50.0
"""Of 100: names that have less in common are shown without marks, since nearly every character would bear one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters; ``differs`` where the other name has something else in its place."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """Both names in pieces."""

    read: tuple[Piece, ...]
    expected: tuple[Piece, ...]


def likeness_of(evidence: Evidence, expected: str) -> Likeness | None:
    """The comparison of what was read on a seal with ``expected``; None where the evidence is no seal that was read."""
    if evidence.method != SEAL or not evidence.quote or not expected:
        return None
    match = compare_seal((SealReading(evidence.quote, evidence.confidence),), (expected,))
    differences = match.differences if match.score >= _LEAST_ALIKE else ()
    return Likeness(
        tuple(_pieces(match.read, ((each.read_start, each.read_end) for each in differences))),
        tuple(_pieces(match.expected, ((each.start, each.end) for each in differences))),
    )


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for start, end in sorted(spans):
        if at < start:
            yield Piece(text[at:start], differs=False)
        if start < end:
            yield Piece(text[start:end], differs=True)
        at = max(at, end)
    if at < len(text):
        yield Piece(text[at:], differs=False)
