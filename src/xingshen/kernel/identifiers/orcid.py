"""ORCID iD: 16 characters in four groups, the last an ISO 7064 MOD 11-2 check character.

Tells whether an id is written rightly, never whose it is.
"""

from __future__ import annotations

import re

from xingshen.kernel.identifiers.iso7064 import mod_11_2
from xingshen.kernel.identifiers.spelling import bare_code

_SHAPE = re.compile(r"[0-9]{15}[0-9X]")
_ADDRESS = re.compile(r"^(?:HTTPS?://)?(?:WWW\.)?ORCID\.ORG/")


def normalise(text: str) -> str:
    """``text`` as ``0000-0000-0000-0000``, without the address before it; as bare characters where it is no such id."""
    code = _ADDRESS.sub("", bare_code(text)).strip("/")
    if not _SHAPE.fullmatch(code):
        return code
    return "-".join(code[at : at + 4] for at in range(0, 16, 4))


def is_valid(text: str) -> bool:
    """True where ``text`` (with or without ``https://orcid.org/``) has the right shape and check character."""
    return problem(text) is None


def problem(text: str) -> str | None:
    """What is wrong with ``text`` as an ORCID iD, one Chinese sentence; None where nothing is."""
    code = normalise(text).replace("-", "")
    if not _SHAPE.fullmatch(code):
        return "ORCID 应为16位，如 0000-0000-0000-0000 的形式"
    if mod_11_2(code[:15]) != code[15]:
        return "ORCID 的校验码（末位）与前15位不符，请核对有无错字"
    return None


def complete(body: str) -> str:
    """The whole id, with dashes, for its first 15 digits. Raises ValueError where they are not digits."""
    digits = bare_code(body)
    if not re.fullmatch(r"[0-9]{15}", digits):
        raise ValueError(f"“{body[:40]}”不是15位数字")
    return normalise(digits + mod_11_2(digits))
