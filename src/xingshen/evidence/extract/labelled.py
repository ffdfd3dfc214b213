"""Values that stand beside a label: 名称：…, 住所 …, Date of issue: …, in one line or in cells of a table.

It must not know what a label means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xingshen.evidence.extract.dates import find_dates
from xingshen.evidence.extract.flow import Flow
from xingshen.evidence.extract.said import Said

_NO_COLON = 0.9
_LONGEST = 160
_NEXT_LABEL = re.compile(r"(?<=.)[\u4e00-\u9fff]{2,8}(?:\([^)]{0,10}\))?:|\s[A-Z][A-Za-z ]{2,24}:")
_BRACKET = re.compile(r"\s*(?:\([^)]{0,16}\)\s*)*")
_LABEL_LINE = re.compile(r"[^:]{1,16}:|第[一二三四五六七八九十\d]+[条章]")


def label(words: str) -> re.Pattern[str]:
    """The expression for a label that is one of ``words`` (alternatives of a regular expression)."""
    return re.compile(rf"(?:{words})(?:\([^)]{{0,16}}\)|/?[A-Z][A-Za-z. ]{{2,40}})*", re.IGNORECASE)


def labelled(flow: Flow, name: re.Pattern[str], stop: re.Pattern[str] | None = None) -> Iterator[Said]:
    """The values beside each occurrence of the label; ``stop`` is where a value ends before its line does."""
    for match in name.finditer(flow.text):
        if not _stands_free(flow, match.start()):
            continue
        colon = re.match(r"\s*(?:\([^)]{0,16}\))?\s*(?:为\s*)?:", flow.text[match.end() : match.end() + 24])
        start = match.end() + (colon.end() if colon else 0)
        if not colon and start not in flow.blanks and not _ends_line(flow, start):
            continue
        said = _value(flow, start, stop, 1.0 if colon else _NO_COLON)
        if said is not None:
            yield said


def labelled_dates(flow: Flow, name: re.Pattern[str]) -> Iterator[Said]:
    """The days beside each occurrence of the label; months alone are left out."""
    for said in labelled(flow, name):
        text = flow.text[said.start : min(said.end + 12, len(flow.text))]
        found = next((d for d in find_dates(text) if d.start <= 6 and not d.whole_month), None)
        if found is not None and isinstance(found.value, date):
            at = said.start
            yield Said(found.value, at + found.start, at + found.end, min(found.confidence, said.confidence))


def _stands_free(flow: Flow, start: int) -> bool:
    before = flow.text[start - 1 : start]
    return not before or start in flow.blanks or flow.lines[flow.line_at(start)].start == start or before in ",。;:)|、"


def _ends_line(flow: Flow, offset: int) -> bool:
    return any(line.start == offset for line in flow.lines[flow.line_at(offset) :][:1]) and offset > 0


def _value(flow: Flow, start: int, stop: re.Pattern[str] | None, confidence: float) -> Said | None:
    while start < len(flow.text) and flow.text[start] in " _:":
        start += 1
    if start >= len(flow.text):
        return None
    index = flow.line_at(start)
    if flow.lines[index].start == start and _LABEL_LINE.match(flow.line_text(index)):
        return None
    end = _end(flow, start, index)
    for pattern in (stop, _NEXT_LABEL):
        found = pattern.search(flow.text, start + 1, end) if pattern else None
        end = found.start() if found else end
    text = flow.written[start:end].strip(" _,;。")
    return Said(text, start, start + max(len(text), 1), confidence) if text else None


def _end(flow: Flow, start: int, index: int) -> int:
    end = flow.lines[index].end
    while flow.lines[index].full and index + 1 < len(flow.lines) and ":" not in flow.line_text(index + 1):
        index += 1
        end = flow.lines[index].end
    gap = min((g for g in flow.gaps if start < g < end and not _own_gap(flow, start, g)), default=end)
    return min(end, gap, start + _LONGEST)


def _own_gap(flow: Flow, start: int, gap: int) -> bool:
    """A line's first character is preceded by a line break, not by a gap inside the value."""
    return any(line.start == gap for line in flow.lines[flow.line_at(gap) :][:1])
