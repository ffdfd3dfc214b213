"""统一社会信用代码 (GB 32100-2015): 18 characters with the 组织机构代码 (GB 11714) inside, each with its check digit.

Tells whether a code is written rightly and what its parts mean; never whether the unit exists.
"""

from __future__ import annotations

import re

from xingshen.kernel.identifiers.spelling import bare_code

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Digits and capitals without I, O, S, V, Z."""
_SHAPE = re.compile(rf"[{ALPHABET}]{{2}}\d{{6}}[{ALPHABET}]{{10}}")
_WEIGHTS = tuple(pow(3, at, 31) for at in range(17))
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CLASSES = {
    "11": "机关",
    "12": "事业单位",
    "13": "群众团体",
    "19": "机构编制部门登记的其他机构",
    "21": "外国常驻新闻机构",
    "31": "律师执业机构",
    "32": "公证处",
    "33": "基层法律服务所",
    "34": "司法鉴定机构",
    "35": "仲裁委员会",
    "41": "外国在华文化中心",
    "51": "社会团体",
    "52": "民办非企业单位",
    "53": "基金会",
    "61": "外国旅游部门常驻代表机构",
    "62": "港澳台地区旅游部门常驻内地（大陆）代表机构",
    "71": "宗教活动场所",
    "72": "宗教院校",
    "81": "基层工会",
    "91": "企业",
    "92": "个体工商户",
    "93": "农民专业合作社",
    "A1": "军队事业单位",
    "N1": "组级集体经济组织",
    "N2": "村级集体经济组织",
    "N3": "乡镇级集体经济组织",
}


def normalise(text: str) -> str:
    """``text`` as a code is registered: capitals, half-width, without blanks and dashes."""
    return bare_code(text)


def is_valid(text: str) -> bool:
    """True where ``text``, normalised, has the right shape and both check digits."""
    return problem(text) is None


def problem(text: str) -> str | None:
    """What is wrong with ``text`` as a code, one Chinese sentence; None where nothing is."""
    code = normalise(text)
    if len(code) != 18:
        return f"统一社会信用代码应为18位，此处为{len(code)}位" if code else "统一社会信用代码应为18位"
    if strange := sorted(set(code) - set(ALPHABET)):
        return f"统一社会信用代码不含字符“{'、'.join(strange)}”（不使用字母 I、O、S、V、Z）"
    if not _SHAPE.fullmatch(code):
        return "统一社会信用代码第3至8位为登记机关行政区划码，应为数字"
    if check_digit(code[:17]) != code[17]:
        return "统一社会信用代码的校验码（第18位）与前17位不符，请核对有无错字"
    if inner_check_digit(code[8:16]) != code[16]:
        return "统一社会信用代码中组织机构代码的校验码（第17位）不符，请核对第9至17位"
    return None


def check_digit(body: str) -> str:
    """The 18th character for the first 17 (GB 32100: weights 3^i mod 31)."""
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def inner_check_digit(body: str) -> str:
    """The check digit (17th character) of the 组织机构代码 for its 8 characters (GB 11714: mod 11)."""
    value = -sum(int(char, 36) * weight for char, weight in zip(body, _INNER_WEIGHTS, strict=True)) % 11
    return "X" if value == 10 else str(value)


def complete(start: str) -> str:
    """The whole code for its first 16 characters (both check digits are computed), or for 17 (the last one is).

    Raises ValueError where the characters cannot begin a code, or the 17th is not the right check digit.
    """
    body = normalise(start)
    if len(body) not in (16, 17) or not _SHAPE.fullmatch(body.ljust(18, "0")):
        raise ValueError(f"“{start[:40]}”不能作为统一社会信用代码的前16位或17位")
    inner = inner_check_digit(body[8:16])
    if len(body) == 17 and body[16] != inner:
        raise ValueError(f"“{start[:40]}”第17位应为{inner}")
    body = body[:16] + inner
    return body + check_digit(body)


def unit_class(text: str) -> str | None:
    """What kind of unit the first two characters stand for (GB 32100 table 1 and 2), or None where it is not listed."""
    return _CLASSES.get(normalise(text)[:2])


def region(text: str) -> str | None:
    """The six digits of the place of first registration, which never changes; None where there are none."""
    digits = normalise(text)[2:8]
    return digits if len(digits) == 6 and digits.isascii() and digits.isdigit() else None
