"""The version code that a printed form carries: ``XS1-XXXX-XXXX-XXXX-C``, twelve characters and a check character.

The characters are Crockford's base 32 (no I, L, O, U); what a reader confuses with another (O, I, L, U) is folded. The
check character is a weighted sum over GF(32) with a different weight for each place: any one wrong character and any
two exchanged characters are noticed. Knows nothing of what the code stands for.
"""

from __future__ import annotations

import re

from xingshen.kernel.identifiers.spelling import bare_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "XS1"
LENGTH = 12
"""Characters between the prefix and the check character: 60 bits."""
_FOLDED = str.maketrans("OILU", "011V")
_FIELD = 0b100101
"""x^5 + x^2 + 1: the primitive polynomial that makes five bits a field."""
_BLANK = r"[\s\-‐‑–—_·.]{0,3}"
_CHARACTER = r"[0-9A-Za-z]"
_WRITTEN = re.compile(
    rf"(?<![0-9A-Za-z])[Xx][Ss5][1IiLl]{_BLANK}(?P<body>(?:{_CHARACTER}{_BLANK}){{{LENGTH}}}{_CHARACTER})(?![0-9A-Za-z])"
)


def complete(body: str) -> str:
    """The whole code for its twelve characters. Raises ValueError where they are not twelve of the alphabet."""
    characters = _folded(body)
    if len(characters) != LENGTH or not set(characters) <= set(ALPHABET):
        raise ValueError(f"“{body[:40]}”不是{LENGTH}位版本码字符")
    return _grouped(characters + _check(characters))


def of_number(number: int) -> str:
    """The code of the low 60 bits of ``number``."""
    digits = (number >> 5 * place & 31 for place in reversed(range(LENGTH)))
    return complete("".join(ALPHABET[digit] for digit in digits))


def parse(text: str) -> str | None:
    """The code as it is properly written, where ``text`` is one with a right check character; else None."""
    match = _WRITTEN.fullmatch(text.strip())
    return _checked(match["body"]) if match else None


def find(text: str) -> tuple[tuple[int, int, str], ...]:
    """The codes in ``text`` whose check character is right: start, end, and the code as it is properly written."""
    found = ((match.start(), match.end(), _checked(match["body"])) for match in _WRITTEN.finditer(text))
    return tuple((start, end, code) for start, end, code in found if code is not None)


def _checked(body: str) -> str | None:
    characters = _folded(body)
    sound = len(characters) == LENGTH + 1 and _check(characters[:-1]) == characters[-1]
    return _grouped(characters) if sound else None


def _folded(text: str) -> str:
    return bare_code(text).replace(".", "").translate(_FOLDED)


def _grouped(characters: str) -> str:
    groups = [characters[at : at + 4] for at in range(0, LENGTH, 4)]
    return "-".join((PREFIX, *groups, characters[LENGTH:]))


def _check(characters: str) -> str:
    """The character of the sum of a^(12-i) · c_i over GF(32), a the primitive element; its own weight would be a^0."""
    total = 0
    for character in characters:
        total = _times_a(total ^ ALPHABET.index(character))
    return ALPHABET[total]


def _times_a(value: int) -> int:
    doubled = value << 1
    return doubled ^ _FIELD if doubled & 32 else doubled
