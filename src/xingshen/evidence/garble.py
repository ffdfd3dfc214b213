"""Whether the characters of a text layer can be trusted to be what is printed.

Fonts without a Unicode map, wrong maps and wrong encodings give text that looks like text and is not. Such a page is
treated as having no text layer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from xingshen.evidence.glyph import is_han

BAD_SHARE = 0.25
"""Share of unmapped, private or control characters from which a page is not text."""
RARE_HAN_SHARE = 0.3
"""Share of Chinese characters outside both national sets (GB 2312, Big5), from which a map is wrong."""
LATIN_SUPPLEMENT_SHARE = 0.5
"""Share of U+0080–U+00FF, from which Chinese bytes were taken for Latin ones; no language comes near it."""
ENOUGH = 20


def is_garbled(characters: Sequence[str], unmapped: int) -> bool:
    """True where ``characters`` (no white space; ``unmapped`` of them had no Unicode value) are not what is printed."""
    if not characters:
        return unmapped > 0
    bad = max(unmapped, sum(1 for char in characters if _is_bad(char)))
    if bad > BAD_SHARE * len(characters):
        return True
    return len(characters) >= ENOUGH and (_wrong_map(characters) or _wrong_encoding(characters))


def _is_bad(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in {"Co", "Cc", "Cn", "Cs"}


def _wrong_map(characters: Sequence[str]) -> bool:
    han = [char for char in characters if is_han(char)]
    rare = sum(1 for char in han if not (_encodes(char, "gb2312") or _encodes(char, "big5")))
    return len(han) >= ENOUGH and rare > RARE_HAN_SHARE * len(han)


def _wrong_encoding(characters: Sequence[str]) -> bool:
    supplement = sum(1 for char in characters if "\x80" <= char <= "\xff")
    return supplement > LATIN_SUPPLEMENT_SHARE * len(characters)


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
