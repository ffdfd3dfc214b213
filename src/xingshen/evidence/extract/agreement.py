"""The facts of an agreement, in the names that the guide's form expects (nature, parties, period, signatures, clauses).

It reads what is written; whether an agreement suffices is the guide's question.
"""

from __future__ import annotations

import re

from xingshen.evidence.extract.agreement_title import nature_fact
from xingshen.evidence.extract.flow import Flow, flow_of
from xingshen.evidence.extract.parties import parties_fact
from xingshen.evidence.extract.project_name import project_title_fact
from xingshen.evidence.extract.said import Said, presence
from xingshen.evidence.extract.signatures import signed_fact
from xingshen.evidence.extract.signing_date import signed_on_fact
from xingshen.evidence.extract.validity import validity_facts
from xingshen.evidence.fact import Fact, FactRow
from xingshen.evidence.page import Paper

_NOT_APPROVED = (
    r"(?:(?:未(?!经(?![^,。;]{0,10}立项))|没有?|不能|未能|无法)(?:能|被|予|获得?|得到|通过|取得)*[^,。;]{0,16}?(?:立项|批准|资助|支持|获批|通过)"
    r"|(?:未|没有?|不予|未能)(?:能|被)*(?:列入|纳入|入选)[^,。;]{0,24}(?:计划|项目|专项|名单)|落选|落榜|不予(?:以)?(?:立项|批准|资助|支持)"
    r"|(?:立项|申报|申请|获批|评审)[^,。;]{0,8}(?:失败|未成功|不成功|未通过|未获|不通过|被拒|被否))"
)
_LAPSES = (
    r"(?:(?:自动|自行|自然|即行|即告|即|则|随之)*(?:作废|终止|失效|无效|取消|解除|不生效|不再有效|不发生效力|不再履行|不再执行|不予履行)"
    r"|视为[^,。;]{0,6}(?:未签|作废|解除|终止|无效))"
)
_CONDITION = re.compile(
    rf"{_NOT_APPROVED}[^。;]{{0,60}}?{_LAPSES}"
    rf"|{_LAPSES}[^。;]{{0,20}}(?:如|若){_NOT_APPROVED}"
    r"|(?:本协议|本合同)?[^。;]{0,20}(?:以|须)[^,。;]{0,24}(?:立项|获批|批准)[^,。;]{0,6}为(?:生效|前提)(?:条件)?"
    r"|(?:自|经|待|在|于|以)[^,。;]{0,40}?(?:立项|获批|资助|(?:项目|课题|科技[厅计]|申报)[^,。;]{0,24}批准)[^,。;日]{0,12}?"
    r"(?:(?:方|才|即|正式|开始|起)*生效|(?:前提|条件|情况)下[^,。;]{0,8}(?:有效|生效|履行))"
    r"|(?:void|terminat\w+|invalid|cease\w*|lapse\w*|cancel\w*|no\s+(?:legal\s+)?effect"
    r"|expire)[^.;]{0,80}\b(?:if|unless|in\s+(?:the\s+)?(?:case"
    r"|event))\b[^.;]{0,80}\b(?:project|application|proposal"
    r"|funding)\b[^.;]{0,60}(?:not\s+(?:be\s+)?(?:\w+\s+)?(?:approv|fund|grant|select"
    r"|support|award)|reject|fails?|is\s+(?:approved|funded))"
    r"|(?:if|unless|should|in\s+(?:the\s+)?(?:case|event))\b[^.;]{0,80}\b(?:project"
    r"|application|proposal|funding)\b[^.;]{0,60}(?:not\s+(?:be\s+)?(?:\w+\s+)?(?:approv"
    r"|fund|grant|select|support|award)|reject|fails?|is\s+(?:approved"
    r"|funded))[^.;]{0,80}(?:void|terminat|invalid|cease|lapse|cancel"
    r"|no\s+(?:legal\s+)?effect|expire)",
    re.IGNORECASE,
)
_CLAUSES = {
    "has_ip_clause": (
        r"知识产权|专利(?:申请)?权|成果(?:的)?(?:归属|所有权|分配|共享|权益)|著作权"
        r"|intellectual\s+property|\bIPR?\b|patent\s+rights|интеллектуальн"
        r"|propriedade\s+intelectual|propiedad\s+intelectual|propriété\s+intellectuelle"
        r"|geistig\w*\s+eigentum|szellemi"
    ),
    "has_division_clause": (
        r"分工|(?:各|双|三|甲|乙|丙)方(?:的)?(?:主要)?(?:职责|责任|任务|义务|权利)|(?:任务"
        r"|职责|工作)(?:分配|划分)|(?:甲|乙)方(?:主要)?(?:负责|承担|完成)"
        r"|division\s+of\s+(?:work|labou?r|tasks|responsib)|responsibilit|obligations\s+of"
        r"|work\s+packages?|tasks?\s+of|party\s+[ab]\s+shall\s+(?:be\s+responsible|carry"
        r"|undertake|provide|conduct|perform)|обязанности|obrigações|obligaciones|aufgaben"
        r"|obligations\s+des"
    ),
    "has_funding_clause": (
        r"经费|资金|费用(?!由违约)|投入[^,。;]{0,12}万?元|出资|\bfund|\bcost|\bbudget|financ"
        r"|expense|финансир|financiamento|financiación|finanz|finanzier"
    ),
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _CLAUSES.items()}


def agreement_facts(paper: Paper) -> FactRow:
    """The facts of one agreement; a value None says that it was looked for and not found."""
    flow = flow_of(paper)
    parties = parties_fact(flow)
    signed_on = signed_on_fact(flow)
    sides = len(parties.value) if isinstance(parties.value, tuple) else 0
    facts = [
        nature_fact(flow),
        parties,
        project_title_fact(flow),
        signed_on,
        *validity_facts(flow, signed_on),
        presence(flow, "conditional", _all(flow, _CONDITION)),
        signed_fact(flow, sides),
        *(presence(flow, name, _all(flow, pattern)) for name, pattern in _PATTERNS.items()),
        Fact("file", paper.file),
    ]
    return FactRow(paper.file, {fact.name: fact for fact in facts})


def _all(flow: Flow, pattern: re.Pattern[str]) -> list[Said]:
    return [Said(True, m.start(), m.end()) for m in pattern.finditer(flow.text)]
