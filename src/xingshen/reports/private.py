"""Hides the numbers of people (identity, telephone, bank card) in running text, as they are hidden in values of a form.

Tells them by their shape alone, for whoever misread one digit still shows the other seventeen. Codes of units stay.
"""

from __future__ import annotations

import re

from xingshen.dossier.showing import mask
from xingshen.kernel.identifiers import uscc

_PRIVATE = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx]"
    r"|1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|62\d{14,17}"
    r")(?![0-9A-Za-z])"
)


def mask_numbers(text: str) -> str:
    """``text`` with every number of a person starred but for its first three and last two characters."""
    return _PRIVATE.sub(lambda found: _masked(found.group()), text)


def _masked(number: str) -> str:
    return number if uscc.is_valid(number) else mask(number)
