"""The facts of a business licence or of a public institution's certificate of legal person.

Whether the unit may apply is the guide's question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xingshen.evidence.extract.flow import Flow, flow_of
from xingshen.evidence.extract.labelled import label, labelled, labelled_dates
from xingshen.evidence.extract.numbers import SURE, find_unit_codes
from xingshen.evidence.extract.said import Said, settle, strongest
from xingshen.evidence.fact import Fact, FactRow
from xingshen.evidence.page import Paper

_OF_BRANCH = 0.9
_LABELLED_CODE = re.compile(r"(?:信用代码|注册号)[\s:()（）A-Za-z/]{0,40}$")
_LABELS = (
    r"(?:统一社会信用代码|注册号|(?:企业|单位|机构)?名称|类型|住所|住址|地址|(?:主要)?(?:营业|经营)场所|法定代表人|负责人|经营者|执行事务合伙人|投资人|"
    r"注册资本|实收资本|开办资金|成立日期|注册日期|设立日期|营业期限|经营期限|合伙期限|有效期|经营范围|业务范围|宗旨和业务范围|登记机关|举办单位|经费来源|发证机关|证书编号|编号)"
)
_STOP = re.compile(_LABELS)
_NAME = label(r"(?:企业|单位|机构|法人)?名称")
_ADDRESS = label(r"住所|住址|(?:主要)?(?:营业|经营)场所|地址")
_FOUNDED = label(r"成立日期|注册日期|设立日期")
_REPRESENTATIVE = label(r"法定代表人|负责人|经营者|执行事务合伙人")
_TYPE = label(r"(?:企业|公司|主体|单位)?类型")
_INSTITUTION = re.compile(r"事业单位法人证书|民办非企业单位|社会团体法人|社会服务机构")


def licence_facts(paper: Paper) -> FactRow:
    """The facts of one licence; a value None says that it was looked for and not found."""
    flow = flow_of(paper)
    facts = [
        strongest(flow, "entity", labelled(flow, _NAME, _STOP)),
        settle(flow, "uscc", _codes(flow)),
        strongest(flow, "address", labelled(flow, _ADDRESS, _STOP)),
        strongest(flow, "founded_on", labelled_dates(flow, _FOUNDED)),
        strongest(flow, "legal_representative", labelled(flow, _REPRESENTATIVE, _STOP)),
        strongest(flow, "kind", [*labelled(flow, _TYPE, _STOP), *_institution(flow)]),
        Fact("file", paper.file),
    ]
    return FactRow(paper.file, {fact.name: fact for fact in facts})


def _codes(flow: Flow) -> Iterator[Said]:
    """The codes whose check digits hold; without any, a code beside its label that was misread."""
    found = [Said(each.value, each.start, each.end, each.confidence) for each in find_unit_codes(flow.text)]
    sure = [said for said in found if said.confidence == SURE]
    yield from sure or [said for said in found if _LABELLED_CODE.search(flow.text[: said.start])]


def _institution(flow: Flow) -> Iterator[Said]:
    match = _INSTITUTION.search(flow.text)
    if match:
        kind = "事业单位" if match[0].startswith("事业") else match[0].removesuffix("法人")
        yield Said(kind, match.start(), match.end(), _OF_BRANCH)
