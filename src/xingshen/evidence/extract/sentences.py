"""The sentences of a paper with the article heading that each stands under, dates and lengths masked.

A sentence may run over lines and pages; a numbered or labelled line begins a new one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from xingshen.evidence.extract.flow import Flow
from xingshen.evidence.extract.masking import Masked, mask

_STOP = re.compile(
    r"[。;!?；！？]|(?<!\bno)(?<!\bltd)(?<!\bco)(?<!\binc)(?<!\bcorp)(?<!\bdr)(?<!\bprof)\.(?=\s+[A-ZА-ЯÀ-Ý])"
)
_MAJOR = re.compile(
    r"第\s?[\d一二三四五六七八九十百]{1,4}\s?[条章节款]|[一二三四五六七八九十]{1,3}[、.,]|(?:article|section|clause"
    r"|artikel|artigo|artículo|статья|§)\s*[\dIVX]+|[IVX]{1,4}\.",
    re.IGNORECASE,
)
_MINOR = re.compile(
    r"[\ue000-\ue002]?\d{1,2}[.、](?!\d)|\d{1,2}(?:\.\d{1,2})+|[(（][\d一二三四五六七八九十a-z]{1,3}[)）]|[①-⑳]"
)
_LABEL = re.compile(r"[^,。;:()“”]{2,16}(?:\([^)]{0,12}\))?:")
_HEADING_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Sentence:
    """``masked.text[start:end]``, with the headings above it (nearest last)."""

    start: int
    end: int
    headings: tuple[str, ...]


def sentences_of(flow: Flow) -> tuple[Masked, list[Sentence]]:
    """The masked flow and its sentences in order."""
    masked = mask(flow.text)
    starts = [bisect_left(masked.offsets, line.start) for line in flow.lines]
    lines = dict(zip(starts, _line_texts(masked.text, starts), strict=True))
    return masked, list(_split(masked.text, lines))


def _line_texts(text: str, starts: list[int]) -> list[str]:
    return [text[a:b].strip() for a, b in zip(starts, [*starts, len(text)][1:], strict=True)]


def _split(text: str, lines: dict[int, str]) -> Iterator[Sentence]:
    cuts = {m.end() for m in _STOP.finditer(text)} | {at for at, line in lines.items() if _begins(line)}
    headings: tuple[str, ...] = ()
    begin = 0
    for cut in [*sorted(cuts - {0}), len(text)]:
        headings = _headings(headings, lines.get(begin, ""))
        if text[begin:cut].strip():
            yield Sentence(begin, cut, headings)
        begin = cut


def _begins(line: str) -> bool:
    return bool(_MAJOR.match(line) or _MINOR.match(line) or _LABEL.match(line))


def _headings(current: tuple[str, ...], line: str) -> tuple[str, ...]:
    if _MAJOR.match(line):
        return (line[:_HEADING_LENGTH],)
    if _MINOR.match(line) and not re.match(r"\d{1,2}\.\d", line):
        return (*current[:1], line[:_HEADING_LENGTH])
    return current
