"""What a seal is for, by the words on it. Pure: it knows the words of seals, not pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xingshen.evidence.page import SealReading
from xingshen.kernel.names import normalise_name

_WORDED = (
    ("合同专用章", re.compile("合同(?:专用)?章|合同专用|^同专用")),
    ("财务专用章", re.compile("财务(?:专用)?章|财务专用|财会专用|^财务$")),
    ("发票专用章", re.compile("发票(?:专用)?章|发票专用|^票专用")),
    ("其他专用章", re.compile("专用章|业务章|收讫|收文|骑缝|报关|检验|审图|资料章|档案|钢印|作废|受理|注册章|专用$")),
)
_PUBLIC = re.compile("公章")
_PERSON = re.compile("(?:之印|印章?|之章|名章)$|印")
_WHOLE_UNIT = re.compile(
    "(?:公司|大学|学院|医院|研究院|研究所|研究中心|中心|协会|学会|基金会|委员会|政府|厅|局|厂|集团|合作社|事务所|银行|学校|中学|"
    "实验室|出版社|联合会|联盟|商会|设计院|科学院|分公司|支行)$"
)
_PART = re.compile(
    "(?:大学|学院|医院|公司|研究院|科学院|中心).{0,24}"
    "(?:处|科|部|室|办公室|学院|系|教研室|课题组|项目部|委员会|团委|工会|党委|总支|支部|分会|研究所|实验室|附属.*)$"
)
_SHORTEST = 4


def seal_purpose(readings: Sequence[SealReading], centre: str) -> str:
    """公章, 合同专用章, 财务专用章, 发票专用章, 法定代表人名章, 其他专用章 or 不能确定, by the words on the seal.

    合同专用章 / 财务专用章 / 发票专用章: these words, or 合同章 and so on, across the middle or at the end of the name.
    其他专用章: another 专用章 or stamp of business (收文, 档案, 骑缝 …), or the name is that of a part of a unit: it
    holds 大学/公司 … and goes on to end in 处, 科, 部, 办公室, 学院 and the like.
    法定代表人名章: two to five characters in all, of which one is 印 or which end in 章; no words of a unit.
    公章: the words 公章, or the name ends like a unit's (公司, 大学, 局 …) and nothing stands across the middle.
    不能确定: nothing readable, or the words tell none of these.
    """
    name = normalise_name(readings[0].text) if readings else ""
    middle = normalise_name(centre)
    for purpose, words in _WORDED:
        if words.search(middle) or words.search(name):
            return purpose
    if _PUBLIC.search(middle) or _PUBLIC.search(name):
        return "公章"
    if _is_person(name) or (not name and _is_person(middle)):
        return "法定代表人名章"
    return _by_unit(name) if not middle else "不能确定"


def _is_person(text: str) -> bool:
    return 2 <= len(text) <= 5 and bool(_PERSON.search(text)) and not _WHOLE_UNIT.search(text)


def _by_unit(name: str) -> str:
    if len(name) < _SHORTEST:
        return "不能确定"
    if _PART.search(name) and not _WHOLE_SUBSIDIARY.search(name):
        return "其他专用章"
    return "公章" if _WHOLE_UNIT.search(name) else "不能确定"


_WHOLE_SUBSIDIARY = re.compile("(?:公司|附属.*医院)$|^[^大公]*(?:大学|学院)$")
"""What stands on its own feet though its name goes on after another's: branches, subsidiaries, teaching hospitals."""
