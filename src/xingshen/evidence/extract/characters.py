"""Single characters: which are Chinese, which a PDF spells as a radical, and the simplified forms of traditional ones.

The folding is for searching only; what is shown stays as written.
"""

from __future__ import annotations

import re

from xingshen.evidence.extract.numerals import YEAR_CHARS
from xingshen.kernel.scripts import simplify

_RADICALS = dict(
    zip(
        "⺠⻓⻔⻚⻛⻢⻥⻉⻋⻅⻝⻘⻆⻄⻣⻩⻬⻰⻳⻮⻨⻜⻙⻦⻧⺟⻁⻤⻑⻒",
        "民长门页风马鱼贝车见食青角西骨黄齐龙龟齿麦飞韦鸟卤母虎鬼長镸",
        strict=True,
    )
)
_REPAIR = str.maketrans(_RADICALS)
_COUNTED = str.maketrans("參", "叁")
"""Traditional characters that mean a number where we meet them."""


_AS_DIGIT = str.maketrans("OoQDlI|", "0000111")
_DATE_DIGITS = re.compile(
    r"(?<![A-Za-z\d])(?:[OoQDlI|]*\d[\dOoQDlI|]*|(?<=[年月])[ \u3000]?[OoQDlI|]{1,2})(?=[ \u3000]?[年月日])"
)
_UNSEEN_CIRCLE = re.compile(rf"(?<![{YEAR_CHARS}])二\s(?=\s?[一二三]\s?[{YEAR_CHARS}]\s?年)")
"""二 二六年: the circle of a year that was taken for a blank."""
_SPLIT_YEAR = re.compile(r"(?<!\d)2 ?0 ?[0-4] ?\d(?= ?年)")
_NOTHING = "\u200b"
"""Stands for a blank that is none; it is dropped where a text is searched."""


def repair_dates(text: str) -> str:
    """What OCR read of a line with letters before 年, 月, 日 made the digits they look like; the length stays.

    Blanks inside a year are made :data:`_NOTHING`.
    """
    digits = _DATE_DIGITS.sub(lambda match: match[0].translate(_AS_DIGIT), text)
    whole = _SPLIT_YEAR.sub(lambda match: match[0].replace(" ", _NOTHING), digits)
    return _UNSEEN_CIRCLE.sub("二〇", whole)


def repair(text: str) -> str:
    """``text`` with the radicals that some PDF fonts yield put back to characters."""
    return text.translate(_REPAIR)


def fold(text: str) -> str:
    """``text`` with traditional characters made simplified; the length does not change."""
    return simplify(text.translate(_COUNTED))


def is_chinese(char: str) -> bool:
    """Whether ``char`` is written without spaces around it: an ideograph or Chinese punctuation."""
    return (
        "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\u3000" <= char <= "\u303f" or char in "“”‘’"
    )
