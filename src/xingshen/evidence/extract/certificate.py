"""The facts of certificates, permits, recognitions and proofs: what, whose, number, issuer, until when.

It reads labels and the few fixed sentences of such papers; whether one suffices is the guide's question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xingshen.evidence.extract.dates import find_dates
from xingshen.evidence.extract.durations import find_durations
from xingshen.evidence.extract.flow import Flow, flow_of
from xingshen.evidence.extract.labelled import in_column, label, labelled, labelled_dates
from xingshen.evidence.extract.numbers import find_patent_numbers
from xingshen.evidence.extract.numerals import NUMERAL_CHARS, read_count
from xingshen.evidence.extract.said import Said, joined, presence, settle, strongest
from xingshen.evidence.fact import Fact, FactRow
from xingshen.evidence.page import Paper

_TITLE_LINES = 12
_TOLD = 0.9
_WINDOW = 64
_DERIVED = 0.85

_STOP = re.compile(
    r"专利号|专利权人|著作权人|发明人|设计人|申请人|申请日|申请号|授权公告|登记号|证书(?:编)?号|证书编号|发证|批准|有效期|企业名称|地址|开发完成"
    r"|首次发表|权利取得|权利范围|依托单位|负责人|编号:|软件名称|版本号|序号|所在地|registered\s+(?:seat|office)|date\s+of|shareholder|director"
)
_NAME = label(
    r"(?:发明创造|发明|实用新型|外观设计|设计|软件|品种|作品|商标|(?:研究)?项目|课题|基地|平台|会议|论坛|产品)的?名称|title\s+of\s+(?:the\s+)?invention"
)
_OWNER = label(
    r"专利权人|著作权人|权利人|品种权人|专利申请人|申请人(?:或专利权人)?|申请单位|patentee|applicant|right\s+holder|proprietor"
)
_NUMBER = label(
    r"专利号|专利申请号|登记号|证书(?:编)?号|证书编号|(?:批件|批准|文件|许可证?|审批)(?:编)?号|申请号|注册号|公司编号|文号|编号"
    r"|certificate\s+no\.?|registration\s+(?:no\.?|number)|company\s+(?:no\.?|number)"
    r"|patent\s+no\.?|no\."
)
_ISSUER = label(
    r"(?:发证|批准|审批|颁发|登记|签发|核发|授予|认定|主管)(?:机关|单位|部门|机构)|issued\s+by|issuing\s+authority"
)
_ISSUED = label(
    r"(?:发证|颁发|颁证|签发|核发|批准|审批|认定|授权公告|登记|发文|授权|公告|注册)(?:日期|时间|日)|date\s+of\s+(?:issue"
    r"|incorporation|registration)|issue\s+date|issued\s+on|dated"
)
_ENTITY = label(
    r"(?:企业|单位|机构|公司|法人|持证单位|商号|被认定单位|获证单位)名称|持证单位|name\s+of\s+(?:the\s+)?(?:company"
    r"|entity|organi[sz]ation|corporation)|(?:company|entity|corporate)\s+name|\bname"
)
_HOST = label(r"(?:项目|基地)?(?:依托|承建|建设|共建)(?:单位|机构)(?:名称)?|host\s+(?:institution|unit)")
_KINDS = (
    r"(?:发明专利|实用新型专利|外观设计专利|植物新品种权?|计算机软件著作权登记|商标注册|作品登记|集成电路布图设计登记|高新技术企业|专利)证书"
    r"|(?:专利|商标|注册)?申请?受理通知书|受理(?:通知)?(?:单|回执)|(?:伦理|动物)[^\s,。:]{0,12}(?:批件|批准(?:书|函)|审查意见"
    r"|审查决定|意见)|科技型中小企业[^\s,。:]{0,12}(?:证书|通知|编号|登记)"
    r"|行政许可决定书|审批决定书|许可证|批准通知书|批件|商业登记证|公司注册(?:证明书|证书)|注册证书|存款证明|资金证明|自筹资金承诺书?|会议通知"
    r"|认定(?:通知|证书|文件)|关于[^。]{4,60}(?:通知|公告|批复|决定)"
    r"|certificate\s+of\s+(?:incorporation|registration|good\s+standing)|business\s+registration\s+certificate|patent"
)
_KIND = re.compile(_KINDS, re.IGNORECASE)
_RECEIPT = re.compile(
    r"受理(?:通知书|通知|回执|单|凭证|函)|缴纳申请费通知|(?:filing|application)\s+(?:receipt|acknowledg\w+)"
    r"|notification\s+of\s+acceptance",
    re.I,
)
_OFFICE = re.compile(
    r"国家知识产权局|国家版权局|中华人民共和国国家(?:知识产权|版权)局|[\u4e00-\u9fff]{2,12}(?:科学技术厅|科技厅|科学技术局|科技局|财政厅"
    r"|市场监督管理局|农业农村部)|科学技术部|[\u4e00-\u9fff]{2,24}伦理(?:审查)?委员会"
    r"|[\u4e00-\u9fff]{2,20}银行(?:股份有限公司)?(?:[\u4e00-\u9fff]{2,12}[支分]行)?"
)
_CERTIFIED = re.compile(
    r"(?:兹|茲)证明[,:]?\s*(?P<a>[^,。;:]{4,60}?)(?:\(|,|已|于|系|是|在我行|在本行|自)"
    r"|(?:certify|certifies)\s+that\s*,?\s*(?P<b>[A-Z][^;\n]{3,100}?)\s*(?:\(|,?\s+(?:is"
    r"|was|has|have|a\s+company|\bwith\s+registration|incorporated))"
    r"|认定(?P<c>[^,。;:]{4,40}?(?:公司|大学|学院|研究院|研究所|医院|中心))为",
)
_RECOGNISED = re.compile(
    r"(?:认定|批准|确定|同意)(?!以下|下列)[^,。;:]{0,60}?为[“\"]?(?P<n>[^,。;”\"]{4,50}?(?:基地|中心|实验室|企业|示范园|创新园))"
)
_RELYING = re.compile(
    r"依托(?!单位|机构)(?P<h>[^,。;:]{4,40}?(?:公司|大学|学院|研究院|研究所|医院|中心))(?:建设|组建|设立|共建|的|申报)"
)
_LEVEL = re.compile(
    r"(?P<a>国家级|省级|市级)|(?P<n>国家国际科技合作基地|科学技术部|科技部(?!门))|(?P<p>省(?:级)?国际科技合作基地|[省](?:科学技术厅|科技厅))"
)
_VALID = re.compile(r"有效(?:期限?|日期|截止日?期?|至)|截止日期|valid(?:ity)?|expir\w*", re.IGNORECASE)
_BEFORE_LAST = re.compile(r"(?:^|至|到|为|:|until|through|till|to|on|date|is|thru)\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"[日起]*\s*(?:至|到|[-–—~]+|to|until|through)\s*", re.IGNORECASE)
_LASTS = re.compile(r"有效期(?:限)?(?:为|是|:)*\s*|valid(?:ity)?\s*(?:for|period)?\s*:?\s*", re.IGNORECASE)
_SHAREHOLDERS = re.compile(
    r"(?:股东(?:名称|姓名|信息|名册|名单|及持股[^:]{0,6})?(?:\([^)]{0,12}\))?|shareholders?|members?"
    r"|registered\s+owners?)\s*(?:\(s\))?\s*(?P<colon>:)?",
    re.IGNORECASE,
)
_SHARE = re.compile(r"[\s,(:]*(?:\d[\d,.]*\s*(?:%|股|shares?|万元|元|ordinary)|持股|占股|出资)[^;、]*$", re.IGNORECASE)
_HIGHTECH = re.compile(r"GR\s?(?:20\d{2})\s?\d{8}(?!\d)|GF\s?(?:20\d{2})\s?\d{8}(?!\d)")
"""The number of a high-tech certificate: year, province, serial number; it has no check digit."""
_SOFTWARE = re.compile(r"(?<![0-9A-Z])20\d\dSR\d{6,7}(?!\d)")
"""The registration number of software: the year of registration and a serial number."""
_EDITION = re.compile(
    rf"第\s*(?P<n>[\d{NUMERAL_CHARS}]{{1,3}})\s*[届次](?!三中|全会)|(?P<e>\d{{1,3}})(?:st|nd|rd"
    rf"|th)\s+(?=[\w\s&-]{{0,60}}(?:conference|forum|workshop|symposium|congress|meeting))",
    re.IGNORECASE,
)


def certificate_facts(paper: Paper) -> FactRow:
    """The facts of one certificate; a value None says that it was looked for and not found."""
    flow = flow_of(paper)
    issued = strongest(flow, "issued_on", labelled_dates(flow, _ISSUED))
    facts = [
        strongest(flow, "name", [*_told(flow, _RECOGNISED, "n"), *_beside_or_under(flow, _NAME)]),
        strongest(flow, "owner", labelled(flow, _OWNER, _STOP)),
        settle(flow, "number", _numbers(flow)),
        settle(flow, "kind", _kind(flow)),
        strongest(flow, "issuer", [*labelled(flow, _ISSUER, _STOP), *_offices(flow)]),
        issued,
        settle(flow, "valid_until", _valid_until(flow, issued)),
        presence(flow, "is_receipt", _in_title(flow, _RECEIPT)),
        strongest(flow, "entity", [*labelled(flow, _ENTITY, _STOP), *_told(flow, _CERTIFIED, "a", "b", "c")]),
        strongest(flow, "host", [*_told(flow, _RELYING, "h"), *_beside_or_under(flow, _HOST)]),
        strongest(flow, "level", _levels(flow)),
        _shareholders(flow),
        _editions(flow),
        Fact("file", paper.file),
    ]
    return FactRow(paper.file, {fact.name: fact for fact in facts})


def _beside_or_under(flow: Flow, name: re.Pattern[str]) -> list[Said]:
    return list(labelled(flow, name, _STOP)) or list(in_column(flow, name))


def _told(flow: Flow, pattern: re.Pattern[str], *groups: str) -> Iterator[Said]:
    for match in pattern.finditer(flow.text):
        group = next(g for g in groups if match[g])
        yield Said(
            flow.written[match.start(group) : match.end(group)].strip(' “”"'),
            match.start(group),
            match.end(group),
            _TOLD,
        )


def _title_end(flow: Flow) -> int:
    return flow.lines[min(_TITLE_LINES, len(flow.lines)) - 1].end if flow.lines else 0


def _in_title(flow: Flow, pattern: re.Pattern[str]) -> list[Said]:
    return [Said(True, m.start(), m.end()) for m in pattern.finditer(flow.text, 0, _title_end(flow))]


def _kind(flow: Flow) -> list[Said]:
    match = _KIND.search(flow.text, 0, _title_end(flow))
    return [Said(flow.written[match.start() : match.end()], match.start(), match.end())] if match else []


def _numbers(flow: Flow) -> list[Said]:
    """The patent number with a right check digit, else what stands beside the first label of a number."""
    patents = [Said(each.value, each.start, each.end, each.confidence) for each in find_patent_numbers(flow.text)]
    marked = [said for said in patents if str(said.value).startswith("ZL")]
    if marked or patents:
        return [max(marked or patents, key=lambda said: said.confidence)]
    shapes = (_HIGHTECH, _SOFTWARE)
    known = [Said(re.sub(r"\s", "", m[0]), m.start(), m.end()) for p in shapes for m in p.finditer(flow.text)]
    return known[:1] or list(labelled(flow, _NUMBER, _STOP))[:1]


def _offices(flow: Flow) -> list[Said]:
    found = [m for line in flow.lines for m in _OFFICE.finditer(flow.text, line.start, line.end)]
    return [Said(m[0], m.start(), m.end(), _DERIVED) for m in found[-1:]]


def _valid_until(flow: Flow, issued: Fact) -> list[Said]:
    said = [last for match in _VALID.finditer(flow.text) if (last := _stated_last(flow, match))]
    return [max(said, key=lambda s: str(s.value))] if said else _computed(flow, issued)


def _stated_last(flow: Flow, match: re.Match[str]) -> Said | None:
    """The day after 有效期至, or the second of two days joined by 至."""
    at = match.end()
    window = re.split(r"[。;]", flow.text[at : at + _WINDOW])[0]
    days = [day for day in find_dates(window) if not day.whole_month]
    if len(days) > 1 and _BETWEEN.fullmatch(window[days[0].end : days[1].start]):
        return Said(days[1].value, match.start(), at + days[1].end, days[1].confidence)
    if days and _BEFORE_LAST.search(window[: days[0].start]) and not re.match(r"[日]?起", window[days[0].end :]):
        return Said(days[0].value, match.start(), at + days[0].end, days[0].confidence)
    return None


def _computed(flow: Flow, issued: Fact) -> list[Said]:
    if not isinstance(issued.value, date):
        return []
    for match in _LASTS.finditer(flow.text):
        found = next((d for d in find_durations(flow.text[match.end() : match.end() + 16]) if d.start <= 1), None)
        if found:
            last = found.last_day_from(issued.value)
            return [Said(last, match.start(), match.end() + found.end, min(_DERIVED, issued.confidence))]
    return []


def _levels(flow: Flow) -> Iterator[Said]:
    for match in _LEVEL.finditer(flow.text):
        level = match["a"] or ("国家级" if match["n"] else "省级")
        yield Said(level, match.start(), match.end(), _TOLD if match["a"] else _DERIVED)


def _shareholders(flow: Flow) -> Fact:
    names: list[str] = []
    places: list[Said] = []
    for match in _SHAREHOLDERS.finditer(flow.text):
        index = flow.line_at(match.start())
        if not match["colon"] and match.end() not in flow.gaps and match.end() + 1 not in flow.gaps:
            continue
        rest = flow.written[match.end() : flow.lines[index].end]
        rows = [rest] if rest.strip() else _rows(flow, index + 1)
        found = [name for row in rows for name in _names(row)]
        names += [name for name in found if name not in names]
        places += [Said(None, match.start(), match.end())] if found else []
    return joined(flow, "shareholders", tuple(names) or None, places)


def _rows(flow: Flow, index: int) -> list[str]:
    rows = []
    for line in flow.lines[index : index + 12]:
        text = flow.written[line.start : line.end].strip()
        if not _SHARE.search(text):
            break
        rows.append(text)
    return rows


def _names(row: str) -> list[str]:
    pieces = re.split(r"[;、]|,\s*(?!\s*(?:Ltd|Inc|LLC|Limited|GmbH|S\.A))", row)
    cleaned = [_SHARE.sub("", re.sub(r"^\s*\(?\d{1,2}[.)、]\s*", "", piece)).strip(" .()") for piece in pieces]
    return [name for name in cleaned if len(name) > 1 and not name[0].isdigit()]


def _editions(flow: Flow) -> Fact:
    said = [Said(None, m.start(), m.end()) for m in _EDITION.finditer(flow.text)]
    numbers = {int(m["e"]) if m["e"] else read_count(m["n"]) for m in _EDITION.finditer(flow.text)}
    editions = tuple(str(n) for n in sorted(n for n in numbers if n))
    return joined(flow, "meeting_editions", editions or None, said)
