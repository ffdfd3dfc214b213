"""Numbers of Chinese patent applications and patents (ZC 0006-2003): eight or twelve digits and a check digit.

``ZL 2023 1 0123456.7``: year, kind (1 invention, 2 utility model, 3 design, 8 and 9 by way of PCT), serial number,
check digit. Tells whether a number is written rightly; never whether a patent is in force.
"""

from __future__ import annotations

import re

from xingshen.kernel.identifiers.spelling import bare_code

_SHAPE = re.compile(r"(?:ZL|CN)?(?P<body>(?:19|20)\d{2}[12389]\d{7}|\d{2}[12389]\d{5})\.?(?P<check>[\dX])")
_KINDS = {"1": "发明专利", "2": "实用新型", "3": "外观设计", "8": "发明专利", "9": "实用新型"}
_LONG = 12


def is_valid(text: str) -> bool:
    """Whether ``text`` has the shape of such a number, with or without ZL or CN, and the right check digit."""
    match = _SHAPE.fullmatch(bare_code(text))
    return match is not None and check_digit(match["body"]) == match["check"]


def check_digit(body: str) -> str:
    """The check digit for the digits before it: weights 2 to 9, again from 2, modulo 11; 10 is X."""
    value = sum(int(digit) * (2 + at % 8) for at, digit in enumerate(body)) % 11
    return "X" if value == 10 else str(value)


def kind_of(text: str) -> str | None:
    """What the number is of (发明专利, 实用新型, 外观设计); None where it is no such number."""
    match = _SHAPE.fullmatch(bare_code(text))
    if match is None:
        return None
    body = match["body"]
    return _KINDS[body[4 if len(body) == _LONG else 2]]


def written(text: str) -> str:
    """The number as certificates print it: ``ZL 2023 1 0123456.7``. Raises ValueError where it is none."""
    match = _SHAPE.fullmatch(bare_code(text))
    if match is None:
        raise ValueError(f"“{text[:40]}”不是专利号")
    body, mark = match["body"], "ZL " if bare_code(text).startswith("ZL") else ""
    year = 4 if len(body) == _LONG else 2
    return f"{mark}{body[:year]} {body[year]} {body[year + 1 :]}.{match['check']}"
