"""Registered numbers of units and patents in text, also as scanners read them (O for 0, l for 1, stray blanks).

A number whose check digits hold is sure however it was spelled; one whose check digits do not hold was misread or
misprinted, and is a candidate only. It must not know whose number it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xingshen.kernel.identifiers import patent_number, uscc

SURE = 1.0
WRONG_CHECK = 0.5
"""The check digit does not hold: some character is wrong."""
_LEAST_DIGITS = 9
"""A run of 18 letters and digits with fewer digits is a word or another kind of number."""
_DIGIT = r"[0-9OoQDlI|]"
_AS_DIGIT = str.maketrans("OoQDlI|", "0000111")
_AS_CODE = str.maketrans("OISZV|lo", "0152U110")
_GAP = r"[ \u3000.,·_\-]{0,2}"
_PATENT = re.compile(
    rf"(?<![0-9A-Za-z])(?:(?P<mark>[Zz2][Ll1I]){_GAP})?"
    rf"(?P<body>(?:{_DIGIT}{_GAP}){{12}}|(?:{_DIGIT}{_GAP}){{8}})(?P<check>[0-9OoQDlI|Xx])(?![0-9A-Za-z])"
)
_CODE = re.compile(r"(?<![0-9A-Za-z|])(?:[0-9A-Za-z|][ \u3000]?){17}[0-9A-Za-z|](?![0-9A-Za-z|])")


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number at ``text[start:end]``, properly written, and how sure its characters are."""

    value: str
    start: int
    end: int
    confidence: float


def find_patent_numbers(text: str) -> Iterator[FoundNumber]:
    """Every patent or application number; one without ZL only where its check digit holds."""
    for match in _PATENT.finditer(text):
        digits = re.sub(_GAP, "", match["body"]).translate(_AS_DIGIT)
        check = match["check"].upper() if match["check"] in "Xx" else match["check"].translate(_AS_DIGIT)
        number = f"{'ZL' if match['mark'] else ''}{digits}.{check}"
        sound = patent_number.is_valid(number)
        if patent_number.kind_of(number) and (sound or match["mark"]):
            yield FoundNumber(patent_number.written(number), match.start(), match.end(), SURE if sound else WRONG_CHECK)


def find_unit_codes(text: str) -> Iterator[FoundNumber]:
    """Every 统一社会信用代码: 18 characters; letters that no code has are read as the digits they look like."""
    for match in _CODE.finditer(text):
        read = uscc.normalise(match[0])
        folded = re.sub(r"\s", "", match[0]).translate(_AS_CODE).upper()
        code = next((each for each in (read, folded) if uscc.is_valid(each)), None)
        if code is not None:
            yield FoundNumber(code, match.start(), match.end(), SURE)
        elif sum(char.isdigit() for char in folded) >= _LEAST_DIGITS and uscc.region(folded):
            yield FoundNumber(folded, match.start(), match.end(), WRONG_CHECK)
