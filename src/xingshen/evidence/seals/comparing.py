"""Compare what was read on a seal with the names a unit bears: match, look at it, or mismatch.

Pure: it knows characters, not pictures, and runs without the extra ``[ocr]``. It judges spelling; whether a seal is
lawful, or whose it is, it must not say.

Why a match must be exact: of names with 24 characters one forged character leaves a likeness of 96, so no threshold on
likeness can both accept poor readings and refuse forgeries. What differs by more than spelling conventions is for a
person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel, Levenshtein

from xingshen.evidence.page import SealReading
from xingshen.kernel.names import normalise_name

Verdict = Literal["match", "look", "mismatch"]

APART = "apart"
"""The view in which the characters are read one by one, without the words around them to guess from."""
ALIKE = 80.0
"""Below this likeness (0 to 100) a confident reading is of another name (documents.md §2: 42 of 42 true ones above)."""
_AGREED = 0.8
"""Confidence from which a reading that two views share may be a match; one view alone may guess a familiar word."""
_OBJECTS = 0.8
"""Confidence from which another reading with a differing character speaks against a match."""
_APART, _MOST_CORRECTED = 0.9, 2
"""Confidence from which characters read one by one speak against a match, and in how many places at most: where more
differ the name was cut in the wrong places."""
_LEGIBLE = 0.85
"""Confidence from which a reading may be called another name; below it a person looks."""
_CONSENT = 85.0
"""Readings of two views that are so alike say the same: a poor print is read differently by each view."""
_UNLIKE = 65.0
"""Where the views do not read the very same, another name is less alike than this."""
_SHORTEST = 4
"""A reading with fewer characters is a scrap: a person looks."""
_TAIL = re.compile(
    "(?:合同专用章|财务专用章|发票专用章|业务专用章|行政专用章|公章|行政章|合同章|财务章|印章|印鉴)[0-9]{0,2}$"
)
_NUMBER = re.compile("^[0-9]{5,}|[0-9]{5,}$")
_STARS = str.maketrans("", "", "★☆*✩✪⭐●○◎|!:;~^`")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a reading and a name differ: ``read[read_start:read_end]`` stands for ``expected[start:end]``; either may
    be empty. Offsets into the texts of :class:`SealMatch` as shown."""

    read_start: int
    read_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SealMatch:
    """How a seal's readings stand to the names of a unit. ``score`` 0 to 100 is the likeness of ``read`` and
    ``expected``, the reading and the name that come closest; both as they were handed in, for showing."""

    verdict: Verdict
    score: float
    read: str
    expected: str
    differences: tuple[Difference, ...] = ()


def compare_seal(readings: Sequence[SealReading], names: Sequence[str]) -> SealMatch:
    """Compare the readings of one seal with the names a unit may bear (full, former, lawful short ones).

    match: a sure reading equals a name but for brackets, width, Traditional characters, spaces, a seal number and a
    tail such as 合同专用章, and no other sure reading has another character in it. mismatch: every sure reading is
    unlike every name. look: everything else, and whatever could not be read or has nothing to be compared with.
    """
    pairs = [(_score(reading, name), reading, name) for reading in readings for name in names]
    if not pairs:
        return SealMatch(verdict="look", score=0.0, read=_first(readings), expected=names[0] if names else "")
    score, read, expected = max(pairs, key=lambda pair: (pair[0], pair[1].confidence))
    verdict: Verdict = "look"
    if _matches(read, expected, readings):
        verdict = "match"
    elif _is_other(readings, names):
        verdict = "mismatch"
    differences = _differences(read.text, expected) if score < 100 else ()
    return SealMatch(verdict=verdict, score=score, read=read.text, expected=expected, differences=differences)


def plain(text: str) -> str:
    """A reading or a name without what does not tell units apart: brackets, spaces, a seal number, a seal's tail."""
    bare = _NUMBER.sub("", normalise_name(text.translate(_STARS)))
    return _TAIL.sub("", bare) or bare


def views(reading: SealReading) -> int:
    """By how many views of the ink the text was read."""
    return max(len([view for view in reading.view.split(",") if view.strip()]), 1)


def _first(readings: Sequence[SealReading]) -> str:
    return readings[0].text if readings else ""


def _score(reading: SealReading, name: str) -> float:
    return round(100 * Indel.normalized_similarity(plain(reading.text), plain(name)), 1)


def _matches(read: SealReading, expected: str, readings: Iterable[SealReading]) -> bool:
    name = plain(expected)
    if not name or plain(read.text) != name:
        return False
    equal = [reading for reading in readings if plain(reading.text) == name]
    support = sum(views(reading) for reading in equal)
    surest = max(reading.confidence for reading in equal)
    against = [reading for reading in readings if _objects(reading, name)]
    if any(_corrects(reading, name) for reading in readings):
        return False
    return support >= 2 and surest >= _AGREED and all(views(reading) < 2 for reading in against)


def _objects(reading: SealReading, name: str) -> bool:
    """Whether a sure reading has another character in the middle of the name; what is lost at its
    ends, or the order of reading (square seals are read along and down), says nothing."""
    text = plain(reading.text)
    return (
        reading.view != APART and text not in name and sorted(text) != sorted(name) and reading.confidence >= _OBJECTS
    )


def _corrects(reading: SealReading, name: str) -> bool:
    """Whether the characters read one by one show one or two others where the rest of the name is in place."""
    text = plain(reading.text)
    if reading.view != APART or reading.confidence < _APART or len(text) != len(name) or sorted(text) == sorted(name):
        return False
    return sum(one != other for one, other in zip(text, name, strict=True)) <= _MOST_CORRECTED


def _is_other(readings: Iterable[SealReading], names: Iterable[str]) -> bool:
    """Whether what could be read is surely another name: at least two views read nearly the same, and none the name."""
    legible = [each for each in readings if _is_legible(each)]
    known = [plain(name) for name in names]
    if not legible or any(_akin(plain(each.text), name) for each in legible for name in known):
        return False
    nearest = max(100 * Indel.normalized_similarity(plain(each.text), name) for each in legible for name in known)
    agreed = [each for each in legible if sum(views(other) for other in legible if _same(each, other)) >= 2]
    return any(views(each) >= 2 or nearest < _UNLIKE for each in agreed)


def _is_legible(reading: SealReading) -> bool:
    long_enough = len(plain(reading.text)) >= _SHORTEST
    return long_enough and reading.view != APART and reading.confidence >= _LEGIBLE


def _same(one: SealReading, other: SealReading) -> bool:
    return 100 * Indel.normalized_similarity(plain(one.text), plain(other.text)) >= _CONSENT


def _akin(text: str, name: str) -> bool:
    """Alike, or one is a piece of the other, as with a seal that is cut off."""
    return (
        text in name
        or name in text
        or sorted(text) == sorted(name)
        or 100 * Indel.normalized_similarity(text, name) >= ALIKE
    )


def _differences(read: str, expected: str) -> tuple[Difference, ...]:
    """The spans that differ, punctuation and width left aside."""
    left, right = _folded(read), _folded(expected)
    found = []
    for step in Levenshtein.opcodes("".join(char for char, _ in left), "".join(char for char, _ in right)):
        if step.tag != "equal":
            begin, end = _span(left, step.src_start, step.src_end, len(read))
            start, stop = _span(right, step.dest_start, step.dest_end, len(expected))
            found.append(Difference(begin, end, start, stop))
    return tuple(found)


def _folded(text: str) -> list[tuple[str, int]]:
    """The characters that count, each with its offset in ``text``."""
    return [(char, at) for at, raw in enumerate(text) for char in normalise_name(raw.translate(_STARS))]


def _span(folded: Sequence[tuple[str, int]], start: int, end: int, length: int) -> tuple[int, int]:
    first = folded[start][1] if start < len(folded) else length
    return (first, folded[end - 1][1] + 1 if end > start else first)
