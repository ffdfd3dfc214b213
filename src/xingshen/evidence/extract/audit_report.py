"""The facts of an audit report: which year and whose accounts were audited, by whom, with what opinion.

The year is the one audited (5.7, A27), never the year of issue nor that of the comparative figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from xingshen.evidence.extract.dates import find_dates
from xingshen.evidence.extract.flow import Flow, flow_of
from xingshen.evidence.extract.numerals import YEAR_CHARS, read_year
from xingshen.evidence.extract.said import Said, joined, presence, settle, strongest
from xingshen.evidence.fact import Fact, FactRow
from xingshen.evidence.page import Paper

_TITLE_LINES = 16
_FROM_TITLE = 0.9
_FROM_STATEMENTS = 0.7
_NOT_CALENDAR = 0.7
_PART_YEAR = 0.5

_YEAR = rf"(?<![\d{YEAR_CHARS}])(?P<y>20\d\d|二[{YEAR_CHARS}]{{3}})"
_AUDITED = re.compile(
    r"(?:我们|本所|我所)(?:接受委托,?)?(?:对|审计了|审计)[^。]{4,400}。|公允反映了?[^。]{4,300}。"
    r"|we\s+have\s+audited.{10,500}?(?<!ltd)(?<!inc)(?<!co)\.(?=\s+[A-Z]|$)|(?:present\s+fairly|true\s+and\s+fair\s+view).{10,400}?(?<!ltd)(?<!inc)(?<!co)(?:\.(?=\s|$)|$)",
    re.IGNORECASE,
)
_ANNUAL = re.compile(rf"{_YEAR}\s*年度|{_YEAR.replace('?P<y>', '?P<z>')}\s*年\s*(?:12|十二)\s*月\s*(?:31|三十一)\s*日")
_AND_MORE = re.compile(rf"{_YEAR}\s*(?:年度?)?(?=[、及和与至-]\s*(?:20\d\d|二[{YEAR_CHARS}]{{3}})\s*年度)")
_YEAR_ENDED = re.compile(
    r"(?:financial\s+|fiscal\s+)?years?\s+(?:then\s+)?end(?:ed"
    r"|ing)\s+(?:on\s+)?(?P<day>[^.;]{6,24}?(?P<y>20\d\d))(?:\s+and\s+(?:[A-Za-z]+\s+\d+,?\s+)?(?P<z>20\d\d))?"
    r"|(?:fiscal|financial)\s+year\s+(?P<f>20\d\d)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"20\d\d年(?:1|一)\s*(?:-|至|—|~)\s*(?:[1-9]|1[01]|[一二三四五六七八九十]{1,2})月|止(?:的|会计)?期间|月止"
    r"|period\s+(?:from|ended)",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(r"(?<!\d)0?1月(?:0?1日)?起?(?:至|到|[-—~])(?:20\d\d年)?12月(?:31日)?$")
_WHOLE_LENGTH = 24
_SPECIAL = re.compile(
    r"专项(?:审计|审核|鉴证|说明)|验资|清产核资|经济责任|离任|研发费用|研究开发费用|高新技术产品|加计扣除|内部控制|竣工|净资产审计|(?:经费|资金|结题"
    r"|收入)[^\s]{0,10}审计|审阅报告|商定程序|special\s+purpose|agreed[- ]upon|capital\s+verification",
    re.IGNORECASE,
)
_BODY_BEGINS = re.compile(
    r"(?:股东|出资人|合伙人|投资者|董事会|理事会|公司|大学|学院|院|所|中心|单位)(?:及[^:]{0,10})?:$|^(?:我们|本所|我所|一、)"
    r"|审计意见|审计了|接受委托|^to\s+the\b|^(?:our\s+)?opinion|we\s+have\s+audited",
    re.IGNORECASE,
)
"""The addressee and what follows: no title any more."""
_SPECIAL_OBJECT = re.compile(
    r"专项(?:审计|审核|鉴证)|研发费用|研究开发费用|高新技术产品|清产核资|竣工|(?:经费|资金)(?:的)?(?:使用|收支|决算|支出)",
)
_TITLE_YEAR = re.compile(
    rf"{_YEAR}\s*年度?[^。,]{{0,24}}(?:审计报告|财务报表|财务报告|决算)|(?:审计报告"
    rf"|财务报表)\s*\(?{_YEAR.replace('?P<y>', '?P<z>')}\s*年度?"
)
_ENTITY = r"[\u4e00-\u9fff()·A-Za-z0-9&. ]{4,50}?"
_ADDRESSEE = re.compile(
    rf"(?P<e>{_ENTITY})(?:全体(?:股东|出资人|合伙人|投资者|社员)|股东会|董事会|理事会|股东|出资人)(?:及[^:。]{{0,10}})?:"
)
_OBJECT = re.compile(
    rf"审计了(?:后附的?)?(?P<e>{_ENTITY})(?:\(以下|\((?=[^)]{{0,20}}简称)|的?财务报表|20\d\d|二〇|的?合并|编制)"
    r"|audited\s+(?:the\s+)?(?:accompanying\s+)?(?:consolidated\s+)?financial\s+statements\s+of\s+(?P<en>[A-Z][^(\n]{3,80}?)\s*(?:\("
    r"|,\s*which|\s+which|,\s+(?:and|for|as))",
)
_DOCUMENT_NUMBER = re.compile(r".*(?:[)\]〕】]|第)\s*[\dA-Za-z-]{1,12}\s*号")
"""What stands before the addressee on the line above: 冀审字（2026）第12号."""
_FIRM = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<f>[\u4e00-\u9fff()]{2,24}会计师事务所(?:\(?(?:特殊普通合伙|普通合伙|有限合伙)\)?"
    r"|有限责任公司|有限公司)?(?:[\u4e00-\u9fff]{2,8}分所)?)"
    r"|(?P<en>[A-Z][A-Za-z& ]{2,60}\bCertified\s+Public\s+Accountants(?:\s+(?:LLP"
    r"|Co\.,?\s*Ltd\.?))?)"
)
_DENIAL = re.compile(
    r"无法表示意见|(?:不|未能|无法)对[^。]{0,40}发表(?:审计)?意见|disclaimer\s+of\s+opinion"
    r"|do\s+not\s+express\s+an\s+opinion\s+on\s+the",
    re.I,
)
_ADVERSE = re.compile(
    r"否定意见|(?:没有|未能|未)在所有重大方面[^。]{0,60}公允反映|(?:没有|未能)[^。]{0,40}公允反映|adverse\s+opinion"
    r"|do(?:es)?\s+not\s+present\s+fairly",
    re.I,
)
_QUALIFIED = re.compile(
    r"(?<!无)(?<!非无)(?:形成|发表|出具)?(?<!无)保留意见|除[^。]{2,120}(?:影响"
    r"|事项)[^。]{0,12}外,[^。]{0,160}公允反映|(?<!un)qualified\s+opinion"
    r"|except\s+for\s+the\s+(?:possible\s+)?effects?",
    re.I,
)
_CLEAN = re.compile(
    r"(?<!非)(?:标准)?无保留意见|公允反映|unqualified\s+opinion|unmodified\s+opinion"
    r"|present(?:s)?\s+fairly|true\s+and\s+fair\s+view",
    re.I,
)
_CODE = re.compile(
    r"验证码|赋码|报备号|报备编[号码]|统一编码|报告编[码号]:?\s*[\u4e00-\u9fff]\d{2}|防伪(?:编)?码|acc\.mof\.gov\.cn|此码用于",
    re.I,
)
_SIGNED_BY = re.compile(
    r"中国注册会计师|注册会计师\s*(?:\(|:)|报告日期|会计师事务所[^。]{0,40}(?:盖章|\(公章\))|certified\s+public\s+accountant",
    re.I,
)


def audit_report_facts(paper: Paper) -> FactRow:
    """The facts of one audit report; a value None says that it was looked for and not found."""
    flow = flow_of(paper)
    audited = list(_audited_years(flow))
    years = sorted({str(said.value) for said in audited})
    facts = [
        _fiscal_year(flow, audited),
        joined(flow, "fiscal_years", tuple(years) or None, audited),
        presence(flow, "is_special", [*_in_title(flow, _SPECIAL), *_special_object(flow)]),
        _entity(flow),
        presence(flow, "consolidated", _consolidated(flow)),
        _firm(flow),
        settle(flow, "opinion", _opinions(flow)),
        presence(flow, "has_code", [Said(True, m.start(), m.end()) for m in _CODE.finditer(flow.text)]),
        settle(flow, "issued_on", list(_issued(flow))[:1]),
        Fact("file", paper.file),
    ]
    return FactRow(paper.file, {fact.name: fact for fact in facts})


def _fiscal_year(flow: Flow, audited: list[Said]) -> Fact:
    if not audited:
        return settle(flow, "fiscal_year", [])
    latest = max(int(str(said.value)) for said in audited)
    places = [said for said in audited if said.value == latest]
    confidence = max(said.confidence for said in places)
    title = [s for s in _title_years(flow) if s.value not in {a.value for a in audited}]
    if title:
        return settle(flow, "fiscal_year", [places[0], *title])
    return settle(flow, "fiscal_year", [Said(latest, s.start, s.end, confidence) for s in places])


def _audited_years(flow: Flow) -> Iterator[Said]:
    found = [said for match in _AUDITED.finditer(flow.text) for said in _years(flow, match.start(), match.end())]
    yield from found or list(_title_years(flow)) or list(_years(flow, 0, len(flow.text), _FROM_STATEMENTS))[:1]


def _years(flow: Flow, start: int, end: int, confidence: float = 1.0) -> Iterator[Said]:
    sure = min(confidence, _PART_YEAR) if _is_part_of_year(flow.text, start, end) else confidence
    for pattern in (_ANNUAL, _AND_MORE):
        for match in pattern.finditer(flow.text, start, end):
            year = match["y"] or match.groupdict().get("z")
            yield Said(read_year(year or ""), match.start(), match.end(), sure)
    for match in _YEAR_ENDED.finditer(flow.text, start, end):
        yield from _english_years(match, sure)


def _is_part_of_year(text: str, start: int, end: int) -> bool:
    """Whether a period is named that is not from January to December."""
    ends = [match.end() if match[0].endswith("月") else match.start() for match in _PART.finditer(text, start, end)]
    ends = [at + 1 if text[at : at + 2] == "月止" else at for at in ends]
    return any(not _WHOLE_YEAR.search(text[max(at - _WHOLE_LENGTH, 0) : at]) for at in ends)


def _english_years(match: re.Match[str], confidence: float) -> Iterator[Said]:
    day = next(iter(find_dates(match["day"] or "")), None)
    usual = day is None or day.value is None or (day.value.month, day.value.day) == (12, 31)
    sure = confidence if usual else min(confidence, _NOT_CALENDAR)
    for name in ("y", "z", "f"):
        if match[name]:
            yield Said(int(match[name]), match.start(), match.end(), sure)


def _title_end(flow: Flow) -> int:
    return flow.lines[min(_TITLE_LINES, len(flow.lines)) - 1].end if flow.lines else 0


def _title_years(flow: Flow) -> Iterator[Said]:
    for match in _TITLE_YEAR.finditer(flow.text, 0, _title_end(flow)):
        yield Said(read_year(match["y"] or match["z"]), match.start(), match.end(), _FROM_TITLE)


def _in_title(flow: Flow, pattern: re.Pattern[str]) -> list[Said]:
    above = takewhile(lambda at: not _BODY_BEGINS.search(flow.line_text(at)), range(min(_TITLE_LINES, len(flow.lines))))
    lines = [flow.lines[at] for at in above]
    spans = [(line.start, line.end) for line in lines if line.end - line.start <= 40]
    return [Said(True, m.start(), m.end()) for s, e in spans for m in pattern.finditer(flow.text, s, e)]


def _special_object(flow: Flow) -> list[Said]:
    """What the first sentence about the work done says, unless it is of financial statements."""
    first = _AUDITED.search(flow.text)
    if first is None or re.search(r"财务报表|financial\s+statements", first[0], re.IGNORECASE):
        return []
    found = _SPECIAL_OBJECT.search(first[0])
    return [Said(True, first.start() + found.start(), first.start() + found.end())] if found else []


def _entity(flow: Flow) -> Fact:
    said = []
    for pattern in (_ADDRESSEE, _OBJECT):
        match = pattern.search(flow.text)
        if match:
            group = "e" if match["e"] else "en"
            start = flow.paragraph_start(match.start(group), match.end(group))
            number = _DOCUMENT_NUMBER.search(flow.text, start, match.end(group))
            start = number.end() if number else start
            said.append(Said(flow.written[start : match.end(group)].strip(" :的"), start, match.end(group)))
    return settle(flow, "entity", said)


def _consolidated(flow: Flow) -> list[Said]:
    spans = [m.span() for m in _AUDITED.finditer(flow.text)] or [(0, _title_end(flow))]
    pattern = re.compile(r"合并(?:及(?:母)?公司)?(?:的)?(?:资产负债表|财务报表|利润表)|consolidated", re.IGNORECASE)
    return [Said(True, m.start(), m.end()) for s, e in spans for m in pattern.finditer(flow.text, s, e)]


def _firm(flow: Flow) -> Fact:
    said = []
    for line in flow.lines:
        for match in _FIRM.finditer(flow.text, line.start, line.end):
            group = "f" if match["f"] else "en"
            said.append(
                Said(flow.written[match.start(group) : match.end(group)].strip(), match.start(group), match.end(group))
            )
    longest = [s for s in said if len(str(s.value)) == max(len(str(o.value)) for o in said)]
    return strongest(flow, "firm", longest)


def _opinions(flow: Flow) -> list[Said]:
    kinds = (("无法表示意见", _DENIAL), ("否定意见", _ADVERSE), ("保留意见", _QUALIFIED), ("无保留意见", _CLEAN))
    for kind, pattern in kinds:
        match = pattern.search(flow.text)
        if match:
            return [Said(kind, match.start(), match.end())]
    return []


def _issued(flow: Flow) -> Iterator[Said]:
    for mark in _SIGNED_BY.finditer(flow.text):
        zone = flow.text[mark.end() : mark.end() + 160]
        for found in find_dates(zone):
            if not found.whole_month:
                yield Said(found.value, mark.end() + found.start, mark.end() + found.end, found.confidence)
