"""Completes invented identifiers with the check digits that the standards want.

Must not know whose identifier it makes. The bodies come from digests of a seed, so that they are stable and nobody's.
"""

from __future__ import annotations

import hashlib
from datetime import date

_ORG_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def digits(seed: str, count: int) -> str:
    """``count`` decimal digits that depend on ``seed`` only."""
    return str(int(hashlib.sha256(seed.encode()).hexdigest(), 16))[:count]


def organisation_code(body: str) -> str:
    """The 9-character organisation code (GB 11714) for an 8-character body."""
    total = sum(_ORG_ALPHABET.index(char) * weight for char, weight in zip(body, _ORG_WEIGHTS, strict=True))
    check = 11 - total % 11
    return body + {10: "X", 11: "0"}.get(check, str(check))


def credit_code(kind: str, area: str, seed: str) -> str:
    """The 18-character unified social credit code (GB 32100-2015): ``kind`` such as 91, ``area`` such as 130100."""
    body = kind + area + organisation_code("MA0" + digits(seed, 5) if kind == "91" else "40" + digits(seed, 6))
    total = sum(_USCC_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return body + _USCC_ALPHABET[(31 - total % 31) % 31]


def resident_id(area: str, birth: date, sex: str, seed: str) -> str:
    """The 18-character resident identity number (GB 11643) of an invented person."""
    order = int(digits(seed, 3)) // 2 * 2 % 1000 + (1 if sex == "男" else 0)
    body = f"{area}{birth:%Y%m%d}{order:03d}"
    total = sum(int(char) * weight for char, weight in zip(body, _ID_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]
