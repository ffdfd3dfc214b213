"""Which kind of paper a file really is, told by its title; the kinds to look for come as data.

A paper is what its title says and never what its running text mentions. Knows nothing of what was declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xingshen.evidence.fact import KindGuess, KindSpec
from xingshen.evidence.page import Paper
from xingshen.evidence.titles import Title, titles
from xingshen.evidence.wording import plain, plain_word

CLEAR = 0.95
"""The title is or ends with the word, in a prominent place."""
CONTAINED = 0.75
"""The word stands inside a longer title (a conference on …, a notice about …)."""
GENERIC = 0.8
"""The word is also the tail of another kind's longer word (承诺书), so the kind is less certain."""
MISREAD, MISREAD_LONG = 0.7, 0.8
"""The title that OCR read differs from the word in one character; a long word leaves less doubt."""
LEAST = 0.5
_BODY_BONUS = 0.02
FORM_PRINT = "form_print"
"""The reader of everything that is printed out of the form itself."""
_SHORTEST_MISREAD, _LONG = 4, 6
_BRACKETS = r"[(（\[【〔][^()（）\[\]【】〔〕]{0,24}[)）\]】〕]"
_TAIL = re.compile(rf"(?:{_BRACKETS}|[\d年度第号字\-—_:《》〔〕\[\]#/]+|正本|副本|草案|样本)+$")
_LINKS = "between|on|for|of|among|with|regarding|concerning|to|no|and"
_TRANSLATION = "译"


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A kind whose ``word`` stands in a title; ``fit`` (0 to 1) tells how well the word is the title's head."""

    kind: KindSpec
    word: str
    title: Title
    fit: float

    @property
    def confidence(self) -> float:
        """How sure the title makes the kind: the fit of the word, less where the title is not prominent."""
        return self.fit * self.title.prominence


def guess_kind(paper: Paper, kinds: Sequence[KindSpec]) -> KindGuess:
    """The kind whose title word stands in the paper's title; kind None where no title names one.

    The title's head wins, the longest word among equals. Confidence is 0.9 or more only for a title that clearly is
    the word; body words of the kind that are found add a little. A title that marks a translation makes the paper a
    translation whatever it translates.
    """
    best = title_match(paper, kinds)
    if best is None:
        return KindGuess(None, 0.0)
    confidence = min(best.confidence + _body_bonus(paper, best.kind), 0.99)
    if best.confidence < CLEAR * 0.9:
        confidence = min(confidence, 0.89)
    return KindGuess(best.kind.id, round(confidence, 3), (best.title.evidence,))


def title_match(paper: Paper, kinds: Sequence[KindSpec]) -> TitleMatch | None:
    """The kind that the title of ``paper`` names best; None where no title names one with some certainty."""
    text = _text(paper)
    matches = [_told(match, text, kinds) for title in titles(paper) for match in _matches(title, kinds)]
    best = max(matches, key=_rank, default=None)
    return best if best is not None and best.confidence >= LEAST else None


def _told(match: TitleMatch, text: str, kinds: Sequence[KindSpec]) -> TitleMatch:
    """A generic word that several kinds share belongs to the one whose body words the paper has, if only one has."""
    if not CONTAINED < match.fit < CLEAR:
        return match
    sharing = [kind for kind in kinds if match.word in kind.title_words and kind.body_words]
    having = [kind for kind in sharing if any(plain_word(word) in text for word in kind.body_words)]
    return replace(match, kind=having[0], fit=CLEAR) if len(sharing) > 1 and len(having) == 1 else match


def _rank(match: TitleMatch) -> tuple[bool, float, int]:
    return _TRANSLATION in match.word and match.confidence > LEAST, match.confidence, len(match.word)


def _matches(title: Title, kinds: Sequence[KindSpec]) -> list[TitleMatch]:
    """The longest matching word of ``title``, and a translation mark beside it."""
    found = [
        TitleMatch(kind, word, title, fit * _genericity(kind, word, kinds))
        for kind in kinds
        for word in kind.title_words
        if (fit := _fit(title.text, plain_word(word))) > 0
    ]
    if not found and title.evidence.method == "ocr":
        found = [
            TitleMatch(kind, word, title, fit)
            for kind in kinds
            for word in kind.title_words
            if (fit := _misread_fit(title.text, plain_word(word))) > 0
        ]
    longest = _longest(match for match in found if _TRANSLATION not in match.word)
    return [*longest, *_longest(match for match in found if _TRANSLATION in match.word)]


def _longest(matches: Iterable[TitleMatch]) -> list[TitleMatch]:
    """The surest match; among equals what the title ends with, then the longest.

    Only a guess where a longer word of another kind is in the title; the parts of a printed form are named after it.
    """
    ordered = sorted(matches, key=lambda match: (match.fit, _ends_print(match), len(match.word)), reverse=True)
    if not ordered:
        return []
    first = ordered[0]
    rivalled = any(
        len(match.word) > len(first.word)
        and match.kind.id != first.kind.id
        and not (_ends_print(first) and match.kind.reader == FORM_PRINT)
        for match in ordered
    )
    return [replace(first, fit=min(first.fit, GENERIC)) if rivalled else first]


def _ends_print(match: TitleMatch) -> bool:
    return match.kind.reader == FORM_PRINT and match.title.text.endswith(plain_word(match.word))


def _genericity(kind: KindSpec, word: str, kinds: Sequence[KindSpec]) -> float:
    others = [other for each in kinds if each.id != kind.id for other in each.title_words]
    return GENERIC / CLEAR if any(other != word and other.endswith(word) for other in others) else 1.0


def _fit(title: str, word: str) -> float:
    """How well ``word`` is the head of ``title``: Chinese titles end with it, Western ones begin or end with it."""
    if word.isascii():
        return _latin_fit(title, word)
    if word not in title:
        return 0.0
    if _TRANSLATION in word:
        return CLEAR
    head = _TAIL.sub("", title)
    if head.endswith(word) or title.endswith(word) or title.startswith(f"《{word}》"):
        return CLEAR
    rest = len(title) - len(word)
    return CLEAR if title.startswith(word) and rest <= 3 and not title.startswith(f"{word}的") else CONTAINED


def _misread_fit(title: str, word: str) -> float:
    """How well ``title`` ends with ``word`` with one character misread; a short word must be all of it."""
    head = _TAIL.sub("", title)
    if word.isascii() or len(word) < _SHORTEST_MISREAD or len(head) < len(word):
        return 0.0
    if len(word) < _LONG and len(head) > len(word):
        return 0.0
    differing = sum(one != other for one, other in zip(head[-len(word) :], word, strict=True))
    return (MISREAD_LONG if len(word) >= _LONG else MISREAD) if differing == 1 else 0.0


def _latin_fit(title: str, word: str) -> float:
    bare, wanted = _bare(title), _bare(word)
    if not re.search(rf"\b{re.escape(wanted)}\b", bare):
        return 0.0
    linked = rf"\b{re.escape(wanted)}(?: (?:{_LINKS})\b|\W*$)"
    return CLEAR if re.search(linked, bare) or bare.startswith(wanted) else CONTAINED


def _bare(text: str) -> str:
    return re.sub(r"[^\w\s]", "", text)


def _body_bonus(paper: Paper, kind: KindSpec) -> float:
    if not kind.body_words:
        return 0.0
    text = _text(paper)
    return _BODY_BONUS if any(plain_word(word) in text for word in kind.body_words) else 0.0


def _text(paper: Paper) -> str:
    return plain("\n".join(page.text for page in paper.pages))
