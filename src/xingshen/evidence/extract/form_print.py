"""The facts of printed pages of an application: form, sealed page, pledges, with their signatures and version code.

The programme's year is the one of the title or cover (R18); other years in running text do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from xingshen.evidence.extract.amounts import FoundAmount, find_amounts, find_bare_numbers
from xingshen.evidence.extract.flow import Flow, flow_of
from xingshen.evidence.extract.labelled import label, labelled
from xingshen.evidence.extract.numerals import YEAR_CHARS, read_year
from xingshen.evidence.extract.project_name import project_title_fact
from xingshen.evidence.extract.said import Said, strongest
from xingshen.evidence.extract.signature_areas import signature_facts
from xingshen.evidence.extract.version_mark import version_mark
from xingshen.evidence.fact import Fact, FactRow
from xingshen.evidence.page import Paper

_TITLE_LINES = 16
_LONGEST_TITLE = 44
_TOLD = 0.8
_UNIT_FROM_HEAD = 0.9
_NO_UNIT = 0.5
_REACH = 36

_YEAR = rf"(?<![\d{YEAR_CHARS}])(?P<y>20\d\d|二[{YEAR_CHARS}]{{3}})"
_TITLE = re.compile(rf"{_YEAR}\s*年?度?[^。;,]{{0,40}}(?:项目|计划|专项|申报|承诺|指南)")
_SENTENCE = re.compile(r"[。;,]|本单位|我单位|本人|曾|承担过|已立项")
_LABELLED_YEAR = re.compile(rf"(?:计划|申报|项目|立项)年度\s*:?\s*{_YEAR}")
_APPLIED_FOR = re.compile(
    rf"(?<![曾已未])(?:申报|申请)(?:的)?(?!过)[^。;,\d]{{0,12}}{_YEAR}\s*年度[^。;,]{{0,40}}(?:项目|计划|专项)"
)
_UNIT = label(r"(?:项目)?(?:申报|承诺|承担|牵头|申请)(?:单位|企业)(?:名称)?|单位名称")
_LEADER = label(r"项目(?:负责|申请|申报)人(?:姓名)?|课题负责人|(?:承诺|负责)人(?:姓名)?")
_UNIT_STOP = re.compile(
    r"\((?:盖章|公章|签章|单位)|盖章|法定代表人|(?:项目)?负责人|联系(?:人|电话)|归口|推荐|日期|统一社会信用代码|[,。;]"
)
_KIND_OF_UNIT = re.compile(r"\s*\((?:企业|高校|高等学校|大学|科研院所|科研机构|医院|事业单位|公章|盖章|其他)\)$")
_LEADER_STOP = re.compile(
    r"\(|正?高级|副?教授|副?研究员|助理|副?主任|工程师|讲师|医师|农艺师|院士|博士|签[字名章]|联系|电话|手机|职称|日期|单位|[,。;、]"
)
_GRANT = (
    r"(?:申请)?(?:省级?)?财政(?:科技)?(?:专项)?(?:支持)?(?:资金|经费|拨款)|省(?:财政)?(?:拨|专项)(?:资金|经费|款)"
    r"|申请(?:省级?|专项|财政|资助)*(?:资金|经费|金额|额度)|省级?专项(?:资金|经费)"
)
_SELF = r"(?:单位|企业|申报单位)?自筹(?:资金|经费|部分)?|自有资金"
_HEAD = re.compile(r"(?:金额)?单位\s*:\s*(?:人民币)?\s*(?P<u>亿元|万元|元)|\((?:单位:)?(?P<v>万元|元)\)")
_NOT_HERE = re.compile(r"之?比|比例|不低于|不少于|[:∶]1|倍|来源|承诺|到位|管理办法")
_BUDGET_WORD = re.compile(r"(?:其他|其它)?财政|自筹|自有|贷款|外方|合计|总[额计投预]|其他|其中|设备费|业务费|劳务费")


def form_print_facts(paper: Paper) -> FactRow:
    """The facts of one printed page or form; amounts in 万元; None says that it was looked for and not found."""
    flow = flow_of(paper)
    facts = [
        strongest(flow, "programme_year", _years(flow)),
        strongest(flow, "unit", _units(flow)),
        project_title_fact(flow),
        strongest(flow, "requested_grant", _amounts(flow, re.compile(rf"(?<!其他)(?<!其它)(?:{_GRANT})"))),
        strongest(flow, "self_funding", _amounts(flow, re.compile(_SELF))),
        strongest(flow, "leader", _people(flow)),
        *signature_facts(flow),
        version_mark(paper),
        Fact("file", paper.file),
    ]
    return FactRow(paper.file, {fact.name: fact for fact in facts})


def _units(flow: Flow) -> Iterator[Said]:
    found = [
        Said(_KIND_OF_UNIT.sub("", str(said.value)), said.start, said.end, said.confidence)
        for said in labelled(flow, _UNIT, _UNIT_STOP)
    ]
    yield from (_completed(flow, said, found) for said in found)


def _completed(flow: Flow, said: Said, others: Sequence[Said]) -> Said:
    """A name that a blank (a seal across it) cut short, made whole where another place gives the whole."""
    whole = [str(other.value) for other in others if len(str(other.value)) > len(str(said.value))]
    longer = next((name for name in whole if flow.written.startswith(name, said.start)), None)
    return replace(said, value=longer, end=said.start + len(longer)) if longer else said


def _people(flow: Flow) -> Iterator[Said]:
    for said in labelled(flow, _LEADER, _LEADER_STOP):
        if re.fullmatch(r"[\u4e00-\u9fff·]{2,15}|[A-Z][A-Za-z.\- ]{2,40}", str(said.value)):
            yield said


def _years(flow: Flow) -> Iterator[Said]:
    for line in flow.lines[:_TITLE_LINES]:
        short = line.end - line.start <= _LONGEST_TITLE
        if short and line.page == flow.lines[0].page and not _SENTENCE.search(flow.text, line.start, line.end):
            yield from _matches(_TITLE, flow, line.start, line.end, 1.0)
    yield from _matches(_LABELLED_YEAR, flow, 0, len(flow.text), 1.0)
    yield from _matches(_APPLIED_FOR, flow, 0, len(flow.text), _TOLD)


def _matches(pattern: re.Pattern[str], flow: Flow, start: int, end: int, confidence: float) -> Iterator[Said]:
    for match in pattern.finditer(flow.text, start, end):
        yield Said(read_year(match["y"]), match.start(), match.end(), confidence)


def _amounts(flow: Flow, name: re.Pattern[str]) -> Iterator[Said]:
    for match in name.finditer(flow.text):
        end = min(match.end() + _REACH, len(flow.text))
        following = _BUDGET_WORD.search(flow.text, match.end(), end)
        stop = re.search(r"[。;]", flow.text[match.end() : end])
        limit = min(following.start() if following else end, match.end() + stop.start() if stop else end)
        window = flow.text[match.end() : limit]
        if _NOT_HERE.search(window.split("元")[0]):
            continue
        amount, confidence = _first_amount(flow, window, match.end())
        if amount is not None:
            yield Said(amount.value, match.start(), match.end() + amount.end, confidence)


def _first_amount(flow: Flow, window: str, at: int) -> tuple[FoundAmount | None, float]:
    stated = find_amounts(window)
    own = re.match(r"\s*\((?:单位:)?(?P<u>亿元|万元|元)\)", window)
    head = own["u"] if own else _head_unit(flow, at)
    bare = find_bare_numbers(window, head or "万元")
    if stated and (not bare or stated[0].start <= bare[0].start):
        return stated[0], 1.0
    if not bare:
        return None, 0.0
    return bare[0], 1.0 if own else _UNIT_FROM_HEAD if head else _NO_UNIT


def _head_unit(flow: Flow, at: int) -> str | None:
    """The unit that the nearest head above names (单位：万元)."""
    heads = list(_HEAD.finditer(flow.text, 0, at))
    return heads[-1]["u"] or heads[-1]["v"] if heads else None
