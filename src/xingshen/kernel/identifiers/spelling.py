"""How codes are spelled before they are checked: full-width forms, blanks, dashes and letter case do not matter.

Knows no particular code.
"""

from __future__ import annotations

import unicodedata

_DROPPED = str.maketrans("", "", " \t\r\n\u3000-‐‑–—_·")
LONGEST = 200
"""Longer texts are no code of any kind and are not looked at."""


def bare_code(text: str) -> str:
    """``text`` in NFKC and capitals, without blanks and dashes; "" for texts that are too long to be a code."""
    if len(text) > LONGEST:
        return ""
    return unicodedata.normalize("NFKC", text).upper().translate(_DROPPED)
