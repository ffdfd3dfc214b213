"""Values that stand beside a label (名称：…, 住所 …) or under it in a table's column.

It must not know what a label means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xingshen.evidence.extract.characters import is_chinese
from xingshen.evidence.extract.dates import find_dates
from xingshen.evidence.extract.flow import Flow
from xingshen.evidence.extract.said import Said
from xingshen.kernel.place import Box

_NO_COLON = 0.9
_LONGEST = 160
_DATE_NEAR = 4
_WRAPPED = 8.0
_ASKEW = 0.35
"""How far the lines of one cell may be out of line, in line heights."""
_COLON = re.compile(r"\s*(?:\([^)]{0,16}\))?\s*(?:为\s*)?:")
_NEXT_LABEL = re.compile(r"(?<=.)[\u4e00-\u9fff]{2,8}(?:\([^)]{0,10}\))?:|\s[A-Z][A-Za-z ]{2,24}:")
_LABEL_LINE = re.compile(r"[^:]{1,16}:|第[一二三四五六七八九十\d]+[条章]")
_NO_VALUE = re.compile(r"[\d\s.、()（）:_-]*")


def label(words: str) -> re.Pattern[str]:
    """The expression for a label that is one of ``words`` (alternatives of a regular expression)."""
    return re.compile(rf"(?:{words})(?:\([^)]{{0,16}}\)|/?[A-Z][A-Za-z. ]{{2,40}}(?=:))*", re.IGNORECASE)


def labelled(flow: Flow, name: re.Pattern[str], stop: re.Pattern[str] | None = None) -> Iterator[Said]:
    """The values beside each occurrence of the label; ``stop`` is where a value ends before its line does.

    Where ``stop`` names all the labels of such papers, a label beside a label makes a table's head, not a value.
    """
    for match in _labels(flow, name):
        start = _value_start(flow, match)
        said = _value(flow, start, stop) if start is not None else None
        if said is not None:
            colon = ":" in flow.text[match.end() : said.start]
            yield Said(said.value, said.start, said.end, 1.0 if colon else _NO_COLON)


def labelled_dates(flow: Flow, name: re.Pattern[str]) -> Iterator[Said]:
    """The days beside each occurrence of the label; months alone are left out."""
    for match in _labels(flow, name):
        if not _stands_free(flow, match.start()):
            continue
        colon = _COLON.match(flow.text, match.end())
        at = colon.end() if colon else match.end()
        found = next((d for d in find_dates(flow.text[at : at + 40]) if d.start <= _DATE_NEAR), None)
        if found is not None and not found.whole_month and isinstance(found.value, date):
            sure = min(found.confidence, 1.0 if colon else _NO_COLON)
            yield Said(found.value, at + found.start, at + found.end, sure)


def in_column(flow: Flow, name: re.Pattern[str], rows: int = 1) -> Iterator[Said]:
    """The first ``rows`` cells under a label that stands in the head row of a table (a line of several labels)."""
    for match in _labels(flow, name):
        head = flow.line_at(match.start())
        line = flow.lines[head]
        edges = {line.start, line.end, *(gap for gap in flow.gaps if line.start < gap < line.end)}
        if len(edges) > 2 and {match.start(), match.end()} <= edges:
            yield from _cells_under(flow, head, match, rows)


def _labels(flow: Flow, name: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The occurrences of a label; one that begins in the line before is read again from its own line's start."""
    for match in name.finditer(flow.text):
        fresh = flow.lines[flow.line_at(match.end() - 1)].start
        again = name.match(flow.text, fresh) if match.start() < fresh else match
        if again:
            yield again


def _value_start(flow: Flow, match: re.Match[str]) -> int | None:
    if not _stands_free(flow, match.start()):
        return None
    colon = _COLON.match(flow.text, match.end())
    if colon:
        return colon.end()
    start = match.end() + (flow.text[match.end() : match.end() + 1] == " ")
    free = flow.blanks if is_chinese(match[0][-1]) else flow.gaps
    starts_line = start < len(flow.text) and flow.lines[flow.line_at(start)].start == start and _alone(flow, match)
    return start if start in free or starts_line else None


def _alone(flow: Flow, match: re.Match[str]) -> bool:
    """Whether the label has its line to itself, and not a row with other labels."""
    line = flow.lines[flow.line_at(match.start())]
    return not any(line.start < gap < line.end for gap in flow.gaps)


def _stands_free(flow: Flow, start: int) -> bool:
    before = flow.text[start - 1 : start]
    free = flow.blanks if is_chinese(flow.text[start]) else flow.gaps
    return not before or start in free or flow.lines[flow.line_at(start)].start == start or before in ",。;:)|、"


def _value(flow: Flow, start: int, stop: re.Pattern[str] | None) -> Said | None:
    while start < len(flow.text) and flow.text[start] in " _:":
        start += 1
    if start >= len(flow.text):
        return None
    index = flow.line_at(start)
    if flow.lines[index].start == start and _LABEL_LINE.match(flow.line_text(index)):
        return None
    end = _end(flow, start, index)
    if stop and (itself := stop.match(flow.text, start)) and itself.end() >= end:
        return None
    for pattern in (stop, _NEXT_LABEL):
        found = pattern.search(flow.text, start + 1, end) if pattern else None
        end = found.start() if found else end
    text = flow.written[start:end].strip(" _,;。")
    return None if _NO_VALUE.fullmatch(text) and len(text) < 3 else Said(text, start, start + max(len(text), 1))


def _end(flow: Flow, start: int, index: int) -> int:
    end = flow.lines[index].end
    while flow.lines[index].full and index + 1 < len(flow.lines) and ":" not in flow.line_text(index + 1):
        index += 1
        end = flow.lines[index].end
    line_starts = {line.start for line in flow.lines[flow.line_at(start) : index + 1]}
    gap = min((g for g in flow.gaps if start < g < end and g not in line_starts), default=end)
    return min(end, gap, start + _LONGEST)


def _cells_under(flow: Flow, head: int, match: re.Match[str], rows: int) -> Iterator[Said]:
    """Cells joined in one line are counted off; cells in lines of their own are found by the column's middle."""
    line = flow.lines[head]
    column = sum(1 for gap in flow.gaps if line.start < gap <= match.start())
    columns = 1 + sum(1 for gap in flow.gaps if line.start < gap < line.end)
    _, box = flow.boxes(*match.span())
    middle = (box[0] + box[2]) / 2 if box else 0.0
    for below in [each for each in flow.lines[head + 1 : head + 1 + 4 * rows] if each.page == line.page]:
        gaps = sorted(gap for gap in flow.gaps if below.start < gap < below.end)
        starts = [below.start, *gaps, below.end]
        if len(starts) == columns + 1:
            yield _cell(flow, starts[column], starts[column + 1])
            rows -= 1
        elif not gaps and below.box[0] <= middle <= below.box[2] and below.box[1] > line.box[1]:
            yield _cell(flow, below.start, below.end)
            rows -= 1
        if rows <= 0:
            return


def _goes_on(upper: Box, lower: Box) -> bool:
    """Whether a cell goes on in the line below: right under it, beginning at the same place or set on the same middle.

    What is read from a picture stands a little off.
    """
    slack = _ASKEW * (upper[3] - upper[1])
    aligned = abs(lower[0] - upper[0]) <= slack or abs(lower[0] + lower[2] - upper[0] - upper[2]) <= 2 * slack
    return aligned and lower[1] - upper[3] <= _WRAPPED


def _cell(flow: Flow, start: int, end: int) -> Said:
    """The cell at the span, with the lines right under it that begin at the same place."""
    index = flow.line_at(start)
    while (
        index + 1 < len(flow.lines) and end == flow.lines[index].end and start == flow.lines[flow.line_at(start)].start
    ):
        line, below = flow.lines[index], flow.lines[index + 1]
        if below.page != line.page or not _goes_on(line.box, below.box):
            break
        index, end = index + 1, below.end
    return Said(flow.written[start:end].strip(), start, end, _NO_COLON)
