"""Whether the signature blocks of an agreement are filled in: ink, a name, a date, /s/, or an image beside the label.

It says what is seen, never that a signature is genuine. A foreign party needs no seal (A29).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xingshen.evidence.extract.columns import column_spans, text_in
from xingshen.evidence.extract.flow import Flow
from xingshen.evidence.extract.pen_marks import Spot, has_marks, is_sealed
from xingshen.evidence.extract.said import Said, joined
from xingshen.evidence.fact import Fact
from xingshen.evidence.flow import WIDTH
from xingshen.kernel.place import Box

_NAME_ONLY = 0.9
_DATE_ONLY = 0.8
_LINE_EMPTY = 0.6
_ONE_SIDE = 0.6
_READ_ONLY = 0.6
"""Words read from a picture at a place to sign, without ink: typed, or writing that looks like print."""
_EMPTY = 0.9
_ZONE_BREAK = 300
_SAME_ROW = 4.0
_HEAD_LENGTH, _HEAD_ROWS = 2, 60.0
"""甲方 alone heads a column; points from there to the first label under it."""

_SEAL_WORD = r"(?:单位)?(?:盖章|公章|签章|盖公章|印章|签字盖章|签字或盖章|签字/盖章|签盖|章)"
_SIGN_WORD = r"(?:签字|签名|签署|手签|签字或盖章|签字/盖章|签章|签字、盖章)"
_LATIN_TAIL = (
    r"(?:\s*[/(]?\s*(?:authori[sz]ed\s+|legal\s+)?"
    r"(?:signature|signatory|representative|signed\s+by|sign|date)\)?(?=\s*:))?"
)
"""The same label again in English: 签字 Signature:"""
_PERSON = r"(?:法定代表人|法人代表|授权代表|委托代理人|代理人|代表人?|项目?负责人|授权人|签字人|签署人|经办人)"
_PERSONS = rf"{_PERSON}(?:(?:\(|或|/|和|及|、)(?:其)?(?:委托|授权)?{_PERSON}\)?)*"
_TOKENS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "sign",
            rf"(?:(?P<side>[甲乙丙丁戊己])方)?(?:单位)?{_PERSONS}\s*:?\s*(?:\({_SIGN_WORD}[^)]{{0,6}}\)|{_SIGN_WORD}){_LATIN_TAIL}\s*:?",
        ),
        ("sign", r"(?P<side>[甲乙丙丁戊己])方(?:单位)?\s*:?\s*\(?(?:签字|签名|签署)\)?\s*:"),
        (
            "party",
            r"(?P<side>[甲乙丙丁戊己])方(?:单位)?(?:名称)?\s*:?\s*"
            rf"(?:(?![甲乙丙丁戊己]方)[^:,。;()]){{0,40}}?\({_SEAL_WORD}\)\s*:?",
        ),
        ("party", rf"(?P<side>[甲乙丙丁戊己])方(?:单位)?\s*{_SEAL_WORD}\s*:"),
        ("party", r"(?P<side>[甲乙丙丁戊己])方(?:单位|名称)?\s*:"),
        ("party", r"(?P<side>[甲乙丙丁戊己])方"),
        (
            "party",
            r"(?P<side>(?:signed\s+)?for\s+and\s+on\s+behalf\s+of|on\s+behalf\s+of|от\s+имени)\s*(?:party\s+[a-f]\b)?\s*:?",
        ),
        ("party", r"(?P<side>party\s+[a-f])\b\s*(?:\([^)]{0,30}\))?\s*:?"),
        (
            "party",
            rf"(?P<side>[\u4e00-\u9fff·]{{2,28}}(?:\((?!{_SEAL_WORD})[\u4e00-\u9fff]{{2,6}}\)[\u4e00-\u9fff]{{2,12}})?"
            rf"(?:公司|大学|学院|院|所|中心|医院|集团|厂))\s*\({_SEAL_WORD}\)\s*:?",
        ),
        ("seal", rf"(?:单位)?\(?(?:{_SEAL_WORD}|(?:company\s+)?(?:seal|stamp))\)?\s*:"),
        (
            "sign",
            r"(?<!法人)(?:签字|签名|签署)(?:\(手写\)|处|人)?\s*:|\b(?:signature|signed(?:\s+by)?|by|authori[sz]ed\s+(?:signature|signatory|representative)(?:\s*\(signature\))?|sign|firma|assinatura|unterschrift|подпись|aláírás)\s*(?:\([^)]{0,20}\))?\s*:",
        ),
        (
            "name",
            rf"{_PERSONS}\s*:|(?:姓名|\bname|\bprint(?:ed)?\s+name|name\s+and\s+title|имя|nome|nombre|név)\s*(?:\([^)]{{0,20}}\))?\s*:",
        ),
        ("date", r"(?:签[署订字约]|盖章)?(?:日期|时间)(?:\s*/?\s*date)?\s*:|\b(?:date|дата|datum|data|fecha|kelt)\s*:"),
        (
            "other",
            r"(?:地址|住所|电话|传真|职务|职称|邮编|邮箱|联系人|联系方式|地点|签订地点|开户行|账号|\btitle|\bposition|\baddress|\btel|\be-?mail|\bplace|должность|cargo)\s*:",
        ),
    )
)
_NOTHING = re.compile(
    r"[\s_.…/\\·\-—年月日:;,，。()]+|\((?:盖章|签字|签名|公章|签章|手写|seal|signature|stamp)[^)]*\)"
    r"|(?:signature|seal)\s*$",
    re.IGNORECASE,
)
_PRINTED = re.compile(r"[\s_]*\([^()]{2,40}\)[\s_]*")
"""A name in brackets after a signature label is printed there for whoever is to sign."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    side: str
    start: int
    end: int
    value: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class _Block:
    tokens: tuple[_Token, ...]

    def filled(self, kind: str) -> bool:
        return any(t.kind == kind and t.value for t in self.tokens)

    def has(self, kind: str) -> bool:
        return any(t.kind == kind for t in self.tokens)


def signed_fact(flow: Flow, sides: int) -> Fact:
    """The fact signed; ``sides`` is how many parties were read (0: not known)."""
    tokens = _by_column(flow, _zone(flow, _tokens(flow)))
    blocks = _blocks(tokens)
    if not blocks:
        return Fact("signed", None)
    states = [(block, _state(flow, block, blocks)) for block in blocks]
    empty = [_place(block, _EMPTY) for block, state in states if state == 0.0]
    if empty:
        return joined(flow, "signed", False, empty)
    unclear = [_place(block, 0.0) for block, state in states if state is None]
    if unclear:
        return joined(flow, "signed", None, unclear)
    cap = _ONE_SIDE if len(blocks) < min(sides, 2) else 1.0
    return joined(flow, "signed", True, [_place(b, min(s or 0.0, cap)) for b, s in states])


def _state(flow: Flow, block: _Block, blocks: Sequence[_Block]) -> float | None:
    """How sure the block is filled; 0.0: visibly empty; None: cannot be told."""
    written = _written(flow, block, blocks)
    if written:
        return 1.0
    if block.filled("sign"):
        return _READ_ONLY if flow.paper.pages[block.tokens[0].page].method == "ocr" else 1.0
    if _is_sealed(flow, block, blocks):
        return 1.0 if _stamp_suffices(flow, block) else None
    if block.has("sign") or block.has("printed"):
        blank = None if written is None else 0.0
        return _LINE_EMPTY if any(block.filled(kind) for kind in ("printed", "name", "date")) else blank
    if block.filled("name"):
        return _NAME_ONLY
    if block.filled("date"):
        return _DATE_ONLY
    return None if written is None or block.filled("party") or block.filled("seal") else 0.0


def _stamp_suffices(flow: Flow, block: _Block) -> bool:
    """Whether a seal fills the block: nobody is asked to sign, or to sign or seal (签字或盖章)."""
    asked = [flow.text[t.start : t.end] for t in block.tokens if t.kind in {"sign", "printed"}]
    return all("章" in text for text in asked)


def _tokens(flow: Flow) -> list[_Token]:
    found: list[tuple[int, int, str, str]] = []
    for kind, pattern in _TOKENS:
        for match in pattern.finditer(flow.text):
            start, end = match.start(), _end(flow, match)
            if kind == "party" and flow.text[end - 1] not in ":)" and not _alone(flow, start, end):
                continue
            if all(end <= s or start >= e for s, e, _, _ in found):
                found.append((start, end, kind, _side(match.groupdict().get("side") or "")))
    found.sort()
    limits = [*(start for start, _, _, _ in found), len(flow.text)][1:]
    return [_token(flow, one, limit) for one, limit in zip(found, limits, strict=True)]


def _end(flow: Flow, match: re.Match[str]) -> int:
    """Where the label ends: a head 甲方 ends with its cell, whatever the cell under it or beside it says (单位…)."""
    after = match.start() + 2
    broken = after in flow.gaps or flow.lines[flow.line_at(min(after, len(flow.text) - 1))].start == after
    headed = match[0].endswith(("方", ")", ":")) and match[0][1] == "方" and match[0][2:].startswith("单位")
    return after if broken and headed else match.end()


def _alone(flow: Flow, start: int, end: int) -> bool:
    """Whether the words stand by themselves: a cell or a line of their own, or the head of a line after 代表."""
    begins = start in flow.gaps or flow.lines[flow.line_at(start)].start == start
    ends = end in flow.gaps or end >= flow.lines[flow.line_at(start)].end
    return begins and (ends or "behalf" in flow.text[start:end].casefold())


def _side(written: str) -> str:
    """The party that a label names: 甲方 and Party A of a bilingual paper are the same one."""
    side = re.sub(r"\s+", " ", written.casefold())
    return "甲乙丙丁戊己"["abcdef".index(side[-1])] if re.fullmatch(r"party [a-f]", side) else side


def _token(flow: Flow, found: tuple[int, int, str, str], limit: int) -> _Token:
    start, end, kind, side = found
    page, box = flow.boxes(start, end)
    stop = min(limit, flow.lines[flow.line_at(end - 1)].end)
    written = flow.written[end:stop] if flow.written[end:stop].strip() else _beside(flow, end, limit)
    if kind == "sign" and _PRINTED.fullmatch(written):
        kind = "printed"
    return _Token(kind, side, start, end, _NOTHING.sub("", written), page, box or (0.0, 0.0, 0.0, 0.0))


def _beside(flow: Flow, end: int, limit: int) -> str:
    """What stands in the next line, where that line is the next cell of the same row."""
    index = flow.line_at(end - 1)
    if index + 1 >= len(flow.lines) or flow.lines[index + 1].start >= limit:
        return ""
    line, following = flow.lines[index], flow.lines[index + 1]
    same_row = abs(line.box[1] - following.box[1]) < _SAME_ROW and following.box[0] >= line.box[2]
    return flow.written[following.start : min(following.end, limit)] if same_row and line.page == following.page else ""


def _zone(flow: Flow, tokens: Sequence[_Token]) -> list[_Token]:
    """The last run of labels in which somebody is asked to sign or seal."""
    runs: list[list[_Token]] = []
    for token in tokens:
        if not runs or token.start - runs[-1][-1].end > _ZONE_BREAK:
            runs.append([])
        runs[-1].append(token)
    asking = [run for run in runs if any(_asks(t) for t in run)]
    if not asking:
        return []
    first = next(i for i, t in enumerate(asking[-1]) if _asks(t))
    head = first
    while head and _heads_block(flow, asking[-1][head - 1], asking[-1][first]):
        head -= 1
    return asking[-1][head:]


def _heads_block(flow: Flow, party: _Token, first: _Token) -> bool:
    head = party.end - party.start == _HEAD_LENGTH and party.page == first.page
    near = head and 0 <= first.box[1] - party.box[1] <= _HEAD_ROWS
    return party.kind == "party" and (near or flow.line_at(first.start) - flow.line_at(party.start) <= 1)


def _by_column(flow: Flow, tokens: Sequence[_Token]) -> list[_Token]:
    """The tokens; a label at the left of a table with the parties as heads of its columns once for each party."""
    return [each for token in tokens for each in _in_columns(flow, token, tokens)]


def _in_columns(flow: Flow, token: _Token, tokens: Sequence[_Token]) -> list[_Token]:
    above = [t for t in tokens if t.kind == "party" and t.page == token.page and t.box[1] < token.box[1] - _SAME_ROW]
    lowest = max((t.box[1] for t in above), default=0.0)
    heads = sorted((t for t in above if lowest - t.box[1] < _SAME_ROW), key=lambda t: t.box[0])
    if token.side or len({t.side for t in heads}) < 2 or heads[0].box[0] <= token.box[2]:
        return [token]
    page = flow.paper.pages[token.page]
    spans = column_spans(token.box, [t.box for t in heads], page.width)
    return [
        replace(
            token,
            side=head.side,
            value=_NOTHING.sub("", text_in(page, token.box, span)),
            box=(span[0], token.box[1], span[0] + 1.0, token.box[3]),
        )
        for head, span in zip(heads, spans, strict=True)
    ]


def _asks(token: _Token) -> bool:
    return token.kind in {"sign", "printed", "seal"} or (token.kind == "party" and token.end - token.start > 3)


def _blocks(tokens: Sequence[_Token]) -> list[_Block]:
    heads = _heads(tokens)
    grouped: list[list[_Token]] = [[head] for head in heads]
    for token in tokens:
        peers = [t for t in tokens if t.kind == token.kind and _same_row(t, token)]
        if token not in heads and (owner := _owner(token, heads, peers)) is not None:
            grouped[owner].append(token)
    return [_Block(tuple(group)) for group in grouped if any(_asks(t) or t.kind in {"name", "date"} for t in group)]


def _heads(tokens: Sequence[_Token]) -> list[_Token]:
    sides: dict[str, _Token] = {}
    for token in tokens:
        if token.side:
            sides.setdefault(token.side if "behalf" not in token.side else str(token.start), token)
    if sides:
        return list(sides.values())
    seals = [t for t in tokens if t.kind == "seal"]
    return seals or [t for t in tokens if t.kind in {"sign", "printed"}]


def _same_row(one: _Token, other: _Token) -> bool:
    return one.page == other.page and abs(one.box[1] - other.box[1]) < _SAME_ROW


def _owner(token: _Token, heads: Sequence[_Token], peers: Sequence[_Token]) -> int | None:
    """The head above the token: of those in the lowest row above it, the one in its column.

    ``peers`` are the tokens of its kind in its row: as many as heads, they stand in the same order.
    """
    named = next((i for i, h in enumerate(heads) if token.side and h.side == token.side), None)
    if named is not None or token.kind == "party":
        return named
    above = [(i, h) for i, h in enumerate(heads) if (h.page, h.box[1]) <= (token.page, token.box[1] + _SAME_ROW)]
    if not above:
        return None
    lowest = max((h.page, h.box[1]) for _, h in above)
    row = [(i, h) for i, h in above if h.page == lowest[0] and lowest[1] - h.box[1] < _SAME_ROW]
    before = [(i, h) for i, h in row if h.start <= token.start]
    if len(peers) == len(row):
        return row[list(peers).index(token)][0]
    if len({round(h.box[0]) for _, h in row}) == 1:
        return (before or row)[-1][0]
    return min(row, key=lambda pair: abs(pair[1].box[0] - token.box[0]))[0]


def _written(flow: Flow, block: _Block, blocks: Sequence[_Block]) -> bool | None:
    """Whether ink or a picture stands at one of the block's labels; None: cannot be told."""
    page = flow.paper.pages[block.tokens[0].page]
    if page.method == "docx":
        return any(_beside_label(image, token, block, blocks) for image in page.images for token in block.tokens)
    return has_marks(page, *_spots(block, blocks))


def _is_sealed(flow: Flow, block: _Block, blocks: Sequence[_Block]) -> bool:
    return is_sealed(flow.paper.pages[block.tokens[0].page], *_spots(block, blocks))


def _spots(block: _Block, blocks: Sequence[_Block]) -> tuple[list[Spot], list[Spot]]:
    """The labels at which the block is signed, and all other labels on its page, dates among them."""
    here = [(b, t) for b in blocks for t in b.tokens if t.page == block.tokens[0].page]
    own = [Spot(t.box) for b, t in here if b is block and t.kind not in {"date", "other"}]
    return own, [Spot(t.box) for b, t in here if b is not block or t.kind in {"date", "other"}]


def _beside_label(image: Box, token: _Token, block: _Block, blocks: Sequence[_Block]) -> bool:
    """Whether a picture of a Word paper, whose heights are made up, stands behind the label in its own row."""
    if token.kind not in {"sign", "printed", "name"} or abs(image[1] - token.box[1]) >= _SAME_ROW:
        return False
    others = [t.box[0] for b in blocks if b is not block for t in b.tokens if _same_row(t, token)]
    limit = min((x for x in others if x > token.box[0]), default=WIDTH)
    return token.box[0] < image[0] < limit


def _place(block: _Block, confidence: float) -> Said:
    head = block.tokens[0]
    return Said(None, head.start, head.end, confidence)
