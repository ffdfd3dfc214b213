"""Two Chinese texts sentence by sentence, with what differs within a sentence marked. Plain data; knows no page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

LONGEST = 20_000
"""Characters of each text that are compared; more would be read by nobody."""
_SENTENCE = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n]?")
_CLAUSE = re.compile(r"[^，,、]*[，,、]?")
_LONG_SENTENCE = 200
_ALIKE = 0.5
_SHORTEST_COMMON = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of each text beside the other; () where one has none."""

    left: tuple[Part, ...]
    right: tuple[Part, ...]

    @property
    def same(self) -> bool:
        """Whether both say the same, word for word."""
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring lines that all are the same, or all differ."""

    same: bool
    lines: tuple[Line, ...]


def compare(left: str, right: str) -> tuple[Run, ...]:
    """The two texts side by side."""
    lines = _lines(sentences(left[:LONGEST]), sentences(right[:LONGEST]))
    return tuple(Run(same, tuple(run)) for same, run in groupby(lines, key=lambda line: line.same))


def sentences(text: str) -> list[str]:
    """The sentences with their marks; long ones by their parts."""
    found = (each.strip() for each in _SENTENCE.findall(text))
    return [part for sentence in found if sentence for part in _parts(sentence)]


def _parts(sentence: str) -> list[str]:
    if len(sentence) <= _LONG_SENTENCE:
        return [sentence]
    return [part for part in _CLAUSE.findall(sentence) if part]


def _lines(left: Sequence[str], right: Sequence[str]) -> Iterator[Line]:
    for word, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if word == "equal":
            yield from (Line((Part(each, False),), (Part(each, False),)) for each in left[a:b])
        else:
            yield from _replaced(left[a:b], right[c:d])


def _replaced(left: Sequence[str], right: Sequence[str]) -> Iterator[Line]:
    """Sentences that are alike beside each other, in order; the others by themselves."""
    at = 0
    for sentence in left:
        near = next((place for place in range(at, len(right)) if _is_alike(sentence, right[place])), None)
        if near is None:
            yield Line((Part(sentence, True),), ())
            continue
        yield from (Line((), (Part(each, True),)) for each in right[at:near])
        yield within(sentence, right[near])
        at = near + 1
    yield from (Line((), (Part(each, True),)) for each in right[at:])


def _is_alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def within(left: str, right: str) -> Line:
    """Two short texts with the characters marked that differ; one common character alone counts as differing."""
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    one, other = [], []
    for word, a, b, c, d in codes:
        common = word == "equal" and (b - a >= _SHORTEST_COMMON or len(codes) == 1)
        one.append(Part(left[a:b], not common))
        other.append(Part(right[c:d], not common))
    return Line(_joined(one), _joined(other))


def _joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    kept = groupby((part for part in parts if part.text), key=lambda part: part.differs)
    return tuple(Part("".join(part.text for part in run), differs) for differs, run in kept)
