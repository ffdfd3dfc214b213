"""How values are shown to people: amounts, instants, sizes, digests, and the words and signs of the four outcomes.

Plain functions without templates; the tags in ``templatetags/ui.py`` and other views share them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from xingshen.kernel.outcome import Outcome
from xingshen.reports.wording import OUTCOME_ICONS
from xingshen.review.filing_events import Stage

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOTHING = "—"
THIN = "\u2009"
"""Stands between thousands; where lines may break, ``money`` or the class ``number`` keeps the figure together."""

_WORDS: dict[Outcome, Promise] = {
    Outcome.PASS: gettext_lazy("通过"),
    Outcome.FAIL: gettext_lazy("不通过"),
    Outcome.HUMAN: gettext_lazy("需人工"),
    Outcome.NOT_APPLICABLE: gettext_lazy("不适用"),
    Outcome.CORRECTION: gettext_lazy("退回补正"),
}
STAGE_LOOKS: Mapping[Stage, str] = {
    Stage.DRAFT: "active",
    Stage.AT_UNIT: "waiting",
    Stage.AT_DEPARTMENT: "waiting",
    Stage.ACCEPTED: "done",
    Stage.IN_CORRECTION: "returned",
    Stage.RETURNED: "returned",
    Stage.WITHDRAWN: "closed",
}
"""Stage of a filing → class of its mark (``.state``): sign and colour."""
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_DIGEST_SHOWN, _DIGEST_GROUP = 12, 8


def outcome_icon(outcome: str) -> str:
    """The sign of ``outcome``: ✓ ✕ ? – ↺."""
    return OUTCOME_ICONS[Outcome(outcome)]


def outcome_word(outcome: str) -> str:
    """The word of ``outcome`` in the reader's language."""
    return str(_WORDS[Outcome(outcome)])


def amount(value: object) -> str:
    """``value`` with thin spaces between thousands, at least two decimals: ``1 234.50``."""
    if value is None or value == "":
        return NOTHING
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    exponent = number.as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"{number:,.{places}f}".replace(",", THIN).replace("-", "−")


def instant(value: datetime | None) -> str:
    """``2026-07-01 23:41:07`` as the clocks in Shanghai show it."""
    return _in_shanghai(value, "%Y-%m-%d %H:%M:%S")


def minute(value: datetime | None) -> str:
    """``2026-07-01 23:41``, for lists in which seconds would be noise."""
    return _in_shanghai(value, "%Y-%m-%d %H:%M")


def short_instant(value: datetime | None) -> str:
    """``07-13 17:00``, for deadlines of the year one is in; the end of a day as ``07-13 24:00``."""
    return _until(value, "%m-%d")


def deadline(value: datetime | None) -> str:
    """``2026-07-13 17:00``; the end of a day as ``2026-07-13 24:00``, so that nobody takes it for the day after."""
    return _until(value, "%Y-%m-%d")


def clock(value: datetime | None) -> str:
    """``23:41:07``."""
    return _in_shanghai(value, "%H:%M:%S")


def day(value: date | datetime | None) -> str:
    """``2026-07-01``; of an instant, the day it was in Shanghai."""
    if isinstance(value, datetime):
        return _in_shanghai(value, "%Y-%m-%d")
    return value.isoformat() if value else NOTHING


def remaining(until: datetime, now: datetime) -> str:
    """What is left in the two largest units (剩 2 天 4 小时), or that it is over (已截止)."""
    return duration_left(until - now)


def duration_left(left: timedelta) -> str:
    """``left`` in words; whole units are rounded down so that nobody is promised time that is not there."""
    seconds = int(left.total_seconds())
    if seconds <= 0:
        return gettext("已截止")
    days, hours = seconds // _DAY, seconds % _DAY // _HOUR
    minutes, rest = seconds % _HOUR // _MINUTE, seconds % _MINUTE
    if days:
        return gettext("剩 %(days)d 天 %(hours)d 小时") % {"days": days, "hours": hours}
    if hours:
        return gettext("剩 %(hours)d 小时 %(minutes)d 分") % {"hours": hours, "minutes": minutes}
    return gettext("剩 %(minutes)d 分 %(seconds)d 秒") % {"minutes": minutes, "seconds": rest}


def file_size(octets: int | None) -> str:
    """``812 B``, ``64 kB``, ``60.2 MB``: decimal units, one decimal from a megabyte on."""
    if octets is None:
        return NOTHING
    if octets < 1000:
        return f"{octets} B"
    if octets < 999_500:
        return f"{octets / 1000:.0f} kB"
    if octets < 999_950_000:
        return f"{octets / 1_000_000:.1f} MB"
    return f"{octets / 1_000_000_000:.1f} GB"


def bracketed(name: str, more: str) -> str:
    """``name（more）``, with the brackets of the reader's language."""
    return gettext("%(name)s（%(more)s）") % {"name": name, "more": more}


def percent(share: object, places: int = 0) -> str:
    """``share`` of one as ``37 %``; nothing where there is no share."""
    if share is None or share == "":
        return NOTHING
    return f"{Decimal(str(share)) * 100:.{places}f} %"


def short_digest(digest: str) -> str:
    """The first twelve digits, enough to tell papers apart by eye."""
    return digest if len(digest) <= _DIGEST_SHOWN else f"{digest[:_DIGEST_SHOWN]}…"


def grouped_digest(digest: str) -> str:
    """The whole digest in groups of eight, as one reads it aloud."""
    return " ".join(digest[start : start + _DIGEST_GROUP] for start in range(0, len(digest), _DIGEST_GROUP))


def _until(value: datetime | None, day_form: str) -> str:
    if value is None:
        return NOTHING
    if _in_shanghai(value, "%H:%M:%S.%f") == "00:00:00.000000":
        return f"{_in_shanghai(value - timedelta(seconds=1), day_form)} 24:00"
    return _in_shanghai(value, f"{day_form} %H:%M")


def _in_shanghai(value: datetime | None, form: str) -> str:
    if value is None:
        return NOTHING
    if value.tzinfo is None:
        raise ValueError("an instant without a time zone cannot be shown")
    return value.astimezone(SHANGHAI).strftime(form)
