"""Which of many texts are near copies of each other, without comparing every text with every other.

Knows only titles and contents, not dossiers, units or guides. Candidates come from shared keys: the rarest pairs of
characters of a title (exact: a pair of titles above the bound always shares one), the bands of a MinHash digest of a
content (a pair above the bound is missed about once in 300 times). Every candidate is then measured exactly.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rensa import RMinHash

TITLE_RATIO = 90.0
"""Two titles are alike from this ratio on (percent of characters in common order)."""
TITLE_LENGTH = 10
"""Shorter titles (letters, digits and characters counted) are never alike: too many honest ones would be."""
CONTENT_JACCARD = 0.8
"""Two contents are near copies from this share of common shingles on."""
CONTENT_LENGTH = 200
"""Shorter contents are never near copies: a few set phrases are no evidence."""
MOST_NAMED = 10
"""A text that has so many near copies is not searched for more, unless a text with fewer asks for it."""

_LONGEST_TITLE = 200
_LONGEST_CONTENT = 200_000
_SHINGLE = 5
_PERMUTATIONS = 256
_BANDS = 32
_SEED = 2026
_PROMISING = 0.7
_CROWD = 64


@dataclass(frozen=True, slots=True)
class NearCopy:
    """Two texts by position (first < second); ``title`` 0 to 100, ``content`` 0 to 1 (0: too short to compare)."""

    first: int
    second: int
    title: float
    content: float


def bare(text: str) -> str:
    """The text with only its letters, digits and characters, in one width and case."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def find_near_copies(titles: Sequence[str], contents: Sequence[str]) -> tuple[NearCopy, ...]:
    """Pairs of positions with near-equal titles or near-equal contents, sorted; the same input gives the same output.

    In a crowd of copies each text is paired with at least ``MOST_NAMED`` others, not with all.
    """
    bare_titles = [bare(title[:_LONGEST_TITLE]) for title in titles]
    bare_contents = [bare(content[:_LONGEST_CONTENT]) for content in contents]
    found = set(_alike(_title_pairs(bare_titles), bare_titles, title_ratio, TITLE_RATIO))
    found.update(_alike(_content_pairs(bare_contents), bare_contents, content_jaccard, CONTENT_JACCARD))
    return tuple(
        NearCopy(
            one,
            other,
            round(title_ratio(bare_titles[one], bare_titles[other]), 1),
            round(content_jaccard(bare_contents[one], bare_contents[other]), 3),
        )
        for one, other in sorted(found)
    )


def content_keys(content: str) -> list[bytes]:
    """Keys of a bare content: of two near copies one in 300 pairs shares none. Empty where it is too short."""
    return _bands(_sketch(content[:_LONGEST_CONTENT])) if len(content) >= CONTENT_LENGTH else []


def title_ratio(one: str, other: str) -> float:
    """How alike two bare titles are, 0 to 100; 0 where one is empty."""
    return fuzz.ratio(one, other) if one and other else 0.0


def content_jaccard(one: str, other: str) -> float:
    """Share of common shingles of two bare contents, 0 to 1, exact; 0 where one is too short to compare."""
    if min(len(one), len(other)) < CONTENT_LENGTH:
        return 0.0
    if one == other:
        return 1.0
    a, b = _shingles(one), _shingles(other)
    return len(a & b) / len(a | b)


def candidate_pairs(keys: Sequence[Sequence[str | bytes]], order: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of positions (smaller first, each once) that share a key.

    ``order`` is the order in which positions are visited. Of a key's holders only the last 64 visited are paired with
    the next one, so that the number of pairs stays linear in the number of texts whatever they hold.
    """
    holders: defaultdict[str | bytes, list[int]] = defaultdict(list)
    for position in order:
        partners = {other for key in keys[position] for other in holders[key][-_CROWD:]}
        for key in keys[position]:
            holders[key].append(position)
        yield from ((min(position, other), max(position, other)) for other in sorted(partners, reverse=True))


def title_keys(titles: Sequence[str]) -> list[list[str]]:
    """For every bare title its rarest pairs of characters, as many as make two alike titles share one.

    Take a title of n characters, and one alike that misses x of them and has y others. Ratio 90 means that
    1.1x + 0.9y is at most n/5; a missing character takes away at most two pairs, another one breaks at most one; so at
    most 4n/11 pairs are lost, and of one pair more than that at least one is left in common.
    """
    tokens = [_character_pairs(title) for title in titles]
    seen = Counter(token for title in tokens for token in title)
    return [
        sorted(of_title, key=lambda token: (seen[token], token))[: 4 * len(title) // 11 + 1]
        for title, of_title in zip(titles, tokens, strict=True)
    ]


def _alike(
    candidates: Iterator[tuple[int, int]], texts: Sequence[str], measure: Callable[[str, str], float], bound: float
) -> Iterator[tuple[int, int]]:
    named: Counter[int] = Counter()
    for one, other in candidates:
        if min(named[one], named[other]) < MOST_NAMED and measure(texts[one], texts[other]) >= bound:
            named.update((one, other))
            yield one, other


def _title_pairs(titles: Sequence[str]) -> Iterator[tuple[int, int]]:
    keys = title_keys([title if len(title) >= TITLE_LENGTH else "" for title in titles])
    return candidate_pairs(keys, sorted(range(len(titles)), key=lambda position: titles[position]))


def _character_pairs(text: str) -> list[str]:
    """Its pairs of neighbouring characters; the second time a pair comes it counts as another one."""
    times: Counter[str] = Counter()
    tokens = []
    for start in range(len(text) - 1):
        pair = text[start : start + 2]
        tokens.append(f"{pair}{times[pair]}")
        times[pair] += 1
    return tokens


def _content_pairs(contents: Sequence[str]) -> Iterator[tuple[int, int]]:
    sketches = [_sketch(content) if len(content) >= CONTENT_LENGTH else None for content in contents]
    keys = [_bands(sketch) if sketch else [] for sketch in sketches]
    for one, other in candidate_pairs(keys, range(len(contents))):
        a, b = sketches[one], sketches[other]
        if a and b and a.jaccard(b) >= _PROMISING:
            yield one, other


def _sketch(content: str) -> RMinHash:
    sketch = RMinHash(_PERMUTATIONS, _SEED)
    sketch.update(_shingles(content))
    return sketch


def _bands(sketch: RMinHash) -> list[bytes]:
    digest = b"".join(value.to_bytes(4, "big") for value in sketch.digest())
    width = len(digest) // _BANDS
    return [bytes([band]) + digest[band * width : (band + 1) * width] for band in range(_BANDS)]


@lru_cache(maxsize=32)
def _shingles(text: str) -> frozenset[str]:
    return frozenset(text[start : start + _SHINGLE] for start in range(len(text) - _SHINGLE + 1))
