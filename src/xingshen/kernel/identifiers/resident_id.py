"""公民身份号码 (GB 11643): 18 characters with a date of birth and an ISO 7064 MOD 11-2 check character.

The area code is information only: residence permits of Hong Kong, Macao and Taiwan residents (81, 82, 83) and new
areas (雄安 133100) are as good as any. Private data: nothing here keeps or shows a number.
"""

from __future__ import annotations

import re
from datetime import date

from xingshen.kernel.identifiers.iso7064 import mod_11_2
from xingshen.kernel.identifiers.spelling import bare_code

_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]")
EARLIEST_YEAR = 1880
LATEST_YEAR = 2100


def normalise(text: str) -> str:
    """``text`` half-width, capital X, without blanks."""
    return bare_code(text)


def is_valid(text: str) -> bool:
    """True where ``text``, normalised, has 18 characters, a real date of birth and the right check character."""
    return problem(text) is None


def problem(text: str) -> str | None:
    """What is wrong with ``text`` as a number, one Chinese sentence that does not repeat it; None where nothing is."""
    code = normalise(text)
    if len(code) != 18:
        return f"公民身份号码应为18位，此处为{len(code)}位" if code else "公民身份号码应为18位"
    if not _SHAPE.fullmatch(code):
        return "公民身份号码前17位应为数字，末位为数字或 X"
    if birth_date(code) is None:
        return "公民身份号码第7至14位不是存在的出生日期"
    if check_character(code[:17]) != code[17]:
        return "公民身份号码的校验码（第18位）与前17位不符，请核对有无错字"
    return None


def check_character(body: str) -> str:
    """The 18th character for the first 17 digits."""
    return mod_11_2(body)


def complete(body: str) -> str:
    """The whole number for its first 17 digits. Raises ValueError where they cannot begin one."""
    code = normalise(body)
    if len(code) != 17 or not _SHAPE.fullmatch(code + "0") or birth_date(code) is None:
        raise ValueError("须给出17位数字，其中第7至14位为出生日期")
    return code + check_character(code)


def birth_date(text: str) -> date | None:
    """The date of birth in positions 7 to 14, or None where there is no such day."""
    digits = normalise(text)[6:14]
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return day if EARLIEST_YEAR <= day.year <= LATEST_YEAR else None
