"""The parties of an agreement, by name as written, Chinese and original.

Addresses, representatives and remarks in brackets are left out. Whether a name is the right one is not judged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xingshen.evidence.extract.characters import fold
from xingshen.evidence.extract.flow import Flow
from xingshen.evidence.extract.said import Said, joined
from xingshen.evidence.fact import Fact

_DOUBTFUL = 0.7
_LONGEST = 120

_SIDE = r"[甲乙丙丁戊己庚]方"
_ROLE = (
    rf"(?:{_SIDE}|[中外港澳台匈俄德英法美日韩意巴智葡西荷瑞波捷泰越新]方|委托方|受托方|(?:项目)?(?:牵头|承担|申报|参与|参加|合作|协作)(?:单位|方|机构)|"
    r"(?:境外|国外|外方|境内|中方)(?:合作)?(?:单位|机构|方))"
)
_LABEL = re.compile(
    rf"(?:(?P<role>{_ROLE})(?:\d|[一二三四五])?(?:名称|单位|单位名称|全称"
    rf"|\((?:(?!以下)[^)]){{1,20}}\))*(?:\s*/?\s*party\s+[a-f])?\s*(?:\([^)]{{1,20}}\))?"
    rf"|(?P<en>party\s+[a-f1-6]\b)(?:\s*\([^)]{{1,40}}\))?)\s*:\s*",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"(?P<name>[^,。;:()\n]{{2,80}}?)\s*\((?:[^()]{{0,60}}?[,;]\s*)?(?:以下|下)?(?:简称|称)(?:为"
    rf"|作)?\s*[:“\"「『]*\s*{_SIDE}[^)]{{0,12}}\)"
)
_BETWEEN = re.compile(
    r"\b(?:(?:by\s+and\s+)?between|zwischen|entre|между)\b\s*:?\s*(?P<rest>.{10,700}?)(?:\bwhereas\b|\bwitness"
    r"|\bthe\s+parties\s+(?:agree|have|hereby)|\bhave\s+agreed|\barticle\s+1\b|[)\w”\"]\.\s+\d{1,2}[.)]|$)",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:公司|大学|学院|学校|研究院|研究所|研究中心|中心|医院|集团|实验室|科学院|厂|局|协会|学会|基金会|委员会|合作社|所|院|部|社)$"
    r"|\b(?:Ltd|Limited|Inc|LLC|LLP|GmbH|AG|S\.?A|S\.?r\.?l|B\.?V|Corp\w*|Company|Kft|Zrt|Nyrt|OOO|JSC|PLC|Bhd|Oy|AB)\b\.?$"
    r"|universi[td]|institut|academ|college|cent(?:er|re)\b|hospital|school|foundation|laborator|hochschule|egyetem|intézet"
    r"|университет|институт|академи|центр|общество|\bООО\b|\bАО\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"[。;,，(\"“]|{_SIDE}\s*(?:\(|:|名)|(?:地址|住所|住址|注册地|通讯|法定代表人|法人代表|授权代表|代表人?|负责人|联系人|联系电话"
    rf"|电话|邮编|传真|统一社会信用代码|开户|签[订署字]|日期|盖章|本协议|鉴于|为了?(?=[^\s]{{0,20}}(?:推动|促进|开展)))"
    r"|\s(?:address|registered|represented|legal|with\s+its|having|a\s+company"
    r"|incorporated|organi[sz]ed|located|tel|email|party\s+[a-f]\b)\b",
    re.IGNORECASE,
)
_COMPANY_COMMA = re.compile(
    r",\s?(?=(?:co\.?,?\s?)?(?:ltd|limited|inc|llc|l\.l\.c|s\.a|gmbh|corp|plc)\b)", re.IGNORECASE
)
_COMPANY_BRACKET = re.compile(
    r"\([\u4e00-\u9fff]{2,8}\)(?=[\u4e00-\u9fff]{0,12}(?:公司|集团|中心|研究院|研究所|大学|学院|厂|所|院))"
    r"|(?<=[\w.])\s?\([A-Z][A-Za-z ]{2,20}\)(?=\s?(?:Co\b|Company|Ltd|Limited|Inc|Corp|University|Institute|GmbH))"
)
"""A bracket inside a company's name: 云岭（苏州）有限公司."""
_REMARK = re.compile(
    r"以下|简称|下称|hereinafter|referred|盖章|公章|签[字章]|统一|代码|法定|代表|注册|地址|party\s+[a-f]|牵头|单位$"
    r"|registration|\bno\b|^\W*the\s|^[\"“']",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"{_ROLE}(?:名称)?(?:\(.{{1,20}}\))?|party\s+[a-f1-6]", re.IGNORECASE)
_FOR_SEAL = re.compile(r"\((?:单位)?(?:盖章|公章|签[字名章]|签字盖章|seal|signature)", re.IGNORECASE)
_SHORTENED = re.compile(r"(?P<name>[^,。;:()]{4,60}?)\s*\((?:[^()]{0,60}?[,;]\s*)?(?:以下|下)(?:简称|称)[^()]{1,24}\)")
_IN_ROLE = re.compile(
    rf"(?P<name>[^,。;:()\n]{{3,60}}?)\s*\((?:(?P<other>[^()]{{3,80}}?)[,;]\s*)?{_ROLE}\)"
    r"|(?P<en>[A-ZÀ-ÝА-Я][^();:\n]{3,160}?)\s*\((?:the\s+[\"“]?[A-Z]\w+(?:\s\w+)?[\"”]?|[\"“][^()\"”]{2,30}[\"”])\)"
)
"""A name with what it is called in brackets: 北山大学（中方）, North Hill University (the Chinese Party)."""
_DESCRIBED = re.compile(r"\s*(?:一[家所个]|系|是|其|注册|地址|住所|住址|位于|设立|依照|根据|法定|代表)")
"""How a clause about a party starts, between its name and what it is called."""
_NAME = r"[\u4e00-\u9fff()·]{4,40}?"
_CONCLUDED = re.compile(
    rf"(?:(?<!合作)(?:本|该)(?:协议|合同)书?由|(?<![\u4e00-\u9fff]))(?P<one>{_NAME})(?:[、,](?P<three>{_NAME}))?(?:与|和|及|以及)(?P<two>{_NAME})"
    r"(?:双方|各方|三方|共同|经|友好|平等|协商|于|在|就)*(?:签署|签订|订立|缔结|达成)"
)
_SEALED = re.compile(
    r"(?P<name>[\u4e00-\u9fff()·]{3,40}(?:公司|大学|学院|院|所|中心|医院|集团|厂))\s*\((?:盖章|公章|签章|单位盖章)\)"
)
_HEAD = 1500
_AND = r"\b(?:and|und|et|и)\b"
_ARTICLE = r"(?:(?:the|der|dem|die|das|la|le|l['’])\s*\b)?"
_HANDLED = "\x00"


def parties_fact(flow: Flow) -> Fact:
    """The fact parties: names in order, without repetition."""
    names: list[str] = []
    places: list[Said] = []
    for said in _found(flow):
        fresh = [name for name in _names(said) if _key(name) not in {_key(n) for n in names}]
        names += fresh
        places += [Said(None, said.start, said.end, said.confidence)] if fresh else []
    return joined(flow, "parties", tuple(names) if names else None, places)


def _found(flow: Flow) -> list[Said]:
    labelled = sorted([*_labelled(flow), *_in_cells(flow)], key=lambda said: said.start)
    if len(labelled) > 1:
        return labelled
    for told in (_called, _abbreviated, _together, _between, _in_role, _sealed):
        if found := list(told(flow)):
            return [*labelled, *found]
    return labelled


def _labelled(flow: Flow) -> Iterator[Said]:
    for match in _LABEL.finditer(flow.text):
        if _FOR_SEAL.search(match[0]):
            continue
        end = _name_end(flow, match.end())
        name = flow.written[match.end() : end].strip(" _")
        if len(name) > 1 and (_is_organisation(name) or _first_of_line(flow, match.start())):
            sure = 1.0 if _is_organisation(name) else _DOUBTFUL
            tail = _bracket(flow.written, end)
            yield Said(name + tail, match.end(), end + len(tail), sure)


def _in_cells(flow: Flow) -> Iterator[Said]:
    """The names in the cell beside a label that is a line of its own: organisations, one to a line."""
    for index in range(len(flow.lines)):
        if not _ALONE.fullmatch(flow.line_text(index)):
            continue
        read_to = flow.lines[index].end
        for following in range(index + 1, min(index + 5, len(flow.lines))):
            if flow.lines[following].start < read_to:
                continue
            said = _organisation_line(flow, following)
            if said is None:
                break
            read_to = said.end
            yield said


def _organisation_line(flow: Flow, index: int) -> Said | None:
    line = flow.lines[index]
    if ":" in flow.line_text(index) or _FOR_SEAL.search(flow.line_text(index)):
        return None
    end = _cut(flow.text, line.start, line.end)
    name = flow.written[line.start : end].strip()
    if not _is_organisation(name):
        return None
    tail = _bracket(flow.written, end)
    return Said(name + tail, line.start, end + len(tail))


def _first_of_line(flow: Flow, offset: int) -> bool:
    return flow.lines[flow.line_at(offset)].start == offset or offset in flow.gaps


def _name_end(flow: Flow, start: int) -> int:
    index = flow.line_at(start)
    line = flow.lines[index]
    stop = line.end
    if line.full and index + 1 < len(flow.lines) and not _is_organisation(flow.written[start:stop].strip()):
        stop = flow.lines[index + 1].end
    gap = min((g for g in flow.gaps if start < g < stop), default=stop)
    return _cut(flow.text, start, min(gap, stop, start + _LONGEST))


def _cut(text: str, start: int, stop: int) -> int:
    masked = text[start:stop]
    for part_of_name in (_COMPANY_COMMA, _COMPANY_BRACKET):
        masked = part_of_name.sub(lambda m: _HANDLED * len(m[0]), masked)
    found = _ENDS.search(masked, 1)
    return start + len(masked[: found.start()].rstrip()) if found else start + len(masked.rstrip())


def _bracket(text: str, at: int) -> str:
    """The bracket after a name where it holds another name (original, Chinese), without what follows in it."""
    match = re.match(
        r"\s*\((?P<in>(?:[^()]|\([^()]{2,20}\)){2,100}?)(?:[,;]\s*(?:以下|下称|简称|hereinafter)[^()]{0,60})?\)",
        text[at : at + 170],
    )
    return f"({match['in']})" if match and not _REMARK.search(fold(match["in"]).strip(" (")) else ""


def _called(flow: Flow) -> Iterator[Said]:
    before = 0
    for match in _CALLED.finditer(flow.text):
        begin = flow.paragraph_start(*match.span("name"))
        start = begin + _lead(flow.text[begin : match.end("name")])
        name = flow.written[start : match.end("name")].strip()
        described = _DESCRIBED.match(name) or not _is_organisation(name)
        yield (described and _head_of_clause(flow, before, start)) or Said(name, start, match.end("name"))
        before = match.end()


def _head_of_clause(flow: Flow, after: int, at: int) -> Said | None:
    """The organisation that opens the clause before ``at``: 北山大学，注册地址为某市（以下称“甲方”）."""
    opening = max(after, *(flow.text.rfind(mark, after, at) + 1 for mark in ";。:"))
    begin = flow.paragraph_start(opening, at)
    start = begin + _lead(flow.text[begin:at])
    end = _cut(flow.text, start, at) if start < at else start
    name = flow.written[start:end].strip()
    return Said(name + _bracket(flow.written, end), start, end) if _is_organisation(name) else None


def _in_role(flow: Flow) -> Iterator[Said]:
    """Organisations in the head of the paper with what they are called in brackets."""
    for match in _IN_ROLE.finditer(flow.text, 0, _HEAD):
        group = "name" if match["name"] else "en"
        begin = flow.paragraph_start(*match.span(group))
        start = begin + _lead(flow.text[begin : match.end(group)])
        end = _cut(flow.text, start, match.end(group))
        name = flow.written[start:end].strip()
        if _is_organisation(name):
            tail = f"({flow.written[slice(*match.span('other'))]})" if match["other"] else ""
            yield Said(name + tail, start, end)


def _lead(name: str) -> int:
    match = re.match(r"\s*(?:(?:由|与|和|及|以及|甲方|乙方|本协议由|and|between|\(?\d[.、)])\s*)+", name)
    return match.end() if match else 0


def _abbreviated(flow: Flow) -> Iterator[Said]:
    """Organisations in the head of the paper that are given a short name: 北山大学（以下简称“北大学”）."""
    for match in _SHORTENED.finditer(flow.text, 0, _HEAD):
        begin = flow.paragraph_start(*match.span("name"))
        start = begin + _lead(flow.text[begin : match.end("name")])
        name = flow.written[start : match.end("name")].strip()
        if _is_organisation(name):
            yield Said(name, start, match.end("name"))


def _together(flow: Flow) -> Iterator[Said]:
    """Organisations of which the head says that they conclude the paper together."""
    match = _CONCLUDED.search(flow.text, 0, _HEAD)
    for group in ("one", "two", "three") if match else ():
        if match and match[group] and _is_organisation(match[group]):
            begin = flow.paragraph_start(*match.span(group))
            start = begin + _lead(flow.text[begin : match.end(group)])
            yield Said(flow.written[start : match.end(group)].strip(), start, match.end(group))


def _sealed(flow: Flow) -> Iterator[Said]:
    """Organisations beside whose names a seal is asked for."""
    for match in _SEALED.finditer(flow.text):
        start = flow.paragraph_start(*match.span("name"))
        yield Said(flow.written[start : match.end("name")].strip(), start, match.end("name"))


def _between(flow: Flow) -> Iterator[Said]:
    found = _BETWEEN.search(flow.text)
    if not found:
        return
    begin = found.start("rest")
    for piece in re.finditer(
        rf"(?:^|{_AND}|\(\d\)|;|&)\s*(?:between\s+)?{_ARTICLE}(?P<p>[A-ZÀ-ÝА-Я].*?)"
        rf"(?={_AND}\s+{_ARTICLE}[A-ZÀ-ÝА-Я(]|\(\d\)|;|$)",
        found["rest"],
    ):
        start = begin + piece.start("p")
        end = _cut(flow.text, start, begin + piece.end("p"))
        name = flow.written[start:end].strip()
        if _is_organisation(name):
            tail = _bracket(flow.written, end)
            yield Said(name + tail, start, end)


def _names(said: Said) -> list[str]:
    text = str(said.value)
    inner = _COMPANY_BRACKET.sub(lambda m: _HANDLED * len(m[0]), text)
    match = re.match(r"(?P<name>[^()]+?)\s*(?:\((?P<other>.+)\))?$", inner)
    if not match:
        return [text]
    parts = [text[slice(*match.span(group))] if match[group] else "" for group in ("name", "other")]
    pair = re.match(r"(?P<zh>[\u4e00-\u9fff()（）·]{4,})\s*/?\s*(?P<en>[A-Za-zÀ-ÿА-я].{5,})$", parts[0])
    parts = [pair["zh"], pair["en"], parts[1]] if pair else parts
    return [part.strip(" ,") for part in parts if part.strip(" ,")]


def _is_organisation(name: str) -> bool:
    return _ORGANISATION.search(fold(name)) is not None


def _key(name: str) -> str:
    return re.sub(r"[\s,.]+", "", name).casefold()
