"""Research Organization Registry id: ``0``, six Crockford base-32 characters, two check digits (98 − n·100 mod 97).

Tells whether an id is written rightly, never whether it is registered.
"""

from __future__ import annotations

import re

from xingshen.kernel.identifiers.spelling import LONGEST

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford base 32: no i, l, o, u."""
_SHAPE = re.compile(rf"0[{ALPHABET}]{{6}}[0-9]{{2}}")
_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?ror\.org/")


def normalise(text: str) -> str:
    """``text`` as the bare id in small letters, without the address before it; "" for texts that are too long."""
    if len(text) > LONGEST:
        return ""
    return _ADDRESS.sub("", text.strip().lower()).strip("/")


def is_valid(text: str) -> bool:
    """True where ``text`` (with or without ``https://ror.org/``) has the right shape and check digits."""
    return problem(text) is None


def problem(text: str) -> str | None:
    """What is wrong with ``text`` as a ROR id, one Chinese sentence; None where nothing is."""
    code = normalise(text)
    if not _SHAPE.fullmatch(code):
        return "ROR 标识应为 0 开头的9位，如 https://ror.org/ 之后的部分"
    if check_digits(code[1:7]) != code[7:]:
        return "ROR 标识的校验码（末两位）与前面不符，请核对有无错字"
    return None


def check_digits(body: str) -> str:
    """The two check digits for the six characters after the leading 0."""
    number = 0
    for char in body:
        number = number * 32 + ALPHABET.index(char)
    return f"{98 - number * 100 % 97:02d}"


def complete(body: str) -> str:
    """The whole id for its six middle characters. Raises ValueError where they cannot stand in one."""
    if not _SHAPE.fullmatch(f"0{body}00"):
        raise ValueError(f"“{body[:40]}”不是6位 Crockford base-32 字符")
    return f"0{body}{check_digits(body)}"
