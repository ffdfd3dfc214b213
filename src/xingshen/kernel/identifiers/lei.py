"""Legal Entity Identifier (ISO 17442): 20 characters, the last two of them ISO 7064 MOD 97-10 check digits.

Tells whether a code is written rightly, never whether it is issued or current.
"""

from __future__ import annotations

import re

from xingshen.kernel.identifiers.iso7064 import mod_97_10, remainder_97
from xingshen.kernel.identifiers.spelling import bare_code

_SHAPE = re.compile(r"[0-9A-Z]{18}[0-9]{2}")


def normalise(text: str) -> str:
    """``text`` in capitals, half-width, without blanks and dashes."""
    return bare_code(text)


def is_valid(text: str) -> bool:
    """True where ``text``, normalised, has the right shape and check digits."""
    return problem(text) is None


def problem(text: str) -> str | None:
    """What is wrong with ``text`` as an LEI, one Chinese sentence; None where nothing is."""
    code = normalise(text)
    if not _SHAPE.fullmatch(code):
        return "LEI 应为20位：18位数字或字母，加2位数字校验码"
    if remainder_97(code) != 1:
        return "LEI 的校验码（末两位）与前18位不符，请核对有无错字"
    return None


def complete(body: str) -> str:
    """The whole LEI for its first 18 characters. Raises ValueError where they cannot begin one."""
    code = normalise(body)
    if not _SHAPE.fullmatch(code + "00"):
        raise ValueError(f"“{body[:40]}”不是18位数字或字母")
    return code + mod_97_10(code)
