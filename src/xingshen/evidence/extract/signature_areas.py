"""Where a paper asks for a signature, and whether somebody wrote there by hand: ink, empty, or not to be told.

"Ink" says that pen strokes (or a picture of them) are there, never who signed. A typed name is no ink. A stamp of a
person's name counts only where the label allows one (签章, 签字或盖章).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xingshen.evidence.extract.dates import find_dates
from xingshen.evidence.extract.flow import Flow
from xingshen.evidence.extract.pen_marks import Spot, beside, is_seen, marks, may_be_seal, may_hide, overlaps, owner
from xingshen.evidence.fact import Fact
from xingshen.evidence.page import Page, union
from xingshen.kernel.place import Box, Evidence

INK, EMPTY, UNKNOWN = "ink", "empty", "unknown"

_INK_SURE = 0.9
_EMPTY_SURE = 0.85
_DATE_WITHIN = 90
_LONGEST_CELL, _LONGEST_LATIN = 16, 48
_SELF_EVIDENT = 4
"""Characters of a label from which on chance does not spell it."""
_SHOWN = 6

_PERSON = (
    r"(?:项目|课题|子课题|单位|部门|财务|科研|技术|企业|合作方?|申[报请]|推荐|承担|主管)*(?:法定代表人|法人代表|法人|授权代表"
    r"|委托代理人|代理人|被授权人|负责人|承诺人|经办人|代表人?|申[报请]人|联系人|填[表报]人|签[字署]人|主管领导|领导|审核人"
    r"|院长|校长|所长|成员|本人)"
)
_PERSONS = rf"{_PERSON}(?:(?:\(|或|/|和|及|与|、)(?:其)?(?:委托|授权)*{_PERSON}\)?)*"
_STAMP = r"(?:加?盖(?:公|私|印)?章|签章|签名|签字|印章|章)"
_SIGN = rf"(?:亲笔|本人|手写)?(?:签字|签名|签章|签署|手签)(?:人|处)?(?:(?:或|/|、|并|和|及)?{_STAMP})?"
_SIGNED = rf"{_PERSONS}\s*(?:\({_SIGN}[^()]{{0,6}}\)|{_SIGN}|\(签(?![字名章署]))(?:\([^()]{{1,8}}\))?"
"""The last bracket is one of which a seal hides the rest."""
_LATIN = (
    r"(?:(?:authori[sz]ed\s+)?signature(?:\s+of\s+[a-z ]{3,40})?|signed\s+by|by"
    r"|authori[sz]ed\s+(?:signatory|representative)|signatory)(?:\s*\([^()]{0,24}\))?"
)
_LABELS = (
    re.compile(rf"(?P<who>{_PERSONS})\s*(?P<colon>:)(?=[\s_]*[^:;。,()]{{0,12}}\({_SIGN}\))"),
    re.compile(rf"(?P<who>{_SIGNED})\s*(?P<colon>:)?"),
    re.compile(rf"(?P<who>{_SIGN}|\({_SIGN}\))\s*(?P<colon>:)?"),
    re.compile(r"(?P<who>承诺人)\s*(?P<colon>:)"),
    re.compile(rf"(?<![a-z])(?P<who>{_LATIN})\s*(?P<colon>:)?(?![a-z])", re.IGNORECASE),
)
_WEAK = re.compile(rf"(?P<who>{_PERSONS})\s*(?P<colon>:)")
"""A person's role without a word for signing: a place to sign only where there is ink."""
_OTHERS = re.compile(
    r"(?:签[署订字约]|盖章|填表)?(?:日期|时间)\s*:?|\bdate\s*:|(?:(?:20|二〇)?[\d〇零一二三四五六七八九]{0,4}\s*年\s*[\d一二三四五六七八九十]{0,3}\s*月"
    r"\s*[\d一二三四五六七八九十]{0,3}\s*日)|[\u4e00-\u9fff]{0,8}\((?:盖?公?章|单位盖章|盖章)\)\s*:?|(?:单位)?(?:盖章|公章)\s*:"
    r"|(?:地址|电话|职务|职称|姓名|身份证号|联系方式|邮编|邮箱|单位|名称|意见)\s*:|\b(?:name|title|position|address|place)\s*:",
    re.IGNORECASE,
)
_TITLE_END = re.compile(r"页|日期|时间|地点")
_BRACKETED = re.compile(rf"\({_SIGN}[^()]{{0,6}}\)")
_STAMP_ALLOWED = re.compile(r"章")
_BLANK = re.compile(r"[\s_.…\-—/\\:;,，。()年月日]+")


@dataclass(frozen=True, slots=True)
class SignatureArea:
    """One place to sign: ``label`` as written, its ``page`` (index), ``state`` (ink, empty, unknown), the ``box`` of
    the ink or of the empty area (points), and the day written beside it."""

    label: str
    page: int
    state: str
    box: Box
    confidence: float
    signed_on: date | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Label:
    text: str
    start: int
    end: int
    page: int
    spot: Spot
    weak: bool = False
    other: bool = False


def signature_areas(flow: Flow) -> tuple[SignatureArea, ...]:
    """The places to sign of a paper, in reading order."""
    labels = sorted(_labels(flow), key=lambda label: label.start)
    found = [area for index in sorted({each.page for each in labels}) for area in _areas_of_page(flow, labels, index)]
    return tuple(sorted(found, key=lambda area: area.start))


def signature_facts(flow: Flow) -> tuple[Fact, ...]:
    """The facts signed_labels, empty_labels (texts), all_signed and signed_dates (ISO days) of a paper.

    Without any place to sign their values are None. ``all_signed`` is True where every place has ink, False where one
    is visibly empty, None where that cannot be told.
    """
    areas = signature_areas(flow)
    by_state = {state: [area for area in areas if area.state == state] for state in (INK, EMPTY, UNKNOWN)}
    dated = [area for area in areas if area.signed_on is not None]
    everything: bool | None = False if by_state[EMPTY] else None if by_state[UNKNOWN] or not areas else True
    deciding = by_state[EMPTY] or by_state[UNKNOWN] or areas
    return (
        _fact(flow, "signed_labels", _texts(by_state[INK]) if areas else None, by_state[INK]),
        _fact(flow, "empty_labels", _texts(by_state[EMPTY]) if areas else None, by_state[EMPTY]),
        _fact(flow, "all_signed", everything, deciding),
        _fact(flow, "signed_dates", _days(dated) if areas else None, dated),
    )


def _fact(flow: Flow, name: str, value: bool | tuple[str, ...] | None, areas: Sequence[SignatureArea]) -> Fact:
    places = tuple(_evidence(flow, area) for area in areas[:_SHOWN])
    sure = min((place.confidence for place in places), default=1.0)
    return Fact(name, value, places, sure)


def _evidence(flow: Flow, area: SignatureArea) -> Evidence:
    """Where the place to sign is. A long label is what it was read as, however unsure the line is that it shares with
    the handwriting."""
    page = flow.paper.pages[area.page]
    read = min((place.confidence for place in flow.evidence(area.start, area.end)), default=1.0)
    sure = area.confidence if len(area.label) >= _SELF_EVIDENT else min(read, area.confidence)
    return Evidence(flow.paper.file, area.label, page.method, sure, page.number, area.box)


def _texts(areas: Sequence[SignatureArea]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(area.label for area in areas))


def _days(areas: Sequence[SignatureArea]) -> tuple[str, ...]:
    return tuple(sorted({area.signed_on.isoformat() for area in areas if area.signed_on is not None}))


def _areas_of_page(flow: Flow, labels: Sequence[_Label], index: int) -> Iterator[SignatureArea]:
    page = flow.paper.pages[index]
    here = [label for label in labels if label.page == index]
    spots = [label.spot for label in here]
    owned: dict[int, list[Box]] = {}
    for mark in marks(page):
        at = owner(mark, spots, page.width)
        if at is not None:
            owned.setdefault(at, []).append(mark)
    for at, label in enumerate(here):
        if label.other or (label.weak and at not in owned):
            continue
        area = beside(label.spot, spots, page.width)
        foreign = [mark for other, all_marks in owned.items() if other != at for mark in all_marks]
        state, box, sure = _state(flow, page, label, area, owned.get(at, []), foreign)
        following = next((each for each in labels if each.start > label.start and not each.other), None)
        yield SignatureArea(label.text, index, state, box, sure, _day(flow, label, following), label.start, label.end)


def _state(
    flow: Flow, page: Page, label: _Label, area: Box, own: Sequence[Box], foreign: Sequence[Box]
) -> tuple[str, Box, float]:
    pen = [mark for mark in own if not may_be_seal(mark, page)]
    if pen:
        return INK, union(pen), _INK_SURE
    stamped = [seal for seal in page.seals if seal.shape == "rectangle" and overlaps(seal.box, area)]
    if stamped and _STAMP_ALLOWED.search(label.text):
        return INK, stamped[0].box, _EMPTY_SURE
    doubtful = own or stamped or not is_seen(page) or may_hide(page.seals, area)
    if doubtful or any(overlaps(mark, area) for mark in foreign) or _read_beside(flow, page, label):
        return UNKNOWN, area, 0.0
    return EMPTY, area, _EMPTY_SURE


def _read_beside(flow: Flow, page: Page, label: _Label) -> bool:
    """Whether words were read from a picture right after the label: they may be handwriting that looks like print."""
    line = flow.lines[flow.line_at(label.end - 1)]
    rest = _BRACKETED.sub("", flow.text[label.end : line.end])
    found = _OTHERS.search(rest)
    rest = rest[: found.start()] if found else rest
    return page.method not in {"text-layer", "docx"} and bool(_BLANK.sub("", rest))


def _day(flow: Flow, label: _Label, following: _Label | None) -> date | None:
    end = min(following.start if following else len(flow.text), label.end + _DATE_WITHIN)
    days = (found.value for found in find_dates(flow.text[label.end : end]) if not found.whole_month)
    return next((day for day in days if isinstance(day, date)), None)


def _labels(flow: Flow) -> Iterator[_Label]:
    taken: list[tuple[int, int]] = []
    for pattern in (*_LABELS, _OTHERS, _WEAK):
        for match in pattern.finditer(flow.text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if pattern is not _OTHERS and not _is_label(flow, match, pattern):
                continue
            taken.append(match.span())
            yield _label(flow, match, pattern)


def _label(flow: Flow, match: re.Match[str], pattern: re.Pattern[str]) -> _Label:
    page, box = flow.boxes(match.start(), match.end())
    behind = pattern is _LABELS[2] and match["who"].startswith("(") and _follows_a_person(flow, match.start())
    other = pattern is _OTHERS or behind
    above = not other and pattern is _LABELS[-1] and not match["colon"]
    written = match[0] if pattern is _OTHERS else match["who"]
    spot = Spot(box or (0.0, 0.0, 0.0, 0.0), above)
    return _Label(written.strip(" :_"), match.start(), match.end(), page, spot, pattern is _WEAK, other)


def _follows_a_person(flow: Flow, start: int) -> bool:
    """Whether the bracket at ``start`` stands behind the place to sign: 承诺人：（签字）."""
    line = flow.lines[flow.line_at(start)]
    return bool(_LABELS[0].search(flow.text, line.start, line.end))


def _is_label(flow: Flow, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Whether the words stand as a label: free at their start; followed by a colon, a blank or the end of the line."""
    start, end = match.span()
    line = flow.lines[flow.line_at(start)]
    free = start == line.start or start in flow.blanks or start in flow.gaps or flow.text[start - 1] in "_,;。:)|"
    if not free:
        return False
    if match["colon"]:
        return True
    ends = end >= line.end or end in flow.gaps or flow.text[end] == "_"
    if not ends and _TITLE_END.match(flow.text, end):
        return False
    alone = ends and not line.full and (start == line.start or start in flow.gaps)
    if pattern is _LABELS[-1]:
        return alone and end - start <= _LONGEST_LATIN and match["who"].casefold() != "by"
    bracketed = match["who"].endswith((")", "(签")) and line.end - end <= _LONGEST_CELL // 2
    return bracketed or (alone and end - start <= _LONGEST_CELL)
