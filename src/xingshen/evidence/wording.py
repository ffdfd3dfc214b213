"""A line's words without their dress: width, case, letter-spacing, traditional characters.

For comparing only; what is quoted is always the line itself.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from xingshen.evidence.extract.characters import fold, repair

_BESIDE_HAN = re.compile(r"(?<=[\u2e80-\uffef])\s+|\s+(?=[\u2e80-\uffef])")
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """``text`` in half width and simplified characters, small letters, no space beside a Chinese character."""
    normal = fold(repair(unicodedata.normalize("NFKC", text)))
    return _SPACES.sub(" ", _BESIDE_HAN.sub("", normal)).strip().casefold()


@lru_cache(maxsize=4096)
def plain_word(word: str) -> str:
    """:func:`plain` of a word that a guide names: there are few, and each is asked for again with every title."""
    return plain(word)
