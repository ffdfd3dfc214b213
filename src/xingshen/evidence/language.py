"""The language in which a paper is written: its running text decides, not its names, addresses or headings.

Traditional Chinese is Chinese (ruling R25). Bilingual means that both languages carry a substantial part of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

import py3langid

from xingshen.evidence.glyph import is_han
from xingshen.evidence.page import Line, Page, Paper
from xingshen.kernel.place import Evidence

BILINGUAL_SHARE = 0.25
"""Least share of the lesser language in a bilingual paper."""
DOUBTFUL_SHARE = 0.15
"""From this share of the lesser language the reading is not sure."""
LEAST_WEIGHT = 10.0
"""Less text than about ten Chinese characters says nothing."""
LETTERS_PER_HAN = 3.0
"""Letters of a Western translation for one Chinese character, roughly."""
CHINESE = "zh"
BILINGUAL = "bilingual"
UNKNOWN = "unknown"
_CHINESE_CODES = frozenset({"zh", "yue", "zh-hant", "wuu", "lzh"})
_WORD = re.compile(r"[^\W\d_][^\W\d_'’-]*")
_JAPANESE_LINES = 3
_CHINESE_WORD = re.compile(r"[，这与为协议项术们单费]")
"""Signs of Chinese that Japanese does not write."""
_CHINESE_SENTENCE = re.compile(r"[，。；、]")


@dataclass(frozen=True, slots=True)
class LanguageReading:
    """``code``: zh, an ISO 639-1 code, bilingual or unknown; where it was seen; how sure (0 to 1)."""

    code: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sample:
    """One line: how much Chinese and how much foreign text it carries, and how much of each is running text."""

    page: Page
    index: int
    han: float
    foreign: float
    running_han: float
    running_foreign: float

    @property
    def line(self) -> Line:
        return self.page.lines[self.index]


def paper_language(paper: Paper) -> LanguageReading:
    """The language of ``paper``; unknown where (almost) nothing on it could be read."""
    samples = _of_one_script(list(_samples(paper)))
    chinese = sum(each.running_han + 0.3 * (each.han - each.running_han) for each in samples)
    foreign = sum(each.running_foreign for each in samples)
    if chinese + foreign < LEAST_WEIGHT:
        chinese, foreign = sum(each.han for each in samples), sum(each.foreign for each in samples)
    if chinese + foreign < LEAST_WEIGHT:
        return LanguageReading(UNKNOWN, 0.0)
    sureness = 0.97 if all(page.method != "none" for page in paper.pages) else 0.6
    return _judged(paper, samples, foreign / (chinese + foreign), sureness)


def _of_one_script(samples: list[_Sample]) -> list[_Sample]:
    """Lines without kana of a Japanese paper (headings, names) are Japanese, unless they are written as Chinese is."""
    bare = [each for each in samples if not _is_japanese(each.line.text)]
    japanese = len(samples) - len(bare)
    if japanese < _JAPANESE_LINES or any(_CHINESE_WORD.search(each.line.text) for each in bare):
        return samples
    return [
        each if not each.han else replace(each, han=0.0, running_han=0.0, foreign=each.han + each.foreign)
        for each in samples
    ]


def _judged(paper: Paper, samples: list[_Sample], foreign_share: float, sureness: float) -> LanguageReading:
    lesser = min(foreign_share, 1 - foreign_share)
    confidence = sureness if lesser < DOUBTFUL_SHARE or lesser >= BILINGUAL_SHARE + 0.1 else min(sureness, 0.75)
    if lesser >= BILINGUAL_SHARE:
        evidence = (*_shown(paper, samples, "running_han"), *_shown(paper, samples, "running_foreign"))
        return LanguageReading(BILINGUAL, confidence, evidence)
    if foreign_share < 0.5:
        return LanguageReading(CHINESE, confidence, _shown(paper, samples, "han"))
    code = _foreign_code(samples)
    return LanguageReading(code, confidence, _shown(paper, samples, "foreign"))


def _foreign_code(samples: list[_Sample]) -> str:
    """The foreign language by its running text, or by all of it where there is none."""
    running = [each.line.text for each in samples if each.running_foreign > 0]
    text = "\n".join(running or [each.line.text for each in samples if each.foreign > each.han])
    code = str(py3langid.classify("".join(char for char in text if not is_han(char) or _is_japanese(text)))[0])
    return UNKNOWN if code in _CHINESE_CODES else code


def _shown(paper: Paper, samples: list[_Sample], measure: str) -> tuple[Evidence, ...]:
    """The place of the line that carries most of ``measure``; nothing where no line carries any."""
    most = max(samples, key=lambda each: float(getattr(each, measure)), default=None)
    if most is None or getattr(most, measure) <= 0:
        return ()
    start = most.page.line_starts[most.index]
    return (most.page.evidence(paper.file, start, start + len(most.line.text)),)


def _samples(paper: Paper) -> Iterator[_Sample]:
    for page in paper.pages:
        for index in range(len(page.lines)):
            yield _sample(page, index)


def _sample(page: Page, index: int) -> _Sample:
    text = page.lines[index].text
    han = float(sum(1 for char in text if is_han(char)))
    letters = [char for char in text if char.isalpha() and not is_han(char)]
    foreign = sum(_weight(char) for char in letters)
    if _is_japanese(text):
        return _Sample(page, index, 0.0, han + foreign, 0.0, han + foreign)
    running_han = han if han >= 12 or (han >= 6 and _CHINESE_SENTENCE.search(text)) else 0.0
    return _Sample(page, index, han, foreign, running_han, foreign if _runs(page, index) else 0.0)


def _runs(page: Page, index: int) -> bool:
    """Whether the foreign words of a line are running text: by themselves, or with a neighbour in a narrow column."""
    text = page.lines[index].text
    if _is_running(text) or any(is_han(char) for char in text):
        return _is_running(text)
    beside = [page.lines[at].text for at in (index - 1, index + 1) if 0 <= at < len(page.lines)]
    return any(_is_running(f"{text} {each}") for each in beside if not any(is_han(char) for char in each))


def _is_japanese(text: str) -> bool:
    kana = sum(1 for char in text if "\u3041" <= char <= "\u30fa")
    return kana >= 2 and kana >= 0.15 * sum(1 for char in text if is_han(char))


def _weight(char: str) -> float:
    """How much of a Chinese character's meaning a letter carries."""
    return 0.6 if "\u3041" <= char <= "\u30fa" or "\uac00" <= char <= "\ud7a3" else 1 / LETTERS_PER_HAN


def _is_running(text: str) -> bool:
    """True for a line of foreign sentences: enough words, and not mostly capitalised as names and titles are."""
    words = [word for word in _WORD.findall(text) if not any(is_han(char) for char in word)]
    if not words:
        return False
    cased = [word for word in words if word[0].lower() != word[0].upper()]
    if len(cased) < len(words) / 2:
        return sum(len(word) for word in words) >= 8
    small = sum(1 for word in cased if unicodedata.category(word[0]) == "Ll")
    return len(cased) >= 5 and small >= 0.4 * len(cased)
