"""Stamps of another kind: received, dated, filed, void … Their words tell them from seals, which name somebody.

Pure: it knows the words of offices, not pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from xingshen.evidence.page import SealReading
from xingshen.kernel.names import normalise_name

_WORDS = re.compile(
    "收文|来文|发文|文号|编号|字号|日期|时间|附件|附录|作废|已?归档|存档|档号|受理(?:专用章?)?|复印(?:件)?无效|复印件?|副本|正本|样本|"
    "已审|审核|审讫|核对|核准|校对|已阅|阅办|签收|登记|传阅|承办|批示|绝密|机密|秘密|密级|内部资料|内部|特急|加急|急件|"
    "与?原件(?:一致|相符)|核对无误|无误|收讫|付讫|现金|转账|已付|已收|份数|页数|此件|仅供|使用|有效期?|"
    "骑缝|第|共|页|号|字|年|月|日|时|分|章"
)
_TELLING = re.compile("[0-9]{4}|[㐀-鿿]{2}")
_LEFT = 1
"""So many characters that are no such words may be left: one is easily misread."""
_SURE = 0.6
"""Confidence from which a reading tells what a stamp is."""


def is_other_stamp(readings: Iterable[SealReading]) -> bool:
    """Whether all that any sure reading says is dates, numbers and words of an office: nobody is named."""
    sure = [normalise_name(each.text) for each in readings if each.confidence >= _SURE]
    return any(_names_nobody(text) for text in sure)


def _names_nobody(text: str) -> bool:
    if not _TELLING.search(text):
        return False
    han = [char for char in _WORDS.sub("", text) if "㐀" <= char <= "鿿"]
    letters = [char for char in text if char.isascii() and char.isalpha()]
    return len(han) <= _LEFT and len(letters) <= _LEFT and (len(han) == 0 or len(text) > 3)
