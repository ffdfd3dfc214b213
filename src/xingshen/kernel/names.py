"""Comparing names of units and persons as an official would: the same, merely alike, or different.

Knows spelling only: full-width forms, spaces, brackets, letter case. Aliases and former names are the caller's.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from xingshen.kernel.scripts import simplify

ALIKE_RATIO = 0.86
_PLACES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|"
    "甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|石家庄|唐山|秦皇岛|邯郸|邢台|保定|张家口|承德|沧州|廊坊|衡水|雄安|"
    "深圳|广州|杭州|南京|武汉|成都|西安|青岛|大连|宁波|厦门|苏州|济南|沈阳|长春|哈尔滨|合肥|福州|南昌|郑州|长沙|昆明|兰州|太原|"
    "德国|英国|美国|法国|日本|韩国|俄罗斯|匈牙利|巴西|智利|澳大利亚|新加坡|欧洲|亚洲|中国"
)
_TRADES = "公司|科技|技术|工程|实业|发展|国际|研究院|研究所|研究中心|中心"
_FORMS = "股份有限公司|有限责任公司|有限公司|集团公司|集团|控股|股份"
_GENERIC = re.compile(f"{_FORMS}|{_TRADES}|{_PLACES}|省|市")
_FOREIGN_FORMS = re.compile(r"(?<![a-z])(?:gmbh|inc|ltd|llc|co|corp|limited|ag|sa|plc)(?![a-z])")
_SCHOOLS = ("大学", "学院", "学校", "医院")
_DROPPED = frozenset(" \t\r\n·•.,，。、（）()【】[]《》“”\"'‘’-—_&")


class Likeness(StrEnum):
    """How two names stand to each other."""

    SAME = "same"
    ALIKE = "alike"
    DIFFERENT = "different"


@lru_cache(maxsize=4096)
def normalise_name(name: str) -> str:
    """NFKC, lower case, Simplified characters, without spaces, brackets and punctuation."""
    folded = simplify(unicodedata.normalize("NFKC", name).casefold())
    return "".join(char for char in folded if char not in _DROPPED)


_COUNTED = re.compile("[一二三四五六七八九十0-9]")


@lru_cache(maxsize=4096)
def compare_names(left: str, right: str) -> Likeness:
    """Compare two names. Alike: one holds the other (at least four characters), or the spelling is nearly equal.

    Names that count differently (第一建筑, 第二建筑) are different, however alike the rest.
    """
    first, second = normalise_name(left), normalise_name(right)
    if not first or not second:
        return Likeness.DIFFERENT
    if first == second:
        return Likeness.SAME
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= 4 and shorter in longer:
        return Likeness.ALIKE
    if _COUNTED.findall(first) != _COUNTED.findall(second) and len(first) == len(second):
        return Likeness.DIFFERENT
    ratio = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return Likeness.ALIKE if ratio >= ALIKE_RATIO and len(shorter) >= 4 else Likeness.DIFFERENT


@lru_cache(maxsize=4096)
def core_name(name: str) -> str:
    """The distinctive part of a company's name: without places, branches of trade and legal forms."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return _GENERIC.sub("", normalise_name(_FOREIGN_FORMS.sub(" ", folded)))


def same_core(left: str, right: str) -> bool:
    """Whether two names share their distinctive part (at least two characters), as sister companies do.

    Universities, schools and hospitals have no sisters: 北京科技大学 and 天津科技大学 share nothing but their kind.
    """
    if normalise_name(left).endswith(_SCHOOLS) or normalise_name(right).endswith(_SCHOOLS):
        return False
    first, second = core_name(left), core_name(right)
    return len(first) >= 2 and first == second
