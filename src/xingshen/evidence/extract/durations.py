"""Lengths of time in running text: 两年, 贰拾肆个月, two (2) years, 24 Monate.

Calendar years and months, so that two years from 1 July end on 30 June. It must not know what lasts that long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from xingshen.evidence.extract.dates import add_months
from xingshen.evidence.extract.numerals import NUMERAL_CHARS, read_count

_MOST_YEARS = 99


@dataclass(frozen=True, slots=True)
class FoundDuration:
    """A length of time at ``text[start:end]``: calendar months and days."""

    start: int
    end: int
    months: int
    days: int = 0

    def last_day_from(self, first: date) -> date | None:
        """The last day of a period of this length whose first day is ``first``, both counted.

        None where that day lies outside the calendar.
        """
        try:
            after = add_months(first, self.months)
            clamped = after.day < first.day
            return after + timedelta(days=self.days - (0 if clamped else 1))
        except (ValueError, OverflowError):
            return None


_COUNT = rf"\d{{1,4}}|[{NUMERAL_CHARS}]{{1,4}}"
_CHINESE = re.compile(
    rf"(?<![第近前每月\d.{NUMERAL_CHARS}])(?P<n>{_COUNT})\s*(?:\(\s*(?P<n2>{_COUNT})\s*\))?\s*"
    rf"(?P<half>半)?(?:个|個)?(?P<u>周?年(?:期)?(?!度|报|初|末|底)|月(?!\d|[{NUMERAL_CHARS}]+[日号])|天|日历天|日(?!期))"
    rf"(?P<andhalf>半)?(?:零?(?P<extra>{_COUNT})(?:个|個)月)?"
)
_HALF_YEAR = re.compile(r"(?<![一二两三四五六七八九\d])半年")
_WORDS = {
    word: number
    for number, words in {
        1: "one a ein einem einen einer eines un une uno um один одного egy uma",
        2: "two zwei deux dos dois duas два двух két kettő due",
        3: "three drei trois tres três три трёх трех három tre",
        4: "four vier quatre cuatro quatro четыре четырех négy quattro",
        5: "five fünf cinq cinco пять пяти öt cinque",
        6: "six sechs seis шесть hat sei",
        10: "ten zehn dix diez dez десять tíz dieci",
        12: "twelve zwölf douze doce doze двенадцать tizenkét dodici",
        18: "eighteen achtzehn dix-huit dieciocho dezoito восемнадцать",
        24: "twenty-four vierundzwanzig vingt-quatre veinticuatro vinte-e-quatro huszonnégy ventiquattro",
        30: "thirty dreißig trente treinta trinta тридцать harminc trenta",
        36: "thirty-six sechsunddreißig trente-six treinta-y-seis trinta-e-seis harminchat trentasei",
        48: "forty-eight achtundvierzig",
        60: "sixty sechzig soixante sesenta sessenta шестьдесят hatvan sessanta",
    }.items()
    for word in words.split()
}
_YEARS = "years?|jahren?|jahre|ans?|années?|años?|anos?|anni|anno|лет|года?|éves?|évre|évig|év|year"
_MONTHS = "months?|monaten?|monate|mois|meses|mês|mes|mesi|mese|месяцев|месяца|месяц|hónapos|hónapra|hónapig|hónap"
_DAYS = "days?|tagen?|tage|jours?|días?|dias?|giorni|дней|дня|nap"
_WORD_LIST = "|".join(sorted((re.escape(w).replace(r"\-", "[- ]") for w in _WORDS), key=len, reverse=True))
_FOREIGN = re.compile(
    rf"(?<![\w.])(?:(?P<n>\d{{1,4}})|(?P<w>{_WORD_LIST}))\s*(?:\(\s*(?P<n2>\d{{1,4}}|{_WORD_LIST})\s*\)\s*|[- ]\s*)?"
    rf"(?:calendar\s+|full\s+|consecutive\s+)?(?:(?P<y>{_YEARS})|(?P<m>{_MONTHS})|(?P<d>{_DAYS}))(?!\w)",
    re.IGNORECASE,
)


_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
_ANNIVERSARY = re.compile(rf"\b(?P<nth>{'|'.join(_NTH)})(?:\s*\([^)]{{1,6}}\))?\s+anniversary", re.IGNORECASE)


def find_durations(text: str) -> list[FoundDuration]:
    """Every length of time in ``text``, in order, without overlaps; those that contradict themselves are left out."""
    found = [d for m in _CHINESE.finditer(text) if (d := _chinese(m))]
    found += [FoundDuration(m.start(), m.end(), 6) for m in _HALF_YEAR.finditer(text)]
    found += [d for m in _FOREIGN.finditer(text) if (d := _foreign(m))]
    found += [FoundDuration(m.start(), m.end(), 12 * _NTH[m["nth"].casefold()]) for m in _ANNIVERSARY.finditer(text)]
    kept: list[FoundDuration] = []
    for one in sorted(found, key=lambda d: (d.start, -d.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _chinese(match: re.Match[str]) -> FoundDuration | None:
    number = read_count(match["n"])
    again = read_count(match["n2"]) if match["n2"] else number
    if number is None or number != again:
        return None
    unit = match["u"]
    halves = 6 if match["half"] or match["andhalf"] else 0
    extra = read_count(match["extra"]) or 0 if match["extra"] else 0
    if "年" in unit:
        years = FoundDuration(match.start(), match.end(), number * 12 + halves + extra)
        return years if number <= _MOST_YEARS else None
    if unit == "月":
        return FoundDuration(match.start(), match.end(), number) if _counted(match) else None
    return FoundDuration(match.start(), match.end(), 0, number)


def _counted(match: re.Match[str]) -> bool:
    return "个" in match[0] or "個" in match[0]


def _foreign(match: re.Match[str]) -> FoundDuration | None:
    number, again = _number(match["n"] or match["w"]), match["n2"]
    if number is None or (again and _number(again) != number):
        return None
    if match["y"]:
        return FoundDuration(match.start(), match.end(), number * 12) if number <= _MOST_YEARS else None
    if match["m"]:
        return FoundDuration(match.start(), match.end(), number)
    return FoundDuration(match.start(), match.end(), 0, number)


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    return _WORDS.get(re.sub(r"\s+", "-", word.casefold()))
