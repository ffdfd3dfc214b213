"""The clues of an agreement's period: beginnings, ends and lengths, each with what it belongs to.

A clue that belongs to something else (payment, secrecy, a phase, a patent) is left out here. Which period follows from
the clues is decided in ``validity``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from xingshen.evidence.extract import period_words as words
from xingshen.evidence.extract.dates import FoundDate
from xingshen.evidence.extract.durations import FoundDuration
from xingshen.evidence.extract.flow import Flow
from xingshen.evidence.extract.masking import DAY, MONTH, Masked
from xingshen.evidence.extract.sentences import Sentence, sentences_of


class Basis(Enum):
    """What a clue speaks of: the agreement's validity, the time of the work, or unsaid."""

    VALIDITY = auto()
    WORK = auto()
    UNSAID = auto()


class Clue(Enum):
    """What a clue gives."""

    START = auto()
    END = auto()
    LENGTH = auto()
    FROM_SIGNING = auto()
    FROM_EFFECT = auto()
    FROM_PROJECT = auto()
    UNTIL_EVENT = auto()
    AS_PROJECT = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class PeriodClue:
    """One clue with its span in the flow; ``doubtful``: the sentence offers an alternative (whichever is later)."""

    kind: Clue
    basis: Basis
    start: int
    end: int
    date: FoundDate | None = None
    length: FoundDuration | None = None
    doubtful: bool = False
    alone: bool = True
    """Whether no other date stands in its sentence (else a beginning may have been missed)."""


_EVENTS = (
    (Clue.FROM_PROJECT, words.BY_PROJECT),
    (Clue.FROM_SIGNING, words.BY_SIGNING),
    (Clue.FROM_EFFECT, words.BY_EFFECT),
    (Clue.OPEN, words.OPEN_END),
    (Clue.UNTIL_EVENT, words.UNTIL_EVENT),
    (Clue.AS_PROJECT, words.SAME_AS_PROJECT),
)


def period_clues(flow: Flow) -> list[PeriodClue]:
    """All clues in reading order."""
    masked, sentences = sentences_of(flow)
    return [clue for sentence in sentences for clue in _clues(masked, sentence)]


def _clues(masked: Masked, sentence: Sentence) -> Iterator[PeriodClue]:
    doubtful = bool(words.EARLIER_OR_LATER.search(masked.text, sentence.start, sentence.end))
    dates = sum(masked.text.count(sign, sentence.start, sentence.end) for sign in (DAY, MONTH))
    for kind, match, group in _matches(masked.text, sentence):
        basis = _basis(masked.text, sentence, match)
        if basis is None or (kind is Clue.LENGTH and _extends(masked.text[sentence.start : match.start(group)])):
            continue
        start, end = masked.span(match.start(), match.end())
        at = match.start(group) if group else -1
        yield PeriodClue(
            kind,
            basis,
            start,
            end,
            masked.date_at(at) if group in {"a", "b"} else None,
            masked.length_at(at) if group == "l" else None,
            doubtful,
            dates <= 1,
        )


def _matches(text: str, sentence: Sentence) -> list[tuple[Clue, re.Match[str], str]]:
    found: dict[int, tuple[Clue, re.Match[str], str]] = {}
    for pattern in words.RANGE:
        for match in pattern.finditer(text, sentence.start, sentence.end):
            found.setdefault(match.start("a"), (Clue.START, match, "a"))
            found.setdefault(match.start("b"), (Clue.END, match, "b"))
    for kind, patterns, group in (
        (Clue.START, words.START, "a"),
        (Clue.END, words.END, "b"),
        (Clue.LENGTH, words.LENGTH, "l"),
    ):
        for pattern in patterns:
            for match in pattern.finditer(text, sentence.start, sentence.end):
                found.setdefault(match.start(group), (kind, match, group))
    events = [(k, m, "") for k, p in _EVENTS for m in p.finditer(text, sentence.start, sentence.end)]
    return sorted([*found.values(), *events], key=lambda f: f[1].start())


def _basis(text: str, sentence: Sentence, match: re.Match[str]) -> Basis | None:
    left = text[sentence.start : match.end() if _names_itself(match) else match.start()]
    clause = re.split(r"[,;]", text[sentence.start : match.start()])[-1]
    if words.NOT_THE_TERM.search(clause) or words.NOT_THE_TERM.search(match[0][:-1]):
        return None
    after = text[match.end() : sentence.end]
    if (words.AFTERWARDS if match.groupdict() else words.A_DEADLINE).match(after):
        return None
    own = _nearest(left)
    if own is not None:
        return own[0]
    if words.THIS_PAPER.search(left) or re.match(r"内?(?:均|持续|保持)?有效", text[match.end() : sentence.end]):
        return Basis.VALIDITY
    for heading in reversed(sentence.headings):
        above = _nearest(heading)
        if above is not None:
            return above[0]
    return Basis.UNSAID


def _extends(left: str) -> bool:
    return bool(words.EXTENDED.search(left))


def _names_itself(match: re.Match[str]) -> bool:
    return bool(words.VALIDITY.match(match[0]) or words.WORK.match(match[0]))


def _nearest(text: str) -> tuple[Basis | None] | None:
    found: list[tuple[int, int, Basis | None]] = []
    for basis, pattern in ((None, words.OTHER), (Basis.WORK, words.WORK), (Basis.VALIDITY, words.VALIDITY)):
        found += [(m.end(), m.start() - m.end(), basis) for m in pattern.finditer(text)]
    if not found:
        return None
    end, _, _ = max(found, key=lambda f: f[0])
    return (min((f for f in found if f[0] == end), key=lambda f: f[1])[2],)
