"""Sums of money in running text, in 万元: 50万元, 500,000元, 1.2亿元, 人民币伍拾万元整.

Other currencies are left out. It must not know what the money is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import cn2an

_UNITS = {
    "亿元": Decimal(10000),
    "千万元": Decimal(1000),
    "百万元": Decimal(100),
    "万元": Decimal(1),
    "千元": Decimal("0.1"),
    "元": Decimal("0.0001"),
    "圆": Decimal("0.0001"),
    "万": Decimal(1),
}
_CAPITAL = "零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟两"
_NUMBER = r"[-−]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?"
_DIGITS = re.compile(
    rf"(?<![\d.])(?P<n>{_NUMBER})\s*(?:\((?P<u1>亿元|万元|千元|元)\)|(?P<u>亿元|千万元|百万元|万元|千元|元|圆))(?!\s*/)"
)
_WORDS = re.compile(
    rf"(?P<w>(?<![{_CAPITAL}])[{_CAPITAL}]{{1,24}})(?:元|圆)(?:整"
    rf"|正)?(?:(?P<j>[{_CAPITAL}])角)?(?:(?P<f>[{_CAPITAL}])分)?(?:整|正)?"
)
_BARE = re.compile(rf"(?<![\d.\w%-])(?<!\d:){_NUMBER}(?![\d.]*\s*(?:%|:|年|月|日|个|人|项|[A-Za-z]))")


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """A sum at ``text[start:end]``: ``value`` in 万元, ``unit`` as written (empty: none beside the number)."""

    start: int
    end: int
    value: Decimal
    unit: str


def find_amounts(text: str) -> list[FoundAmount]:
    """Every sum with its unit, in order."""
    found = [
        FoundAmount(m.start(), m.end(), _plain(m["n"]) * _UNITS[m["u"] or m["u1"]], m["u"] or m["u1"])
        for m in _DIGITS.finditer(text)
    ]
    found += [amount for m in _WORDS.finditer(text) if (amount := _in_words(m))]
    return sorted(found, key=lambda a: a.start)


def find_bare_numbers(text: str, unit: str) -> list[FoundAmount]:
    """Every number without a unit, read in ``unit`` (元, 万元 or 亿元; named in a table's head), in order."""
    with_unit = find_amounts(text)
    return [
        FoundAmount(m.start(), m.end(), _plain(m[0]) * _UNITS[unit], "")
        for m in _BARE.finditer(text)
        if not any(a.start <= m.start() < a.end for a in with_unit)
    ]


def _plain(text: str) -> Decimal:
    return Decimal(re.sub(r"[, ]", "", text).replace("−", "-"))


def _in_words(match: re.Match[str]) -> FoundAmount | None:
    try:
        whole = Decimal(str(cn2an.cn2an(match["w"], "smart")))
    except (ValueError, InvalidOperation):
        return None
    small = sum(
        (
            Decimal(str(cn2an.cn2an(match[g], "smart"))) * w
            for g, w in (("j", Decimal("0.1")), ("f", Decimal("0.01")))
            if match[g]
        ),
        Decimal(0),
    )
    return FoundAmount(match.start(), match.end(), (whole + small) * _UNITS["元"], "元")
