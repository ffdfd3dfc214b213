"""What an agreement calls itself: 协议, 补充协议, 框架协议, 意向书 or 备忘录.

The title decides (A11); an earlier memorandum in the recitals does not count.
"""

from __future__ import annotations

import re

from xingshen.evidence.extract.flow import Flow
from xingshen.evidence.extract.said import Said, joined, settle
from xingshen.evidence.fact import Fact

_TITLE_LINES = 14
_LONGEST = 90
_FROM_BODY = 0.7
_NOT_BINDING = 0.6

_AGREEMENT, _AMENDMENT, _FRAMEWORK, _INTENT, _MEMORANDUM = "协议", "补充协议", "框架协议", "意向书", "备忘录"
_CHINESE = (
    (_AMENDMENT, r"补充(?:合作)?(?:协议|合同|条款)|(?:协议|合同)(?:的)?(?:补充|变更)|变更协议|修订协议"),
    (_FRAMEWORK, r"框架(?:性)?(?:合作)?(?:协议|合同)|框架性?文件|(?:协议|合同)书?\(框架性?(?:协议|文件)?\)"),
    (_INTENT, r"(?:合作)?意向性?(?:书|函|协议|合同)?"),
    (_MEMORANDUM, r"备忘录|会谈纪要"),
    (_AGREEMENT, r"协议书?|合同书?|契约书?"),
)
_FOREIGN = (
    (
        _AMENDMENT,
        r"amendment|addendum|supplement\w*\s+(?:\w+\s+){0,2}(?:agreement|contract)"
        r"|дополнительное\s+соглашение|avenant|zusatzvereinbarung|nachtrag"
        r"|(?:termo\s+)?aditivo",
    ),
    (
        _FRAMEWORK,
        r"framework\s+(?:\w+\s+){0,3}(?:agreement|contract)|frame\s+agreement"
        r"|рамочн\w+\s+\w*соглашение|accord[- ]cadre|rahmen\w*(?:vereinbarung|vertrag)"
        r"|acordo[- ]quadro|convenio\s+marco|keretmegállapodás",
    ),
    (
        _INTENT,
        r"letters?\s+of\s+intent(?:ion)?|statement\s+of\s+intent|\bLOI\b"
        r"|протокол\s+о\s+намерениях|lettre\s+d['’]intention|absichtserklärung"
        r"|carta\s+de\s+inten|szándéknyilatkozat",
    ),
    (
        _MEMORANDUM,
        r"memorand(?:um|a)\b|\bMO[UA]\b|меморандум|protocole\s+d['’]accord|memorando|együttműködési\s+memorandum",
    ),
    (
        _AGREEMENT,
        r"agreement|contract\b|соглашение|договор|accord\b|contrat\b|convention|vereinbarung"
        r"|vertrag|acordo|convênio|contrato|acuerdo|convenio|megállapodás|szerződés|accordo",
    ),
)
_ALL = {kind: re.compile(p, re.IGNORECASE) for kind, p in _CHINESE}
_ALL_FOREIGN = {kind: re.compile(p, re.IGNORECASE) for kind, p in _FOREIGN}
_NO_TITLE = re.compile(
    r"编号|contract\s+no|agreement\s+no|^no\.|[:。;]$|甲方|乙方|本协议|鉴于"
    r"|this\s+(?:\w+\s+){0,2}agreement|by\s+and\s+between|whereas|dated",
    re.IGNORECASE,
)
_BODY_BEGINS = re.compile(
    r"^(?:甲方|乙方|委托方|中方|party\s+a\b|between|this\s+(?:\w+\s+){0,3}(?:agreement|contract"
    r"|memorandum)|by\s+and\s+between|whereas|鉴于|第一条|为)",
    re.IGNORECASE,
)
_BODY = (
    (_AGREEMENT, re.compile(r"本(?:协议|合同)|this\s+(?:agreement|contract)", re.IGNORECASE)),
    (_MEMORANDUM, re.compile(r"本备忘录|this\s+(?:memorandum|mou)", re.IGNORECASE)),
    (_INTENT, re.compile(r"本意向书|this\s+letter\s+of\s+intent", re.IGNORECASE)),
)
_UNBINDING = re.compile(
    r"(?<!对各方)(?<!对双方)不(?:具有?|产生|构成)[^,。;]{0,8}法律(?:约束力|效力)|仅(?:为|表[示达明])[^,。;]{0,10}意向"
    r"|(?:not|non)[- ]?(?:be\s+|intended\s+to\s+be\s+)?legally\s+binding",
    re.IGNORECASE,
)


def nature_fact(flow: Flow) -> Fact:
    """The fact nature; below the threshold where only the body says it or the body denies being binding."""
    titles = _titles(flow)
    if not titles:
        return settle(flow, "nature", _from_body(flow))
    unbinding = _UNBINDING.search(flow.text)
    if unbinding and titles[0].value == _AGREEMENT:
        return joined(flow, "nature", _AGREEMENT, [titles[0], Said(None, *unbinding.span(), _NOT_BINDING)])
    return settle(flow, "nature", titles)


def _titles(flow: Flow) -> list[Said]:
    lines = _title_lines(flow)
    if not lines:
        return []
    start, end = flow.lines[lines[0]].start, flow.lines[lines[-1]].end
    found = [_last(flow.text, start, end), _first(flow.text, start, end)]
    return [said for said in found if said]


def _title_lines(flow: Flow) -> list[int]:
    """The first run of lines in which a kind is named, from its first line to its last."""
    chosen: list[int] = []
    for index in range(min(_TITLE_LINES, len(flow.lines))):
        text = flow.line_text(index)
        if index and _BODY_BEGINS.match(text):
            break
        named = not _NO_TITLE.search(text) and len(text) <= _LONGEST and _named(text)
        if named:
            chosen.append(index)
        elif chosen and flow.lines[index].start - flow.lines[chosen[-1]].end > _LONGEST:
            break
    return [i for i in chosen if i - chosen[0] <= chosen.index(i) + 1]


def _named(text: str) -> bool:
    return any(p.search(text) for p in [*_ALL.values(), *_ALL_FOREIGN.values()])


def _last(text: str, start: int, end: int) -> Said | None:
    """The last kind that a Chinese title names is its head noun; of several at one place, the longest."""
    found = [(m.end(), m.end() - m.start(), kind, m) for kind, p in _ALL.items() for m in p.finditer(text, start, end)]
    found = [f for f in found if not _quoted(text, start, f[3].end())]
    if not found:
        return None
    _, _, kind, match = max(found, key=lambda f: (f[0], f[1]))
    if kind == _AGREEMENT and any(f[2] == _AMENDMENT and f[3].end() >= match.start() for f in found):
        kind = _AMENDMENT
    return Said(kind, start, end)


def _first(text: str, start: int, end: int) -> Said | None:
    """The first kind that a foreign title names is its head noun."""
    found = [(m.start(), -m.end(), kind) for kind, p in _ALL_FOREIGN.items() for m in p.finditer(text, start, end)]
    return Said(min(found)[2], start, end) if found else None


def _quoted(text: str, start: int, end: int) -> bool:
    before = text[start:end]
    return before.count("《") > before.count("》") and not before.strip().startswith("《")


def _from_body(flow: Flow) -> list[Said]:
    found = [(len(list(p.finditer(flow.text))), kind, p.search(flow.text)) for kind, p in _BODY]
    count, kind, match = max(found, key=lambda f: f[0])
    return [Said(kind, *match.span(), _FROM_BODY)] if match and count else []
